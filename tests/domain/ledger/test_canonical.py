import json
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.values.gap import Gap


def test_it_works() -> None:
    body = encode_canonical_json({"việc": "gửi báo cáo", "ô": {"B2": "186", "B1": None}, "lần": 2, "đúng": True})
    assert body.decode() == '{"lần":2,"việc":"gửi báo cáo","ô":{"B1":null,"B2":"186"},"đúng":true}'


def test_keys_stand_in_the_order_of_rfc_8785() -> None:
    """The example of RFC 8785 3.2.3: the emoji comes before U+FB33, by its surrogates."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    read = json.loads(encode_canonical_json(dict.fromkeys(keys)))
    assert list(read) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_text_is_escaped_as_in_rfc_8785() -> None:
    """The string of RFC 8785 3.2.2.2."""
    assert encode_canonical_json('\u20ac$\u000f\nA\'B"\\\\"/') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()


def test_text_is_not_normalised() -> None:
    composed, decomposed = "tổ", unicodedata.normalize("NFD", "tổ")
    assert composed != decomposed
    assert encode_canonical_json(composed) != encode_canonical_json(decomposed)


@pytest.mark.parametrize(
    ("obj", "written"),
    [(True, b"true"), (1, b"1"), (0, b"0"), (-7, b"-7"), ([], b"[]"), ((1, [2]), b"[1,[2]]"), ({}, b"{}")],
)
def test_small_things(obj: Any, written: bytes) -> None:
    assert encode_canonical_json(obj) == written


def test_a_word_of_the_domain_is_written_as_its_value() -> None:
    assert encode_canonical_json({"value": Gap.NOT_REPORTED}) == b'{"value":"not_reported"}'


@pytest.mark.parametrize("obj", [1.5, Decimal("1.8"), b"1", {1, 2}, object()])
def test_what_has_no_single_writing_is_refused_with_its_path(obj: Any) -> None:
    with pytest.raises(TypeError, match=r"^\$\.parts\[1\]: "):
        encode_canonical_json({"parts": [0, obj]})


def test_a_key_must_be_text() -> None:
    bad: Any = {"a": {1: "x"}}
    with pytest.raises(TypeError, match=r"^\$\.a: key 1"):
        encode_canonical_json(bad)


def test_integers_stay_within_what_every_reader_of_json_holds() -> None:
    assert encode_canonical_json(2**53 - 1) == b"9007199254740991"
    with pytest.raises(ValueError, match="pass it as text"):
        encode_canonical_json(-(2**53))


@pytest.mark.parametrize("obj", ["\ud800", {"\udc00": 1}])
def test_half_a_letter_is_refused(obj: Any) -> None:
    with pytest.raises(ValueError, match="surrogate"):
        encode_canonical_json(obj)


whole = st.integers(-(2**53) + 1, 2**53 - 1)
leaves = st.none() | st.booleans() | whole | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


def shuffled(obj: Any) -> Any:
    if isinstance(obj, dict):
        return {key: shuffled(obj[key]) for key in reversed(obj)}
    return [shuffled(item) for item in obj] if isinstance(obj, list) else obj


@settings(max_examples=60)
@given(trees)
def test_it_reads_back_and_the_order_of_keys_does_not_matter(obj: Any) -> None:
    assert json.loads(encode_canonical_json(obj)) == obj
    assert encode_canonical_json(shuffled(obj)) == encode_canonical_json(obj)
