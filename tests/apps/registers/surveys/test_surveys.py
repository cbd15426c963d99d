"""Survey rounds (Kế hoạch VI.1): what was covered, and people as one estimate with its range."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.making import HALF, Book
from tests.apps.registers.surveys import samples
from tests.factories.cast import Cast
from tests.factories.first_registers import delete_entries
from tests.factories.unguarded import without_entry_triggers

NONE: dict[str, Any] = {"low": None, "best": None, "high": None}


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def wrong(book: Book, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidInput) as refused:
        book.add(**values)
    return refused.value.messages


def test_it_works(book: Book) -> None:
    book.add()
    assert [book.number(name) for name in ("rounds", "establishments", "low", "best", "high")] == [
        1,
        41,
        10,
        14,
        20,
    ]


def test_an_estimate_holds_until_the_next(book: Book) -> None:
    book.add(day=date(2020, 3, 2), ended_on=date(2020, 4, 1), low=5, best=8, high=9)
    assert (book.number("rounds"), book.number("best")) == (None, 8)
    book.add()
    assert book.number("best") == 14


def test_a_round_that_ended_after_the_cut_off_does_not_estimate_yet(book: Book) -> None:
    book.add(ended_on=date(2021, 6, 16))
    assert (book.number("rounds"), book.number("best")) == (1, None)


def test_a_range_stands_whole_and_in_order(book: Book) -> None:
    assert [*wrong(book, high=None)] == ["high"]
    assert [*wrong(book, low=15)] == ["low"]
    assert [*wrong(book, high=13)] == ["high"]
    assert [*wrong(book, ended_on=None)] == ["ended_on"]
    book.add(**NONE, ended_on=None)


def test_days_stand_in_their_order(book: Book) -> None:
    assert [*wrong(book, ended_on=date(2021, 6, 11))] == ["ended_on"]
    assert [*wrong(book, ended_on=date(2021, 6, 23))] == ["ended_on"]  # tomorrow


def test_a_range_that_is_not_whole_says_so_where_it_is_blank(book: Book) -> None:
    sentence = ["Ghi đủ mức thấp, ước tính và mức cao, hoặc để trống cả ba."]
    assert wrong(book, low=None, high=None) == {"low": sentence, "high": sentence}
    assert wrong(book, low=15) == {"low": ["Mức thấp 15 lớn hơn số ước tính 14."]}
    assert wrong(book, ended_on=None) == {"ended_on": ["Số ước tính chỉ ghi khi đợt khảo sát đã kết thúc."]}
    tomorrow = "Ngày ở sau hôm nay. Chỉ ghi khi đợt khảo sát đã kết thúc."
    assert wrong(book, ended_on=date(2021, 6, 23)) == {"ended_on": [tomorrow]}


def test_a_range_out_of_order_verify_finds(book: Book) -> None:
    line = DataEntry.objects.get(pk=book.add())
    assert [*find_entry_faults()] == []
    for values in ({"low": 15}, {"high": None}, {"ended_on": "2021-06-01"}, {"ended_on": "2999-06-01"}):
        content = {name: value for name, value in (line.content | values).items() if value is not None}
        columns = {"day1": content["ended_on"]}
        with without_entry_triggers():
            DataEntry.objects.filter(pk=line.pk).update(content=content, **columns)
        assert {fault.place for fault in find_entry_faults()} & {*values}, values


rounds = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.dates(date(2020, 11, 1), date(2021, 6, 10)),
            "ended_on": st.just(date(2021, 6, 10)),
            "establishments": st.integers(0, 60),
            "title": st.integers(1, 999).map("{}/QĐ-UBND".format),
        }
    ),
    max_size=8,
    unique_by=lambda line: (line["day"], line["title"]),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds)
def test_what_is_counted_is_what_a_second_count_finds(book: Book, lines: list[dict[str, Any]]) -> None:
    delete_entries(get_registers()["surveys"])
    book.bring_in(lines)
    inside = [line for line in lines if HALF[0] <= line["day"] < HALF[1]]
    assert book.number("rounds") == (len(inside) if inside else None)
    assert book.number("establishments") == (sum(line["establishments"] for line in inside) if inside else None)
