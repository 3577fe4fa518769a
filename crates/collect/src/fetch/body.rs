//! The body of an answer: counted as it comes, decompressed, capped both ways.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use ureq::{Body, BodyReader, Error, Timeout};

use super::{Progress, Request};
use crate::problem::Problem;

const CHUNK_BYTES: usize = 64 * 1024;

/// Reads a whole body. Gives the content and how many bytes came for it.
pub(super) fn read(
    body: Body,
    coding: Option<&str>,
    request: &Request,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(Vec<u8>, u64), Problem> {
    let cap_bytes = request.size_cap_bytes;
    let expected_bytes = body.content_length();
    if expected_bytes.is_some_and(|length| length > cap_bytes) {
        return Err(Problem::TooLarge { cap_bytes });
    }
    let wire = Wire {
        reader: body.into_reader(),
        count: 0,
        cap_bytes,
        failure: None,
    };
    let mut stream = match coding.map(str::to_ascii_lowercase).as_deref() {
        None | Some("" | "identity") => Stream::Plain(wire),
        Some("gzip" | "x-gzip") => Stream::Gzip(Box::new(MultiGzDecoder::new(wire))),
        Some(other) => return Err(Problem::Coding(other.chars().take(40).collect())),
    };
    let mut bytes = Vec::new();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        let length = match stream.read(&mut chunk) {
            Ok(0) => return Ok((bytes, stream.wire().count)),
            Ok(length) => length,
            Err(error) => return Err(failure(&error, stream.wire(), request)),
        };
        if (bytes.len() + length) as u64 > cap_bytes {
            return Err(Problem::TooLarge { cap_bytes });
        }
        bytes.extend_from_slice(&chunk[..length]);
        progress(Progress::Receiving {
            wire_bytes: stream.wire().count,
            expected_bytes,
        });
    }
}

/// The problem that an error of the client is.
pub(super) fn problem(error: Error, request: &Request) -> Problem {
    match error {
        Error::Timeout(Timeout::Global) => Problem::TimeLimit(request.time_limit),
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            Problem::Connection("it took too long".to_owned())
        }
        Error::Timeout(_) => Problem::Silence(request.silence_limit),
        Error::HostNotFound => Problem::HostNotFound,
        Error::Tls(what) => Problem::Tls(what.to_owned()),
        Error::Rustls(error) => Problem::Tls(error.to_string()),
        Error::TlsRequired => Problem::Tls("the server offers none".to_owned()),
        // The TLS library hands its findings over as invalid data; nothing else here makes any.
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            Problem::Tls(error.to_string())
        }
        Error::Io(error) => Problem::Connection(error.to_string()),
        Error::LargeResponseHeader(..) => Problem::NotHttp("its header does not end".to_owned()),
        Error::Protocol(error) => Problem::NotHttp(error.to_string()),
        Error::Http(error) => Problem::NotHttp(error.to_string()),
        other => Problem::Connection(other.to_string()),
    }
}

fn failure(error: &io::Error, wire: &mut Wire, request: &Request) -> Problem {
    let cap_bytes = request.size_cap_bytes;
    match wire.failure.take() {
        _ if wire.count > cap_bytes => Problem::TooLarge { cap_bytes },
        // The connection is well; then it is the compression that is not.
        None => Problem::BadGzip(error.to_string()),
        Some(Error::Io(error)) if error.kind() != io::ErrorKind::InvalidData => {
            Problem::Truncated {
                received_bytes: wire.count,
            }
        }
        Some(error) => problem(error, request),
    }
}

/// The bytes as they travel. Keeps the client's error: a decompressor in between would blur it.
struct Wire {
    reader: BodyReader<'static>,
    count: u64,
    cap_bytes: u64,
    failure: Option<Error>,
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer).map_err(|error| {
            let kind = error.kind();
            self.failure = Some(Error::from(error));
            io::Error::from(kind)
        })?;
        self.count += length as u64;
        if self.count > self.cap_bytes {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(length)
    }
}

enum Stream {
    Plain(Wire),
    Gzip(Box<MultiGzDecoder<Wire>>),
}

impl Stream {
    fn wire(&mut self) -> &mut Wire {
        match self {
            Self::Plain(wire) => wire,
            Self::Gzip(decoder) => decoder.get_mut(),
        }
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(wire) => wire.read(buffer),
            Self::Gzip(decoder) => decoder.read(buffer),
        }
    }
}
