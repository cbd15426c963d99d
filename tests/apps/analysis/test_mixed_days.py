"""Forms that stop counting on both sides of a change of units are asked about one by one."""

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.analysis.pages.answers import UnanswerableQuestionError, load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.analysis.question_query import build_query
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.orgtree.succession import UnitBasis
from sokehoach.domain.periods.window import WindowEdge, WindowRule
from tests.factories import frozen, reform
from tests.factories.programmes import first_programme
from tests.factories.reform import CALENDAR_FORM, FORMS, SINCE, TODAY, Reform, at

BOTH = ("TT01", "LI01")
LATE = WindowRule("late", "đến ngày 4 tháng sau kỳ", WindowEdge(0, 5), WindowEdge(0, 5))


def found() -> Reform:
    """The first form counts until 14 June 2025, the second one until 4 July: on 1 July the units changed."""
    world = reform.found(reports=False)
    late = replace(FORMS[1], counting_window=LATE)
    province = Unit.objects.get(code="22")
    service_forms.import_forms(programme=first_programme(), forms=[late], unit=province, by="tests", at=at(SINCE))
    return world


@pytest.fixture
def world(db: None, settings: Any) -> Reform:
    settings.DEMONSTRATION = reform.DEMONSTRATION
    return frozen.once("mixed-days", found)


def build(*measures: str, **more: Any) -> Question:
    defaults: dict[str, Any] = {
        "area": "22", "periods": ("2025S1",), "places": Places.REPORTERS, "basis": UnitBasis.THEN,
        "rows": (Dimension.MEASURE, Dimension.PLACE),
    }  # fmt: skip
    return Question(measures=measures, **defaults | more)


def list_places(world: Reform, question: Question) -> set[str]:
    answer = load_answer(world.office, load_catalogue(world.office, TODAY), question, TODAY)
    return {row.unit.name for row in answer.placement.rows}


@pytest.mark.parametrize("places", [Places.REPORTERS, Places.AREA, Places.COMMUNES])
@pytest.mark.parametrize("basis", [*UnitBasis])
def test_two_days_with_different_units_are_no_table(world: Reform, places: Places, basis: UnitBasis) -> None:
    question = build(*BOTH, places=places, basis=basis)
    with pytest.raises(UnanswerableQuestionError, match=r"14/0?6/2025.*0?4/0?7/2025") as refused:
        list_places(world, question)
    parts = [part.measures for _name, part in refused.value.questions]
    assert parts == [("TT01",), ("LI01",)]


def test_each_form_alone_has_the_units_of_its_day(world: Reform) -> None:
    assert "Xã Hòa Bình" in list_places(world, build("TT01"))
    assert "Phường Hòa An" not in list_places(world, build("TT01"))
    assert "Phường Hòa An" in list_places(world, build("LI01"))


def test_days_between_which_no_unit_changes_are_one_table(world: Reform) -> None:
    assert "Phường Hòa An" in list_places(world, build(*BOTH, periods=("2025S2",)))
    assert "Xã Hòa Bình" in list_places(world, build(*BOTH, periods=("2024S1",)))


def test_one_period_of_several_is_enough_to_refuse(world: Reform) -> None:
    with pytest.raises(UnanswerableQuestionError):
        list_places(world, build(*BOTH, periods=("2024S1", "2025S1")))


def test_the_page_offers_each_form_by_itself(world: Reform, client: Client) -> None:
    client.force_login(world.office)
    page = client.get(f"{reverse('analysis:ask')}?{build_query(build(*BOTH))}")
    assert page.status_code == 422
    notice = page.text[page.text.index("những ngày có đơn vị khác nhau") :]
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', notice)[:2]
    assert [name for _link, name in links] == [f"Kết quả {form.code}" for form in FORMS]
    for link, _name in links:
        assert client.get(unescape(link)).status_code == 200
    assert CALENDAR_FORM in links[1][1]
