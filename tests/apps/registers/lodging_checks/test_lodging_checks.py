"""Rounds of the district's police and the guidance they gave (Kế hoạch VI.2): counts of the whole district."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.fields import FieldKind
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.registers.lodging_checks import samples
from tests.apps.registers.making import HALF, Book
from tests.factories.cast import Cast
from tests.factories.first_registers import delete_entries
from tests.factories.unguarded import without_entry_triggers


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def test_it_works(book: Book) -> None:
    book.add()
    book.add(kind="guidance", places=0, guided=6)
    assert book.number("places", ("police_round", "lodging")) == 15
    assert (book.number("guided"), book.number("rounds")) == (10, 2)


def test_its_entries_are_named_by_their_kind(book: Book, signed_in: Callable[[User], Client]) -> None:
    line, police = book.add(), signed_in(book.cast.police)
    for address in (f"/so/luu-tru/{line}/", "/tim/?q=luu+tru"):
        assert "Kiểm tra lưu trú" in police.get(address).content.decode().partition("<main")[2]
    assert "12/06/2021, Kiểm tra lưu trú" in police.get("/so/luu-tru/them/").content.decode()


def test_a_round_that_did_nothing_did_not_take_place(book: Book) -> None:
    with pytest.raises(InvalidInput) as refused:
        book.add(places=0, guided=0)
    assert refused.value.messages == {"places": ["Đợt này chưa kiểm tra, chưa hướng dẫn nơi nào thì chưa ghi vào sổ."]}
    line = book.add(guided=0)
    row = DataEntry.objects.get(pk=line)
    with without_entry_triggers():
        DataEntry.objects.filter(pk=line).update(content=row.content | {"places": 0}, number1=0)
    assert {(fault.entry, fault.place) for fault in find_entry_faults()} == {
        (str(line), "places"),
        (str(line), "guided"),
    }


def test_it_is_enforcement_and_knows_no_commune_no_place_no_text(book: Book, cast: Cast) -> None:
    register = get_registers()["lodging_checks"]
    assert register.function == "enforcement"
    assert {field.kind for field in register.fields} == {FieldKind.DAY, FieldKind.ONE, FieldKind.NUMBER}
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
    delete_entries(get_registers()["lodging_checks"])
    book.bring_in(told)
    within = [line for line in told if HALF[0] <= line["day"] < HALF[1]]
    lodging = [line["places"] for line in within if line["kind"] == "lodging"]
    assert book.number("places", ("police_round", "lodging")) == (sum(lodging) if within else None)
    assert book.number("guided") == (sum(line["guided"] for line in within) if within else None)
    assert book.number("rounds") == (len(within) if within else None)
