"""Merkle tree of the audit trail, as in Certificate Transparency (RFC 9162, 2.1).

Hashes are lowercase hex. A tree is stored as its peaks: the roots of the perfect subtrees that its leaves fall into,
largest first, one for each 1 in the size written in binary. Eleven leaves: peaks over 8, 2 and 1 of them.
"""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

type Peaks = tuple[str, ...]

EMPTY_ROOT = hashlib.sha256().hexdigest()  # 2.1.1: the root of an empty tree


def hash_leaf(body: bytes) -> str:
    """The leaf hash of RFC 9162 2.1.1: SHA-256(0x00 ‖ body).

    The zero prefix prevents a leaf from being passed off as an inner node.
    """
    return hashlib.sha256(b"\x00" + body).hexdigest()


def hash_node(left_child: str, right_child: str) -> str:
    """Hash of an inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + bytes.fromhex(left_child) + bytes.fromhex(right_child)).hexdigest()


def append_leaf(peaks: Sequence[str], size: int, new: str) -> Peaks:
    """The peaks after appending the leaf hash `new` to a tree of `size` leaves: O(log size)."""
    if len(peaks) != size.bit_count():
        raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
    new_peaks = list(peaks)
    while size & 1:
        new = hash_node(new_peaks.pop(), new)
        size >>= 1
    return (*new_peaks, new)


def compute_root_of_peaks(peaks: Sequence[str]) -> str:
    """The root hash over the peaks (MTH of RFC 9162)."""
    if not peaks:
        return EMPTY_ROOT
    peaks_root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        peaks_root = hash_node(peak, peaks_root)
    return peaks_root


def compute_root(leaves: Iterable[str]) -> str:
    """The root hash of the tree of these leaf hashes."""
    peaks: Peaks = ()
    for size, leaf_hash in enumerate(leaves):
        peaks = append_leaf(peaks, size, leaf_hash)
    return compute_root_of_peaks(peaks)


def build_inclusion_proof(index: int, leaves: Sequence[str]) -> list[str]:
    """PATH(index, leaves) of 2.1.3.1: proof that the leaf at `index` (from 0) is in the tree."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"no leaf {index} among {len(leaves)}")
    if len(leaves) == 1:
        return []
    k = _compute_split(len(leaves))
    if index < k:
        return [*build_inclusion_proof(index, leaves[:k]), compute_root(leaves[k:])]
    return [*build_inclusion_proof(index - k, leaves[k:]), compute_root(leaves[:k])]


def build_consistency_proof(old: int, leaves: Sequence[str]) -> list[str]:
    """PROOF(old, leaves) of 2.1.4.1: proof that the first `old` leaves form the earlier tree."""
    if not 0 < old <= len(leaves):
        raise ValueError(f"a tree of {len(leaves)} leaves has no earlier one of {old}")
    return _build_subproof(old, leaves, is_complete_subtree=True)


def _build_subproof(old: int, leaves: Sequence[str], *, is_complete_subtree: bool) -> list[str]:
    if old == len(leaves):
        return [] if is_complete_subtree else [compute_root(leaves)]
    k = _compute_split(len(leaves))
    if old <= k:
        return [
            *_build_subproof(old, leaves[:k], is_complete_subtree=is_complete_subtree),
            compute_root(leaves[k:]),
        ]
    return [*_build_subproof(old - k, leaves[k:], is_complete_subtree=False), compute_root(leaves[:k])]


def _compute_split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def is_included(leaf_hash: str, *, index: int, size: int, path: Sequence[str], root: str) -> bool:
    """Check of 2.1.3.2: whether `leaf_hash` is at `index` of the tree of `size` leaves with this root."""
    if not 0 <= index < size:
        return False
    place, last, computed_root = index, size - 1, leaf_hash
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            computed_root = hash_node(step, computed_root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            computed_root = hash_node(computed_root, step)
        place, last = place >> 1, last >> 1
    return last == 0 and computed_root == root


def is_consistent(*, old: int, old_root: str, size: int, root: str, proof: Sequence[str]) -> bool:
    """Check of 2.1.4.2: whether the tree of `old` leaves is a prefix of the tree of `size` leaves."""
    if not 0 < old <= size:
        return False
    if old == size:
        return not proof and old_root == root
    if not proof:
        return False
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    computed_old_root = computed_root = steps[0]
    for _, step in pairwise(steps):
        if last == 0:
            return False
        if place & 1 or place == last:
            computed_old_root, computed_root = (
                hash_node(step, computed_old_root),
                hash_node(step, computed_root),
            )
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            computed_root = hash_node(computed_root, step)
        place, last = place >> 1, last >> 1
    return last == 0 and computed_old_root == old_root and computed_root == root
