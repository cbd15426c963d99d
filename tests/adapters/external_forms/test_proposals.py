"""Of the three layouts: how many places are proposed right, and that none is set wrong."""

import io
from dataclasses import replace

import docx
import openpyxl
import pytest

from sokehoach.adapters.external_forms import form_files
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.field_matching import Proposal, propose_source
from sokehoach.domain.documents.external_form.form_reading import FormReading
from sokehoach.domain.documents.external_form.form_structure import ExternalForm
from sokehoach.domain.documents.external_form.mapping_migration import migrate_mapping
from sokehoach.domain.documents.external_form.places import list_places
from sokehoach.domain.documents.external_form.source import (
    IndicatorAspect,
    PeriodRole,
    PlaceSource,
    SourceKind,
)
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary
from tests.adapters.external_forms import layouts

TALKS, PEOPLE, RADIO = Operand("TT01"), Operand("TT02"), Operand("TT03")
VOCABULARY = Vocabulary(
    figures=(
        KnownFigure(TALKS, "Cuộc tuyên truyền trực tiếp"),
        KnownFigure(Operand("TT01", "kind=integrated"), "Cuộc tuyên truyền trực tiếp", "lồng ghép chương trình khác"),
        KnownFigure(PEOPLE, "Lượt người tham dự"),
        KnownFigure(Operand("TT02", "audience=pupils"), "Lượt người tham dự", "học sinh"),
        KnownFigure(RADIO, "Buổi phát thanh"),
        KnownFigure(Operand("TT05"), "Tờ rơi, sổ tay đã phát"),
        KnownFigure(Operand("TH02"), "Lượt cán bộ dự tập huấn"),
    ),
    units={"03304": "Xã Tênh Phông", "03269": "Xã Pú Xi", "03289": "Xã Quài Cang"},
    narratives={"situation": "Tình hình", "result": "Kết quả thực hiện", "proposal": "Kiến nghị"},
)


def figure(operand: Operand, role: PeriodRole = PeriodRole.NOW, unit: str = "") -> PlaceSource:
    return PlaceSource(SourceKind.FIGURE, (operand,), role, unit)


ROWS = (TALKS, PEOPLE, RADIO)
MEANT = {
    "outline": {
        "p1": PlaceSource(SourceKind.NARRATIVE, words="situation"),
        "p3#0": figure(TALKS),
        **{
            f"t0.r{row + 2}.c{column}": figure(operand, role)
            for row, operand in enumerate(ROWS)
            for column, role in ((2, PeriodRole.NOW), (3, PeriodRole.LAST_YEAR))
        },
        "p2+": PlaceSource(SourceKind.NARRATIVE, words="result"),
    },
    "workbook": {
        "s0!A1#0": PlaceSource(SourceKind.UNIT),
        **{
            f"s0!{column}{row + 5}": figure(operand, role)
            for row, operand in enumerate(ROWS)
            for column, role in (("B", PeriodRole.NOW), ("C", PeriodRole.YEAR))
        },
    },
    "units": {
        f"t0.r{row + 1}.c{column + 1}": figure(operand, unit=unit)
        for row, unit in enumerate(("03304", "03269", "03289", ""))
        for column, operand in enumerate((TALKS, PEOPLE))
    },
}


def proposals(blank: ExternalForm, known: Vocabulary = VOCABULARY) -> dict[str, Proposal]:
    reading = FormReading(list_places(blank), known)
    return {place.at: propose_source(place, reading) for place in reading.places}


@pytest.mark.parametrize("layout", sorted(MEANT))
def test_what_is_proposed(layout: str) -> None:
    blank = form_files.read_form(getattr(layouts, layout)(), name=f"a.{'xlsx' if layout == 'workbook' else 'docx'}")
    found = proposals(blank)
    meant = dict(MEANT[layout])
    meant.pop("p2+", None)  # a sentence stands below that heading: nothing is added to it
    assert found.keys() == meant.keys()
    wrong = {at: one for at, one in found.items() if one.sure and one.first != meant[at]}
    assert not wrong, "set without asking, and not what is meant"
    right = sum(one.first == meant[at] for at, one in found.items())
    sure = sum(one.sure for one in found.values())
    assert (right, sure) == (len(meant), len(meant))


