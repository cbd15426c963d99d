"""Spans of two sequences cover both, and lose no equal item; a hostile pair of sequences costs little memory."""

import tracemalloc
from difflib import SequenceMatcher
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.documents.differences import AlignedSpan, list_spans

WORDS = st.lists(st.sampled_from(["và", "các", "xã", "đã", "5", "12"]), max_size=30)


@given(WORDS, WORDS)
def test_spans_cover_both_sequences_in_order_and_change_kind_by_turns(old: list[str], new: list[str]) -> None:
    spans = list_spans(old, new)
    assert [word for span in spans for word in old[span.old_start : span.old_end]] == old
    assert [word for span in spans for word in new[span.new_start : span.new_end]] == new
    for span in spans:
        assert span.is_equal == (old[span.old_start : span.old_end] == new[span.new_start : span.new_end])
    for span, following in pairwise(spans):
        assert span.is_equal != following.is_equal


@given(WORDS, WORDS)
def test_no_fewer_items_are_equal_than_another_program_finds(old: list[str], new: list[str]) -> None:
    found = sum(span.old_end - span.old_start for span in list_spans(old, new) if span.is_equal)
    other = SequenceMatcher(None, old, new, autojunk=False)
    assert found >= sum(block.size for block in other.get_matching_blocks())


def test_of_sequences_too_long_to_compare_the_equal_ends_are_found() -> None:
    old, new = ["đầu", *["a", "b"] * 15_000, "cuối"], ["đầu", *["b", "x", "a"] * 110_000, "cuối"]
    tracemalloc.start()
    spans = list_spans(old, new)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert spans == [
        AlignedSpan(True, 0, 1, 0, 1),
        AlignedSpan(False, 1, 30_001, 1, 330_001),
        AlignedSpan(True, 30_001, 30_002, 330_001, 330_002),
    ]
    assert peak < 50_000_000


def test_everything_added_or_removed_is_one_span() -> None:
    assert list_spans([], ["a", "b"]) == [AlignedSpan(False, 0, 0, 0, 2)]
    assert list_spans(["a", "b"], []) == [AlignedSpan(False, 0, 2, 0, 0)]
    assert list_spans([], []) == []
