//! Goal: the tree and its proofs are those of RFC 6962 and RFC 9162 (LG-2, LG-10).
//! Method: the vectors of the reference implementation (certificate-transparency, merkle tree
//! tests: eight leaves), typed by hand; the tree of RFC 6962, 2.1.3, put together by hand; and
//! `ct-merkle`, an implementation by others, as oracle for every index and size up to 40.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use consent_model::log::{
    ConsistencyProof, Digest, HashFunction, InclusionProof, ProofError, Sha256, Tree, from_hex,
};
use ct_merkle::mem_backed_tree::MemoryBackedTree;

/// The leaves of the reference vectors.
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

/// The root after each of them.
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

fn digest(text: &str) -> Digest {
    Digest::parse(text).unwrap()
}

fn reference(count: usize) -> Tree {
    let mut tree = Tree::new();
    for leaf in LEAVES.iter().take(count) {
        tree.push(Sha256::leaf(&[&from_hex(leaf).unwrap()]));
    }
    tree
}

#[test]
fn the_root_of_no_leaves_is_the_hash_of_nothing() {
    let root = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(reference(0).root(), digest(root));
}

#[test]
fn the_roots_are_those_of_the_reference_vectors() {
    let whole = reference(8);
    for (size, root) in (1_usize..).zip(ROOTS) {
        assert_eq!(reference(size).root(), digest(root), "{size}");
        assert_eq!(whole.root_at(u64::try_from(size).unwrap()), Some(digest(root)), "{size}");
    }
    assert_eq!(whole.root_at(9), None);
}

