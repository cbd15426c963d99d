"""The hashes and the tree of the audit trail, as Certificate Transparency makes them (RFC 9162, 2.1).

Hashes are lowercase hex. A tree is known by its peaks: the roots of the perfect trees that its leaves fall into,
largest first, one for each 1 in the size written in binary. Eleven leaves: peaks over 8, 2 and 1 of them.
"""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

type Peaks = tuple[str, ...]

EMPTY = hashlib.sha256().hexdigest()  # 2.1.1: the root of no leaves


def leaf(body: bytes) -> str:
    """The leaf hash of RFC 9162 2.1.1: SHA-256(0x00 ‖ body).

    The leading zero keeps a leaf from being passed off as an inner node.
    """
    return hashlib.sha256(b"\x00" + body).hexdigest()


def node(left: str, right: str) -> str:
    """An inner node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def grown(peaks: Sequence[str], size: int, new: str) -> Peaks:
    """The peaks of a tree of `size` leaves once the leaf hash `new` stands behind them: O(log size)."""
    if len(peaks) != size.bit_count():
        raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
    after = list(peaks)
    while size & 1:
        new = node(after.pop(), new)
        size >>= 1
    return (*after, new)


def root_of(peaks: Sequence[str]) -> str:
    """The root over the peaks: what RFC 9162 calls MTH."""
    if not peaks:
        return EMPTY
    over = peaks[-1]
    for peak in reversed(peaks[:-1]):
        over = node(peak, over)
    return over


def root(leaves: Iterable[str]) -> str:
    """The root of the tree of these leaf hashes."""
    peaks: Peaks = ()
    for size, one in enumerate(leaves):
        peaks = grown(peaks, size, one)
    return root_of(peaks)


def inclusion(index: int, leaves: Sequence[str]) -> list[str]:
    """PATH(index, leaves) of 2.1.3.1: what shows that the leaf at `index` (from 0) is in the tree."""
    if not 0 <= index < len(leaves):
        raise ValueError(f"no leaf {index} among {len(leaves)}")
    if len(leaves) == 1:
        return []
    k = _split(len(leaves))
    if index < k:
        return [*inclusion(index, leaves[:k]), root(leaves[k:])]
    return [*inclusion(index - k, leaves[k:]), root(leaves[:k])]


def consistency(old: int, leaves: Sequence[str]) -> list[str]:
    """PROOF(old, leaves) of 2.1.4.1: what shows that the first `old` leaves are the tree that was then."""
    if not 0 < old <= len(leaves):
        raise ValueError(f"a tree of {len(leaves)} leaves has no earlier one of {old}")
    return _subproof(old, leaves, whole=True)


def _subproof(old: int, leaves: Sequence[str], *, whole: bool) -> list[str]:
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    k = _split(len(leaves))
    if old <= k:
        return [*_subproof(old, leaves[:k], whole=whole), root(leaves[k:])]
    return [*_subproof(old - k, leaves[k:], whole=False), root(leaves[:k])]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def is_included(one: str, *, index: int, size: int, path: Sequence[str], root: str) -> bool:
    """The check of 2.1.3.2: is the leaf hash `one` at `index` of the tree of `size` leaves with this root?"""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, one
    for step in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(*, old: int, old_root: str, size: int, root: str, proof: Sequence[str]) -> bool:
    """The check of 2.1.4.2: is the tree of `old` leaves the beginning of the tree of `size` leaves?"""
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
    before = after = steps[0]
    for _, step in pairwise(steps):
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node(step, before), node(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == root
