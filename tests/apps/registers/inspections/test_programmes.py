"""A yearly programme: how much is covered, what is due (law.md 4.3.D: at least X % once a year)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sokehoach.apps.audit.models import Event
from sokehoach.apps.home.sentences import format_subject_kind
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.models import InspectionProgramme, Visit
from sokehoach.apps.registers.inspections.queries.programmes import compute_progress
from sokehoach.apps.registers.inspections.services import programmes
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.registers.inspections.conftest import Team
from tests.apps.registers.inspections.test_visits import FOUND
from tests.factories.cast import AT, Cast

type House = Callable[..., Establishment]
type Held = Callable[..., Visit]
TODAY = date(2021, 6, 22)


def added(cast: Cast, team: Team, **values: Any) -> InspectionProgramme:
    told: dict[str, Any] = {
        "unit": cast.units["099.CA"], "year": 2021, "title": "Kiểm tra cơ sở lưu trú năm 2021", "number": "5/CTr",
        "surprise": False, "kinds": ("lodging",), "target": 60, "rechecks": True, "by": team.head, "at": AT,
    }  # fmt: skip
    done = programmes.create_programme(**(told | values))
    return InspectionProgramme.objects.get(pk=str(done.answer["programme"]))


@pytest.mark.faults("programme.add", "visit.plan")
def test_it_works(cast: Cast, team: Team, house: House, held: Held) -> None:
    programme = added(cast, team)
    first, second, third = house("A"), house("B"), house("C", unit="03269")
    house("Karaoke", kind="karaoke", subkind=None)  # of another kind
    held(first, programme=programme.pk)
    held(second, **FOUND)
    told = compute_progress(programme, team.head, TODAY)
    assert (told.coverage.visited, told.coverage.standing, told.coverage.missing) == (2, 3, 0)
    assert (told.visits, told.planned) == (1, 0)
    assert [(one.establishment, one.reason.value) for one in told.due] == [
        (second, "wanting"),
        (third, "not_visited"),
    ]


def test_without_rechecks_only_those_not_yet_visited_are_due(cast: Cast, team: Team, house: House, held: Held) -> None:
    programme = added(cast, team, rechecks=False)
    held(house("A"), **FOUND)
    assert compute_progress(programme, team.head, TODAY).due == []


def test_a_visit_belongs_to_a_programme_of_its_manner_and_year(
    cast: Cast, team: Team, house: House, planned: Callable[..., Visit]
) -> None:
    surprise = added(cast, team, surprise=True)
    with pytest.raises(InvalidInput) as refused:
        planned(house(), programme=surprise.pk)
    assert "không cùng loại" in refused.value.messages["programme"][0]


@pytest.mark.parametrize(
    ("values", "field"), [({"title": " "}, "title"), ({"kinds": ()}, "kinds"), ({"target": 101}, "target")]
)
def test_what_is_refused(cast: Cast, team: Team, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        added(cast, team, **values)
    assert set(refused.value.messages) == {field}


@pytest.mark.faults("programme.change")
def test_it_is_changed_by_the_version_that_was_read(cast: Cast, team: Team) -> None:
    programme = added(cast, team)
    change: dict[str, Any] = {
        "programme": programme.pk, "title": "Kiểm tra cơ sở lưu trú", "number": "", "kinds": ("lodging", "karaoke"),
        "target": 70, "rechecks": False, "by": team.head, "at": AT,
    }  # fmt: skip
    programmes.update_programme(version=1, **change)
    programme.refresh_from_db()
    assert (programme.target, programme.kinds.count(), programme.version) == (70, 2, 2)
    with pytest.raises(VersionConflictError):
        programmes.update_programme(version=1, **change)


def test_the_trail_names_it_as_a_programme_of_inspections(cast: Cast, team: Team) -> None:
    programme = added(cast, team)
    event = Event.objects.get(action="programme.add")
    assert event.subject == f"programme:{programme.pk}"
    assert format_subject_kind(event.subject) == "chương trình kiểm tra"


def test_nobody_writes_one_for_another_unit(cast: Cast, team: Team) -> None:
    with pytest.raises(ActionRefused):
        added(cast, team, by=cast.office)
    with pytest.raises(ActionRefused):
        added(cast, team, unit=cast.units["03304"])
