//! Addresses: which may be asked, where a redirect leads, and how one is shown.

use std::net::{Ipv4Addr, Ipv6Addr};

use ureq::http::Uri;

use crate::problem::Problem;

/// Longer than any published address, shorter than what harms.
const ADDRESS_BYTES_MAX: usize = 8 * 1024;

/// Checks that a request may go to an address. Nothing is sent to one that fails here.
pub(crate) fn check(url: &str) -> Result<Uri, Problem> {
    let bad = |why: &str| Err(Problem::BadAddress(why.to_owned()));
    if url.len() > ADDRESS_BYTES_MAX {
        return bad("it is too long");
    }
    let Some((scheme, _)) = url.split_once("://") else {
        return bad("it has no scheme");
    };
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "https" && scheme != "http" {
        return bad("only https:// can be fetched; for a file on disk use --from FILE");
    }
    if authority(url).contains('@') {
        return Err(Problem::Credentials);
    }
    let Ok(uri) = url.parse::<Uri>() else {
        return bad("it holds characters that must be percent-encoded");
    };
    match uri.host() {
        None | Some("") => bad("it names no host"),
        Some(host) if scheme == "http" && !is_loopback(host) => Err(Problem::PlainHttp),
        Some(_) => Ok(uri),
    }
}

/// Where a redirect leads (RFC 3986, section 5.2), without its fragment.
pub(crate) fn resolve(base: &Uri, location: &[u8]) -> Option<String> {
    let location = encode(location);
    let location = location.split('#').next().filter(|text| !text.is_empty())?;
    let scheme = base.scheme_str()?;
    let authority = base.authority()?;
    if has_scheme(location) {
        return Some(location.to_owned());
    }
    if location.starts_with("//") {
        return Some(format!("{scheme}:{location}"));
    }
    let path_and_query = if location.starts_with('/') {
        location.to_owned()
    } else if location.starts_with('?') {
        format!("{}{location}", base.path())
    } else {
        let folder = base
            .path()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        format!("{folder}/{location}")
    };
    let (path, query) = match path_and_query.split_once('?') {
        Some((path, query)) => (path, format!("?{query}")),
        None => (path_and_query.as_str(), String::new()),
    };
    Some(format!(
        "{scheme}://{authority}{}{query}",
        without_dots(path)
    ))
}

/// An address as it may stand in a message: without user name and password, without control
/// characters, not endless.
pub(crate) fn shown(url: &str) -> String {
    const SHOWN_CHARS_MAX: usize = 500;
    let clean = url
        .chars()
        .filter(|c| !c.is_control())
        .take(SHOWN_CHARS_MAX);
    let clean: String = clean.collect();
    let authority = authority(&clean);
    match authority.rsplit_once('@') {
        Some((credentials, _)) => clean.replacen(&format!("{credentials}@"), "", 1),
        None => clean,
    }
}

/// What stands between `://` and the path.
fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost")
        || bare.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
        || bare.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback())
}

fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Some servers put spaces and letters of any script in the header as they are.
fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &byte in bytes.trim_ascii() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Takes `.` and `..` out of an absolute path.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (index, segment) in segments.iter().enumerate() {
        let is_last = index + 1 == segments.len();
        match *segment {
            "." | ".." => {
                if *segment == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_addresses_may_be_asked() {
        for good in [
            "https://lists.example/a.csv",
            "HTTPS://lists.example",
            "http://127.0.0.1:8080/a",
            "http://[::1]/a",
            "http://localhost/a",
        ] {
            assert!(check(good).is_ok(), "{good}");
        }
        for (url, problem) in [
            ("http://lists.example/a", "plain HTTP"),
            ("http://127.0.0.1.example/a", "plain HTTP"),
            ("http://10.0.0.1/", "plain HTTP"),
            ("https://me:secret@lists.example/", "user name"),
            ("https://127.0.0.1@evil.example/", "user name"),
            ("file:///etc/passwd", "--from FILE"),
            ("ftp://lists.example/a", "only https"),
            ("lists.example/a", "no scheme"),
            ("https:///a", "write https"),
            ("https://a b/", "percent-encoded"),
            ("https://good\\@evil.example/", "percent-encoded"),
            ("", "no scheme"),
        ] {
            let text = check(url).unwrap_err().to_string();
            assert!(text.contains(problem), "{url}: {text}");
        }
    }

    #[test]
    fn where_a_redirect_leads() {
        let base: Uri = "https://h.example:8/a/b?q=1".parse().unwrap();
        for (location, expected) in [
            ("https://other.example/x#part", "https://other.example/x"),
            ("//other.example/x", "https://other.example/x"),
            ("/x?y=/../z", "https://h.example:8/x?y=/../z"),
            ("c", "https://h.example:8/a/c"),
            ("./c/", "https://h.example:8/a/c/"),
            ("../../../c", "https://h.example:8/c"),
            ("?z", "https://h.example:8/a/b?z"),
            ("/名 单", "https://h.example:8/%E5%90%8D%20%E5%8D%95"),
            ("file:///etc/passwd", "file:///etc/passwd"),
            ("javascript:1", "javascript:1"),
            ("/time/12:30", "https://h.example:8/time/12:30"),
        ] {
            let got = resolve(&base, location.as_bytes());
            assert_eq!(got.as_deref(), Some(expected), "{location}");
        }
        assert_eq!(resolve(&base, b" "), None);
        assert_eq!(resolve(&base, b"#top"), None);
    }

    #[test]
    fn credentials_are_never_shown() {
        assert_eq!(
            shown("https://me:p@ss@h.example/a@b"),
            "https://h.example/a@b"
        );
        assert_eq!(shown("https://h.example/a@b"), "https://h.example/a@b");
        assert_eq!(
            shown("https://h.example/\r\n\u{1b}[31m"),
            "https://h.example/[31m"
        );
    }
}
