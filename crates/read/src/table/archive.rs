//! How large a zip file is when unpacked, found by unpacking it into nothing: what it says of
//! itself may be a lie.

use std::io::{self, Read};

use flate2::read::DeflateDecoder;

/// Of a whole workbook. The largest sheet a spreadsheet program writes stays well below.
const UNPACKED_BYTES_MAX: u64 = 1 << 30;

/// Checks that a zip file is whole and unpacks to a bearable size.
pub(super) fn check(bytes: &[u8]) -> Result<(), &'static str> {
    const DAMAGED: &str = "the workbook is damaged or cut off; get it again";
    let end = end_record(bytes).ok_or(DAMAGED)?;
    let count = number(bytes, end + 10, 2).ok_or(DAMAGED)?;
    let mut at = number(bytes, end + 16, 4).ok_or(DAMAGED)?;
    let mut left = UNPACKED_BYTES_MAX;
    for _ in 0..count {
        let entry = entry(bytes, at).ok_or(DAMAGED)?;
        let size = match entry.method {
            0 => entry.packed.len() as u64,
            8 => inflated(entry.packed, left).map_err(|_| DAMAGED)?,
            _ => return Err("packed in an unusual way; save the workbook again as XLSX"),
        };
        let too_large = "the workbook unpacks to more than 1 GiB; save the sheet as CSV";
        left = left.checked_sub(size).ok_or(too_large)?;
        at = entry.next;
    }
    Ok(())
}

struct Entry<'a> {
    method: usize,
    packed: &'a [u8],
    next: usize,
}

/// The end of central directory record, which only a comment follows.
fn end_record(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    let first = last.saturating_sub(0xffff);
    (first..=last)
        .rev()
        .find(|&at| bytes[at..].starts_with(b"PK\x05\x06"))
}

fn entry(bytes: &[u8], at: usize) -> Option<Entry<'_>> {
    if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
        return None;
    }
    let [name, extra, comment] =
        [28, 30, 32].map(|offset| number(bytes, at + offset, 2).unwrap_or(0));
    let local = number(bytes, at + 42, 4)?;
    let start = local + 30 + number(bytes, local + 26, 2)? + number(bytes, local + 28, 2)?;
    let length = number(bytes, at + 20, 4)?;
    Some(Entry {
        method: number(bytes, at + 10, 2)?,
        packed: bytes.get(start..start.checked_add(length)?)?,
        next: at + 46 + name + extra + comment,
    })
}

/// A little-endian number of up to four bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |sum, &byte| sum << 8 | usize::from(byte)),
    )
}

/// The size of a deflated entry, counted no further than just above `limit`.
fn inflated(packed: &[u8], limit: u64) -> io::Result<u64> {
    io::copy(
        &mut DeflateDecoder::new(packed).take(limit + 1),
        &mut io::sink(),
    )
}
