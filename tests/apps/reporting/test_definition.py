"""A form comes back from its JSON as it went in."""

import dataclasses
import json
from datetime import date

import pytest

from sokehoach.apps.reporting.models import definition
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.services import forms as services
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.periods import window
from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, DueRule, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import WindowEdge, WindowRule
from tests.apps.reporting.conftest import COMMUNES, POLICE
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme


def test_it_works(cast: Cast) -> None:
    assert query_forms.get_form("01-XA") == COMMUNES
    assert query_forms.list_forms() == (COMMUNES, POLICE)


def test_every_form_of_the_programme_survives_json() -> None:
    kept = [definition.serialize_form(form) for form in programmes.read_programme(programmes.DEFAULT_PROGRAMME).forms]
    assert len(kept) == 9
    for one in kept:
        assert definition.serialize_form(definition.parse_form(json.loads(json.dumps(one)))) == one


def test_a_form_loaded_again_takes_the_place_of_the_old_one(cast: Cast) -> None:
    services.import_forms(
        programme=first_programme(),
        forms=[dataclasses.replace(POLICE, name="Tên mới")],
        unit=cast.units["099"],
        by="tests",
        at=AT,
    )
    assert [form.name for form in query_forms.list_forms()] == [COMMUNES.name, "Tên mới"]


@pytest.mark.parametrize(
    "due", [WorkingDaysAfter(3), DayOfMonth(25), DayOfMonth(5, 1), DatesOfYear(((6, 20), (12, 20)))], ids=str
)
def test_a_schedule_comes_back_from_its_json(due: DueRule) -> None:
    form = dataclasses.replace(
        COMMUNES,
        due=due,
        counting_window=WindowRule("x", "x", WindowEdge(0, 1), WindowEdge(1, 21), "tests"),
        also_for=(PeriodType.YEAR,),
        valid_from=date(2021, 1, 1),
        valid_until=date(2025, 7, 1),
    )
    assert definition.parse_form(json.loads(json.dumps(definition.serialize_form(form)))) == form


def test_a_form_stored_before_schedules_were_data_reads_as_it_was() -> None:
    stored = definition.serialize_form(POLICE)
    for name in ("due", "also_for", "valid_from", "valid_until"):
        del stored[name]
    old = json.loads(json.dumps(stored | {"counting_window": "police", "due_days": 3, "annual": True}))
    assert definition.parse_form(old) == dataclasses.replace(
        POLICE, due=WorkingDaysAfter(3), also_for=(PeriodType.YEAR,), counting_window=window.POLICE
    )
    assert definition.parse_form(old | {"annual": False, "counting_window": "nd09"}).also_for == ()


def test_a_reporting_schedule_stored_before_schedules_were_data_reads_as_it_was() -> None:
    (schedule,) = programmes.read_programme(programmes.DEFAULT_PROGRAMME).reporting_schedules
    stored = json.loads(json.dumps(query_forms.serialize_reporting_schedule(schedule)))
    assert query_forms.parse_reporting_schedule(stored) == schedule
    for stage, days in zip(stored["stages"], (2, 2, 4), strict=True):
        del stage["due"]
        stage |= {"due_days": days, "window": stage["window"]["code"]}
    stage_windows = [stage.window.code for stage in query_forms.parse_reporting_schedule(stored).stages]
    assert (query_forms.parse_reporting_schedule(stored), stage_windows) == (schedule, ["police", "nd09", "nd09"])
