//! x
use crate::format::Format;
pub const FORMAT: Format = Format {
    id: "ch-seco-xml",
    version: 1,
    about: "",
    recognises: |_| false,
    read: |_, _, _| {},
};
