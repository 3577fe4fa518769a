//! What a fetch hands over.

use jiff::Timestamp;
use plaint_model::Digest;

/// The outcome of a fetch that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The source came.
    Download(Download),
    /// The server says that the source has not changed since the fetch the request named.
    NotModified(NotModified),
}

/// The server's word that nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotModified {
    /// The address that answered, after redirects.
    pub url: String,
    /// When it answered.
    pub fetched_at: Timestamp,
}

/// A source as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The address that was asked.
    pub requested_url: String,
    /// The address that answered, after redirects.
    pub url: String,
    /// When the last byte came.
    pub fetched_at: Timestamp,
    /// The content, with the transport's own compression taken off. A file that is itself
    /// compressed stays so: see [`take_off_gz`](crate::take_off_gz).
    pub bytes: Vec<u8>,
    /// The digest of `bytes`.
    pub digest: Digest,
    /// How many bytes the body had on its way, compressed or not.
    pub wire_bytes: u64,
    /// What the server calls the content, without parameters, in lower case: `text/csv`.
    pub content_type: Option<String>,
    /// The answer's headers in order, names in lower case, without cookies.
    pub headers: Vec<(String, String)>,
    /// How many times it was asked.
    pub attempts: u32,
    /// Whether the server said where the content ends. Where it did not (a bare HTTP/1.0 answer),
    /// a broken connection looks like the end.
    pub end_declared: bool,
}

impl Download {
    /// The first header of a name (in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The validator to pass as [`Request::etag`](crate::Request::etag) next time.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.header("etag")
    }

    /// The date to pass as [`Request::last_modified`](crate::Request::last_modified) next time.
    #[must_use]
    pub fn last_modified(&self) -> Option<&str> {
        self.header("last-modified")
    }

    /// The file name in the address that was asked: what stands behind the last slash.
    #[must_use]
    pub fn file_name(&self) -> &str {
        let end = self.requested_url.find(['?', '#']);
        let path = &self.requested_url[..end.unwrap_or(self.requested_url.len())];
        let path = path.split_once("://").map_or(path, |(_, rest)| rest);
        path.split_once('/')
            .and_then(|(_, path)| path.rsplit('/').next())
            .unwrap_or_default()
    }
}

/// Whether bytes begin as an HTML page: what a server sends instead of a missing CSV or XML file,
/// or a filter in front of it. The caller knows whether HTML was asked for.
#[must_use]
pub fn looks_like_html_error_page(bytes: &[u8]) -> bool {
    const WINDOW_BYTES: usize = 4096;
    let window = &bytes[..bytes.len().min(WINDOW_BYTES)];
    // UTF-16 of ASCII text is the text with zero bytes and a mark.
    let plain: Vec<u8> = window
        .iter()
        .copied()
        .filter(|&b| b != 0 && b.is_ascii())
        .collect();
    let text = String::from_utf8_lossy(&plain).to_ascii_lowercase();
    let mut rest = text.trim_start();
    while let Some((_, after)) = opening(rest, "<!--", "-->").or_else(|| opening(rest, "<?", "?>"))
    {
        rest = after.trim_start();
    }
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<script",
        "<meta",
    ]
    .iter()
    .any(|start| rest.starts_with(start))
}

fn opening<'a>(text: &'a str, start: &str, end: &str) -> Option<(&'a str, &'a str)> {
    text.strip_prefix(start)?.split_once(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_pages_are_told_from_lists() {
        for page in [
            "<!DOCTYPE html><title>403</title>",
            "\u{feff}\r\n  <HTML lang=en>",
            "<!-- x --><!-- y --><html>",
            "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"\">",
            "<script>challenge()</script>",
        ] {
            assert!(looks_like_html_error_page(page.as_bytes()), "{page}");
        }
        let utf16: Vec<u8> = "<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(looks_like_html_error_page(&utf16));
        for list in [
            "",
            "name,<html>",
            "<?xml version=\"1.0\"?><sdnList>",
            "{}",
            "<!-- cut",
            "<",
        ] {
            assert!(!looks_like_html_error_page(list.as_bytes()), "{list}");
        }
    }

    #[test]
    fn the_file_name_in_an_address() {
        for (url, name) in [
            ("https://h.example/lists/sdn.xml?x=/y", "sdn.xml"),
            ("https://h.example/", ""),
            ("https://h.example", ""),
        ] {
            let download = Download {
                requested_url: url.to_owned(),
                url: url.to_owned(),
                fetched_at: Timestamp::UNIX_EPOCH,
                bytes: vec![],
                digest: Digest::of(b""),
                wire_bytes: 0,
                content_type: None,
                headers: vec![],
                attempts: 1,
                end_declared: true,
            };
            assert_eq!(download.file_name(), name);
        }
    }
}
