"""Of the three layouts: how many places are proposed right, and that none is set wrong."""

import io
from dataclasses import replace

import docx
import openpyxl
import pytest

from sokehoach.adapters.blank import opening
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.blank import Blank
from sokehoach.domain.documents.foreign.carrying import carry
from sokehoach.domain.documents.foreign.likeness import Proposal, propose
from sokehoach.domain.documents.foreign.places import places
from sokehoach.domain.documents.foreign.reading import FormReading
from sokehoach.domain.documents.foreign.source import Kind, Role, Side, Source
from sokehoach.domain.documents.foreign.vocabulary import Known, Vocabulary
from tests.adapters.blank import layouts

TALKS, PEOPLE, RADIO = Operand("TT01"), Operand("TT02"), Operand("TT03")
VOCABULARY = Vocabulary(
    figures=(
        Known(TALKS, "Cuộc tuyên truyền trực tiếp"),
        Known(
            Operand("TT01", "kind=integrated"), "Cuộc tuyên truyền trực tiếp", "lồng ghép chương trình khác"
        ),
        Known(PEOPLE, "Lượt người tham dự"),
        Known(Operand("TT02", "audience=pupils"), "Lượt người tham dự", "học sinh"),
        Known(RADIO, "Buổi phát thanh"),
        Known(Operand("TT05"), "Tờ rơi, sổ tay đã phát"),
        Known(Operand("TH02"), "Lượt cán bộ dự tập huấn"),
    ),
    units={"03304": "Xã Tênh Phông", "03269": "Xã Pú Xi", "03289": "Xã Quài Cang"},
    narratives={"situation": "Tình hình", "result": "Kết quả thực hiện", "proposal": "Kiến nghị"},
)


def figure(operand: Operand, role: Role = Role.NOW, unit: str = "") -> Source:
    return Source(Kind.FIGURE, (operand,), role, unit)


ROWS = (TALKS, PEOPLE, RADIO)
MEANT = {
    "outline": {
        "p1": Source(Kind.NARRATIVE, words="situation"),
        "p3#0": figure(TALKS),
        **{
            f"t0.r{row + 2}.c{column}": figure(operand, role)
            for row, operand in enumerate(ROWS)
            for column, role in ((2, Role.NOW), (3, Role.BEFORE))
        },
        "p2+": Source(Kind.NARRATIVE, words="result"),
    },
    "workbook": {
        "s0!A1#0": Source(Kind.UNIT),
        **{
            f"s0!{column}{row + 5}": figure(operand, role)
            for row, operand in enumerate(ROWS)
            for column, role in (("B", Role.NOW), ("C", Role.YEAR))
        },
    },
    "units": {
        f"t0.r{row + 1}.c{column + 1}": figure(operand, unit=unit)
        for row, unit in enumerate(("03304", "03269", "03289", ""))
        for column, operand in enumerate((TALKS, PEOPLE))
    },
}


def proposals(blank: Blank, known: Vocabulary = VOCABULARY) -> dict[str, Proposal]:
    reading = FormReading(places(blank), known)
    return {place.at: propose(place, reading) for place in reading.places}


@pytest.mark.parametrize("layout", sorted(MEANT))
def test_what_is_proposed(layout: str) -> None:
    blank = opening.read(getattr(layouts, layout)(), name=f"a.{'xlsx' if layout == 'workbook' else 'docx'}")
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
    blank = opening.read(layouts.workbook(), name="a.xlsx")
    old = places(blank)
    settled = {at: proposal.first for at, proposal in proposals(blank).items()}
    rows = layouts.ROWS
    try:
        layouts.ROWS = (
            "Số tờ rơi, sổ tay đã phát",
            "Số cuộc tuyên truyền trực tiếp",
            "Số lượt người tham  dự",
        )
        now = places(opening.read(layouts.workbook(), name="a.xlsx"))
    finally:
        layouts.ROWS = rows
    carried = carry(old, settled, now)
    assert {at: source.operands for at, source in carried.kept.items() if source.kind is Kind.FIGURE} == {
        "s0!B6": (TALKS,), "s0!C6": (TALKS,), "s0!B7": (PEOPLE,), "s0!C7": (PEOPLE,),
    }  # fmt: skip
    assert [place.at for place in carried.fresh] == ["s0!B5", "s0!C5"]
    assert {place.row for place in carried.gone} == {"Số buổi phát thanh"}


def test_a_column_for_each_unit() -> None:
    made = docx.Document()
    table = made.add_table(3, 4)
    for column, head in enumerate(("Nội dung", "Toàn huyện", "Xã Pú Xi", "Tênh Phông")):
        table.cell(0, column).text = head
    table.cell(1, 0).text, table.cell(2, 0).text = "Số lượt người tham dự", "Số buổi phát thanh"
    found = proposals(opening.read(layouts.saved(made), name="a.docx")).values()
    units = ("", "03269", "03304")
    meant = [figure(operand, unit=unit) for operand in (PEOPLE, RADIO) for unit in units]
    assert [(one.first, one.sure) for one in found] == [(one, True) for one in meant]


def test_shares_and_targets_are_of_indicators() -> None:
    made = docx.Document()
    table = made.add_table(2, 4)
    for column, head in enumerate(("Chỉ tiêu", "Kế hoạch giao", "Tỷ lệ (%)", "Cùng kỳ năm trước (%)")):
        table.cell(0, column).text = head
    table.cell(1, 0).text = "Cán bộ cấp xã được tập huấn"
    known = replace(
        VOCABULARY, indicators={"trained": "Cán bộ cấp xã đã được tập huấn", "plans": "Xã có kế hoạch"}
    )
    found = proposals(opening.read(layouts.saved(made), name="a.docx"), known).values()
    assert [(one.first.words, one.first.side, one.first.role, one.sure) for one in found] == [
        ("trained", Side.TARGET, Role.NOW, True), ("trained", Side.SHARE, Role.NOW, True),
        ("trained", Side.SHARE, Role.BEFORE, True),
    ]  # fmt: skip


def test_beside_the_title_of_a_sheet_without_borders_nothing_is_asked() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A1"], sheet["D1"] = "SỞ LAO ĐỘNG - TB&XH", "Biểu số 05"
    sheet["A3"] = "BIỂU TỔNG HỢP KẾT QUẢ TUYÊN TRUYỀN"
    for column, head in enumerate(
        ("TT", "Đơn vị", "Số cuộc tuyên truyền trực tiếp", "Số lượt người tham dự"), 1
    ):
        sheet.cell(5, column, head)
    for row, unit in enumerate(("Xã Pú Xi", "Xã Tênh Phông"), 6):
        sheet.cell(row, 1, row - 5)
        sheet.cell(row, 2, unit)
    file = io.BytesIO()
    made.save(file)
    found = proposals(opening.read(file.getvalue(), name="a.xlsx"))
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
    blank = opening.read(file.getvalue(), name="a.xlsx")
    assert {"s0!B1", "s0!B2"} <= {place.at for place in places(blank)}
