"""Who was briefed (Kế hoạch II.2, IV.1): documents and conferences, by committee and authority."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.briefings.models import Briefing
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.briefings import samples
from tests.apps.registers.making import HALF, Book
from tests.factories.cast import Cast

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
    Briefing.objects.all().delete()
    book.bring_in([line | {"title": f"Hội nghị {at}"} for at, line in enumerate(told)])
    within = [line for line in told if HALF[0] <= line["day"] < HALF[1]]
    of_front = [line for line in within if "front" in line["briefed"]]
    assert book.number("people", ("briefed", "front")) == (sum(line["people"] for line in of_front) if within else None)
    assert book.number("briefed_authority") == (
        int(any("authority" in line["briefed"] for line in within)) if within else None
    )


def test_the_office_sees_unit_by_unit_who_has_been_briefed(
    book: Book, cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    book.add(day=date(2021, 3, 9))
    book.add(day=date(2021, 4, 9), briefed=["committee", "authority"])
    page = signed_in(cast.office).get(reverse("briefings:by_unit")).content.decode()
    assert "Đã quán triệt 1/3 cấp ủy, 1/3 chính quyền xã." in page
    assert "09/03/2021" in page
    assert "09/04/2021" in page  # the authority, a month after its committee
