//! Bytes to text: the byte order mark decides, else UTF-8 if it is valid, else a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// Decodes a text file. Bytes that the encoding does not allow become U+FFFD.
#[must_use]
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    encoding(bytes).decode(bytes).0
}

/// The encoding that [`decode`] uses for these bytes.
#[must_use]
pub fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return encoding_rs::UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_lists_and_customer_files() {
        assert_eq!(decode("\u{feff}a".as_bytes()), "a");
        assert_eq!(decode("浙江".as_bytes()), "浙江");
        let (gbk, ..) = encoding_rs::GB18030.encode("新疆维吾尔自治区公安厅，乌鲁木齐市");
        assert_eq!(decode(&gbk), "新疆维吾尔自治区公安厅，乌鲁木齐市");
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode("Société Générale de café");
        assert_eq!(decode(&latin), "Société Générale de café");
        assert_eq!(decode(&[0xff, 0xfe, b'a', 0, b'b', 0]), "ab");
    }
}
