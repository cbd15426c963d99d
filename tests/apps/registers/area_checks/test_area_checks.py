"""Rounds of a commune through its villages (Kế hoạch VI.10): what was done, never what or whom was found."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.area_checks import samples
from tests.apps.registers.making import HALF, Book
from tests.factories.cast import Cast
from tests.factories.first_registers import delete_entries


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def test_it_works(book: Book) -> None:
    book.add()
    book.add(village="Bản Huổi Anh", day=date(2021, 5, 2))
    book.add(kind="residence", places=30, guided=0)
    assert book.number("rounds", ("area_round", "area")) == 2
    assert book.number("rounds", ("area_round", "residence")) == 1
    assert (book.number("places"), book.number("guided")) == (54, 2)


def test_a_village_gone_to_twice_is_one_village_however_it_is_written(book: Book) -> None:
    book.add()
    book.add(village="ten hon", day=date(2021, 5, 2))
    book.add(village="BẢN  TEN HON", day=date(2021, 5, 3))
    book.add(village="Bản Huổi Anh", day=date(2021, 5, 4))
    assert book.number("villages") == 2


def test_villages_are_counted_from_the_beginning_of_the_year(book: Book) -> None:
    book.add(day=date(2021, 1, 8))
    autumn = (date(2021, 6, 15), date(2021, 12, 15))
    book.add(day=date(2021, 6, 20), village="Bản Huổi Anh")
    assert book.number("villages", days=autumn, year=HALF[0]) == 2
    assert book.number("rounds", days=autumn, year=HALF[0]) == 1


@pytest.mark.parametrize("village", ["Bản Ten Hon, bản Huổi Anh", "Ten Hon và Huổi Anh", "Ten Hon; Huổi Anh"])
def test_one_line_is_one_village(book: Book, village: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        book.add(village=village)
    assert refused.value.messages == {"village": ["Mỗi dòng ghi một thôn, bản. Rà soát nhiều nơi thì ghi nhiều dòng."]}


lines = st.fixed_dictionaries(
    {
        "day": st.dates(date(2020, 11, 1), date(2021, 6, 22)),
        "village": st.sampled_from(["Bản Ten Hon", "ten hon", "Bản Huổi Anh", "Bản Há Dùa"]),
        "kind": st.sampled_from(["area", "venues", "residence"]),
        "places": st.integers(0, 50),
        "guided": st.integers(0, 9),
    }
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=8, unique_by=lambda line: tuple(line.values())))
def test_measures_equal_a_count_written_a_second_way(book: Book, told: list[dict[str, Any]]) -> None:
    delete_entries(get_registers()["area_checks"])
    book.bring_in(told)
    within = [line for line in told if HALF[0] <= line["day"] < HALF[1]]
    area = [line for line in within if line["kind"] == "area"]
    names = {line["village"].lower().removeprefix("bản ") for line in area}
    assert book.number("rounds", ("area_round", "area")) == (len(area) if within else None)
    assert book.number("villages", ("area_round", "area")) == (len(names) if within else None)
    assert book.number("guided") == (sum(line["guided"] for line in within) if within else None)
