"""The office's report prints decimals, money, a percentage and a rise, each made of sums."""

import io
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import openpyxl

from sokehoach.adapters.writers.xlsx.annexes import write_annexes
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages import reports
from sokehoach.apps.documents.pages.annexes import build_own_annex
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.domain.documents.content import Block, Paragraph, Table
from sokehoach.domain.documents.figure_refresh import find_changed_figures
from sokehoach.domain.indicators.level import Change, LevelRule
from tests.apps.consolidation.test_every_kind import FIRST, SECOND, add_indicator
from tests.apps.consolidation.test_targets import plan_of, put
from tests.apps.consolidation.test_texts import LINE, report_texts
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District
from tests.factories.many_kinds import KINDS, add_form
from tests.factories.programmes import first_programme

SENTENCES = (
    "Diện tích {KI01} ha, kinh phí {KI03} đồng.",
    "Hộ vay vốn {ty_le_ki04 so chỉ tiêu}.",
    "Diện tích {tang so chỉ tiêu}.",
    "Hội nghị cuối tổ chức {KI08}, tức là ngày {KI08}.",
)


def read_text(blocks: Iterable[Block]) -> str:
    return "".join(run.text for block in blocks if isinstance(block, Paragraph) for run in block.runs)


def test_it_prints_each_kind(district: District, outline: dict[str, Any]) -> None:
    cast = district.cast
    add_form(cast)
    add_indicator("tang", LevelRule(None, Change.RISE_PERCENT))
    district.report(cast.commune, {"A1": "1000"}, form=KINDS, period="2020S1", at=AT - timedelta(days=365))
    district.report(cast.commune, FIRST, form=KINDS)
    district.report(cast.other_commune, SECOND, form=KINDS)
    plan = plan_of(district, "099")
    put(plan, indicator="ty_le_ki04", value=85, bound=">=")
    put(plan, code="CT2", indicator="tang", value=20, bound=">=")
    sections = [
        {
            "heading": "KẾT QUẢ",
            "level": 1,
            "narrative": "",
            "sentences": [{"text": text, "zero": ""} for text in SENTENCES],
        }
    ]
    outlines.import_outline(
        programme=first_programme(), uid="bc-kieu", code="bc-kieu", title="Kết quả",
        issuer=cast.units["099.LDTBXH"], unit=cast.units["099"], due_days=4,
        definition={**outline, "annexes": [KINDS], "sections": sections}, by="tests", at=AT,
    )  # fmt: skip
    row = ReportOutline.objects.get(code="bc-kieu")
    document = reports.build_report(row, period=PERIOD, audience=audience_of(cast.office))
    text = read_text(document.blocks)
    assert "Diện tích 1.234,35 ha, kinh phí 2.000.000.001 đồng." in text
    assert "đạt 89,2 % (91/102), chưa đủ số liệu để đánh giá so với chỉ tiêu 85 %" in text
    assert "tăng 23,4 % (cùng kỳ năm trước 1.000 ha), chưa đủ số liệu để đánh giá so với chỉ tiêu tăng 20 %" in text
    assert "Hội nghị cuối tổ chức ngày 12 tháng 3 năm 2021, tức là ngày 12 tháng 3 năm 2021." in text
    (annex,) = document.annexes
    (table,) = (block for block in annex.blocks if isinstance(block, Table))
    cells = [["".join(run.text for run in cell.runs) for cell in line.cells[1:]] for line in table.rows]
    assert ["Chỉ tiêu KI04: tử số", "hộ", "91", "2/3"] in cells
    assert ["Chỉ tiêu KI06: giếng", "xã", "1", "2/3"] in cells
    assert ["Chỉ tiêu KI08", "ngày", "12/03/2021", "2/3"] in cells
    assert find_changed_figures(document, document) == ()
    (sheet,) = openpyxl.load_workbook(io.BytesIO(write_annexes(document))).worksheets
    assert "12/03/2021" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_a_report_prints_it_below_a_heading_and_in_the_units_own_annex(
    district: District, outline: dict[str, Any]
) -> None:
    cast = district.cast
    add_form(cast)
    report = report_texts(district, cast.commune)
    sections = [{"heading": "KẾ HOẠCH", "level": 1, "narrative": "KI09", "sentences": []}]
    outlines.import_outline(
        programme=first_programme(), uid="bc-loi", code="bc-loi", title="Kết quả",
        issuer=cast.units["099.LDTBXH"], unit=cast.units["099"], due_days=4,
        definition={**outline, "annexes": [], "sections": sections}, by="tests", at=AT,
    )  # fmt: skip
    row = ReportOutline.objects.get(code="bc-loi")
    document = reports.build_report(row, period=PERIOD, audience=audience_of(cast.office))
    assert f"Xã Tênh Phông: {LINE}" in read_text(document.blocks)
    (table,) = (block for block in build_own_annex(build_sheet(report)).blocks if isinstance(block, Table))
    cells = [["".join(run.text for run in cell.runs) for cell in line.cells[1:]] for line in table.rows]
    assert ["Chỉ tiêu KI09", "", LINE] in cells
    assert ["Chỉ tiêu KI10", "", "Đã họp dân. Chưa đủ loa."] in cells
