//! `log/checkpoints`: every checkpoint there was, one signed note after the other, each followed
//! by an empty line.

use plaint_world::Disk;

use crate::error::{Error, Fault, RESTORE, damaged};
use crate::layout::Layout;
use crate::log::{must_read, rolled_back};
use crate::note::Checkpoint;

/// A checkpoint of the past.
#[derive(Debug)]
pub(crate) struct Past {
    /// Where its note begins.
    pub(crate) offset: usize,
    pub(crate) note: String,
    /// As it says, its signature not yet checked.
    pub(crate) checkpoint: Checkpoint,
}

impl Past {
    pub(crate) fn place(&self) -> String {
        format!("byte {}", self.offset)
    }
}

/// The file, taken apart.
#[derive(Debug)]
pub(crate) struct History {
    pub(crate) past: Vec<Past>,
    /// Where the whole notes end.
    pub(crate) end: usize,
    /// What follows them: nothing, or part of a note whose writing was cut short.
    pub(crate) rest: Vec<u8>,
}

/// A note as the file has it.
pub(crate) fn item(note: &str) -> String {
    format!("{note}\n")
}

impl History {
    pub(crate) fn read(disk: &dyn Disk, layout: &Layout) -> Result<Self, Error> {
        let path = layout.checkpoints();
        let bytes = must_read(path.clone(), disk.read(&path))?;
        let (mut past, mut end) = (Vec::new(), 0);
        while let Some((note, after)) = next_note(&bytes, end) {
            let Some(checkpoint) = text_of(note).and_then(|text| Checkpoint::parse(text).ok())
            else {
                break;
            };
            let note = note.to_owned();
            past.push(Past {
                offset: end,
                note,
                checkpoint,
            });
            end = after;
        }
        let rest = bytes[end..].to_vec();
        Ok(Self { past, end, rest })
    }

    /// Whether the checkpoint is the last of the history.
    pub(crate) fn is_complete(&self, checkpoint: &Checkpoint) -> bool {
        self.past
            .last()
            .is_some_and(|last| last.checkpoint == *checkpoint)
    }

    /// Checks that the history leads to the checkpoint. What a crash can leave passes: the last
    /// note missing, whole or in part.
    pub(crate) fn check(
        &self,
        layout: &Layout,
        checkpoint: &Checkpoint,
        note: &str,
    ) -> Result<(), Error> {
        let path = layout.checkpoints();
        let size = checkpoint.size;
        if let Some(last) = self.past.last() {
            let last_size = last.checkpoint.size;
            if last_size > size {
                let what =
                    format!("it has size {size}, and log/checkpoints goes on to {last_size}");
                return Err(rolled_back(layout.checkpoint(), what));
            }
            if last_size == size && last.checkpoint != *checkpoint {
                let what = format!("its root hash at size {size} is not that of log/checkpoint");
                return Err(damaged(path, last.place(), what));
            }
        }
        if self.rest.is_empty() || (!self.is_complete(checkpoint) && is_part(&self.rest, note)) {
            return Ok(());
        }
        let end = self.end;
        Err(Error::Damaged(Fault {
            path,
            place: format!("byte {end}"),
            what: format!(
                "the {} bytes from here on are not a checkpoint",
                self.rest.len()
            ),
            remedy: format!(
                "If the machine just lost power, cut the file to its first {end} bytes and open \
                 the ledger for writing. If not: {RESTORE}"
            ),
        }))
    }
}

/// Whether some bytes are what a power cut can leave of a note being appended: its beginning, with
/// zeros after it where the file's length was recorded and its content was not.
fn is_part(rest: &[u8], note: &str) -> bool {
    let whole = item(note);
    let same = rest
        .iter()
        .zip(whole.as_bytes())
        .take_while(|(a, b)| a == b)
        .count();
    rest.len() <= whole.len() && rest[same..].iter().all(|byte| *byte == 0)
}

/// The note that begins at an offset, and where the next one begins.
fn next_note(bytes: &[u8], start: usize) -> Option<(&str, usize)> {
    let text_end = empty_line(bytes, start)?;
    let end = empty_line(bytes, text_end + 2)?;
    let note = bytes.get(start..=end)?;
    Some((std::str::from_utf8(note).ok()?, end + 2))
}

/// Where the line feed before the next empty line is.
fn empty_line(bytes: &[u8], from: usize) -> Option<usize> {
    let found = bytes
        .get(from..)?
        .windows(2)
        .position(|pair| pair == b"\n\n")?;
    Some(from + found)
}

/// The text of a note, without its signatures.
fn text_of(note: &str) -> Option<&str> {
    let (text, _) = note.split_once("\n\n")?;
    note.get(..=text.len())
}
