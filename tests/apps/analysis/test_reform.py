"""A question about periods on both sides of 1 July 2025, by the units of then and by today's."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages import answer_charts, tables
from sokehoach.apps.analysis.pages.answers import PivotAnswer, load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.analysis.pages.tables import number_rows
from sokehoach.apps.analysis.question_query import build_query
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.indicators.models import DataElement
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question, parse_question, serialize_question
from sokehoach.domain.orgtree.succession import UnitBasis
from tests.apps.analysis.test_differencing import HIDDEN, SECRETS, Vector, read, solved
from tests.factories import frozen, reform
from tests.factories.reform import BEFORE, FORM, REFORM, SINCE, STRADDLING, TODAY, Reform

type Table = dict[str, list[str]]
SPLIT, NONE, NOT_SENT, NOT_ASKED = "không tách được", "chưa có số", "chưa gửi", "không thuộc biểu"


@pytest.fixture
def world(db: None, settings: Any) -> Reform:
    settings.DEMONSTRATION = reform.DEMONSTRATION
    return frozen.once("reform", reform.found)


def ask(user: User, *measures: str, basis: UnitBasis = UnitBasis.NOW, **more: Any) -> PivotAnswer:
    defaults: dict[str, Any] = {
        "area": "22", "periods": (BEFORE, STRADDLING), "places": Places.REPORTERS,
        "rows": (Dimension.PLACE,) if len(measures) == 1 else (Dimension.MEASURE, Dimension.PLACE),
    }  # fmt: skip
    question = Question(measures=measures, basis=basis, **defaults | more)
    return load_answer(user, load_catalogue(user, TODAY), question, TODAY)


def table(user: User, *measures: str, **more: Any) -> Table:
    answer = ask(user, *measures, **more)
    rows = tables.build_lines(answer, number_rows(0, answer.read(answer.rows)))
    return {line.labels[-1]: [cell.text for cell in line.cells] for line in rows}


def test_it_works(world: Reform) -> None:
    """2024: 1 and 2 became Hòa An, 3 was divided, 4 went to what took a part of it, 5 went on.

    In the half-year that straddles the day Hòa An has 100 and 200 up to June, 300 from July on.
    """
    assert table(world.office, "TT01") == {
        "Hòa An": ["3", "600", "603"],
        "Bình Minh": [SPLIT, SPLIT, SPLIT],
        "Đông Minh": [SPLIT, SPLIT, SPLIT],
        "Phú Lâm": ["5", NONE, "5"],
        "Bình Minh (đến trước 01/07/2025, không tách được)": ["3", NOT_SENT, "3"],
        "Bình Minh (không tách được)": [NOT_ASKED, NOT_SENT, NOT_SENT],
        "Đông Hải (đến trước 01/07/2025, không tách được)": ["4", NOT_SENT, "4"],
        "Đông Minh (không tách được)": [NOT_ASKED, NOT_SENT, NOT_SENT],
        "Cả địa bàn": ["15", "600", "615"],
    }


def test_by_the_units_of_then_nothing_is_merged(world: Reform) -> None:
    shown = table(world.office, "TT01", basis=UnitBasis.THEN)
    assert shown["Hòa Bình (đến trước 01/07/2025)"] == ["1", "100", "101"]
    assert shown["Hòa An"] == [NOT_ASKED, "300", "300"]
    assert shown["Cả địa bàn"] == ["15", "600", "615"]


def test_a_stock_is_that_of_the_last_days_and_what_has_no_sum_is_not_added(world: Reform) -> None:
    assert table(world.office, "TT02")["Hòa An"] == ["30", "300", "300"]
    assert table(world.office, "TT03")["Hòa An"] == ["không cộng"] * 3
    assert table(world.office, "TT03")["Phú Lâm"][0] == "5"


def test_the_stock_of_a_unit_that_ended_before_the_cut_off_is_in_no_total(world: Reform) -> None:
    """Hòa Bình and An Sơn had 100 and 200 when they became Hòa An, which has 300 at the cut-off."""
    shown = table(world.office, "TT02", basis=UnitBasis.THEN)
    assert shown["Cả địa bàn"][1] == "300"
    assert shown["Hòa An"][1] == "300"
    assert shown["Hòa Bình (đến trước 01/07/2025)"] == ["10", "không áp dụng", "không áp dụng"]
    assert table(world.office, "TT02")["Cả địa bàn"] == ["150", "300", "300"]
    assert list(list_differences()) == []


def test_a_share_is_of_the_sums_of_both_sides(world: Reform) -> None:
    assert table(world.office, "ty_le")["Hòa An"][0] == "10,0 % (3/30)"
    assert table(world.office, "ty_le")["Bình Minh"][0] == SPLIT


def test_a_form_whose_window_does_not_straddle_the_day_has_the_new_units_alone(world: Reform) -> None:
    shown = table(world.office, "LI01", periods=(STRADDLING, "2026S1"))
    assert {*shown} == {"Hòa An", "Bình Minh", "Đông Minh", "Phú Lâm", "Cả địa bàn"}
    assert SPLIT not in {text for texts in shown.values() for text in texts}


def test_units_are_asked_for_by_name_of_today_or_of_then(world: Reform) -> None:
    shown = table(world.office, "TT01", places=Places.NAMED, named=("06001", "06004"))
    assert {"Hòa An", "Đông Minh", "Cả địa bàn"} < {*shown}
    assert shown["Hòa An"][0] == "3"
    assert "Phú Lâm" not in shown
    assert shown["Cả địa bàn"][0] == "7"  # Hòa An and what was Đông Hải


def test_a_dissolved_district_stands_by_itself(world: Reform) -> None:
    shown = table(world.office, "TT01", places=Places.DISTRICTS, periods=(BEFORE,))
    assert shown == {
        "Hòa Sơn (không tách được)": ["6"], "Đông Phú (không tách được)": ["9"], "Cả địa bàn": ["15"],
    }  # fmt: skip
    assert table(world.office, "TT01", places=Places.AREA)["Quảng Hà"] == ["15", "600", "615"]
    assert table(world.office, "TT01", places=Places.COMMUNES, area="201", periods=(BEFORE,))["Hòa An"] == ["3"]


def test_today_is_before_the_change(world: Reform, settings: Any) -> None:
    catalogue = load_catalogue(world.office, REFORM.replace(month=6))
    assert not catalogue.has_changed_units
    question = ask(world.office, "TT01").question
    answer = load_answer(world.office, catalogue, replace(question, periods=(BEFORE,)), REFORM.replace(month=6))
    assert [row.obstacle for row in answer.placement.rows] == [None] * 5


def test_an_indicator_of_persons_is_not_drawn_over_a_unit_without_such_counts(world: Reform) -> None:
    """The district counted persons; the commune that would stand for it has no such count (limits.md, 4)."""
    DataElement.objects.filter(code="TT01").update(counts_persons=True)
    for basis in UnitBasis:
        shown = table(world.office, "TT01", basis=basis, places=Places.REPORTERS)
        assert {text for texts in shown.values() for text in texts} <= {"chỉ có ở cấp trên", NOT_ASKED}, basis


def test_a_merged_figure_opens_to_those_of_its_predecessors_and_on_to_the_cell(world: Reform, client: Client) -> None:
    client.force_login(world.office)
    query = build_query(ask(world.office, "TT01").question)
    page = client.get(f"{reverse('analysis:ask')}?{query}").content.decode()
    assert "theo=hien-nay" in page
    assert "Xã Bình Minh cũ: không tách được, địa bàn chia cho Xã Bình Minh, Xã Đông Minh." in page
    drawer = client.get(f"{reverse('analysis:cell')}?{query}&o=0.0").content.decode()
    assert "Hòa Bình" in drawer
    assert "An Sơn" in drawer
    below = f"{reverse('consolidation:figure', args=['201', BEFORE, '01-CS', 'TT01'])}?phan-to=&don-vi=06002"
    assert below.replace("&", "&amp;") in drawer
    assert 'id="o"' in client.get(below).content.decode()
    straddling = client.get(f"{reverse('analysis:cell')}?{query}&o=0.1").content.decode()
    keys = ["06001%402004-01-01", "06002", "06001"]
    for key, number in zip(keys, ("100", "200", "300"), strict=True):
        address = f"{reverse('consolidation:figure', args=['22', STRADDLING, '01-CS', 'TT01'])}?phan-to=&don-vi={key}"
        assert f'href="{address.replace("&", "&amp;")}">{number}<' in straddling
        figure = client.get(address).content.decode()
        assert 'id="o"' in figure, figure[figure.index("<h2") :]
    blocked = client.get(f"{reverse('analysis:cell')}?{query}&o=1.0").content.decode()
    assert "Xã Bình Minh còn nhận một phần của Xã Bình Minh cũ" in blocked


def test_files_and_the_chart_say_by_which_units(world: Reform, client: Client) -> None:
    client.force_login(world.office)
    question = ask(world.office, "TT01", periods=(BEFORE,)).question
    for basis, words in (
        (UnitBasis.NOW, "Đơn vị, theo đơn vị hiện nay"),
        (UnitBasis.THEN, "Đơn vị, theo đơn vị lúc đó"),
    ):
        query = build_query(replace(question, basis=basis))
        told = client.get(f"{reverse('analysis:csv')}?{query}").content.decode()
        assert words in told
        assert ("Xã Đông Hải cũ: không tách được" in told) is (basis is UnitBasis.NOW)
        assert client.get(f"{reverse('analysis:workbook')}?{query}").status_code == 200
    answer = ask(world.office, "TT01", periods=(BEFORE,))
    (chart,) = answer_charts.build_charts(answer, [*number_rows(0, answer.read(answer.rows))])
    assert chart is not None
    assert chart.source.endswith("theo đơn vị hiện nay")
    assert chart.series[0].gap_words == {1: SPLIT, 2: SPLIT}
    assert chart.series[0].values[0] == Decimal(3)


def test_a_question_saved_before_there_was_a_choice_is_by_the_units_of_then(world: Reform) -> None:
    stored = serialize_question(ask(world.office, "TT01").question)
    assert parse_question(stored).basis is UnitBasis.NOW
    del stored["basis"]
    assert parse_question(stored).basis is UnitBasis.THEN


def test_an_area_that_was_two_has_the_units_and_the_total_of_both(db: None, settings: Any) -> None:
    """A commune of today may be of communes of both areas of then."""
    settings.DEMONSTRATION = reform.DEMONSTRATION
    rows = [
        replace(row, unit=replace(row.unit, successors=("06001",))) if row.unit.identity == ("06005", SINCE) else row
        for row in reform.merge_districts()
    ]
    world = reform.found(after_rows=tuple(rows))
    shown = table(world.office, "TT01", area="203", periods=(BEFORE,))
    assert (shown["Hòa An"], shown["Cả địa bàn"]) == (["8"], ["15"])
    assert table(world.office, "TT01", area="203", places=Places.AREA)["Hòa Phú"] == ["15", "600", "615"]
    assert table(world.office, "TT01", area="203", periods=(BEFORE,), places=Places.DISTRICTS) == {"Hòa Phú": ["15"]}


NUMBERS = tuple(SECRETS[name] for name in HIDDEN[:5])


def read_pages(world: Reform, basis: UnitBasis) -> set[Vector]:
    """What the pages, drawers and files of 2024 tell the office."""
    client = Client()
    client.force_login(world.office)
    addresses = []
    for area in ("22", "201"):
        for places in (Places.REPORTERS, Places.DISTRICTS, Places.AREA):
            answer = ask(world.office, "TT01", basis=basis, periods=(BEFORE,), area=area, places=places)
            query = build_query(answer.question)
            addresses += [f"{reverse('analysis:csv')}?{query}", f"{reverse('analysis:ask')}?{query}"]
            if places is Places.REPORTERS:
                addresses += [f"{reverse('analysis:cell')}?{query}&o={row}.0" for row in range(len(answer.rows))]
        addresses.append(f"{reverse('consolidation:sheet', args=[area, BEFORE, FORM])}?theo={basis}")
        addresses.append(f"{reverse('consolidation:figure', args=[area, BEFORE, FORM, 'TT01'])}?theo={basis}")
    told: set[Vector] = set()
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        told |= read(response.content.decode())
    return told


@pytest.mark.parametrize("is_guarded", [True, False])
def test_both_views_together_tell_no_count_of_persons_of_a_commune(
    db: None, settings: Any, *, is_guarded: bool
) -> None:
    """What one view withholds does not follow from the other, nor from both; a planted leak is found."""
    settings.DEMONSTRATION = reform.DEMONSTRATION
    world = reform.found(numbers=NUMBERS)
    DataElement.objects.filter(code="TT01").update(counts_persons=is_guarded)
    then, now = (read_pages(world, basis) for basis in UnitBasis)
    if is_guarded:
        assert now <= then
        assert solved(then | now) == set()
    else:
        assert solved(then | now) == {0, 1, 2, 3, 4}
