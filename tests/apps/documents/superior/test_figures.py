"""What stands in the places of a superior's form: indicators with both sides, a row for each unit, the year, the year
before.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl.styles import Border
from openpyxl.styles import Side as Line

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.pages.filled_forms import FormFilling, build_filling
from sokehoach.apps.documents.services import superior_forms
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.services import earlier_figures, elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import (
    EACH_UNIT,
    IndicatorAspect,
    PeriodRole,
    PlaceSource,
    SourceKind,
)
from sokehoach.domain.indicators.expression import parse_expression
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.periods.period import PeriodType
from tests.adapters.external_forms.layouts import saved
from tests.apps.consolidation.test_targets import plan_of, put
from tests.apps.documents.superior.test_forms import kept
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, FORMS, PERIOD, POLICE, District
from tests.factories.programmes import first_programme

HEADS = ("TT", "Đơn vị", "Chỉ tiêu TT01", "Chỉ tiêu TT01 cùng kỳ năm trước", "Tỷ lệ xã đạt bốn cuộc (%)")
FOUR = Indicator(
    "bon_cuoc", "bon_cuoc", "Xã đạt bốn cuộc", parse_expression("TT01"), parse_expression("4"), True, (), "tests"
)
TALKS = (Operand("TT01"),)


def rows_of_units(*, rows: int = 1) -> bytes:
    """A blank row for the units, and one for all of them."""
    made = docx.Document()
    table = made.add_table(rows + 2, len(HEADS))
    for column, head in enumerate(HEADS):
        table.cell(0, column).text = head
    table.cell(1, 0).text = "1"
    table.cell(rows + 1, 1).text = "Tổng cộng"
    return saved(made)


@pytest.fixture
def measured(district: District) -> District:
    elements.import_indicators(programme=first_programme(), indicators=[FOUR], by="tests", at=AT)
    return district


def table(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[0].rows]


def taken(signed_in: Callable[[User], Client], district: District, pk: object, period: str = PERIOD) -> bytes:
    answer = signed_in(district.cast.office).get(reverse("documents:superior_file", args=[pk, period]))
    assert answer.status_code == 200
    return bytes(answer.content)


def test_it_works(measured: District, signed_in: Callable[[User], Client]) -> None:
    """One blank row stands for all; the number of the row, its unit, its figures, its share of the indicator."""
    cast = measured.cast
    measured.report(cast.commune, {"B1": "3", "B2": "0"})
    measured.report(cast.other_commune, {"B1": "4", "B2": "0"})
    old = DataElement.objects.get(code="TT01")
    told = [earlier_figures.EarlierFigureInput(cast.commune.unit, old, "", "2020S1", Decimal(2), "Báo cáo năm 2020")]
    earlier_figures.import_earlier_figures(figures=told, by=cast.office, at=AT)
    row = kept(measured, rows_of_units())
    gap = "chưa có số liệu"
    assert table(taken(signed_in, measured, row.pk)) == [
        list(HEADS),
        ["1", "Xã Pú Xi", "4", gap, "100"],
        ["2", "Xã Quài Cang", gap, gap, gap],
        ["3", "Xã Tênh Phông", "3", "2", "75"],
        ["", "Tổng cộng", "7", gap, "58,3"],
    ]
    page = signed_in(cast.office).get(reverse("documents:superior_filled", args=[row.pk, PERIOD])).content.decode()
    assert "tử số 7: Chỉ tiêu TT01 (TT01); mẫu số 12: 4" in page
    assert f"/tong-hop/099/{PERIOD}/{COMMUNES}/TT01/?phan-to=&amp;don-vi=03304" in page
    assert "Quài Cang" in page


def test_rows_that_were_left_are_used_before_any_is_copied(
    measured: District, signed_in: Callable[[User], Client]
) -> None:
    row = kept(measured, rows_of_units(rows=2))
    told = table(taken(signed_in, measured, row.pk))
    assert [line[:2] for line in told[1:]] == [
        ["1", "Xã Pú Xi"], ["2", "Xã Quài Cang"], ["3", "Xã Tênh Phông"], ["", "Tổng cộng"],
    ]  # fmt: skip
    many = kept(measured, rows_of_units(rows=5))
    assert len(table(taken(signed_in, measured, many.pk))) == 7, "rows too many stay as they were"


def test_the_year_so_far_is_both_halves(measured: District) -> None:
    cast = measured.cast
    service_forms.import_forms(
        programme=first_programme(),
        forms=[replace(FORMS[0], also_for=(PeriodType.YEAR,))],
        unit=cast.units["099"],
        by="tests",
        at=AT,
    )
    for period, number in (("2021S1", "3"), ("2021S2", "5")):
        for clerk in (cast.commune, cast.other_commune):
            measured.report(clerk, {"B1": number, "B2": "0"}, period=period)
    so_far = settled(measured, PlaceSource(SourceKind.FIGURE, TALKS, PeriodRole.YEAR, "03304"))
    assert so_far("2021S1").entries[0].text == "3"
    assert so_far("2021S2").entries[0].text == "8"
    assert so_far("2021S2").puts[0].answer.explanation == "3 + 5"
    year = settled(
        measured,
        PlaceSource(SourceKind.INDICATOR, role=PeriodRole.YEAR, words="bon_cuoc", side=IndicatorAspect.NUMERATOR),
    )
    assert year("2021S2").entries[0].text == "16"
    assert so_far("2021").left[0].why == "chưa báo cáo", "the year has a report of its own, and none has come"


def test_the_period_before_is_the_one_just_before(measured: District) -> None:
    for period, number in (("2020S1", "2"), ("2020S2", "7"), ("2021S1", "3")):
        for clerk in (measured.cast.commune, measured.cast.other_commune):
            measured.report(clerk, {"B1": number, "B2": "0"}, period=period)
    of_unit = settled(measured, PlaceSource(SourceKind.FIGURE, TALKS, PeriodRole.PREVIOUS, "03304"))
    assert (of_unit("2021S1").entries[0].text, of_unit("2021S2").entries[0].text) == ("7", "3")
    numerator = PlaceSource(
        SourceKind.INDICATOR, role=PeriodRole.PREVIOUS, words="bon_cuoc", side=IndicatorAspect.NUMERATOR
    )
    of_all = settled(measured, numerator)
    assert (of_all("2021S1").entries[0].text, of_all("2021S2").entries[0].text) == ("14", "6")
    assert "chưa báo cáo" in of_unit("2020S1").left[0].why


def settled(district: District, source: PlaceSource) -> Callable[[str], FormFilling]:
    """The one place of a small form, filled with that source."""
    made = docx.Document()
    made.add_paragraph("Kết quả: ……")
    row = kept(district, saved(made))
    superior_forms.assign_sources(form=row.pk, version=1, sources={"p0#0": source}, by=district.cast.office, at=AT)
    row.refresh_from_db()
    return lambda period: build_filling(district.cast.office, row, period)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (PlaceSource(SourceKind.FIGURE, (Operand("KHONG"),)), "chỉ tiêu «KHONG» không còn"),
        (PlaceSource(SourceKind.INDICATOR, words="khong"), "chỉ số «khong» không còn"),
        (
            PlaceSource(SourceKind.INDICATOR, words="bon_cuoc", side=IndicatorAspect.TARGET),
            "chưa chọn kế hoạch",
        ),
        (PlaceSource(SourceKind.FIGURE, TALKS, unit="09999"), "không còn đơn vị mã 09999"),
        (PlaceSource(SourceKind.FIGURE, TALKS, unit=EACH_UNIT), "dòng không nêu đơn vị nào"),
        (PlaceSource(SourceKind.INDICATOR, words="bon_cuoc", role=PeriodRole.LAST_YEAR), "chưa báo cáo"),
    ],
    ids=["element", "indicator", "target", "unit", "each", "before"],
)
def test_what_has_no_number_says_why(measured: District, source: PlaceSource, why: str) -> None:
    found = settled(measured, source)(PERIOD)
    assert found.entries[0].marked
    assert why in found.left[0].why


def test_a_unit_has_for_the_year_before_what_those_had_that_were_joined_to_it(measured: District) -> None:
    cast = measured.cast
    for clerk, number in ((cast.commune, "3"), (cast.other_commune, "4")):
        measured.report(clerk, {"B1": number, "B2": "0"}, period="2020S1")
    day = date(2021, 1, 1)
    Unit.objects.filter(code__in=("03304", "03269")).update(valid_to=day, successors=["03305"])
    new = Unit.objects.get(code="03304")
    new.pk, new.code, new.name, new.valid_from, new.valid_to, new.successors = (
        None,
        "03305",
        "Xã Mới",
        day,
        None,
        [],
    )
    new.save()
    before = settled(measured, PlaceSource(SourceKind.FIGURE, TALKS, PeriodRole.LAST_YEAR, "03305"))(PERIOD)
    assert before.entries[0].text == "7"
    gone = settled(measured, PlaceSource(SourceKind.FIGURE, TALKS, unit="03304"))(PERIOD)
    assert gone.left[0].why == "Xã Tênh Phông không còn từ ngày 01/01/2021, nay thuộc Xã Mới"


def test_a_listed_table_tells_of_units_without_a_row(district: District) -> None:
    """Two of the three communes are listed."""
    found = build_filling(district.cast.office, kept(district), PERIOD)
    assert [(grid, [one.name for one in rows]) for grid, rows in found.unlisted] == [("Bảng 1", ["Xã Quài Cang"])]


def test_the_plan_that_was_chosen_says_what_it_asks(measured: District, signed_in: Callable[[User], Client]) -> None:
    """Columns «kế hoạch giao» and «đạt (%)», in cells that Excel shows in percent."""
    plan = plan_of(measured, "099")
    put(plan)
    measured.report(measured.cast.commune, {"B1": "3", "B2": "0"})
    book = openpyxl.Workbook()
    sheet = book.active
    for cell, text in {
        "A1": "Chỉ tiêu",
        "B1": "Kế hoạch giao",
        "C1": "Tỷ lệ đạt",
        "A2": "Bốn cuộc mỗi xã",
    }.items():
        sheet[cell] = text
    for cell in ("B2", "C2"):
        sheet[cell].number_format, sheet[cell].border = "0.0%", Border(left=Line("thin"))
    file = SimpleUploadedFile("a.xlsx", saved(book))
    told = {"name": "Biểu", "valid_from": "01/01/2021", "plan": plan.pk, "file": file}
    client = signed_in(measured.cast.office)
    assert client.post(reverse("documents:superior_new"), told).status_code == 302
    row = SuperiorForm.objects.get(plan=plan)
    sheet = openpyxl.load_workbook(io.BytesIO(taken(signed_in, measured, row.pk))).active
    assert (sheet["B2"].value, sheet["C2"].value) == (1, 0.25)
    page = client.get(reverse("documents:superior_filled", args=[row.pk, PERIOD])).content.decode()
    assert "25%" in page
    sheets = (row.settled["s0!B2"]["side"], row.settled["s0!C2"]["side"])
    assert sheets == ("target", "share")


def test_what_a_wall_stands_around_is_not_told_by_unit(measured: District) -> None:
    """The police's own part of the district's total."""
    measured.report(measured.cast.police, {"A1": "5", "A2": "1"}, form=POLICE)
    whole = settled(measured, PlaceSource(SourceKind.FIGURE, (Operand("CA01"),)))(PERIOD)
    part = settled(measured, PlaceSource(SourceKind.FIGURE, (Operand("CA01"),), unit="099.CA"))(PERIOD)
    assert whole.entries[0].text == "5"
    assert part.entries[0].marked
    assert "chỉ dành cho bộ phận phụ trách" in part.left[0].why
