"""Who was briefed (Kế hoạch II.2, IV.1): documents and conferences, by committee and authority."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.briefings import samples
from tests.apps.registers.making import HALF, Book
from tests.factories.cast import Cast
from tests.factories.first_registers import delete_entries

DOCUMENT: dict[str, Any] = {
    "kind": "document",
    "number": "12/CV-UBND",
    "people": None,
    "title": "Về rà soát địa bàn",
}
CONFERENCES = ("briefing_kind", "conference")


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def wrong(book: Book, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidInput) as refused:
        book.add(**values)
    return refused.value.messages


def test_it_works(book: Book) -> None:
    book.add()
    book.add(title="Họp Đảng ủy tháng 5", people=18, day=date(2021, 5, 6))
    book.add(**DOCUMENT)
    assert book.number("briefings", CONFERENCES) == 2
    assert book.number("people", CONFERENCES) == 43
    assert book.number("briefings", ("briefing_kind", "document")) == 1


def test_a_document_has_its_number_and_a_conference_those_who_came(book: Book) -> None:
    assert "number" in wrong(book, **DOCUMENT | {"number": ""})
    assert wrong(book, people=None) == {"people": ["Chưa ghi lượt cán bộ dự hội nghị."]}


def test_what_the_form_hides_stands_where_it_is_written_otherwise(book: Book) -> None:
    """A conference may come with the number of its invitation from a workbook; verify finds nothing in it."""
    book.add(number="7/GM-UBND")
    book.add(**DOCUMENT | {"people": 4})
    assert book.number("people") == 29
    assert [*find_entry_faults()] == []


def test_briefed_is_told_by_committee_and_authority_apart(book: Book) -> None:
    book.add(briefed=["committee", "front"])
    assert (book.number("briefed_committee"), book.number("briefed_authority")) == (1, 0)


def test_who_was_briefed_in_the_first_half_is_briefed_all_the_year(book: Book) -> None:
    book.add(day=date(2021, 2, 3))
    autumn = (date(2021, 6, 15), date(2021, 12, 15))
    assert book.number("briefed_committee", days=autumn, year=HALF[0]) == 1
    assert book.number("briefings", days=autumn, year=HALF[0]) is None


def test_a_unit_without_a_line_is_not_told_of_as_not_briefed(book: Book) -> None:
    assert book.number("briefed_committee") is None


lines = st.fixed_dictionaries(
    {
        "day": st.dates(date(2020, 11, 1), date(2021, 6, 22)),
        "people": st.integers(0, 90),
        "briefed": st.lists(st.sampled_from(["committee", "authority", "front"]), min_size=1, max_size=3, unique=True),
    }
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=6))
def test_measures_equal_a_count_written_a_second_way(book: Book, told: list[dict[str, Any]]) -> None:
    delete_entries(get_registers()["briefings"])
    book.bring_in([line | {"title": f"Hội nghị {at}"} for at, line in enumerate(told)])
    within = [line for line in told if HALF[0] <= line["day"] < HALF[1]]
    of_front = [line for line in within if "front" in line["briefed"]]
    assert book.number("people", ("briefed", "front")) == (sum(line["people"] for line in of_front) if within else None)
    assert book.number("briefed_authority") == (
        int(any("authority" in line["briefed"] for line in within)) if within else None
    )
