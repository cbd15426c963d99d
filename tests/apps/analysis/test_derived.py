"""What a question adds to its figures: changes, a quotient, an order, a choice of rows; small charts; pictures."""

import io
from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis import question_query
from sokehoach.apps.analysis.pages import answer_charts, exports, tables
from sokehoach.domain.analysis.derivation import Derivation, ShownRows
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question, parse_question, serialize_question
from tests.apps.analysis.conftest import Ask, Table
from tests.factories.district import District

type Browser = Callable[[User], Client]
NAME = "TT01 Chỉ tiêu TT01 (cuộc)"


@pytest.fixture
def reported(district: District) -> District:
    """Two of three communes reported: 3 and 40, half a year before 12 and 8."""
    for period, numbers in (("2020S1", ("12", "8")), ("2021S1", ("3", "40"))):
        for clerk, number in zip((district.cast.commune, district.cast.other_commune), numbers, strict=True):
            district.report(clerk, {"B1": number, "B2": "4"}, period=period)
    return district


def test_the_last_period_is_compared_with_the_first(reported: District, table: Table) -> None:
    rows = table(reported.cast.office, "TT01", periods=("2020S1", "2021S1"), places=Places.COMMUNES,
                 columns=(Dimension.PERIOD,), derivation=Derivation.CHANGE)  # fmt: skip
    assert rows[NAME, "Tênh Phông"] == ["12", "3", "15", "−9", "−75,0"]
    assert rows[NAME, "Pú Xi"] == ["8", "40", "48", "+32", "+400,0"]
    assert rows[NAME, "Quài Cang"][3:] == ["chưa có số", "chưa có số"]
    assert rows[NAME, "Cả địa bàn"] == ["20", "43", "63", "+23", "+115,0"]


def test_one_element_is_divided_by_another(reported: District, ask: Ask) -> None:
    answer = ask(reported.cast.office, "TT01", "TT02", places=Places.COMMUNES, rows=(Dimension.PLACE,),
                 columns=(Dimension.MEASURE,), derivation=Derivation.QUOTIENT)  # fmt: skip
    (column,) = tables.list_columns(answer)
    assert column.label == "TT01 chia TT02"
    book = load_workbook(io.BytesIO(exports.render_workbook(answer))).active
    assert book is not None
    rows = {row[0]: row[1:] for row in book.iter_rows(values_only=True)}
    assert rows["Tênh Phông"] == (3, 4, 0.75)
    assert rows["Quài Cang"] == ("chưa gửi", "chưa gửi", "chưa có số")


def test_rows_are_sorted_with_gaps_and_the_total_last(reported: District, ask: Ask) -> None:
    def list_places(sort: str, shown: ShownRows = ShownRows.ALL) -> list[str]:
        answer = ask(reported.cast.office, "TT01", places=Places.COMMUNES, rows=(Dimension.PLACE,), sort=sort,
                     shown_rows=shown)  # fmt: skip
        return [line.labels[0] for line in tables.build_lines(answer, tables.list_all_rows(answer))]

    assert list_places("") == ["Pú Xi", "Quài Cang", "Tênh Phông", "Cả địa bàn"]
    assert list_places("0") == ["Tênh Phông", "Pú Xi", "Quài Cang", "Cả địa bàn"]
    assert list_places("-0") == ["Pú Xi", "Tênh Phông", "Quài Cang", "Cả địa bàn"]
    assert list_places("", ShownRows.WITH_GAP) == ["Quài Cang", "Cả địa bàn"]
    assert list_places("-0", ShownRows.WITH_FIGURE) == ["Pú Xi", "Tênh Phông", "Cả địa bàn"]
    assert list_places("17") == list_places("")


def test_a_sorted_figure_opens_its_own_sources(reported: District, signed_in: Browser) -> None:
    office = signed_in(reported.cast.office)
    query = "chi-tieu=TT01&ky=2021S1&noi=communes&dat-noi=hang&dat-chi-tieu=gop&sap=-0"
    page = office.get(f"{reverse('analysis:ask')}?{query}")
    first = page.context["lines"][0]
    assert (first.labels[0], first.cells[0].text) == ("Pú Xi", "40")
    assert "Pú Xi" in office.get(f"{page.context['opening']}&o={first.cells[0].at}").text
    assert 'aria-sort="descending"' in page.text


@pytest.mark.parametrize("sort", ["x", "--1", "-", "999", "1e9", "0 or 1"])
def test_an_order_that_is_none_is_dropped(sort: str) -> None:
    assert question_query.parse_question(QueryDict(f"sap={sort}&tinh=x&loc=x"), "099").sort == ""


def test_what_is_compared_goes_to_the_columns() -> None:
    asked = question_query.parse_question(QueryDict("tinh=quotient&dat-chi-tieu=hang"), "099")
    assert (asked.columns, Dimension.PERIOD in asked.rows) == ((Dimension.MEASURE,), True)
    again = question_query.parse_question(QueryDict(question_query.build_query(asked)), "099")
    assert again == asked


def test_a_question_stored_before_reads_as_it_was() -> None:
    asked = Question("099", ("TT01",), ("this",))
    assert not {"derivation", "sort", "shown_rows"} & serialize_question(asked).keys()
    for question in (asked, Question("099", ("A",), ("this",), derivation=Derivation.CHANGE, sort="-1")):
        assert parse_question(serialize_question(question)) == question


def test_title_periods_and_coverage_stand_above_the_answer(reported: District, signed_in: Browser) -> None:
    page = signed_in(reported.cast.office).get(f"{reverse('analysis:ask')}?chi-tieu=TT01&ky=2021S1&noi=communes").text
    assert "<strong>Chỉ tiêu TT01 (cuộc), Huyện Tuần Giáo</strong>" in page
    assert "6 tháng đầu năm 2021. Báo cáo đã duyệt: 2/3." in page
    assert "data-search-choices" in page


def test_more_columns_than_fit_a_chart_are_small_charts(reported: District, ask: Ask) -> None:
    periods = tuple(f"{year}S{half}" for year in range(2018, 2022) for half in (1, 2))
    answer = ask(reported.cast.office, "TT01", places=Places.COMMUNES, rows=(Dimension.PLACE,), periods=periods)
    charts = answer_charts.build_charts(answer, tables.list_all_rows(answer))
    assert len(charts) == len(periods)
    assert {len(chart.series) for chart in charts} == {1}
    assert len({chart.title for chart in charts}) == len(periods), "each says which period it is"


def test_a_card_has_a_picture_and_it_is_an_image(reported: District, signed_in: Browser) -> None:
    office = signed_in(reported.cast.office)
    picture = office.get(f"{reverse('analysis:thumbnail')}?chi-tieu=TT01&ky=2021S1&noi=communes")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.text.count("#0b5650") == 2, "a bar for each figure, none for a gap"
    assert office.get(f"{reverse('analysis:thumbnail')}?ky=x").status_code == 404
