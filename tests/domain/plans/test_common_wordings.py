"""Targets in wordings of administrative plans in which a reader sees at once what is counted, and over what.

They were written by who mended the proposer, so that they measure nothing but that it stays as it is. A line of
common_wordings.txt: the sentence with the words of the target in [[ ]], unit, value, measure, numerator, denominator.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from bench.bench_programmes import is_same_name

from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence

LINES = Path(__file__).with_name("common_wordings.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", LINES, ids=[line[:40] for line in LINES])
def test_what_is_counted_and_over_what_is_read_from_common_wordings(line):
    marked, unit, value, kind, numerator, denominator = line.split("\t")
    start, end = marked.index("[["), marked.index("]]") - 2
    sentence = marked.replace("[[", "").replace("]]", "") + "."
    text_before, text_after = find_rest_of_sentence(sentence, start, end)
    measure = parse_target(
        sentence[start:end], unit=unit, value=Decimal(value), text_before=text_before, text_after=text_after
    )
    assert measure.kind.value == kind
    if numerator:
        assert is_same_name([numerator], measure.numerator), measure.numerator
    if kind != "none":
        is_right = is_same_name([denominator], measure.denominator) if denominator else not measure.denominator
        assert is_right, measure.denominator
