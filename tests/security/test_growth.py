"""No text from outside makes a pattern, the scanner or the reader of plans work longer than its length asks."""

import re

import pytest

from sokehoach.apps.shell import guard
from sokehoach.domain.privacy import Kind, Known, scan, strike, without_signers
from tests.security.growth import CLASSES, growth_beyond_linear
from tests.security.patterns import Found, all_patterns, hard_units

PATTERNS, UNKNOWN = all_patterns()
# Built of names that come as data, each from a bounded list; their functions are among those measured below.
FROM_DATA = {
    "apps.accounts.devices: rule",
    "domain.documents.outline_text: f'({number})\\\\s+(.+)'",
    "domain.plans.agencies: f'(?<!\\\\w)(?:{short})(?!\\\\w)'",
    "domain.plans.figures: f'(?:{words})\\\\s*$'",
}
PERSONS = (
    "ông Lò Thị Hoa, bản A, ", "Lò Thị Hoa bản Lò Thị Hoa ", "NGUYỄN HỒNG NHUNG ", "A B C ", "SĐT 0912 345 678, ",
    "TM. CHỦ TỊCH\n\n  Lò Thị Inh\n", "sinh năm 1990 ", "Tú \"sẹo\" ", "biệt danh A ", "29A-123.45 ", "(+84) 912 ",
    "0O", "0 1 ", "N.T.H. ", "chị H ", "xã A, xã B, ", "trú tại bản A, xã B, ", "không một hai ba ", "thị văn ",
    "các xã A, ", "\u0301", "a\u0301", "thôn İ Öệ", "số 12/3/", "H'A ", "Y A Niê ",
)  # fmt: skip


@pytest.mark.parametrize("found", PATTERNS, ids=lambda found: found.place)
def test_no_pattern_grows_faster_than_its_text(found: Found) -> None:
    for unit in dict.fromkeys((*CLASSES, *hard_units(found.pattern))):
        assert not growth_beyond_linear(found.work, unit)


def test_every_pattern_of_the_source_is_measured() -> None:
    assert len(PATTERNS) > 500
    assert set(UNKNOWN) == FROM_DATA


@pytest.mark.parametrize(
    "pattern", [r"(?<!\w)[A-Z][^\W\d_]*\"", r"\s*;", r"(?: và)+$", r"(?:a+)+b", r"x.*y.*z"]
)
def test_what_does_grow_faster_is_seen(pattern: str) -> None:
    planted = Found(re.compile(pattern), "here", frozenset({"search"}))
    units = (*CLASSES, *hard_units(planted.pattern))
    assert any(growth_beyond_linear(planted.work, unit) for unit in units)


@pytest.mark.parametrize("unit", [*CLASSES, *PERSONS])
def test_the_scanner_does_not(unit: str) -> None:
    known = Known.of(["Lò Thị Inh", "A B C"])

    def work(text: str) -> None:
        hits = scan(text, known=known)
        without_signers(text, hits)
        strike(text, hits)

    assert not growth_beyond_linear(work, unit)


def test_a_word_that_nobody_reads_is_found_and_not_looked_through() -> None:
    number = "0912345678"
    text = f"Gọi {'a' * 100}{number}{'ệ' * 100} hoặc {number}"
    found = scan(text)
    assert [(hit.kind, text[hit.start : hit.end]) for hit in found] == [
        (Kind.LONG, f"{'a' * 100}{number}{'ệ' * 100}"),
        (Kind.PHONE, number),
    ]
    assert len(guard.say(text)) < 400


def test_a_text_that_is_too_long_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "scan", lambda *_given, **_words: pytest.fail("looked through"))
    text = "a " * guard.LONGEST
    assert "quá" in guard.say(text)
    assert guard.struck(text) == text
