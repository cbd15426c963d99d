"""The way out: numbers as numbers, gaps as words, nothing alive."""

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis import question_query
from sokehoach.apps.analysis.pages import answer_charts, exports
from sokehoach.apps.analysis.pages.tables import number_rows
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places
from sokehoach.domain.values.gap import Gap
from tests.apps.analysis.conftest import Ask
from tests.factories.district import District

Browser = Callable[[User], Client]
LIVE = '=HYPERLINK("http://x","y")'


def _split_rows(rows: list[list[object]]) -> tuple[list[object], list[list[object]]]:
    """The lines above the table, and its rows."""
    return [row[0] for row in rows[:3]], rows[4:]


def test_a_sheet_holds_what_the_page_shows(district: District, ask: Ask) -> None:
    district.report(district.cast.commune, {"B1": "3", "B2": "0"})
    told = ask(district.cast.office, "TT01", "TT02", places=Places.COMMUNES)
    book = load_workbook(io.BytesIO(exports.render_workbook(told)))
    above, rows = _split_rows([[cell.value for cell in row] for row in book.active.iter_rows()])  # type: ignore[union-attr]
    assert above == ["Chỉ tiêu TT01 (cuộc); Chỉ tiêu TT02 (cuộc), Huyện Tuần Giáo", "6 tháng đầu năm 2021",
                     "Đã có số: 1/3"]  # fmt: skip
    assert rows[2:4] == [
        ["TT01 Chỉ tiêu TT01 (cuộc)", "Tênh Phông", 3],
        ["TT01 Chỉ tiêu TT01 (cuộc)", "Cả địa bàn", 3],
    ]
    assert rows[0] == ["TT01 Chỉ tiêu TT01 (cuộc)", "Pú Xi", "chưa gửi"]
    assert rows[6] == ["TT02 Chỉ tiêu TT02 (cuộc)", "Tênh Phông", 0]
    lines = list(csv.reader(io.StringIO(exports.render_csv(told).removeprefix("\ufeff"))))
    assert [[*line[:2], line[2]] for line in lines[1:-3]] == [[*row[:2], str(row[2])] for row in rows]
    assert [line[0] for line in lines[-3:]] == above


def test_nothing_in_it_is_alive(district: District, ask: Ask) -> None:
    DataElement.objects.filter(code="TT01").update(name=LIVE)
    Unit.objects.filter(code="03304").update(short_name=LIVE)
    told = ask(district.cast.office, "TT01", places=Places.COMMUNES)
    sheet = load_workbook(io.BytesIO(exports.render_workbook(told))).active
    assert sheet is not None
    (named,) = [row for row in sheet.iter_rows(min_row=2) if row[1].value == LIVE]
    assert named[1].data_type == "s"
    rows = [*csv.reader(io.StringIO(exports.render_csv(told).removeprefix("\ufeff")))]
    assert [row[1] for row in rows if len(row) > 1 and row[1].endswith(LIVE)] == [f"'{LIVE}"]
    assert not [cell for row in rows for cell in row if cell.startswith("=")]


def test_a_drawing_keeps_a_gap(district: District, ask: Ask) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    told = ask(district.cast.office, "TT01", places=Places.COMMUNES, rows=(Dimension.PLACE,))
    (drawn,) = answer_charts.build_charts(told, [*number_rows(0, told.read(told.rows))])
    assert drawn is not None
    assert drawn.labels == ("Pú Xi", "Quài Cang", "Tênh Phông")  # the total is no bar
    assert drawn.series[0].values == (Gap.NOT_REPORTED, Gap.NOT_REPORTED, 3)


def test_the_page_draws_what_the_picture_draws(district: District, signed_in: Browser) -> None:
    """A label that is the same in all stands in the title alone."""
    district.report(district.cast.commune, {"B1": "3"})
    query = "chi-tieu=TT01&ky=2021S1&noi=communes"
    page = signed_in(district.cast.office).get(f"{reverse('analysis:ask')}?{query}").content.decode()
    assert page.count('aria-hidden="true"><svg') == 2
    (table,) = re.findall(r"chart-table.*?</details>", page, re.DOTALL)
    assert re.findall(r'scope="row">(.*?)<', table) == ["Pú Xi", "Quài Cang", "Tênh Phông"]


@pytest.mark.parametrize(
    "query",
    [
        "chi-tieu=TT01&ky=this",
        "chi-tieu=A&chi-tieu=B&noi=named&don-vi=1&phan-to=x&dat-ky=hang&dat-chi-tieu=cot",
    ],
)
def test_an_address_reads_as_its_question(query: str) -> None:
    from django.http import QueryDict

    asked = question_query.parse_question(QueryDict(query), "099")
    assert question_query.parse_question(QueryDict(question_query.build_query(asked)), "11") == asked
