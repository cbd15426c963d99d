"""The rules of NĐ 30/2020 over documents made by hand: the right says nothing, the wrong says what and where."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.documents.numbering import ALPHABET, format_number_and_symbol
from sokehoach.domain.documents.rules import FormatFinding, Severity, lint_document, render_finding
from sokehoach.domain.documents.rules.component_patterns import KINDS
from sokehoach.domain.documents.rules.finding import Location
from sokehoach.domain.documents.rules.lint import RULES, find_components
from sokehoach.domain.documents.rules.measured_document import (
    Edge,
    MeasuredAlign,
    MeasuredDocument,
    MeasuredLine,
    MeasuredSheet,
    PageNumber,
    Run,
    SourceFormat,
)
from sokehoach.domain.documents.rules.spelling import MISSPELLINGS
from sokehoach.domain.text import format_long_date
from tests.domain.documents.rules.sheets import (
    NUMBERED,
    OTHERS,
    PAPER,
    RIGHT,
    body,
    document,
    instead,
    line,
    said,
)


def rules(measured: MeasuredDocument) -> set[str]:
    return {one.rule for one in lint_document(measured)}


def test_it_works() -> None:
    assert lint_document(document()) == []


def test_every_rule_names_its_clause() -> None:
    for rule in RULES:
        assert rule.__doc__, rule


def test_where_is_told_with_the_words_that_stand_there() -> None:
    (one,) = lint_document(document(said("Số: 12", "Số 12")))
    assert (one.place.paragraph, one.place.quote) == (5, "Số 12/KH-UBND")
    assert render_finding(one) == (
        "LỖI\tđoạn 5 «Số 12/KH-UBND»: sau từ «Số» không có dấu hai chấm; đúng: «Số: …» "
        "[điểm c khoản 3 Mục II Phần I Phụ lục I NĐ 30/2020/NĐ-CP]"
    )


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Location(), "toàn văn bản"),
        (Location(page=2), "trang 2"),
        (Location(page=2, quote="Hết"), "trang 2 «Hết»"),
        (Location(paragraph=4, quote="Hết"), "đoạn 4 «Hết»"),
    ],
)
def test_a_finding_says_where_it_is_as_far_as_is_known(place: Location, said: str) -> None:
    finding = FormatFinding(Severity.ADVICE, "x", "Mục I", place, "a", "b")
    assert render_finding(finding) == f"LƯU Ý\t{said}: a; đúng: b [Mục I]"


def test_the_same_wrong_in_many_places_is_one_finding() -> None:
    lines = tuple(
        replace(one, runs=(replace(one.runs[0], size=12),)) if one.text[:2] in ("a)", "b)", "1.") else one
        for one in RIGHT
    )
    (one,) = lint_document(document(lines))
    assert (one.rule, one.more) == ("size", 2)
    assert "(và 2 chỗ nữa)" in render_finding(one)


def test_it_comes_back_from_json_as_it_was() -> None:
    (one,) = lint_document(document(said("Số: 12", "Số: 2")))
    assert FormatFinding.from_json(one.as_json()) == one


@given(
    st.integers(1, 3000),
    st.dates(date(2020, 3, 5), date(2099, 12, 31)),
    st.sampled_from(sorted(KINDS.items())),
)
def test_numbers_and_days_as_the_product_writes_them_are_right(number: int, day: date, kind: tuple[str, str]) -> None:
    lines = said("Số: 12/KH-UBND", format_number_and_symbol(number, f"/{kind[1]}-UBND"))
    at = next(at for at, one in enumerate(lines) if "ngày 03" in one.text)
    lines = (
        *lines[:at],
        line(f"Sương Mai, {format_long_date(day)}", 13, italic=True, column=2),
        *lines[at + 1 :],
    )
    lines = tuple(
        replace(one, runs=(replace(one.runs[0], text=kind[0]),)) if one.text == "KẾ HOẠCH" else one for one in lines
    )
    found = [one for one in lint_document(document(lines)) if one.rule.startswith(("number", "day", "month", "kind"))]
    assert found == []


@given(st.lists(st.sampled_from(ALPHABET), min_size=1, max_size=len(ALPHABET), unique=True))
def test_points_are_right_in_the_order_of_the_alphabet_alone(letters: list[str]) -> None:
    """From a) on without a hole: nothing; anything else is told."""
    points = tuple(body(f"{letter}) Việc phải làm trong năm này;") for letter in letters)
    at = next(at for at, one in enumerate(RIGHT) if one.text.startswith("a)"))
    lines = (*RIGHT[:at], *points, *RIGHT[at + 2 :])
    ordered = all(
        letter == "a" or (n > 0 and ALPHABET.index(letters[n - 1]) + 1 == ALPHABET.index(letter))
        for n, letter in enumerate(letters)
        if n > 0
    )
    assert ("point_order" in rules(document(lines))) == (not ordered)


@pytest.mark.parametrize("letter", "fjwz")
def test_letters_that_are_not_vietnamese_number_no_point(letter: str) -> None:
    assert "point_letter" in rules(document(said("b) Giao", f"{letter}) Giao")))


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Ủy ban nhân dân xã", None),
        ("Uỷ ban nhân dân xã", Severity.ADVICE),
        ("sức khoẻ", Severity.ADVICE),
        ("hoàn thành, quý, khoản", None),
        ("qui định về thuế", None),
    ],
)
def test_two_ways_of_placing_a_tone_mark_are_advice(text: str, severity: Severity | None) -> None:
    found = [one for one in lint_document(document(said("Trồng cây", text))) if one.rule == "tone_marks"]
    assert [one.severity for one in found] == ([severity] if severity else [])
    if found:
        assert "«ủy»" in found[0].expected or "«hòa»" in found[0].expected


@pytest.mark.parametrize(
    ("before", "after", "actual", "expected"),
    [
        ("KẾ HOẠCH", "Kế hoạch", "chữ thường", "chữ in hoa"),
        ("Chăm sóc cây xanh năm 2025", "CHĂM SÓC CÂY XANH NĂM 2025", "chữ in hoa", "chữ in thường"),
    ],
)
def test_small_and_capital_letters_are_told(before: str, after: str, actual: str, expected: str) -> None:
    [finding] = [finding for finding in lint_document(document(said(before, after))) if finding.rule == "capitals"]
    assert actual in finding.actual
    assert finding.expected == expected


@pytest.mark.parametrize(("slip", "meant"), MISSPELLINGS.items())
def test_each_slip_is_told_and_what_was_meant_is_none(slip: str, meant: str) -> None:
    assert slip != meant
    (one,) = [one for one in lint_document(document(said("Trồng cây", f"Trồng cây, {slip}, "))) if one.rule == "slip"]
    assert one.actual == f"«{slip}»"
    assert "slip" not in rules(document(said("Trồng cây", f"Trồng cây, {meant}, ")))


def test_a_decision_and_the_plan_that_it_issues_are_both_read() -> None:
    lines = (
        *instead("KẾ HOẠCH", line("QUYẾT ĐỊNH", bold=True, align=MeasuredAlign.CENTER))[:-6],
        *RIGHT[-6:],
        line("KẾ HOẠCH", bold=True, align=MeasuredAlign.CENTER),
        line("Chăm sóc cây xanh năm 2025", bold=True, align=MeasuredAlign.CENTER),
        line("(Ban hành kèm theo Quyết định số 12/QĐ-UBND)", italic=True, align=MeasuredAlign.CENTER),
        body("I. NHIỆM VỤ", bold=True),
        replace(body(""), runs=(Run("1. Trồng cây", "Arial", 12),)),
    )  # fmt: skip
    roles = find_components(document(lines))
    assert [one.text for one in roles.enclosed] == ["I. NHIỆM VỤ", "1. Trồng cây"]
    assert len(roles.recipients) == 2
    found = lint_document(document(lines))
    assert {one.rule for one in found if one.severity is Severity.ERROR} == {"number_kind", "font", "size"}


def test_a_plan_attached_to_a_decision_needs_no_head_of_its_own() -> None:
    lines = (
        line("KẾ HOẠCH", bold=True, align=MeasuredAlign.CENTER),
        line("Chăm sóc cây xanh năm 2025", bold=True, align=MeasuredAlign.CENTER),
        line(
            "(Kèm theo Quyết định số 12/QĐ-UBND ngày 03 tháng 02 năm 2025)",
            italic=True,
            align=MeasuredAlign.CENTER,
        ),
        *RIGHT[8:],
    )
    assert "missing_part" not in rules(document(lines))
    assert "missing_part" in rules(document(lines[:2] + lines[3:]))


@pytest.mark.parametrize(
    ("sheet", "rule"),
    [
        (replace(PAPER, left=36), "margin_left"),
        (replace(PAPER, right=14), "margin_right"),
        (replace(PAPER, top=26), "margin_top"),
        (replace(PAPER, bottom=19), "margin_bottom"),
        (replace(PAPER, width=216, height=330), "paper"),
        (replace(PAPER, width=297, height=210), "turned"),
        (replace(PAPER, first_number=NUMBERED), "page_number_first"),
        (replace(PAPER, page_number=PageNumber(Edge.BOTTOM, MeasuredAlign.CENTER, 13)), "page_number_place"),
        (replace(PAPER, page_number=PageNumber(Edge.TOP, MeasuredAlign.RIGHT, 13)), "page_number_place"),
        (replace(PAPER, page_number=PageNumber(Edge.TOP, MeasuredAlign.CENTER, 12)), "page_number_size"),
        (
            replace(PAPER, page_number=PageNumber(Edge.TOP, MeasuredAlign.CENTER, 14, italic=True)),
            "page_number_italic",
        ),
    ],
)
def test_paper(sheet: MeasuredSheet, rule: str) -> None:
    assert rules(document(RIGHT, sheet)) == {rule}


@pytest.mark.parametrize("sheet", [PAPER, replace(PAPER, left=35, right=20, top=25, bottom=25)])
def test_the_bounds_themselves_are_right(sheet: MeasuredSheet) -> None:
    assert rules(document(RIGHT, sheet)) == set()


def test_pages_of_a_pdf_count_from_one_and_a_missing_number_is_told() -> None:
    second = replace(PAPER, number=2, opens=False, page_number=replace(NUMBERED, value=2))
    first = replace(PAPER, page_number=None)
    assert rules(document(RIGHT, first, second, source=SourceFormat.PDF)) == set()
    wrong = replace(second, page_number=replace(NUMBERED, value=7))
    assert rules(document(RIGHT, first, wrong, source=SourceFormat.PDF)) == {"page_number_value"}
    none = replace(second, page_number=None)
    assert rules(document(RIGHT, first, none, source=SourceFormat.PDF)) == {"page_number"}


def test_an_agency_with_work_that_gets_no_copy_is_advice() -> None:
    work = (
        body("II. TỔ CHỨC THỰC HIỆN", bold=True),
        body("1. Phòng Nông nghiệp và Phát triển nông thôn", bold=True),
        body("Chủ trì, phối hợp với các cơ quan liên quan hướng dẫn chăm sóc cây xanh trên địa bàn huyện."),
    )
    lines = instead("Trên đây", *work, RIGHT[13])
    (one,) = lint_document(document(lines))
    assert (one.rule, one.severity) == ("assigned_not_sent", Severity.ADVICE)
    assert "Phòng Nông nghiệp" in one.actual
    sent = next(at for at, one in enumerate(lines) if one.text.startswith("- UBND tỉnh"))
    for copy in (
        "- Phòng Nông nghiệp & PTNT;",
        "- Các phòng, ban, ngành huyện;",
        "- Các cơ quan, đơn vị liên quan;",
    ):
        assert lint_document(document((*lines[:sent], line(copy, 11, column=1), *lines[sent:]))) == [], copy


def test_the_heading_of_a_part_has_no_first_line() -> None:
    heading = replace(body("Phần I", bold=True), first_indent=0, align=MeasuredAlign.CENTER)
    title = replace(heading, runs=body("QUY ĐỊNH CHUNG", bold=True).runs)
    assert rules(document(instead("Trên đây", heading, title, RIGHT[13]))) == set()
    beside = replace(heading, align=MeasuredAlign.LEFT)
    assert "first_indent" not in rules(document(instead("Trên đây", beside, title, RIGHT[13])))
    sentence = replace(body("Các đơn vị thực hiện theo chức năng, nhiệm vụ."), first_indent=0)
    assert rules(document(instead("Trên đây", sentence, RIGHT[13]))) == {"first_indent"}


def test_a_copy_to_the_same_agency_of_another_level_is_none() -> None:
    work = (
        body("II. TỔ CHỨC THỰC HIỆN", bold=True),
        body("1. Hội Nông dân xã", bold=True),
        body("Chủ trì, phối hợp với các cơ quan liên quan hướng dẫn chăm sóc cây xanh trên địa bàn huyện."),
    )
    lines = instead("Trên đây", *work, RIGHT[13])
    sent = next(at for at, one in enumerate(lines) if one.text.startswith("- UBND tỉnh"))
    for copy, told in (("- Hội Nông dân tỉnh;", 1), ("- Hội Nông dân xã;", 0), ("- Hội Nông dân;", 0)):
        found = lint_document(document((*lines[:sent], line(copy, 11, column=1), *lines[sent:])))
        assert [one.rule for one in found] == ["assigned_not_sent"] * told, copy


@given(st.lists(st.tuples(st.text(max_size=80), st.integers(0, 2), st.booleans()), max_size=40))
def test_whatever_stands_on_the_paper_nothing_is_raised(lines: list[tuple[str, int, bool]]) -> None:
    made = tuple(
        MeasuredLine(
            at,
            (Run(text, "Arial", 11, bold),),
            column=column,
            align=MeasuredAlign.LEFT,
            first_indent=3,
            space_before=0,
            space_after=0,
        )
        for at, (text, column, bold) in enumerate(lines, 1)
    )
    for one in lint_document(document(made)):
        assert one.actual
        assert one.expected
        assert one.clause


@given(st.lists(st.sampled_from((*RIGHT, *OTHERS)), max_size=60))
def test_whatever_the_order_of_its_lines_nothing_is_raised(lines: list[MeasuredLine]) -> None:
    assert isinstance(lint_document(document(tuple(lines))), list)


def put_lines(*lines: MeasuredLine) -> MeasuredDocument:
    return document((*RIGHT[:13], *lines, *RIGHT[13:]))


@pytest.mark.parametrize(("text", "is_wrong"), [("2", False), ("ab", False), ("abc", True), ("abcd", True)])
def test_one_or_two_small_letters_are_a_mark_and_no_wrong_size(text: str, is_wrong: bool) -> None:
    marked = replace(body(""), runs=(*body("Trồng cây ở ven suối").runs, *line(text, 8).runs))
    assert ("size" in rules(put_lines(marked))) is is_wrong


def test_a_paragraph_of_unknown_indent_does_not_hide_the_next() -> None:
    unknown, wrong = replace(body("Trồng cây;"), first_indent=None), replace(body("Tưới cây;"), first_indent=30)
    assert rules(put_lines(unknown)) == set()
    assert rules(put_lines(unknown, wrong)) == {"first_indent"}


def test_agencies_with_work_and_without_a_copy_are_named_and_the_others_counted() -> None:
    names = ("Y tế", "Tư pháp", "Nội vụ", "Văn hóa", "Tài chính", "Nông nghiệp", "Công Thương", "Xây dựng")
    work = [
        body(text)
        for number, name in enumerate(names, 1)
        for text in (f"{number}. Phòng {name}", f"Chủ trì kiểm tra việc trồng cây số {number}.")
    ]
    [finding] = [
        one for one in lint_document(put_lines(body("II. TỔ CHỨC THỰC HIỆN", bold=True), *work))
        if one.rule == "assigned_not_sent"
    ]  # fmt: skip
    assert finding.actual.endswith("; Phòng Tài chính; Phòng Nông nghiệp và 2 nơi khác")


def test_a_letter_has_one_subject() -> None:
    letter = (
        *RIGHT[:4], line("Số: 07/UBND-KTHT", 13, column=1), line("V/v trồng cây", 12, column=1),
        line("V/v tưới cây", 12, column=1), RIGHT[5], line("Kính gửi: Phòng Kinh tế.", align=MeasuredAlign.CENTER),
        *RIGHT[8:],
    )  # fmt: skip
    assert [one.text for one in find_components(document(letter)).subject] == ["V/v trồng cây"]
