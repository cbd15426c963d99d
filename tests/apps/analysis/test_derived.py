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
from sokehoach.apps.analysis.pages import answer_charts, answers, exports, tables, wide_answers
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


def test_the_second_may_be_divided_by_the_first_and_no_third_is_left_out(
    reported: District, ask: Ask, signed_in: Browser
) -> None:
    answer = ask(reported.cast.office, "TT01", "TT02", places=Places.COMMUNES, rows=(Dimension.PLACE,),
                 columns=(Dimension.MEASURE,), derivation=Derivation.INVERSE_QUOTIENT)  # fmt: skip
    lines = {line.labels[0]: line for line in tables.build_lines(answer, tables.list_all_rows(answer))}
    assert lines["Pú Xi"].cells[-1].label == "TT02 chia TT01"
    assert [cell.text for cell in lines["Tênh Phông"].cells] == ["3", "4", "1,33"]
    assert [cell.text for cell in lines["Pú Xi"].cells] == ["40", "4", "0,10"]
    assert lines["Cả địa bàn"].cells[-1].text == "chưa đủ số của các đơn vị", "two of three have reported"
    opened = lines["Cả địa bàn"].cells[-1]
    sources = signed_in(reported.cast.office).get(
        f"{reverse('analysis:cell')}?{question_query.build_query(answer.question)}&o={opened.at}"
    )
    assert opened.opens
    assert "Quài Cang" in sources.text.partition("Thiếu 1:")[2].partition("</p>")[0], "it says who is missing"
    office = signed_in(reported.cast.office)
    page = office.get(f"{reverse('analysis:ask')}?{question_query.build_query(answer.question)}")
    assert '<option value="inverse-quotient" selected>' in page.text
    for derivation in ("quotient", "inverse-quotient"):
        three = office.get(
            f"{reverse('analysis:ask')}?chi-tieu=TT01&chi-tieu=TT02&chi-tieu=CA01&ky=2021S1&tinh={derivation}"
        )
        assert three.status_code == 422
        assert "Phép chia chỉ tính từ hai chỉ tiêu: bỏ bớt, giữ lại hai." in three.text


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
    assert "6 tháng đầu năm 2021. Đã có số: 2/3." in page
    assert "data-search-choices" in page


def test_an_accepted_report_with_a_blank_cell_gives_no_number(district: District, ask: Ask) -> None:
    """Both reports are accepted; one of them left the cell blank."""
    district.report(district.cast.commune, {"B1": "3", "B2": "1"})
    district.report(district.cast.other_commune, {"B2": "1"})
    for measure, coverage in (("TT01", "1/3"), ("TT02", "2/3")):
        answer = ask(district.cast.office, measure)
        assert tables.describe_answer(answer, tables.list_all_rows(answer))[2:] == (f"Đã có số: {coverage}",)


@pytest.mark.parametrize("arranged", [{}, {"sort": "-0"}, {"shown_rows": ShownRows.WITH_FIGURE}])
def test_of_a_part_of_the_rows_nothing_is_said_about_the_numbers(
    reported: District, ask: Ask, arranged: dict[str, object]
) -> None:
    answer = ask(reported.cast.office, "TT01", places=Places.COMMUNES, rows=(Dimension.PLACE,), **arranged)
    rows = tables.list_all_rows(answer)
    assert len(tables.describe_answer(answer, rows[-1:])) == 2, "the last one is the total of the area"
    is_whole = len(rows) == len(answer.rows)
    assert is_whole is not bool(answer.question.shown_rows)
    assert len(tables.describe_answer(answer, rows)) == (3 if is_whole else 2)


def test_what_is_too_large_to_be_sorted_has_no_file_either(
    reported: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MAX_ARRANGED_CELLS", 3)
    monkeypatch.setattr(wide_answers, "MAX_CELLS", 3)
    office, query = signed_in(reported.cast.office), "chi-tieu=TT01&ky=2021S1&noi=communes&dat-noi=hang&sap=-0"
    page = office.get(f"{reverse('analysis:ask')}?{query}")
    assert (page.status_code, "Bảng quá lớn để sắp xếp hay lọc" in page.text) == (422, True)
    for route in ("workbook", "csv", "picture", "thumbnail"):
        assert office.get(f"{reverse(f'analysis:{route}')}?{query}").status_code == 404, route
        assert office.get(f"{reverse(f'analysis:{route}')}?{query.removesuffix('&sap=-0')}").status_code == 200, route


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
    assert picture["Cache-Control"] == "no-store", "it is gone with the right to see it"
    assert picture.text.count("#0b5650") == 2, "a bar for each figure, none for a gap"
    assert office.get(f"{reverse('analysis:thumbnail')}?ky=x").status_code == 404
