"""The database itself refuses an entry that its version does not allow, whoever writes it."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from sokehoach.apps.registers.data_registers import entry_triggers
from sokehoach.apps.registers.data_registers.models import DataEntry, FieldRule, RegisterTypeVersion
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from tests.apps.registers.data_registers.conftest import ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS


@pytest.fixture
def row(digital: ProgrammeRegisters) -> DataEntry:
    pk = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    return DataEntry.objects.get(pk=pk)


@pytest.mark.parametrize(
    "change",
    [
        {"title": None}, {"title": ""}, {"title": 7}, {"sessions": "3"}, {"sessions": -1}, {"sessions": 61},
        {"sessions": 2.5}, {"sessions": True}, {"languages": "viet"}, {"languages": []}, {"day": "10/2/2026"},
        {"day": "2026-02-31"}, {"full_name": "x"},
    ],
)  # fmt: skip
def test_a_value_that_breaks_a_rule_is_refused(row: DataEntry, change: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        DataEntry.objects.filter(pk=row.pk).update(content=row.content | change)
    lacking = {name: value for name, value in row.content.items() if name != "sessions"}
    with pytest.raises(IntegrityError), transaction.atomic():
        DataEntry.objects.filter(pk=row.pk).update(content=lacking)
    DataEntry.objects.filter(pk=row.pk).update(content=row.content | {"sessions": 60})


def test_an_entry_keeps_the_function_and_version_of_its_type(digital: ProgrammeRegisters, row: DataEntry) -> None:
    other = RegisterTypeVersion.objects.exclude(pk=row.type_version_id).first()
    assert other is not None
    for wrong in ({"function": "enforcement"}, {"type_version": other}, {"type": other.type}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DataEntry.objects.filter(pk=row.pk).update(**wrong)


def test_rules_and_versions_never_change(row: DataEntry) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterTypeVersion.objects.filter(pk=row.type_version_id).update(definition="{}")
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldRule.objects.filter(version=row.type_version_id).update(required=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        FieldRule.objects.filter(version=row.type_version_id).delete()


def test_installing_again_changes_nothing(row: DataEntry) -> None:
    entry_triggers.install_triggers()
    with pytest.raises(IntegrityError), transaction.atomic():
        DataEntry.objects.filter(pk=row.pk).update(content={})


def test_what_no_trigger_holds_is_found_by_verify(digital: ProgrammeRegisters, row: DataEntry) -> None:
    def list_places() -> list[str]:
        return [fault.place for fault in find_entry_faults()]

    assert list_places() == []
    wrong = {"place": None, "content": "ai", "day": "2026-02-11"}
    content = {name: value for name, value in (row.content | wrong).items() if value is not None}
    DataEntry.objects.filter(pk=row.pk).update(content=content)
    assert list_places() == ["content", "day", "place"], "its column and option, its day, what «trực tiếp» asks for"
    row.save()
    DataEntry.objects.filter(pk=row.pk).update(number1=4, title="Tên khác", day=date(2026, 2, 12))
    assert list_places() == ["day", "sessions", "title"]
    row.save()
    row.entryoptions.filter(field="languages").first().delete()  # type: ignore[union-attr]
    assert list_places() == ["languages"]
