//! Why a fetch failed: the address, what happened, and what to do.

use std::time::Duration;

/// A fetch that failed. Its text never holds credentials.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{url}: {problem}")]
pub struct FetchError {
    /// The address that failed, as it may be shown: a user name or password is taken out.
    pub url: String,
    /// What happened.
    pub problem: Problem,
}

/// What happened, and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The address is not one that can be fetched.
    #[error("not an address that can be fetched ({0}); write https://HOST/PATH")]
    BadAddress(String),
    /// Plain HTTP to another machine.
    #[error("plain HTTP can be changed on its way; use the publisher's https:// address")]
    PlainHttp,
    /// A user name or password in the address.
    #[error("the address holds a user name or password, which would be recorded; take it out")]
    Credentials,
    /// The proxy is not understood.
    #[error("the proxy that was asked for is not understood; write http://HOST:PORT")]
    BadProxy,
    /// The host has no address.
    #[error("the host was not found; check the spelling and that this machine is online")]
    HostNotFound,
    /// No connection, or it broke before the answer.
    #[error("no connection ({0}); check that this machine is online, or try later")]
    Connection(String),
    /// No trusted encryption.
    #[error(
        "no trusted encrypted connection ({0}); check this machine's clock, and whether a \
         network filter replaces certificates"
    )]
    Tls(String),
    /// The server said nothing for too long.
    #[error("the server was silent for {} s; try later", .0.as_secs_f32())]
    Silence(Duration),
    /// The whole fetch took too long.
    #[error("not finished within {} s; try later or allow more time", .0.as_secs_f32())]
    TimeLimit(Duration),
    /// 401 or 403.
    #[error(
        "the publisher refused (HTTP {0}); download the file with a browser and pass it with \
         --from FILE"
    )]
    Refused(u16),
    /// 404 or 410.
    #[error(
        "not there any more (HTTP {0}); look for the file's new address on the publisher's site, \
         or download it with a browser and pass it with --from FILE"
    )]
    NotFound(u16),
    /// 429 or any 5xx, after the last attempt.
    #[error("the server cannot answer now (HTTP {status}); {}", later(.retry_after.as_ref()))]
    Busy {
        /// The status.
        status: u16,
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
    },
    /// Any other status than 200.
    #[error(
        "an answer that is not the file (HTTP {0}); open the address in a browser, and pass what \
         it gives with --from FILE"
    )]
    Status(u16),
    /// Bigger than allowed, compressed or not.
    #[error("larger than the {cap_bytes} bytes allowed; if that is right, raise the limit")]
    TooLarge {
        /// The limit.
        cap_bytes: u64,
    },
    /// The body ended before its declared end.
    #[error("cut off after {received_bytes} bytes; try again")]
    Truncated {
        /// What came, before decompression.
        received_bytes: u64,
    },
    /// What came is not HTTP, or its header never ends.
    #[error("the server's answer is not proper HTTP ({0}); open the address in a browser")]
    NotHttp(String),
    /// A content coding that was not asked for.
    #[error("sent in the coding \"{0}\", which was not asked for; pass the file with --from FILE")]
    Coding(String),
    /// The gzip coding is damaged.
    #[error("the compressed answer is damaged or cut off ({0}); try again")]
    BadGzip(String),
    /// Too many redirects.
    #[error("more than {0} redirects; open the address in a browser to find where it leads")]
    RedirectLimit(usize),
    /// Redirects that come back.
    #[error("its redirects lead back to {0}; the publisher's site is broken, or wants cookies")]
    RedirectLoop(String),
    /// A redirect without a target that can be read.
    #[error("a redirect without a readable target; open the address in a browser")]
    RedirectNowhere,
    /// A redirect to where no request may go.
    #[error("redirected to {to}, which is refused: {why}")]
    RedirectRefused {
        /// The target, as it may be shown.
        to: String,
        /// Why.
        why: Box<Problem>,
    },
}

impl Problem {
    /// Whether the same request may well succeed a little later.
    #[must_use]
    pub fn passes(&self) -> bool {
        matches!(
            self,
            Self::HostNotFound
                | Self::Connection(_)
                | Self::Silence(_)
                | Self::Busy { .. }
                | Self::Truncated { .. }
        )
    }

    /// The problem that a status other than 200 is.
    pub(crate) fn of_status(status: u16, retry_after: Option<Duration>) -> Self {
        match status {
            401 | 403 => Self::Refused(status),
            404 | 410 => Self::NotFound(status),
            429 | 500..=599 => Self::Busy {
                status,
                retry_after,
            },
            _ => Self::Status(status),
        }
    }
}

fn later(retry_after: Option<&Duration>) -> String {
    match retry_after {
        Some(wait) => format!("it asks to try again in {} s", wait.as_secs()),
        None => "try later".to_owned(),
    }
}
