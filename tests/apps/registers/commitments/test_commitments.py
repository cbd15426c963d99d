"""Commitments signed (Kế hoạch VI.10): numbers, never who signed or did not, and no bar to reach."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.fields import FieldKind
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.commitments import samples
from tests.apps.registers.making import HALF, Book
from tests.factories.cast import Cast
from tests.factories.first_registers import delete_entries
from tests.factories.unguarded import without_entry_triggers


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


@pytest.mark.faults("entry.add")
def test_it_works(book: Book) -> None:
    book.add()
    book.add(village="Bản Huổi Anh", households=10, households_known=30, establishments=0)
    told = {name: book.number(name) for name in ("rounds", "households", "households_known", "establishments")}
    assert told == {"rounds": 2, "households": 50, "households_known": 82, "establishments": 1}


def test_more_signed_than_live_there_are_refused(book: Book) -> None:
    with pytest.raises(InvalidInput) as refused:
        book.add(households=53)
    assert refused.value.messages == {"households": ["53 hộ ký, lớn hơn số hộ tại nơi vận động, 52."]}
    line = book.add()
    row = DataEntry.objects.get(pk=line)
    with without_entry_triggers():
        DataEntry.objects.filter(pk=line).update(content=row.content | {"households": 53}, number1=53)
    (fault,) = find_entry_faults()
    assert (fault.register, fault.entry, fault.place) == ("commitments", str(line), "households")


def test_where_nobody_counted_the_households_none_is_compared_and_the_sum_is_unknown(book: Book) -> None:
    book.add(households=900, households_known=None)
    book.add()
    assert (book.number("households"), book.number("households_known")) == (940, None)


def test_nobody_signing_is_an_answer_and_no_field_tells_who_did_not(book: Book) -> None:
    book.add(households=0, establishments=0)
    assert book.number("households") == 0
    assert {field.kind for field in get_registers()["commitments"].fields} == {
        FieldKind.DAY,
        FieldKind.TEXT,
        FieldKind.NUMBER,
    }


lines = st.fixed_dictionaries(
    {
        "day": st.dates(date(2020, 11, 1), date(2021, 6, 22)),
        "households": st.integers(0, 50),
        "households_known": st.none() | st.integers(50, 90),
        "establishments": st.integers(0, 9),
    }
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=8, unique_by=lambda line: tuple(line.values())))
def test_measures_equal_a_count_written_a_second_way(book: Book, told: list[dict[str, Any]]) -> None:
    delete_entries(get_registers()["commitments"])
    book.bring_in(told)
    within = [line for line in told if HALF[0] <= line["day"] < HALF[1]]
    known = [line["households_known"] for line in within]
    assert book.number("households") == (sum(line["households"] for line in within) if within else None)
    assert book.number("households_known") == (sum(known) if within and None not in known else None)
