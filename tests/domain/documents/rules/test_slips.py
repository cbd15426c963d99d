"""Each slip of the head, the parts and the foot of a document gives its one finding; what is right gives none."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from sokehoach.domain.documents.rules import Severity, lint_document
from sokehoach.domain.documents.rules.measured_document import MeasuredAlign, MeasuredLine
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.documents.rules.signature_block import check_authority_form
from tests.domain.documents.rules.sheets import RIGHT, document, instead, line, said

NUMBER, DAY, FILED = "Số: 12/KH-UBND", "Sương Mai, ngày 03 tháng 02 năm 2025", "- Lưu: VT, KTHT."


def list_rules(lines: tuple[MeasuredLine, ...]) -> set[str]:
    return {finding.rule for finding in lint_document(document(lines))}


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("Số: 02/KH-UBND", set()),
        ("Số: 10/KH-UBND", set()),
        ("Số:     /KH-UBND", set()),
        ("Số 12/KH-UBND", {"number_colon"}),
        ("SỐ: 12/KH-UBND", {"number_word"}),
        ("Số: 9/KH-UBND", {"number_zero"}),
        ("Số: 12/KH - UBND", {"number_spaces"}),
        ("Số: 12 /KH-UBND", {"number_spaces"}),
        ("Số: 12/ KH-UBND", {"number_spaces"}),
        ("Số: 12/KH-ubnd", {"number_capitals"}),
        ("Số: 12/KH–UBND", {"number_dash"}),
        ("Số: 12/BC-UBND", {"number_kind"}),
    ],
)
def test_number_and_symbol(after: str, found: set[str]) -> None:
    assert list_rules(said(NUMBER, after)) == found


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("Sương Mai, ngày 10 tháng 3 năm 2025", set()),
        ("Sương Mai, ngày 09 tháng 12 năm 2025", set()),
        ("Sương Mai, ngày     tháng     năm 2025", set()),
        ("Sương Mai, ngày 9 tháng 3 năm 2025", {"day_zero"}),
        ("Sương Mai, ngày 03 tháng 2 năm 2025", {"month_zero"}),
        ("Sương Mai, ngày 03 tháng 1 năm 2025", {"month_zero"}),
        ("Sương Mai, ngày 03 tháng 03 năm 2025", {"month_no_zero"}),
        ("Sương Mai ngày 03 tháng 02 năm 2025", {"day_comma"}),
        ("sương Mai, ngày 03 tháng 02 năm 2025", {"day_place"}),
        ("ngày 03 tháng 02 năm 2025", {"day_place"}),
    ],
)
def test_place_and_day(after: str, found: set[str]) -> None:
    assert list_rules(said(DAY, after)) == found


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("– Lưu: VT, KTHT.", set()),
        ("- Lưu VT, KTHT.", {"filed_colon"}),
        ("Lưu: VT, KTHT.", {"filed_dash"}),
        ("- Lưu: VT, KTHT;", {"filed_stop"}),
        ("- Lưu: KTHT.", {"filed_vt"}),
        ("- Lưu: VT.", {"filed_unit"}),
    ],
)
def test_the_line_of_the_file_copy(after: str, found: set[str]) -> None:
    assert list_rules(said(FILED, after)) == found


def test_the_file_copy_is_there_and_last() -> None:
    filed = next(one for one in RIGHT if one.text == FILED)
    recipient = next(one for one in RIGHT if one.text == "- UBND tỉnh;")
    assert "filed_missing" in list_rules(instead(FILED))
    assert "filed_last" in list_rules(instead(FILED, filed, recipient))
    assert "filed_last" not in list_rules(RIGHT)


def part(text: str, **more: object) -> MeasuredLine:
    return line(text, bold=True, align=MeasuredAlign.CENTER, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((part("Phần I"), part("MỤC ĐÍCH")), set()),
        ((part("PHẦN I"), part("MỤC ĐÍCH")), {"part_word"}),
        ((part("Phần 1"), part("MỤC ĐÍCH")), {"part_number"}),
        ((part("Phần I: MỤC ĐÍCH"),), {"part_line"}),
        ((line("Phần I", align=MeasuredAlign.CENTER), part("MỤC ĐÍCH")), {"part_bold"}),
        ((line("Phần I", bold=True, align=MeasuredAlign.JUSTIFY), part("MỤC ĐÍCH")), {"part_centred"}),
        ((part("Phần I"), part("Mục đích")), {"part_title"}),
        ((part("Mục 1"),), set()),
        ((part("Mục II"),), {"section_number"}),
        ((line("Mục 1", align=MeasuredAlign.CENTER),), {"section_bold"}),
    ],
)
def test_parts_and_sections(lines: tuple[MeasuredLine, ...], found: set[str]) -> None:
    told = list_rules(instead("I. MỤC ĐÍCH", *lines))
    assert {rule for rule in told if rule.startswith(("part_", "section_"))} == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("Kính gửi: Sở Y tế",), set()),
        (("Kính gửi Sở Y tế",), {"addressed_colon"}),
        (("Kính gửi:", "- Sở Y tế."), {"addressed_line"}),
        (("Kính gửi:", "- Sở Y tế;", "- Sở Nội vụ."), set()),
    ],
)
def test_addressees(lines: tuple[str, ...], found: set[str]) -> None:
    title = next(one for one in RIGHT if one.text.startswith("Chăm sóc"))
    addressed = (title, *(line(text, align=MeasuredAlign.CENTER) for text in lines))
    told = list_rules(instead("Chăm sóc cây xanh năm 2025", *addressed))
    assert {rule for rule in told if rule.startswith("addressed_")} == found


def test_with_addressees_the_first_recipient_is_as_above() -> None:
    title = next(one for one in RIGHT if one.text.startswith("Chăm sóc"))
    lines = instead("Chăm sóc cây xanh năm 2025", title, line("Kính gửi: Sở Y tế", align=MeasuredAlign.CENTER))
    assert "as_above" in list_rules(lines)
    above = tuple(
        replace(one, runs=(replace(one.runs[0], text="- Như trên;"),)) if one.text == "- UBND tỉnh;" else one
        for one in lines
    )
    assert "as_above" not in list_rules(above)
    assert "as_above" not in list_rules(RIGHT)


def test_a_zero_before_march_is_advice_alone() -> None:
    [finding] = lint_document(document(said(DAY, "Sương Mai, ngày 03 tháng 03 năm 2025")))
    assert (finding.severity, finding.actual) == (Severity.ADVICE, "tháng 03")


def test_each_line_of_the_authority_is_checked() -> None:
    lines = (line("ỦY BAN NHÂN DÂN"), line("KT CHỦ TỊCH"), line("T/M ỦY BAN"))
    roles = cast(DocumentComponents, SimpleNamespace(authority=lines))
    assert [finding.actual for finding in check_authority_form(roles)] == ["«KT»", "«T/M»"]
