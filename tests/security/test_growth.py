"""No text from outside makes a pattern, the scanner or the reader of plans work longer than its length asks.

In short each pattern is tried with the pieces made of itself and a quarter of the common ones; in `make soak` with all.
"""

import contextlib
import functools
import re
import zlib

import pytest

from sokehoach.apps.shell import pii_filter
from sokehoach.domain.plans import reading
from sokehoach.domain.plans.reading import NotAPlanError, read_plan
from sokehoach.domain.privacy import (
    HitKind,
    KnownNames,
    exclude_signers,
    redact_hits,
    scan_text,
    select_hits_to_confirm,
)
from sokehoach.domain.reporting.ad_hoc import find_place
from tests.security.growth import CLASSES, growth_beyond_linear
from tests.security.patterns import Found, all_patterns, hard_units
from tests.soak import LONG

PARTS = 16  # of the patterns: finding them takes seconds, which no test of another file has to wait for
find_patterns = functools.cache(all_patterns)
# Built of names that come as data, each from a bounded list; their functions are among those measured below.
FROM_DATA = {
    "adapters.external_forms.word_results: f'\\\\b{word_of_place}\\\\b'",
    "domain.documents.external_form.units_of_measure: f'{candidate}(?!\\\\w)'",
    "domain.documents.external_form.label_words: f'(?<!\\\\w)(?:{pattern})(?!\\\\w)'",
    "apps.accounts.pages.own_account: rule",
    "domain.documents.outline_text: f'({number})\\\\s+(.+)'",
    "domain.plans.agencies: f'(?<!\\\\w)(?:{short})(?!\\\\w)'",
    "domain.reporting.ad_hoc: f'(?<![^\\\\W_]){between}(?![^\\\\W_])'",
    "domain.plans.bounds: f'(?:{pattern})\\\\s*$'",
    "domain.plans.proposals.duties: f'{_ORDERS}{phrase}(?!\\\\w)'",
    "domain.plans.proposals.propose: f'{noun}(?!\\\\w)'",
    "domain.plans.proposals.branches: f'(?<!\\\\w)(?:{pattern})(?!\\\\w)'",
    "domain.plans.proposals.fields: f'(?<!\\\\w)(?:{pattern})(?!\\\\w)'",
    "domain.plans.proposals.reporter_words: f'(?<!\\\\w)(?:{names})(?!\\\\w)'",
    "domain.plans.proposals.reporter_words: f'(?<!\\\\w)(?:{terms})(?!\\\\w)'",
    "apps.plans.services.items: re.escape(text)",
    "domain.titles: re.escape(name)",
}
PERSONS = (
    "ông Lò Thị Hoa, bản A, ", "Lò Thị Hoa bản Lò Thị Hoa ", "NGUYỄN HỒNG NHUNG ", "A B C ", "SĐT 0912 345 678, ",
    "TM. CHỦ TỊCH\n\n  Lò Thị Inh\n", "sinh năm 1990 ", "Tú \"sẹo\" ", "biệt danh A ", "29A-123.45 ", "(+84) 912 ",
    "0O", "0 1 ", "N.T.H. ", "chị H ", "xã A, xã B, ", "trú tại bản A, xã B, ", "không một hai ba ", "thị văn ",
    "các xã A, ", "\u0301", "a\u0301", "thôn İ Öệ", "số 12/3/", "H'A ", "Y A Niê ",
    "L.ò ", "Lò_Thị_", "0/9/", "0\n9\n", "LòThịHoa", "Ng. T. Hoa ", "<b>", "0x",
    "a.b@c.d.", "a@", "a@b", "a [at] ", "không", "Th1 ", "Ng uyễn ", "①", "27/B1/", "A 0912345678, ",
)  # fmt: skip

TASKS = (
    "1. Sở Y tế thực hiện kiểm tra.\n", "- Giao Công an huyện chủ trì kiểm tra.\n", "| Sở Y tế | kiểm tra | quý I |\n",
    "đạt 100% số xã, ", "trước ngày 30/6/2021, ", "Sở Y tế, Sở Tài chính, ", "(Sở Y tế chủ trì) ", "báo cáo quý ",
    "I. NHIỆM VỤ\n", "Điều 1. Giao Sở Y tế\n", "phối hợp với Sở Y tế ", "a) Có 12 lớp; ", "từ 5% xuống 3% ",
)  # fmt: skip


