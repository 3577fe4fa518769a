//! The tree against the reference vectors of the Certificate Transparency project, and against
//! itself at random sizes.

use plaint_ledger::merkle::{Tree, continues, includes, leaf_hash};
use plaint_model::Digest;
use proptest::prelude::*;

const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// The roots of the trees of the first one to eight leaves.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn digests(hex: &[&str]) -> Vec<Digest> {
    hex.iter()
        .map(|hex| Digest::from_hex(hex).unwrap())
        .collect()
}

fn bytes(hex: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(pair).collect()
}

fn reference_tree(size: usize) -> Tree {
    let mut tree = Tree::default();
    LEAVES[..size]
        .iter()
        .for_each(|leaf| tree.push(&bytes(leaf)));
    tree
}

#[test]
fn roots_are_those_of_the_reference() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(Tree::default().root().to_string(), empty);
    for (size, root) in (1..).zip(ROOTS) {
        assert_eq!(reference_tree(size).root().to_string(), root);
    }
}

#[test]
fn inclusion_proofs_are_those_of_the_reference() {
    let first_of_eight = digests(&[
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    assert_eq!(
        reference_tree(8).inclusion_proof(0).unwrap(),
        first_of_eight
    );
    let third_of_three =
        digests(&["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]);
    assert_eq!(
        reference_tree(3).inclusion_proof(2).unwrap(),
        third_of_three
    );
    assert_eq!(reference_tree(1).inclusion_proof(0).unwrap(), []);
    assert_eq!(reference_tree(1).inclusion_proof(1), None);
}

#[test]
fn consistency_proofs_are_those_of_the_reference() {
    let six_to_eight = digests(&[
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    assert_eq!(
        reference_tree(8).consistency_proof(6).unwrap(),
        six_to_eight
    );
    let two_to_five = digests(&[
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]);
    assert_eq!(reference_tree(5).consistency_proof(2).unwrap(), two_to_five);
    assert_eq!(reference_tree(8).consistency_proof(0), None);
    assert_eq!(reference_tree(8).consistency_proof(9), None);
}

fn tree(size: u64) -> Tree {
    let mut tree = Tree::default();
    (0..size).for_each(|leaf| tree.push(&leaf.to_le_bytes()));
    tree
}

#[test]
fn every_pair_up_to_33_leaves_proves_what_it_should() {
    for size in 1..=33 {
        let tree_now = tree(size);
        for n in 0..size {
            let proof = tree_now.inclusion_proof(n).unwrap();
            let leaf = leaf_hash(&n.to_le_bytes());
            assert!(
                includes(leaf, n, size, tree_now.root(), &proof),
                "{n} of {size}"
            );
            let old = (n + 1, tree(n + 1).root());
            let proof = tree_now.consistency_proof(n + 1).unwrap();
            assert!(
                continues(old, (size, tree_now.root()), &proof),
                "{} to {size}",
                n + 1
            );
        }
    }
}

/// A proof with one thing changed: a bit, a hash too few, a hash too many.
fn spoilt(proof: &[Digest], at: prop::sample::Index, how: u8) -> Vec<Digest> {
    let mut proof = proof.to_vec();
    match how {
        0 if !proof.is_empty() => {
            let at = at.index(proof.len());
            proof[at].0[at % 32] ^= 1;
        }
        1 if !proof.is_empty() => {
            proof.remove(at.index(proof.len()));
        }
        _ => proof.insert(at.index(proof.len() + 1), Digest([7; 32])),
    }
    proof
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn proofs_hold_and_spoilt_proofs_do_not(
        size in 1u64..600,
        pick in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        how in 0u8..3,
    ) {
        let (tree_now, n) = (tree(size), pick.index(usize::try_from(size).unwrap()) as u64);
        let (root, leaf) = (tree_now.root(), leaf_hash(&n.to_le_bytes()));
        let proof = tree_now.inclusion_proof(n).unwrap();
        prop_assert!(includes(leaf, n, size, root, &proof));
        prop_assert!(!includes(leaf, n, size, root, &spoilt(&proof, at, how)));
        prop_assert!(!includes(leaf_hash(b"another"), n, size, root, &proof));
        prop_assert!(!includes(leaf, size, size, root, &proof));

        let old = (n + 1, tree(n + 1).root());
        let proof = tree_now.consistency_proof(n + 1).unwrap();
        prop_assert!(continues(old, (size, root), &proof));
        prop_assert!(!continues(old, (size, root), &spoilt(&proof, at, how)));
        prop_assert!(!continues((n + 1, Digest([9; 32])), (size, root), &proof));
        prop_assert!(!continues(old, (size, Digest([9; 32])), &proof));
    }

    #[test]
    fn no_proof_makes_the_checks_panic(
        index in any::<u64>(),
        size in any::<u64>(),
        proof in prop::collection::vec(any::<[u8; 32]>().prop_map(Digest), 0..80),
    ) {
        prop_assert!(!includes(Digest([1; 32]), index, size, Digest([2; 32]), &proof));
        prop_assert!(!continues((index, Digest([1; 32])), (size, Digest([2; 32])), &proof));
    }
}
