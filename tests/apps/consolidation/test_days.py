"""An element that is a day, after two communes have sent theirs: wherever figures are read, it is the day."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import docx
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages import answer_charts, exports
from sokehoach.apps.analysis.pages.answers import load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.analysis.pages.tables import number_rows
from sokehoach.apps.analysis.question_query import build_query
from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.consolidation.pages.charts import build_trends
from sokehoach.apps.consolidation.queries.engine_recounts import recount_with_engine
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.consolidation.queries.sheets import access_sheet
from sokehoach.apps.documents.models import SuperiorForm
from sokehoach.apps.documents.pages.filled_forms import build_filling
from sokehoach.apps.documents.services import superior_forms
from sokehoach.apps.exchange.pages import export_csv, export_figures
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.indicators.services.earlier_figures import EarlierFigureInput, import_earlier_figures
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.pages.lineage import find_cell_lineage
from sokehoach.apps.reporting.queries.ad_hoc_asking import parse_figures
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.trail_comparison import compare_with_trail
from sokehoach.apps.reporting.services.ad_hoc import TypedFigure
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import PeriodRole, PlaceSource, SourceKind
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.values.day import DayNumber
from tests.adapters.external_forms.layouts import saved
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District
from tests.factories.many_kinds import KINDS, add_form

type Browser = Callable[[User], Client]
DAY = "KI08"


@pytest.fixture
def district(district: District) -> District:
    """Their days differ by five weeks; of the third commune nothing has come."""
    add_form(district.cast)
    district.report(district.cast.commune, {"A8": "5/2/2021"}, form=KINDS)
    district.report(district.cast.other_commune, {"A8": "2021-03-12"}, form=KINDS)
    return district


def test_what_is_stored_is_a_number_and_what_is_verified_is_the_same(district: District) -> None:
    assert Figure.objects.get(unit__code="099", element=DAY).number == date(2021, 3, 12).toordinal()
    assert list(list_differences()) == []
    assert not recount_with_engine(DuckDBEngine).differences
    assert compare_with_trail().differences == ()
    Figure.objects.filter(element=DAY).update(number=date(2021, 3, 11).toordinal())
    (difference,) = list_differences()
    assert [difference.stored, difference.counted] == [
        DayNumber.from_day(date(2021, 3, 11)),
        DayNumber.from_day(date(2021, 3, 12)),
    ]
    assert isinstance(difference.stored, DayNumber)


def test_the_cell_says_who_typed_the_day(district: District, signed_in: Browser) -> None:
    report = Submission.objects.get(unit=district.cast.commune.unit, form__uid=KINDS)
    lineage = find_cell_lineage(district.cast.office, submission=report.pk, cell="A8")
    assert lineage is not None
    assert lineage.sum is not None
    assert (lineage.value, lineage.sum.total) == (lineage.sum.subtotal, DayNumber.from_day(date(2021, 2, 5)))
    page = signed_in(district.cast.office).get(reverse("reporting:lineage", args=[report.pk, "A8"])).content.decode()
    assert page.count("05/02/2021") == 3  # the value, what was typed, and their last line
    assert signed_in(district.cast.office).get(reverse("home:value", args=[report.pk, "A8"])).status_code == 200


def test_a_day_is_compared_with_the_year_before_in_days(district: District, signed_in: Browser) -> None:
    year_ago = AT - timedelta(days=365)
    for clerk in (district.cast.commune, district.cast.other_commune):
        district.report(clerk, {"A8": "10/03/2020"}, form=KINDS, period="2020S1", at=year_ago)
    page = signed_in(district.cast.office).get(reverse("consolidation:sheet", args=["099", PERIOD, KINDS]))
    assert "10/03/2020" in page.content.decode()
    assert "+367 ngày" in page.content.decode()


def test_the_year_has_the_earliest_day_and_says_which_half_it_is_of(district: District) -> None:
    cast = district.cast
    district.report(cast.commune, {"A8": "01/09/2021"}, form=KINDS, period="2021S2", at=AT + timedelta(days=180))
    year = district.send(cast.commune, {}, form=KINDS, period="2021", at=AT + timedelta(days=181))
    lineage = find_cell_lineage(cast.office, submission=year.id, cell="A8")
    assert lineage is not None
    assert lineage.sum is not None
    assert lineage.sum.total == DayNumber.from_day(date(2021, 2, 5))
    assert [addend.note for addend in lineage.sum.addends] == ["", "01/09/2021: cả kỳ lấy ngày sớm nhất"]


def test_the_pivot_shows_days_and_draws_none(district: District, signed_in: Browser) -> None:
    office = district.cast.office
    question = Question("099", (DAY,), (PERIOD,), Places.REPORTERS)
    answer = load_answer(office, load_catalogue(office, AT.date()), question, AT.date())
    rows = [*csv.reader(io.StringIO(exports.render_csv(answer).removeprefix("\ufeff")))]
    assert [row[-1] for row in rows[1:-3]] == ["12/03/2021", "chưa gửi", "05/02/2021", "12/03/2021"]
    book = load_workbook(io.BytesIO(exports.render_workbook(answer)))
    assert "05/02/2021" in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert answer_charts.build_charts(answer, [*number_rows(0, answer.read(answer.rows))]) == []
    page = signed_in(office).get(f"{reverse('analysis:ask')}?{build_query(question)}").content.decode()
    assert "05/02/2021" in page


def test_no_trend_is_drawn_of_days(district: District) -> None:
    DataElement.objects.update(clauses=["II.2"])
    area = district.cast.units["099"]
    charts = build_trends(district.cast.office, area, parse_period(PERIOD), targets=["II.1"], day=AT.date())
    titles = {chart.title for chart in charts}
    assert "Chỉ tiêu KI01" in titles
    assert "Chỉ tiêu KI08" not in titles


def test_other_programs_get_the_day_as_they_write_it(district: District) -> None:
    rows = [row for row in csv.DictReader(io.StringIO(export_csv(period=PERIOD))) if row["element"] == DAY]
    assert [row["value"] for row in rows] == ["2021-03-12", "2021-02-05"]
    forms = export_figures(unit="099", period=PERIOD)["forms"]
    figures = {figure["element"]: figure for form in forms for figure in form["figures"]}  # type: ignore[attr-defined]
    assert figures[DAY]["value"] == "2021-03-12"
    assert sorted(part["value"] for part in figures[DAY]["parts"]) == ["2021-02-05", "2021-03-12"]


def fill(district: District, *operands: Operand) -> tuple[list[str], list[str]]:
    """What stands in the one place of a superior's form, and why nothing does."""
    made = docx.Document()
    made.add_paragraph("Ngày tổ chức: ……")
    office = district.cast.office
    details = superior_forms.FormDetails("Biểu của Sở", "Công văn 12/SLĐ", date(2021, 1, 1))
    done = superior_forms.import_form(details=details, data=saved(made), file_name="bieu.docx", by=office, at=AT)
    row = SuperiorForm.objects.get(pk=done.answer["form"])
    source = PlaceSource(SourceKind.FIGURE, operands, PeriodRole.NOW)
    superior_forms.assign_sources(form=row.pk, version=1, sources={"p0#0": source}, by=office, at=AT)
    row.refresh_from_db()
    filling = build_filling(office, row, PERIOD)
    return [entry.text for entry in filling.entries], [place.why for place in filling.left]


