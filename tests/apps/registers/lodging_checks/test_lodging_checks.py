"""Rounds of the district's police and the guidance they gave (Kế hoạch VI.2): counts of the whole district."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.fields import TEXT_KINDS, FieldKind
from sokehoach.apps.registers.lodging_checks.models import PoliceRound
from sokehoach.apps.registers.lodging_checks.register import REGISTER
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.registers.lodging_checks import samples
from tests.apps.registers.making import HALF, Book
from tests.factories.cast import Cast


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def test_it_works(book: Book) -> None:
    book.add()
    book.add(kind="guidance", places=0, guided=6)
    assert book.number("places", ("police_round", "lodging")) == 15
    assert (book.number("guided"), book.number("rounds")) == (10, 2)


def test_a_round_that_did_nothing_did_not_take_place(book: Book) -> None:
    with pytest.raises(InvalidInput):
        book.add(places=0, guided=0)
    line = book.add(guided=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        PoliceRound.objects.filter(pk=line).update(places=0)


def test_it_is_enforcement_and_knows_no_commune_no_place_no_text(book: Book, cast: Cast) -> None:
    assert REGISTER.function == "enforcement"
    assert not REGISTER.of_kind(*TEXT_KINDS, FieldKind.UNIT, FieldKind.UNITS, FieldKind.LINE, FieldKind.STAFF)
    with pytest.raises(ActionRefused):
        book.add(unit="03304", by=cast.commune)


lines = st.fixed_dictionaries(
    {
        "day": st.dates(date(2020, 11, 1), date(2021, 6, 22)),
        "kind": st.sampled_from(["lodging", "residence", "guidance"]),
        "places": st.integers(0, 50),
        "guided": st.integers(1, 9),
    }
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=8, unique_by=lambda line: tuple(line.values())))
def test_measures_equal_a_count_written_a_second_way(book: Book, told: list[dict[str, Any]]) -> None:
    PoliceRound.objects.all().delete()
    book.bring_in(told)
    within = [line for line in told if HALF[0] <= line["day"] < HALF[1]]
    lodging = [line["places"] for line in within if line["kind"] == "lodging"]
    assert book.number("places", ("police_round", "lodging")) == (sum(lodging) if within else None)
    assert book.number("guided") == (sum(line["guided"] for line in within) if within else None)
    assert book.number("rounds") == (len(within) if within else None)
