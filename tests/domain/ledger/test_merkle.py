"""Known answers are leaf hashes of the test tree of Certificate Transparency."""

import hashlib

import pytest

from sokehoach.domain.ledger.canonical import canonical
from sokehoach.domain.ledger.merkle import leaf


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (b"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (b"\x00", "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"),
        (b"\x10", "0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7"),
    ],
)
def test_known_answers(body: bytes, answer: str) -> None:
    assert leaf(body) == answer


def test_a_leaf_is_not_the_plain_hash_of_its_body() -> None:
    body = canonical({"action": "send"})
    assert leaf(body) != hashlib.sha256(body).hexdigest()


def test_one_letter_changes_the_leaf() -> None:
    assert leaf(canonical({"note": "duyệt"})) != leaf(canonical({"note": "duyêt"}))
