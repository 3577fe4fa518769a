//! The Merkle tree of RFC 6962 (and RFC 9162, section 2.1): hashes, proofs, and their checking.
//!
//! A leaf is any bytes. The root of `n` leaves commits to each of them and to their order.

use plaint_model::Digest;
use sha2::{Digest as _, Sha256};

/// The hash of a leaf.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Digest {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(leaf);
    Digest(hash.finalize().into())
}

/// The hash of an inner node.
#[must_use]
pub fn node_hash(left: Digest, right: Digest) -> Digest {
    let mut hash = Sha256::new();
    hash.update([1]);
    hash.update(left.0);
    hash.update(right.0);
    Digest(hash.finalize().into())
}

/// A tree that grows leaf by leaf.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    leaves: Vec<Digest>,
    /// The roots of the perfect subtrees, largest first: one for each bit set in the size.
    subtrees: Vec<Digest>,
}

impl Tree {
    /// Adds a leaf.
    pub fn push(&mut self, leaf: &[u8]) {
        let mut hash = leaf_hash(leaf);
        // Adding one to the size carries over its trailing ones: those subtrees become one.
        for _ in 0..self.leaves.len().trailing_ones() {
            if let Some(left) = self.subtrees.pop() {
                hash = node_hash(left, hash);
            }
        }
        self.subtrees.push(hash);
        self.leaves.push(leaf_hash(leaf));
    }

    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// The root hash of all leaves.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut from_the_right = self.subtrees.iter().rev().copied();
        let Some(last) = from_the_right.next() else {
            return Digest::of(b"");
        };
        from_the_right.fold(last, |right, left| node_hash(left, right))
    }

    /// Proves that leaf `index` is in this tree. `None` when there is no such leaf.
    #[must_use]
    pub fn inclusion_proof(&self, index: u64) -> Option<Vec<Digest>> {
        let index = usize::try_from(index)
            .ok()
            .filter(|index| *index < self.leaves.len())?;
        let mut proof = Vec::new();
        path(index, &self.leaves, &mut proof);
        Some(proof)
    }

    /// Proves that this tree continues the one of `old_size` leaves. `None` when that one is empty
    /// or larger.
    #[must_use]
    pub fn consistency_proof(&self, old_size: u64) -> Option<Vec<Digest>> {
        let old = usize::try_from(old_size).ok()?;
        if old == 0 || old > self.leaves.len() {
            return None;
        }
        let mut proof = Vec::new();
        subproof(old, &self.leaves, true, &mut proof);
        Some(proof)
    }
}

/// The largest power of two below `n`, for `n` of at least 2.
fn split(n: usize) -> usize {
    1 << (n - 1).ilog2()
}

/// MTH of RFC 6962, section 2.1, over leaf hashes.
fn root_of(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node_hash(root_of(left), root_of(right))
        }
    }
}

/// PATH of RFC 6962, section 2.1.1: the siblings from the leaf up.
fn path(index: usize, leaves: &[Digest], out: &mut Vec<Digest>) {
    if leaves.len() < 2 {
        return;
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    if index < left.len() {
        path(index, left, out);
        out.push(root_of(right));
    } else {
        path(index - left.len(), right, out);
        out.push(root_of(left));
    }
}

/// SUBPROOF of RFC 6962, section 2.1.2. `whole` while the old tree is this very subtree.
fn subproof(old: usize, leaves: &[Digest], whole: bool, out: &mut Vec<Digest>) {
    if old == leaves.len() {
        if !whole {
            out.push(root_of(leaves));
        }
        return;
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    if old <= left.len() {
        subproof(old, left, whole, out);
        out.push(root_of(right));
    } else {
        subproof(old - left.len(), right, false, out);
        out.push(root_of(left));
    }
}

/// Whether the proof shows that a leaf is at `index` in the tree of that size and root
/// (RFC 9162, section 2.1.3.2).
#[must_use]
pub fn includes(leaf: Digest, index: u64, size: u64, root: Digest, proof: &[Digest]) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = node_hash(*sibling, hash);
            // A node without a right neighbour moves up unpaired to where it has a left one.
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(hash, *sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// Whether the proof shows that the tree `(new_size, new_root)` continues `(old_size, old_root)`
/// (RFC 9162, section 2.1.4.2). Nothing continues an empty tree by proof: it is simply there.
#[must_use]
pub fn continues(
    (old_size, old_root): (u64, Digest),
    (new_size, new_root): (u64, Digest),
    proof: &[Digest],
) -> bool {
    if old_size == 0 || old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return proof.is_empty() && old_root == new_root;
    }
    // A perfect old tree is itself the first node of the proof, and is left out of it.
    let perfect = old_size.is_power_of_two();
    let mut proof = proof.iter().copied();
    let Some(first) = (if perfect {
        Some(old_root)
    } else {
        proof.next()
    }) else {
        return false;
    };
    let (mut at, mut last) = (old_size - 1, new_size - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (first, first);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            old = node_hash(sibling, old);
            new = node_hash(sibling, new);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(new, sibling);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && old == old_root && new == new_root
}
