"""Known answers are the test tree of Certificate Transparency (RFC 6962's reference code), which RFC 9162 keeps."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.ledger import merkle
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf

INPUTS = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
LEAVES = [hash_leaf(bytes.fromhex(one)) for one in INPUTS]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (b"\x00", "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
        (b"\x10", "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7"),
    ],
)
def test_known_answers(body: bytes, answer: str) -> None:
    assert hash_leaf(body) == answer


def test_the_roots_are_those_of_the_test_tree() -> None:
    assert [merkle.compute_root(LEAVES[:size]) for size in range(1, 9)] == ROOTS
    assert merkle.compute_root([]) == merkle.EMPTY_ROOT == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("index", "size", "path"),
    [
        (0, 1, []),
        (0, 8, [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]),
        (5, 8, [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (1, 5, [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ]),
    ],
)  # fmt: skip
def test_known_paths_of_inclusion(index: int, size: int, path: list[str]) -> None:
    assert merkle.build_inclusion_proof(index, LEAVES[:size]) == path


@pytest.mark.parametrize(
    ("old", "size", "proof"),
    [
        (1, 1, []),
        (1, 8, [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]),
        (6, 8, [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]),
        (2, 5, [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ]),
    ],
)  # fmt: skip
def test_known_proofs_of_consistency(old: int, size: int, proof: list[str]) -> None:
    assert merkle.build_consistency_proof(old, LEAVES[:size]) == proof


def test_the_example_of_the_rfc() -> None:
    """RFC 9162 2.1.5, by the names of its drawing: seven leaves, of which 3, 4 and 6 were seen."""
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = merkle.hash_node(a, b), merkle.hash_node(c, d), merkle.hash_node(e, f)
    k, m = merkle.hash_node(g, h), merkle.hash_node(i, j)
    seven = LEAVES[:7]
    assert merkle.build_inclusion_proof(0, seven) == [b, h, m]
    assert merkle.build_inclusion_proof(3, seven) == [c, g, m]
    assert merkle.build_inclusion_proof(4, seven) == [f, j, k]
    assert merkle.build_inclusion_proof(6, seven) == [i, k]
    assert merkle.build_consistency_proof(3, seven) == [c, d, g, m]
    assert merkle.build_consistency_proof(4, seven) == [m]
    assert merkle.build_consistency_proof(6, seven) == [i, j, k]


def many(size: int) -> list[str]:
    return [hash_leaf(str(n).encode()) for n in range(size)]


def flipped(told: str, place: int) -> str:
    at = place % 64
    return told[:at] + ("0" if told[at] != "0" else "1") + told[at + 1 :]


@given(st.integers(1, 70), st.data())
def test_what_is_shown_holds_and_nothing_else(size: int, data: st.DataObject) -> None:
    leaves = many(size)
    index = data.draw(st.integers(0, size - 1))
    path, root = merkle.build_inclusion_proof(index, leaves), merkle.compute_root(leaves)
    assert merkle.is_included(leaves[index], index=index, size=size, path=path, root=root)
    assert not merkle.is_included(hash_leaf(b"other"), index=index, size=size, path=path, root=root)
    assert not merkle.is_included(leaves[index], index=index, size=size, path=[*path, root], root=root)
    if path:
        spoilt = list(path)
        which = data.draw(st.integers(0, len(path) - 1))
        spoilt[which] = flipped(spoilt[which], data.draw(st.integers(0, 63)))
        assert not merkle.is_included(leaves[index], index=index, size=size, path=spoilt, root=root)
        assert not merkle.is_included(leaves[index], index=index, size=size, path=path[:-1], root=root)


@given(st.integers(1, 70), st.data())
def test_a_tree_that_was_rewritten_does_not_continue_the_old_one(size: int, data: st.DataObject) -> None:
    leaves = many(size)
    old = data.draw(st.integers(1, size))
    before, after = merkle.compute_root(leaves[:old]), merkle.compute_root(leaves)
    proof = merkle.build_consistency_proof(old, leaves)
    assert merkle.is_consistent(old=old, old_root=before, size=size, root=after, proof=proof)
    rewritten = list(leaves)
    rewritten[data.draw(st.integers(0, old - 1))] = hash_leaf(b"rewritten")
    assert not merkle.is_consistent(
        old=old,
        old_root=before,
        size=size,
        root=merkle.compute_root(rewritten),
        proof=merkle.build_consistency_proof(old, rewritten),
    )
    if proof:
        assert not merkle.is_consistent(old=old, old_root=before, size=size, root=after, proof=proof[:-1])
    assert not merkle.is_consistent(old=old, old_root=before, size=size, root=after, proof=[*proof, after])


def test_peaks_grow_as_the_tree_does() -> None:
    peaks: merkle.Peaks = ()
    for size, one in enumerate(many(40)):
        peaks = merkle.append_leaf(peaks, size, one)
        assert len(peaks) == (size + 1).bit_count()
        assert merkle.compute_root_of_peaks(peaks) == _by_definition(many(size + 1))


def test_peaks_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="3 leaves has 2 peaks"):
        merkle.append_leaf([LEAVES[0]], 3, LEAVES[1])


def _by_definition(leaves: list[str]) -> str:
    """MTH of 2.1.1, word for word."""
    if len(leaves) == 1:
        return leaves[0]
    k = max(power for power, _ in pairwise(2**n for n in range(20)) if power < len(leaves))
    return merkle.hash_node(_by_definition(leaves[:k]), _by_definition(leaves[k:]))


def test_a_leaf_is_not_the_plain_hash_of_its_body() -> None:
    body = encode_canonical_json({"action": "send"})
    assert hash_leaf(body) != hashlib.sha256(body).hexdigest()


def test_one_letter_changes_the_leaf() -> None:
    assert hash_leaf(encode_canonical_json({"note": "duyệt"})) != hash_leaf(encode_canonical_json({"note": "duyêt"}))


def test_an_inner_node_is_not_taken_for_a_leaf() -> None:
    """The path of a leaf without its first step leads from the node above to the root: it must prove nothing."""
    leaves = LEAVES[:4]
    above, path = merkle.hash_node(leaves[0], leaves[1]), merkle.build_inclusion_proof(0, leaves)[1:]
    assert merkle.hash_node(above, path[0]) == ROOTS[3]
    assert not merkle.is_included(above, index=0, size=4, path=path, root=ROOTS[3])


@pytest.mark.parametrize("index", [-1, 4, 5])
def test_an_index_outside_the_tree_is_not_included(index: int) -> None:
    path = merkle.build_inclusion_proof(0, LEAVES[:4])
    assert not merkle.is_included(LEAVES[0], index=index, size=4, path=path, root=ROOTS[3])


def test_a_path_with_a_step_too_many_proves_nothing() -> None:
    path = [*merkle.build_inclusion_proof(0, LEAVES[:4]), LEAVES[5]]
    root = merkle.hash_node(ROOTS[3], LEAVES[5])
    assert not merkle.is_included(LEAVES[0], index=0, size=4, path=path, root=root)
