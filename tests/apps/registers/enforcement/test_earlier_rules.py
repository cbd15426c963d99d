"""Entries from before trafficking was asked for say nothing of it, and are under rules in which nobody asks."""

import importlib
from datetime import date

import pytest
from django.apps import apps

from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.enforcement import samples
from tests.apps.registers.making import Book
from tests.factories.cast import AT, Cast

MIGRATION = importlib.import_module("sokehoach.apps.registers.enforcement.migrations.0003_entries_are_data")
NEXT_HALF = (date(2021, 5, 16), date(2021, 11, 16))


@pytest.mark.both_databases
def test_entries_without_the_later_numbers_keep_rules_of_their_own(cast: Cast) -> None:
    book = Book(cast, samples)
    earlier = DataEntry.objects.get(pk=book.add())
    book.add(**samples.COURT)
    later = DataEntry.objects.get(pk=book.add(day=date(2021, 6, 20), since=date(2021, 6, 13)))
    content = {name: value for name, value in earlier.content.items() if name not in MIGRATION.ASKED_LATER}
    DataEntry.objects.filter(pk=earlier.pk).update(content=content)
    assert {fault.place for fault in find_entry_faults()} == {*MIGRATION.ASKED_LATER}

    MIGRATION.keep_earlier_rules(apps, None)
    MIGRATION.keep_earlier_rules(apps, None)  # the migration was undone and made again

    assert [*find_entry_faults()] == []
    earlier.refresh_from_db()
    assert earlier.type_version.number == later.type_version.number - 1
    assert not earlier.type_version.is_current
    rules = ("field", "value_type", "required", "largest")
    assert [*earlier.type_version.field_rules.values_list(*rules)] == [
        *later.type_version.field_rules.values_list(*rules)
    ]
    DataEntry.objects.filter(pk=later.pk).update(voided=True)
    assert [book.number(name, days=NEXT_HALF) for name in ("cases", *MIGRATION.ASKED_LATER)] == [2, *[None] * 6]
    values = {**samples.VALUES, **dict.fromkeys(MIGRATION.ASKED_LATER)}
    with pytest.raises(InvalidInput) as refused:  # whoever edits it, says them
        entries.update_entry(register=book.code, entry=earlier.pk, version=1, values=values, by=cast.police, at=AT)
    assert {*refused.value.messages} == {*MIGRATION.ASKED_LATER}
    DataEntry.objects.filter(pk=earlier.pk).update(content={**content, "harbouring_cases": 2})
    assert "harbouring_cases" in {fault.place for fault in find_entry_faults()}, "its own parts are within the whole"


def test_where_all_say_them_there_is_one_version(cast: Cast) -> None:
    entry = DataEntry.objects.get(pk=Book(cast, samples).add())
    MIGRATION.keep_earlier_rules(apps, None)
    assert entry.type.versions.count() == 1