#[test]
fn the_inclusion_proofs_are_those_of_the_reference_vectors() {
    let cases: [(u64, u64, &[&str]); 5] = [
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            1,
            5,
            &[
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    let tree = reference(8);
    for (index, size, path) in cases {
        let proof = tree.inclusion(index, size).unwrap();
        let expected: Vec<Digest> = path.iter().map(|hash| digest(hash)).collect();
        assert_eq!(proof.path, expected, "{index} of {size}");
        let (leaf, root) = (tree.leaf(index).unwrap(), tree.root_at(size).unwrap());
        assert_eq!(proof.verify::<Sha256>(&leaf, &root), Ok(()), "{index} of {size}");
    }
}

#[test]
fn the_consistency_proofs_are_those_of_the_reference_vectors() {
    let cases: [(u64, u64, &[&str]); 4] = [
        (1, 1, &[]),
        (
            1,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    let tree = reference(8);
    for (first, second, path) in cases {
        let proof = tree.consistency(first, second).unwrap();
        let expected: Vec<Digest> = path.iter().map(|hash| digest(hash)).collect();
        assert_eq!(proof.path, expected, "{first} to {second}");
        let (old, new) = (tree.root_at(first).unwrap(), tree.root_at(second).unwrap());
        assert_eq!(proof.verify::<Sha256>(&old, &new), Ok(()), "{first} to {second}");
    }
}

#[test]
fn the_example_tree_of_the_rfc_is_put_together_as_the_rfc_draws_it() {
    // RFC 6962, 2.1.3: seven leaves; hash0 is the root over d0…d2, hash1 over d0…d3.
    let tree = reference(7);
    let leaf = |index: u64| tree.leaf(index).unwrap();
    let node = |left: Digest, right: Digest| Sha256::node(&left, &right);
    let (from_0, from_2) = (node(leaf(0), leaf(1)), node(leaf(2), leaf(3)));
    let from_4 = node(leaf(4), leaf(5));
    let (left, right) = (node(from_0, from_2), node(from_4, leaf(6)));
    assert_eq!(tree.root(), node(left, right));
    let path = |index| tree.inclusion(index, 7).unwrap().path;
    assert_eq!(path(0), [leaf(1), from_2, right]);
    assert_eq!(path(3), [leaf(2), from_0, right]);
    assert_eq!(path(4), [leaf(5), leaf(6), left]);
    assert_eq!(path(6), [from_4, left]);
    let proof = |first| tree.consistency(first, 7).unwrap().path;
    assert_eq!(proof(3), [leaf(2), leaf(3), from_0, right]);
    assert_eq!(proof(4), [right]);
    assert_eq!(proof(6), [from_4, leaf(6), left]);
}

/// The tree of `ct-merkle` over the same leaves.
fn oracle(size: u64) -> MemoryBackedTree<sha2::Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..size).for_each(|index| tree.push(index.to_be_bytes().to_vec()));
    tree
}

fn ours(size: u64) -> Tree {
    let mut tree = Tree::new();
    (0..size).for_each(|index| tree.push(Sha256::leaf(&[&index.to_be_bytes()])));
    tree
}

fn joined(path: &[Digest]) -> Vec<u8> {
    path.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

#[test]
fn every_root_and_every_proof_is_that_of_the_oracle() {
    let tree = ours(40);
    let mut proofs = 0;
    for size in 1..=40 {
        let theirs = oracle(size);
        assert_eq!(tree.root_at(size).unwrap().as_bytes()[..], theirs.root().as_bytes()[..]);
        for index in 0..size {
            let place = usize::try_from(index).unwrap();
            let expected = theirs.prove_inclusion(place).as_bytes().to_vec();
            let proof = tree.inclusion(index, size).unwrap();
            assert_eq!(joined(&proof.path), expected, "{index} of {size}");
            proofs += 1;
        }
        for first in 1..size {
            let added = usize::try_from(size - first).unwrap();
            let expected = theirs.prove_consistency(added).as_bytes().to_vec();
            let proof = tree.consistency(first, size).unwrap();
            assert_eq!(joined(&proof.path), expected, "{first} to {size}");
            proofs += 1;
        }
    }
    assert_eq!(proofs, 820 + 780);
}

#[test]
fn every_proof_holds_and_none_holds_for_another_place_size_path_or_root() {
    let tree = ours(20);
    let other = Sha256::hash(&[b"another root"]);
    for size in 1..=20 {
        let root = tree.root_at(size).unwrap();
        for index in 0..size {
            let (leaf, proof) = (tree.leaf(index).unwrap(), tree.inclusion(index, size).unwrap());
            let holds = |proof: &InclusionProof| proof.verify::<Sha256>(&leaf, &root).is_ok();
            assert!(holds(&proof));
            assert_eq!(proof.verify::<Sha256>(&leaf, &other), Err(ProofError::Root));
            assert_eq!(proof.verify::<Sha256>(&other, &root), Err(ProofError::Root));
            for elsewhere in (0..size).filter(|place| *place != index) {
                assert!(!holds(&InclusionProof { index: elsewhere, ..proof.clone() }));
            }
            let mut longer = proof.clone();
            longer.path.push(other);
            assert_eq!(longer.verify::<Sha256>(&leaf, &root), Err(ProofError::Length));
            let mut shorter = proof.clone();
            if shorter.path.pop().is_some() {
                assert!(!holds(&shorter));
            }
            for place in 0..proof.path.len() {
                let mut bent = proof.clone();
                bent.path[place] = other;
                assert_eq!(bent.verify::<Sha256>(&leaf, &root), Err(ProofError::Root));
            }
        }
        for first in 0..=size {
            let (old, proof) =
                (tree.root_at(first).unwrap(), tree.consistency(first, size).unwrap());
            let holds = |proof: &ConsistencyProof| proof.verify::<Sha256>(&old, &root).is_ok();
            assert!(holds(&proof), "{first} to {size}");
            assert_eq!(proof.verify::<Sha256>(&other, &root), Err(ProofError::Root));
            if first > 0 {
                assert_eq!(proof.verify::<Sha256>(&old, &other), Err(ProofError::Root));
            }
            let mut longer = proof.clone();
            longer.path.push(other);
            assert_eq!(longer.verify::<Sha256>(&old, &root), Err(ProofError::Length));
            for place in 0..proof.path.len() {
                let mut bent = proof.clone();
                bent.path[place] = other;
                assert!(!holds(&bent));
            }
        }
    }
}

#[test]
fn nothing_is_proved_outside_the_log() {
    let tree = ours(7);
    assert_eq!(tree.inclusion(7, 7), None);
    assert_eq!(tree.inclusion(0, 8), None);
    assert_eq!(tree.consistency(5, 4), None);
    assert_eq!(tree.consistency(4, 8), None);
    let root = tree.root();
    let outside = InclusionProof { index: 7, size: 7, path: vec![] };
    assert_eq!(outside.verify::<Sha256>(&root, &root), Err(ProofError::Range));
    let nowhere = InclusionProof { index: 0, size: 0, path: vec![] };
    assert_eq!(nowhere.verify::<Sha256>(&root, &root), Err(ProofError::Range));
    let backwards = ConsistencyProof { first: 2, second: 1, path: vec![] };
    assert_eq!(backwards.verify::<Sha256>(&root, &root), Err(ProofError::Range));
    let huge = InclusionProof { index: u64::MAX - 1, size: u64::MAX, path: vec![root; 64] };
    assert!(huge.verify::<Sha256>(&root, &root).is_err());
}