def test_a_superiors_form_gets_the_day_as_text(district: District) -> None:
    assert fill(district, Operand(DAY)) == (["12/03/2021"], [])


def test_a_superiors_form_never_adds_days(district: District) -> None:
    assert fill(district, Operand(DAY), Operand("KI01"))[1] == ["ngày không cộng được: mỗi ô chỉ lấy một ngày"]


def test_a_correction_keeps_the_day(district: District) -> None:
    report = Submission.objects.get(unit=district.cast.commune.unit, form__uid=KINDS)
    assert build_sheet(report).line("A8").typed == "05/02/2021"
    figures = access_sheet(district.cast.office, unit="099", form=KINDS, period=PERIOD)
    assert isinstance(figures.line(DAY, "").figure.value, DayNumber)


def test_an_ad_hoc_question_and_earlier_figures_take_only_numbers(district: District) -> None:
    office = district.cast.office
    _figures, _function, wrong = parse_figures(office, [TypedFigure("KI08 Chỉ tiêu KI08", "")], day=AT.date())
    assert wrong == ["Ghi đơn vị tính của «KI08 Chỉ tiêu KI08», hoặc chọn chỉ tiêu trong danh sách."]
    element = DataElement.objects.get(uid=DAY)
    figure = EarlierFigureInput(
        district.cast.commune.unit, element, "", "2020S1", Decimal(20200205), "Báo cáo năm 2020"
    )
    with pytest.raises(InvalidInput, match="KI08 là ngày: số liệu cũ chỉ nhận số"):
        import_earlier_figures(figures=[figure], by=office, at=AT)
