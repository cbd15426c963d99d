"""The trail as it is read, and every kind of doctoring found."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.queries.soundness import list_altered_rows
from sokehoach.apps.audit.queries.trail import list_events
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf
from tests.factories.cast import AT

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ALL = {"general", "support", "enforcement"}


@write("thing.do")
def do(*, unit: str, function: str, by: str, at: datetime) -> ServiceResult:
    return ServiceResult(subject=f"thing:{unit}", unit=unit, function=function, detail={"n": 1})


@pytest.fixture
def trail() -> None:
    for n, (unit, function) in enumerate(
        [("03304", "general"), ("03269", "general"), ("099.CA", "enforcement"), ("099.TTYT", "support")]
    ):
        do(unit=unit, function=function, by="minh", at=AT + timedelta(minutes=n))


@pytest.mark.usefixtures("trail")
class TestReading:
    def test_it_works(self) -> None:
        found = list_events(units={"03304", "03269"}, functions={"general"})
        assert [event.unit for event in found] == ["03269", "03304"]  # newest first

    def test_other_units_are_not_there(self) -> None:
        assert not list_events(units={"03289"}, functions=ALL)

    def test_a_function_that_the_account_has_not_is_not_there(self) -> None:
        units = {"03304", "03269", "099.CA", "099.TTYT"}
        assert {event.unit for event in list_events(units=units, functions={"general", "support"})} == {
            "03304", "03269", "099.TTYT",
        }  # fmt: skip

    def test_it_narrows_to_a_thing_or_an_action(self) -> None:
        assert [
            event.unit for event in list_events(units={"03304", "03269"}, functions=ALL, subject="thing:03304")
        ] == ["03304"]
        assert not list_events(units={"03304"}, functions=ALL, action="thing.undo")


def _change(**columns: object) -> Callable[[], object]:
    return lambda: Event.objects.filter(seq=2).update(**columns)


def _change_body(**members: Any) -> Callable[[], object]:
    def change() -> None:
        event = Event.objects.get(seq=2)
        event.body |= members
        event.save()

    return change


def _rehash() -> None:
    """A forger who knows the recipe, but forgets that the columns say it too."""
    event = Event.objects.get(seq=2)
    event.body["actor"] = "pao"
    event.leaf = hash_leaf(encode_canonical_json(event.body))
    event.save()


DOCTORING: dict[str, Callable[[], object]] = {
    "another actor": _change(actor="pao"),
    "another unit": _change(unit="03304"),
    "another action": _change(action="thing.undo"),
    "another thing": _change(subject="thing:03304"),
    "another function": _change(function="support"),
    "another time": _change(at=AT + timedelta(days=1)),
    "another leaf": _change(leaf="0" * 64),
    "another detail": _change_body(detail={"n": 2}),
    "another time in the body": _change_body(at="2021-06-23T09:13:00+07:00"),
    "one more member": _change_body(reason="x"),
    "a number that no service could have recorded": _change_body(detail={"n": 1.5}),
    "no time": _change_body(at=None),
    "no body": _change(body=[]),
    "a body with its own leaf": _rehash,
    "gone": lambda: Event.objects.filter(seq=2).delete(),
    "another number": lambda: Event.objects.filter(seq=2).update(seq=F("seq") + 100),
}


@pytest.mark.usefixtures("trail")
class TestDoctoring:
    def test_an_untouched_trail_is_as_recorded(self) -> None:
        assert list_altered_rows() == []

    @pytest.mark.parametrize("how", DOCTORING)
    def test_doctoring_is_found(self, how: str) -> None:
        DOCTORING[how]()
        assert 2 in list_altered_rows()

    def test_only_what_was_touched_is_named(self) -> None:
        Event.objects.filter(seq=3).update(actor="pao")
        assert list_altered_rows() == [3]
