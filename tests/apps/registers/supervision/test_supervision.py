"""The Front and the organisations supervise (Kế hoạch VI.8): a programme, visits, recommendations, replies."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.apps.reporting.queries.registers import COUNTINGS
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.making import HALF, Book
from tests.apps.registers.supervision import samples
from tests.factories.cast import AT, Cast

NONE: dict[str, Any] = {"recommendation": "", "addressee": None, "reply_by": None}
PROGRAMME = {"day": date(2021, 1, 20), "title": "05/CTr-MTTQ", "year": 2021, "visits": 4}


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def wrong(book: Book, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidInput) as refused:
        book.add(**values)
    return refused.value.messages


def test_a_recommendation_is_followed_until_it_is_answered(book: Book, cast: Cast) -> None:
    line = book.add(day=date(2021, 5, 4))
    names = ("visits", "recommendations", "waiting", "replied")
    assert [book.number(name) for name in names] == [1, 1, 1, 0]
    answered = samples.VALUES | {"day": date(2021, 5, 4), "replied_on": date(2021, 6, 10), "reply": "31/UBND"}
    entries.update_entry(register="supervision", entry=line, version=1, values=answered, by=cast.office, at=AT)
    assert [book.number(name) for name in names] == [1, 1, 0, 1]


def test_an_answer_after_the_cut_off_was_awaited_at_it(book: Book) -> None:
    book.add(replied_on=date(2021, 6, 18), reply="31/UBND")
    assert (book.number("waiting"), book.number("replied")) == (1, 0)


def test_a_visit_without_a_recommendation_asks_nobody(book: Book) -> None:
    book.add(**NONE)
    assert [book.number(name) for name in ("visits", "recommendations", "waiting")] == [1, 0, 0]
    assert [*wrong(book, **NONE | {"addressee": "03304"})] == ["addressee"]
    assert [*wrong(book, addressee=None)] == ["addressee"]


def test_days_stand_in_their_order(book: Book) -> None:
    assert [*wrong(book, reply_by=date(2021, 6, 1))] == ["reply_by"]
    assert [*wrong(book, replied_on=date(2021, 6, 1))] == ["replied_on"]
    assert [*wrong(book, replied_on=date(2021, 6, 23))] == ["replied_on"]  # tomorrow


def test_a_recommendation_names_no_person(book: Book) -> None:
    assert [*wrong(book, recommendation="Đề nghị xem lại trường hợp chị Lò Thị Pâng, số CCCD 011190001234")] == [
        "recommendation"
    ]


def test_what_was_recommended_to_nobody_the_database_refuses(book: Book) -> None:
    line = book.add()
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionVisit.objects.filter(pk=line).update(addressee=None)


def test_a_programme_is_one_a_year_and_its_visits_name_it(book: Book, cast: Cast) -> None:
    told = {
        "register": "supervision_programmes",
        "unit": cast.units["099.LDTBXH"],
        "by": cast.office,
        "at": AT,
    }
    done = entries.create_entry(values=PROGRAMME, **told)
    with pytest.raises(InvalidInput):
        entries.create_entry(values=PROGRAMME | {"title": "06/CTr-MTTQ"}, **told)
    with pytest.raises(InvalidInput):
        entries.create_entry(values=PROGRAMME | {"year": 2019}, **told)
    book.add(programme=UUID(str(done.answer["id"])))
    (count,) = COUNTINGS["supervision_programmes"].measure_all(
        [MeasureQuery("planned")], unit=cast.units["099.LDTBXH"], start=HALF[0], end=HALF[1]
    )
    assert count.number == 4


@st.composite
def visits(draw: st.DrawFn) -> dict[str, Any]:
    day = draw(st.dates(date(2020, 11, 1), date(2021, 6, 12)))
    line = {"day": day, "subject": draw(st.sampled_from(["plan", "money"])), "reply_by": None}
    if not draw(st.booleans()):
        return line | NONE
    replied = draw(st.one_of(st.none(), st.dates(day, date(2021, 6, 22))))
    return line | {"replied_on": replied, "recommendation": f"Kiến nghị số {draw(st.integers(1, 10**6))}"}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        visits(),
        max_size=8,
        unique_by=lambda line: (line["day"], line["subject"], line.get("recommendation")),
    )
)
def test_what_is_counted_is_what_a_second_count_finds(book: Book, lines: list[dict[str, Any]]) -> None:
    SupervisionVisit.objects.all().delete()
    book.bring_in(lines)
    asked = [line for line in lines if line.get("recommendation") != ""]
    inside = [line for line in lines if HALF[0] <= line["day"] < HALF[1]]
    assert book.number("visits") == (len(inside) if inside else None)
    if inside:
        assert book.number("recommendations") == sum(line in asked for line in inside)
    if lines:
        late = [line for line in asked if line["replied_on"] is None or line["replied_on"] >= HALF[1]]
        done = [line for line in asked if line["replied_on"] and HALF[0] <= line["replied_on"] < HALF[1]]
        assert (book.number("waiting"), book.number("replied")) == (len(late), len(done))
