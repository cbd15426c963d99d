"""A statement that is put into words once answers for whatever is given when it runs."""

from collections.abc import Callable, Iterator
from copy import copy
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DataError, transaction
from django.db.models.sql.compiler import SQLCompiler
from pytest_django import DjangoAssertNumQueries

from sokehoach.apps.registers.core import batch_query
from sokehoach.apps.registers.core.batch_query import EntryQuery, EntrySelection, RelatedRows, load_entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.shell.statements import DayParameter, IdsParameter, PreparedStatement, insert_objects
from tests.apps.registers.conftest import LINE
from tests.factories.cast import Cast

pytestmark = pytest.mark.both_databases

type Added = Callable[..., DataEntry]
DAY: date = LINE["day"]


@pytest.fixture
def in_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that Django puts into words meanwhile."""
    batch_query._prepare_statement.cache_clear()
    made: list[str] = []
    as_sql: Any = SQLCompiler.as_sql

    def told(self: Any, *args: Any, **kwargs: Any) -> Any:
        words = as_sql(self, *args, **kwargs)
        made.append(words[0])
        return words

    monkeypatch.setattr(SQLCompiler, "as_sql", told)
    yield made
    batch_query._prepare_statement.cache_clear()


def asked(units: frozenset[int], *, start: date | None = None, end: date = date(2022, 1, 1)) -> EntrySelection:
    return EntrySelection(DataEntry, units, start, end)


def read(which: EntrySelection) -> list[Any]:
    contents = {"contents": RelatedRows("entryoptions", ("option_id",))}
    return load_entries([EntryQuery(which, {"people": "number1"}, contents)])[which]


def test_other_units_and_days_are_asked_in_the_same_words(cast: Cast, added: Added, in_words: list[str]) -> None:
    ours, theirs = cast.units["03304"].pk, cast.units["03269"].pk
    first, second = added(people=46), added(people=54, day=DAY + timedelta(days=1))
    in_words.clear()
    assert [line.people for line in read(asked(frozenset({ours})))] == [46, 54]
    assert in_words
    in_words.clear()
    assert read(asked(frozenset({theirs}))) == []
    assert [line.key for line in read(asked(frozenset({ours, theirs})))] == [str(first.pk), str(second.pk)]
    assert [line.key for line in read(asked(frozenset({ours}), end=second.day))] == [str(first.pk)]
    assert in_words == []
    assert [line.key for line in read(asked(frozenset({ours}), start=second.day))] == [str(second.pk)]
    assert in_words, "days with a beginning are another question"


def test_what_hangs_from_a_line_comes_with_it(cast: Cast, added: Added) -> None:
    row = added()
    (line,) = read(asked(frozenset({cast.units["03304"].pk})))
    assert {one.option_id for one in line.contents} == {one.option_id for one in row.entryoptions.all()} != set()


def test_no_unit_is_no_line(cast: Cast, added: Added) -> None:
    added()
    assert read(asked(frozenset())) == []


def test_more_than_one_statement_holds_is_read_in_several(
    cast: Cast, added: Added, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """SQLite joins at most 500 parts in one statement; a question for lines and their rows is two."""
    row = added()
    ours = frozenset({cast.units["03304"].pk})
    days = [DAY + timedelta(days=n) for n in range(-300, 300)]
    contents = {"contents": RelatedRows("entryoptions", ("option_id",))}
    with django_assert_num_queries(3):
        found = load_entries([EntryQuery(asked(ours, end=day), {"people": "number1"}, contents) for day in days])
    assert [len(found[asked(ours, end=day)]) for day in days] == [int(row.day < day) for day in days]


def test_what_is_left_open_must_be_given(cast: Cast) -> None:
    statement = PreparedStatement(
        DataEntry.objects.filter(unit__in=IdsParameter("units"), day__lt=DayParameter("end")).values_list("pk", "day")
    )
    assert statement.rows({"units": {1}, "end": DAY}) == []
    with pytest.raises(KeyError, match="end"):
        statement.rows({"units": {1}})


def test_objects_are_inserted_as_django_inserts_them(cast: Cast, added: Added) -> None:
    row = added(people=46)
    copies = [copy(row) for _number in range(1200)]
    for number, new_row in enumerate(copies):
        new_row.pk, new_row.version = uuid4(), number
    insert_objects(copies)
    stored = {entry.pk: entry for entry in DataEntry.objects.exclude(pk=row.pk)}
    assert {pk: entry.version for pk, entry in stored.items()} == {entry.pk: entry.version for entry in copies}
    names = [field.attname for field in DataEntry._meta.concrete_fields if field.name not in ("id", "version")]
    for entry in stored.values():
        assert [getattr(entry, name) for name in names] == [getattr(row, name) for name in names]


def test_an_object_with_a_text_too_long_for_its_column_is_not_cut_off(cast: Cast, added: Added) -> None:
    new_row = copy(added())
    new_row.pk, new_row.text1 = uuid4(), "x" * 41
    with pytest.raises(DataError), transaction.atomic():
        insert_objects([new_row])
    assert not DataEntry.objects.filter(pk=new_row.pk).exists()
