"""Rounds of occupational health checks (Kế hoạch VI.3): the district's in a quarter, of no commune."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.queries.level_names import base_areas_title
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.fields import FieldKind
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.health_checks import samples
from tests.apps.registers.making import HALF, Book
from tests.factories.cast import Cast
from tests.factories.first_registers import delete_entries
from tests.factories.unguarded import without_entry_triggers


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def wrong(book: Book, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidInput) as refused:
        book.add(**values)
    return refused.value.messages


@pytest.mark.faults("grant.give")
def test_it_works(book: Book) -> None:
    book.add(day=date(2021, 3, 14), communes=2, due=10, checked=9, conditions=0)
    book.add(communes=1)
    told = {name: book.number(name) for name in ("communes", "due", "checked", "conditions")}
    assert told == {"communes": 3, "due": 34, "checked": 29, "conditions": 3}


def test_how_many_were_due_may_be_unknown_and_then_no_sum_passes_for_the_whole(book: Book) -> None:
    book.add()
    book.add(day=date(2021, 3, 14), due=None, checked=500)
    assert (book.number("due"), book.number("checked")) == (None, 520)


def test_more_checked_than_due_are_refused(book: Book) -> None:
    assert wrong(book, checked=25) == {"checked": ["Đã khám 25 người, lớn hơn số đến hạn 24."]}
    line = book.add()
    row = DataEntry.objects.get(pk=line)
    with without_entry_triggers():
        DataEntry.objects.filter(pk=line).update(content=row.content | {"due": 19})
    assert [(fault.entry, fault.place) for fault in find_entry_faults()] == [(str(line), "checked")]


def test_a_quarter_is_told_once(book: Book) -> None:
    book.add()
    assert wrong(book, checked=2, due=2) == {"day": ["Sổ đã có một dòng cùng quý. Hãy sửa dòng ấy."]}
    later = DataEntry.objects.get(pk=book.add(day=date(2021, 3, 14)))
    first = DataEntry.objects.exclude(pk=later.pk).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        DataEntry.objects.filter(pk=later.pk).update(unique_digest=first.unique_digest)
    content = later.content | {"day": first.day.isoformat()}
    DataEntry.objects.filter(pk=later.pk).update(content=content, day=first.day)  # as the service never does
    assert [(fault.entry, fault.place) for fault in find_entry_faults()] == [(str(later.pk), "day")]


def test_it_knows_a_quarter_and_neither_commune_nor_establishment(book: Book) -> None:
    assert "day" in wrong(book, day=date(2021, 5, 20))
    assert {field.kind for field in get_registers()["health_checks"].fields} == {FieldKind.QUARTER, FieldKind.NUMBER}
    line = book.add()
    row = DataEntry.objects.get(pk=line)
    DataEntry.objects.filter(pk=line).update(content=row.content | {"day": "2021-06-15"}, day=date(2021, 6, 15))
    assert [(fault.entry, fault.place) for fault in find_entry_faults()] == [(str(line), "day")]


def test_its_label_names_the_levels_of_the_installation(book: Book, signed_in: Callable[[User], Client]) -> None:
    book.add()
    page = signed_in(book.cast.health).get("/so/kham-suc-khoe/").content.decode()
    assert f"{base_areas_title()} có đợt khám" in page
    with override("en"):
        assert str(get_registers()["health_checks"].field("communes").label).startswith(str(base_areas_title()))


lines = st.fixed_dictionaries(
    {
        "day": st.sampled_from([date(2020, 12, 14), date(2021, 3, 14), date(2021, 6, 14)]),
        "communes": st.integers(0, 19),
        "due": st.none() | st.integers(50, 90),
        "checked": st.integers(0, 50),
        "conditions": st.integers(0, 9),
    }
)


@pytest.mark.faults("entry.bring_in")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=6, unique_by=lambda line: line["day"]))
def test_measures_equal_a_count_written_a_second_way(book: Book, told: list[dict[str, Any]]) -> None:
    delete_entries(get_registers()["health_checks"])
    book.bring_in(told)
    within = [line for line in told if HALF[0] <= line["day"] < HALF[1]]
    due = [line["due"] for line in within]
    assert book.number("communes") == (sum(line["communes"] for line in within) if within else None)
    assert book.number("checked") == (sum(line["checked"] for line in within) if within else None)
    assert book.number("due") == (sum(due) if within and None not in due else None)
