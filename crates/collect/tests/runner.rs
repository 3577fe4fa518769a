//! The one integration binary of `plaint-collect`.
//!
//! - `misbehaviour`: fetches from a server on this machine that does everything wrong.
//! - `folders`: what is gathered from disk.
//!
//! Nothing here waits for real: pauses between attempts are recorded, not slept, and the limits
//! are fractions of a second. What cannot be tested without a network is TLS against the hosts of
//! real publishers; that a server without TLS is refused is tested.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod folders;
mod misbehaviour;
mod server;
