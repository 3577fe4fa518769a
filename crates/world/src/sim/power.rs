//! What goes wrong on a simulated disk, and what is left of its files after a power cut.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Draws;
use super::disk::{Content, NameChange, Node};

/// What becomes, at a power cut, of everything that was not yet made durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// All of it happens to survive.
    Kept,
    /// None of it survives.
    Lost,
    /// Each piece survives, does not, or survives in part, as the seed decides.
    Torn(u64),
}

/// How far the step that fails gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nothing of it is done.
    Nothing,
    /// Half of the bytes are written; a step that writes none is not done.
    Half,
    /// All of it is done, and failure is reported all the same.
    Everything,
}

/// What the failing step leaves behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// A disk that works: only this step failed.
    Working,
    /// A dark machine: every later step fails until the disk is restarted.
    PowerCut(Fate),
}

/// One planned failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The number of the step that fails, counted from 1 over the life of the disk.
    pub step: u64,
    /// How far it gets.
    pub reach: Reach,
    /// What it leaves behind.
    pub after: After,
}

/// The names that are there after a power cut.
pub(super) fn surviving_names(
    durable: &BTreeMap<PathBuf, Node>,
    pending: &[NameChange],
    fate: Fate,
    draws: &mut Draws,
) -> BTreeMap<PathBuf, Node> {
    let mut names = durable.clone();
    for change in pending {
        let survives = match fate {
            Fate::Kept => true,
            Fate::Lost => false,
            Fate::Torn(_) => draws.coin(),
        };
        if survives {
            change.apply(&mut names);
        }
    }
    // A name in a folder that did not survive cannot be reached.
    let all = names.clone();
    names.retain(|path, _| {
        let mut above = path.ancestors().skip(1).filter(|above| !is_root(above));
        above.all(|above| matches!(all.get(above), Some(Node::Folder)))
    });
    names
}

/// The root of an absolute path and the start of a relative one are always there.
pub(super) fn is_root(path: &std::path::Path) -> bool {
    path.parent().is_none() || path.as_os_str().is_empty()
}

/// The bytes of a file after a power cut.
pub(super) fn surviving_bytes(content: &Content, fate: Fate, draws: &mut Draws) -> Vec<u8> {
    let (old, new) = (&content.durable, &content.live);
    match fate {
        Fate::Kept => new.clone(),
        Fate::Lost => old.clone(),
        Fate::Torn(_) if old == new => new.clone(),
        Fate::Torn(_) => match draws.up_to(3) {
            0 => old.clone(),
            1 => new.clone(),
            kind => torn(old, new, kind == 3, draws),
        },
    }
}

/// The new content up to some byte of what changed, then nothing, or zeros as some file systems
/// leave when the length was recorded and the data was not.
fn torn(old: &[u8], new: &[u8], zeros: bool, draws: &mut Draws) -> Vec<u8> {
    let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let kept = same + draws.up_to(new.len() - same);
    let mut bytes = new[..kept].to_vec();
    if zeros {
        bytes.resize(new.len(), 0);
    }
    bytes
}
