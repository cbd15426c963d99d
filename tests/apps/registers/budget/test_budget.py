"""Money (Kế hoạch V, VI.4): estimate, allocation, spending, settlement; never more than was allocated."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.budget.models import BudgetLine, Spending
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.reporting.queries.registers import COUNTINGS
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.registers.budget import samples
from tests.apps.registers.making import HALF, Book
from tests.factories.cast import AT, Cast


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def spend(book: Book, line: UUID, amount: int, **more: Any) -> UUID:
    told = {"day": date(2021, 4, 2), "line": line, "title": "PC12", "amount": amount, "purpose": "In tờ rơi"}
    done = entries.create_entry(
        register="spendings", unit=book.cast.units["03304"], values=told | more, by=book.cast.commune, at=AT
    )
    return UUID(str(done.answer["id"]))


def spent(book: Book, *where: tuple[str, str]) -> int | None:
    (told,) = COUNTINGS["spendings"].measure_all(
        [MeasureQuery("spent", where)], unit=book.cast.units["03304"], start=HALF[0], end=HALF[1]
    )
    return told.number


def wrong(book: Book, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidInput) as refused:
        book.add(**values)
    return refused.value.messages


def test_it_works(book: Book) -> None:
    line = book.add()
    spend(book, line, 4_000_000)
    spend(book, line, 5_500_000, title="PC13")
    assert [book.number(name) for name in ("estimated", "allocated", "settled")] == [
        12_000_000,
        10_000_000,
        0,
    ]
    assert spent(book, ("budget_source", "commune")) == 9_500_000
    assert BudgetLine.objects.get().spent == 9_500_000


def test_to_spend_more_than_was_allocated_is_refused_whoever_spends_it(book: Book) -> None:
    line = book.add()
    spend(book, line, 9_000_000)
    with pytest.raises(InvalidInput) as refused:
        spend(book, line, 1_000_001, title="PC13")
    assert "được phân bổ 10.000.000 đồng, tổng chi thành 10.000.001 đồng" in refused.value.messages["amount"][0]
    assert Spending.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line).update(spent=10_000_001)


def test_before_the_allocation_nothing_is_spent(book: Book) -> None:
    line = book.add(allocated=None, allocated_on=None, allocation="")
    with pytest.raises(InvalidInput) as refused:
        spend(book, line, 1)
    assert [*refused.value.messages] == ["line"]


def test_a_spending_that_is_voided_gives_its_money_back(book: Book, cast: Cast) -> None:
    line = book.add()
    paid = spend(book, line, 9_000_000)
    entries.void_entry(register="spendings", entry=paid, version=1, reason="Ghi nhầm", by=cast.commune, at=AT)
    spend(book, line, 10_000_000, title="PC13")
    with pytest.raises(ActionRefused):
        entries.restore_entry(register="spendings", entry=paid, version=2, by=cast.commune, at=AT)


def test_what_was_spent_is_not_allocated_away_or_voided(book: Book, cast: Cast) -> None:
    line = book.add()
    spend(book, line, 9_000_000)
    less = samples.VALUES | {"allocated": 8_000_000}
    with pytest.raises(InvalidInput) as refused:
        entries.update_entry(register="budget", entry=line, version=1, values=less, by=cast.commune, at=AT)
    assert [*refused.value.messages] == ["allocated"]
    with pytest.raises(ActionRefused):
        entries.void_entry(register="budget", entry=line, version=1, reason="Ghi nhầm", by=cast.commune, at=AT)


@pytest.mark.faults("entry.change")
def test_what_is_settled_was_spent(book: Book, cast: Cast) -> None:
    line = book.add()
    spend(book, line, 9_000_000)
    told = {"settled_on": date(2021, 6, 10), "settlement": "9/QT-UBND"}
    more = samples.VALUES | told | {"settled": 9_000_001}
    with pytest.raises(InvalidInput) as refused:
        entries.update_entry(register="budget", entry=line, version=1, values=more, by=cast.commune, at=AT)
    assert [*refused.value.messages] == ["settled"]
    right = samples.VALUES | told | {"settled": 9_000_000}
    entries.update_entry(register="budget", entry=line, version=1, values=right, by=cast.commune, at=AT)
    assert book.number("settled") == 9_000_000


def test_money_moved_to_another_line_leaves_the_first(book: Book, cast: Cast) -> None:
    one, two = book.add(), book.add(source="upper", title="13/DT-UBND")
    paid = spend(book, one, 6_000_000)
    told = {
        "day": date(2021, 4, 2),
        "line": two,
        "title": "PC12",
        "amount": 6_000_000,
        "purpose": "In tờ rơi",
    }
    entries.update_entry(register="spendings", entry=paid, version=1, values=told, by=cast.commune, at=AT)
    assert dict(BudgetLine.objects.values_list("pk", "spent")) == {one: 0, two: 6_000_000}


def test_an_amount_has_its_day_and_a_clause_its_number(book: Book) -> None:
    assert [*wrong(book, allocated_on=None)] == ["allocated_on"]
    assert [*wrong(book, allocated=None)] == ["allocated"]
    assert [*wrong(book, clause="phần ba")] == ["clause"]
    assert [*wrong(book, allocated_on=date(2021, 6, 23))] == ["allocated_on"]  # tomorrow


def test_what_is_allocated_after_the_cut_off_was_not_at_it(book: Book) -> None:
    book.add(allocated_on=date(2021, 6, 20))
    assert (book.number("estimated"), book.number("allocated")) == (12_000_000, 0)


def test_the_balance_tells_a_year_by_source(book: Book, signed_in: Any, cast: Cast) -> None:
    spend(book, book.add(), 4_000_000)
    book.add(source="upper", title="13/DT-UBND", allocated=None, allocated_on=None, allocation="")
    page = signed_in(cast.commune).get(reverse("budget:balance"))
    assert "6.000.000" in page.text  # what is left of the commune's own money
    assert [row.allocated for row in page.context["rows"]] == [10_000_000, None]
    assert page.context["total"].estimated == 24_000_000


def test_a_year_that_is_none_is_not_found(book: Book, signed_in: Any, cast: Cast) -> None:
    assert signed_in(cast.commune).get(reverse("budget:balance"), {"nam": "xx"}).status_code == 404


spendings = st.lists(
    st.tuples(st.dates(date(2020, 12, 1), date(2021, 6, 22)), st.integers(1, 2_000_000), st.uuids()),
    max_size=7,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spendings)
def test_what_is_spent_is_what_a_second_count_finds(book: Book, told: list[tuple[date, int, UUID]]) -> None:
    Spending.objects.all().delete()
    BudgetLine.objects.all().delete()
    line = book.add(allocated=10_000_000)
    kept: list[tuple[date, int]] = []
    for day, amount, number in told:
        if sum(each for _day, each in kept) + amount > 10_000_000:
            with pytest.raises(InvalidInput):
                spend(book, line, amount, day=day, title=str(number))
        else:
            spend(book, line, amount, day=day, title=str(number))
            kept.append((day, amount))
    inside = [amount for day, amount in kept if HALF[0] <= day < HALF[1]]
    assert spent(book) == (sum(inside) if inside else None)
    assert BudgetLine.objects.get().spent == sum(amount for _day, amount in kept)