def list_units(found: Found) -> list[str]:
    """Which common pieces a pattern meets in short depends on its text alone."""
    text = str(found.pattern.pattern).encode(errors="backslashreplace")
    common = CLASSES if LONG else CLASSES[zlib.crc32(text) % 4 :: 4]
    return list(dict.fromkeys((*common, *hard_units(found.pattern))))


@pytest.mark.parametrize("part", range(PARTS))
def test_no_pattern_grows_faster_than_its_text(part: int) -> None:
    patterns, _unknown = find_patterns()
    slow = [
        f"{found.place}: {told}"
        for found in patterns[part::PARTS]
        for unit in list_units(found)
        if (told := growth_beyond_linear(found.work, unit))
    ]
    assert not slow


def test_every_pattern_of_the_source_is_measured() -> None:
    patterns, unknown = find_patterns()
    assert len(patterns) > 500
    assert set(unknown) == FROM_DATA


@pytest.mark.parametrize("pattern", [r"(?<!\w)[A-Z]\w*(?:\w+ )?\"", r"\s*;", r"(?: và)+$", r"(?:a+)+b", r"x.*y.*z"])
def test_what_does_grow_faster_is_seen(pattern: str) -> None:
    planted = Found(re.compile(pattern), "here", frozenset({"search"}))
    assert any(growth_beyond_linear(planted.work, unit) for unit in list_units(planted))


@pytest.mark.parametrize("unit", [*CLASSES, *PERSONS])
def test_the_scanner_does_not(unit: str) -> None:
    known = KnownNames.of(["Lò Thị Inh", "A B C"])

    def work(text: str) -> None:
        hits = scan_text(text, known_names=known)
        exclude_signers(text, hits)
        redact_hits(text, hits)
        select_hits_to_confirm(text, hits)

    assert not growth_beyond_linear(work, unit)


def test_a_word_that_nobody_reads_is_found_and_not_looked_through() -> None:
    number = "0912345678"
    text = f"Gọi {'a' * 100}{number}{'ệ' * 100} hoặc {number}"
    found = scan_text(text)
    assert [(hit.kind, text[hit.start : hit.end]) for hit in found] == [
        (HitKind.LONG, f"{'a' * 100}{number}{'ệ' * 100}"),
        (HitKind.PHONE, number),
    ]
    assert len(pii_filter.find_text_problem(text)) < 400


def test_a_text_that_is_too_long_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pii_filter, "scan_text", lambda *_given, **_words: pytest.fail("looked through"))
    text = "a " * pii_filter.MAX_LENGTH
    assert "quá" in pii_filter.find_text_problem(text)
    assert pii_filter.redact_refused_places(text) == text


@pytest.mark.parametrize("unit", [*CLASSES, *TASKS])
def test_the_reader_of_plans_does_not(unit: str) -> None:
    def work(text: str) -> None:
        with contextlib.suppress(NotAPlanError):
            read_plan(
                f"KẾ HOẠCH\nKiểm tra\n\nI. NHIỆM VỤ\n1. Sở Y tế chủ trì kiểm tra 12 cơ sở.\n{text}\n2. Sở Y tế họp.\n"
            )

    assert not growth_beyond_linear(work, unit)


@pytest.mark.parametrize("unit", [*CLASSES, "Pú ", "Pú _ ", "Pú Xi", "bản ", "tổ dân phố "])
def test_looking_for_names_of_places_does_not(unit: str) -> None:
    assert not growth_beyond_linear(lambda text: find_place(text, ["Xã Pú Xì", "Pú Xì", "Nà Nà"]), unit)


def test_a_text_of_too_many_lines_or_too_long_ones_is_no_plan() -> None:
    head = "KẾ HOẠCH\nKiểm tra\n\nI. NHIỆM VỤ\n1. Sở Y tế chủ trì kiểm tra 12 cơ sở.\n"
    assert read_plan(head).duties
    for tail in (
        "\n" * reading.MOST_LINES,
        "a " * reading.LONGEST_LINE,
        "- Sở Y tế họp.\n" * reading.MOST_ITEMS,
    ):
        with pytest.raises(NotAPlanError):
            read_plan(head + tail)