def test_next_years_blank_keeps_what_was_settled() -> None:
    blank = form_files.read_form(layouts.workbook(), name="a.xlsx")
    old = list_places(blank)
    settled = {at: proposal.first for at, proposal in proposals(blank).items()}
    rows = layouts.ROWS
    try:
        layouts.ROWS = (
            "Số tờ rơi, sổ tay đã phát",
            "Số cuộc tuyên truyền trực tiếp",
            "Số lượt người tham  dự",
        )
        now = list_places(form_files.read_form(layouts.workbook(), name="a.xlsx"))
    finally:
        layouts.ROWS = rows
    carried = migrate_mapping(old, settled, now)
    assert {at: source.operands for at, source in carried.sources.items() if source.kind is SourceKind.FIGURE} == {
        "s0!B6": (TALKS,), "s0!C6": (TALKS,), "s0!B7": (PEOPLE,), "s0!C7": (PEOPLE,),
    }  # fmt: skip
    assert [place.at for place in carried.new_places] == ["s0!B5", "s0!C5"]
    assert {place.row for place in carried.removed_places} == {"Số buổi phát thanh"}


def test_a_column_for_each_unit() -> None:
    made = docx.Document()
    table = made.add_table(3, 4)
    for column, head in enumerate(("Nội dung", "Toàn huyện", "Xã Pú Xi", "Tênh Phông")):
        table.cell(0, column).text = head
    table.cell(1, 0).text, table.cell(2, 0).text = "Số lượt người tham dự", "Số buổi phát thanh"
    found = proposals(form_files.read_form(layouts.saved(made), name="a.docx")).values()
    units = ("", "03269", "03304")
    meant = [figure(operand, unit=unit) for operand in (PEOPLE, RADIO) for unit in units]
    assert [(one.first, one.sure) for one in found] == [(one, True) for one in meant]


def test_shares_and_targets_are_of_indicators() -> None:
    made = docx.Document()
    table = made.add_table(2, 4)
    for column, head in enumerate(("Chỉ tiêu", "Kế hoạch giao", "Tỷ lệ (%)", "Cùng kỳ năm trước (%)")):
        table.cell(0, column).text = head
    table.cell(1, 0).text = "Cán bộ cấp xã được tập huấn"
    known = replace(VOCABULARY, indicators={"trained": "Cán bộ cấp xã đã được tập huấn", "plans": "Xã có kế hoạch"})
    found = proposals(form_files.read_form(layouts.saved(made), name="a.docx"), known).values()
    assert [(one.first.words, one.first.side, one.first.role, one.sure) for one in found] == [
        ("trained", IndicatorAspect.TARGET, PeriodRole.NOW, True),
        ("trained", IndicatorAspect.SHARE, PeriodRole.NOW, True),
        ("trained", IndicatorAspect.SHARE, PeriodRole.LAST_YEAR, True),
    ]


def test_beside_the_title_of_a_sheet_without_borders_nothing_is_asked() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A1"], sheet["D1"] = "SỞ LAO ĐỘNG - TB&XH", "Biểu số 05"
    sheet["A3"] = "BIỂU TỔNG HỢP KẾT QUẢ TUYÊN TRUYỀN"
    for column, head in enumerate(("TT", "Đơn vị", "Số cuộc tuyên truyền trực tiếp", "Số lượt người tham dự"), 1):
        sheet.cell(5, column, head)
    for row, unit in enumerate(("Xã Pú Xi", "Xã Tênh Phông"), 6):
        sheet.cell(row, 1, row - 5)
        sheet.cell(row, 2, unit)
    file = io.BytesIO()
    made.save(file)
    found = proposals(form_files.read_form(file.getvalue(), name="a.xlsx"))
    assert {at: one.first for at, one in found.items()} == {
        f"s0!{column}{row}": figure(operand, unit=unit)
        for row, unit in ((6, "03269"), (7, "03304"))
        for column, operand in (("C", TALKS), ("D", PEOPLE))
    }


def test_a_narrow_sheet_without_heads_keeps_its_cells() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "Số cuộc tuyên truyền trực tiếp"
    made.active["A2"] = "Số lượt người tham dự"
    made.active["C2"] = "lượt người"
    file = io.BytesIO()
    made.save(file)
    blank = form_files.read_form(file.getvalue(), name="a.xlsx")
    assert {"s0!B1", "s0!B2"} <= {place.at for place in list_places(blank)}
