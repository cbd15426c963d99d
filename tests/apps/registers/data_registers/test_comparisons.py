"""The database refuses what breaks a comparison between fields, and nothing else that the service accepts."""

import importlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.data_registers import entry_triggers
from sokehoach.apps.registers.data_registers.definitions import build_check, build_register
from sokehoach.apps.registers.data_registers.models import ComparisonTerm, DataEntry, RegisterTypeVersion
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.registers.data_registers.services.types import import_register_types
from sokehoach.apps.registers.data_registers.storage import DataStorage
from sokehoach.domain.registers.field_kinds import FieldKind as Kind
from sokehoach.domain.registers.register_type import Constraint, ConstraintRule, RegisterField, RegisterType
from tests.apps.registers.data_registers.conftest import ProgrammeRegisters
from tests.factories.quang_ngai import SINCE, morning
from tests.factories.unguarded import without_entry_triggers

UID = "COMPARED001"
DAY = date(2026, 2, 10)
FIELDS = (
    RegisterField("day", "Ngày", Kind.DAY),
    *(
        RegisterField(code, code, kind, required=False)
        for code, kind in {
            "seats": Kind.NUMBER, "used": Kind.NUMBER, "lost": Kind.NUMBER, "cost": Kind.MONEY, "size": Kind.DECIMAL,
            "planted": Kind.DECIMAL, "rate": Kind.PERCENT, "since": Kind.YEAR, "ended_on": Kind.DAY,
            "quarter": Kind.QUARTER,
        }.items()
    ),
)  # fmt: skip
DAYS, NUMBERS = ("day", "ended_on", "quarter"), ("seats", "used", "lost", "cost", "size", "planted", "rate", "since")
QUARTERS = (date(2025, 12, 14), date(2026, 3, 14))


class Database:
    """Writes entries past every service, under the newest version of the type."""

    def __init__(self, digital: ProgrammeRegisters) -> None:
        self.programme = Programme.objects.get(code=digital.programme)
        self.by = digital.people["cds-bato"]

    def publish(self, *constraints: Constraint) -> RegisterType:
        register = RegisterType(UID, "so_sanh", "So sánh", "dòng", "Để thử.", FIELDS, ("day",), constraints=constraints)
        import_register_types(
            programme=self.programme, types=[register], functions={UID: "general"}, by="tests", at=morning(SINCE)
        )
        return register

    def build_entry(self, register: RegisterType, values: Mapping[str, Any]) -> DataEntry:
        version = RegisterTypeVersion.objects.get(type__uid=UID, is_current=True)
        storage = DataStorage(version.type_id, version.pk, "general", {})
        definition = build_register(register, slug="so-sanh", storage=storage)
        return DataEntry(
            pk=uuid.uuid4(), unit=self.by.unit, created_by=self.by, updated_by=self.by, created_at=morning(),
            updated_at=morning(), folded="", **storage.build_columns(definition, self.by.unit, values, None),  # type: ignore[arg-type]
        )  # fmt: skip

    def write(self, register: RegisterType, **values: Any) -> DataEntry:
        entry = self.build_entry(register, {"day": DAY} | values)
        entry.save(force_insert=True)
        return entry


@pytest.fixture
def database(digital: ProgrammeRegisters) -> Database:
    return Database(digital)


def is_refused(write: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return entry_triggers.WRONG_COMPARISON in str(error)
    return False


AT_MOST = Constraint(ConstraintRule.AT_MOST, ("used", "lost"), "Sai.", "seats")
LATER = Constraint(ConstraintRule.AT_LEAST, ("ended_on", "quarter"), "Sai.", "day")
SUM = Constraint(ConstraintRule.SUM_AT_MOST, ("used", "planted"), "Sai.", "size")
EQUALS = Constraint(ConstraintRule.SUM_EQUALS, ("used", "lost"), "Sai.", "seats")
POSITIVE = Constraint(ConstraintRule.ONE_POSITIVE, ("size", "used"), "Sai.")
HALF = Decimal("0.5")


@pytest.mark.parametrize(
    ("constraint", "kept", "broken"),
    [
        (AT_MOST, {"used": 3, "lost": 3, "seats": 3}, {"used": 3, "lost": 4, "seats": 3}),
        (AT_MOST, {"used": 3, "lost": 4}, {"lost": 4, "seats": 3}),
        (LATER, {"ended_on": DAY}, {"ended_on": date(2026, 2, 9)}),
        (LATER, {"quarter": date(2026, 3, 14)}, {"quarter": date(2025, 12, 14)}),
        (SUM, {"used": 1, "planted": HALF, "size": Decimal("1.5")}, {"used": 2, "planted": HALF, "size": 2 * HALF}),
        (SUM, {"used": 2, "size": HALF}, {"used": 1, "planted": Decimal("0.001"), "size": Decimal(1)}),
        (EQUALS, {"used": 1, "lost": 2, "seats": 3}, {"used": 1, "lost": 2, "seats": 4}),
        (EQUALS, {"used": 1, "seats": 4}, {"used": 1, "lost": 2, "seats": 2}),
        (POSITIVE, {"size": Decimal("0.001"), "used": 0}, {"size": Decimal(0), "used": 0}),
        (POSITIVE, {"used": 0}, {"size": Decimal(0), "used": 0, "seats": 3}),
    ],
)
def test_each_comparison_is_held_past_every_service(
    database: Database, constraint: Constraint, kept: dict[str, Any], broken: dict[str, Any]
) -> None:
    register = database.publish(constraint)
    entry = database.write(register, **kept)
    assert is_refused(lambda: database.write(register, **broken))
    content = database.build_entry(register, {"day": DAY} | broken).content
    assert is_refused(lambda: DataEntry.objects.filter(pk=entry.pk).update(content=content))
    assert DataEntry.objects.get(pk=entry.pk).content == entry.content


@st.composite
def drawn_constraints(draw: st.DrawFn) -> Constraint:
    rule = draw(st.sampled_from(
        [ConstraintRule.AT_MOST, ConstraintRule.AT_LEAST, ConstraintRule.SUM_AT_MOST, ConstraintRule.SUM_EQUALS,
         ConstraintRule.ONE_POSITIVE]
    ))  # fmt: skip
    has_days = rule in (ConstraintRule.AT_MOST, ConstraintRule.AT_LEAST) and draw(st.booleans())
    *fields, other = draw(st.permutations(DAYS if has_days else NUMBERS))
    fields = fields[: draw(st.integers(1, len(fields)))]
    return Constraint(rule, tuple(fields), "Sai.", "" if rule is ConstraintRule.ONE_POSITIVE else other)


@st.composite
def drawn_values(draw: st.DrawFn) -> dict[str, Any]:
    """Small numbers, of which sums are often equal; one in five is blank."""
    numbers, halves = st.integers(0, 4), st.integers(0, 8).map(lambda number: Decimal(number) / 2)
    days = st.dates(date(2026, 2, 26), date(2026, 3, 15))
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.NUMBER: numbers, Kind.MONEY: numbers, Kind.YEAR: st.integers(2000, 2004), Kind.DECIMAL: halves,
        Kind.PERCENT: halves, Kind.DAY: days, Kind.QUARTER: st.sampled_from(QUARTERS),
    }  # fmt: skip
    return {
        field.code: draw(by_kind[field.kind]) if field.code == "day" or draw(st.integers(0, 4)) else None
        for field in FIELDS
    }


@given(st.lists(drawn_constraints(), max_size=6), st.lists(drawn_values(), min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
def test_trigger_and_service_agree(
    database: Database, constraints: list[Constraint], entries: list[dict[str, Any]]
) -> None:
    """On insertion and on a change of content, where no other rule is asked."""
    with transaction.atomic():
        register = database.publish(*constraints)
        check = build_check(register)
        stored = database.write(database.publish())
        database.publish(*constraints)
        for values in entries:
            is_broken = bool(check(values))
            entry = database.build_entry(register, values)
            assert is_refused(lambda entry=entry: entry.save(force_insert=True)) is is_broken
            changes = {"content": entry.content, "type_version": entry.type_version_id}
            update = DataEntry.objects.filter(pk=stored.pk).update
            assert is_refused(lambda update=update, changes=changes: update(**changes)) is is_broken
        transaction.set_rollback(True)


def test_an_entry_is_compared_by_its_own_version_until_it_gets_another(database: Database) -> None:
    broken = {"used": 4, "seats": 3}
    entry = database.write(database.publish(), **broken)
    register = database.publish(AT_MOST)
    entry.content |= {"lost": 9}
    entry.save()
    newest = database.build_entry(register, {"day": DAY}).type_version_id
    assert is_refused(lambda: DataEntry.objects.filter(pk=entry.pk).update(type_version=newest))
    assert [*find_entry_faults()] == []
    DataEntry.objects.filter(pk=entry.pk).update(type_version=newest, content=entry.content | {"used": 3, "lost": 0})


def test_an_entry_that_was_stored_before_is_voided_restored_and_removed_and_named_by_verify(database: Database) -> None:
    register = database.publish(AT_MOST)
    with without_entry_triggers():
        entry = database.write(register, used=4, seats=3)
    row = DataEntry.objects.filter(pk=entry.pk)
    row.update(voided=True)
    row.update(voided=False)
    entry.save()  # all columns, none of them other than before
    assert {fault.place for fault in find_entry_faults()} == {"used", "lost"}
    assert is_refused(lambda: row.update(content=entry.content | {"used": 5}))
    row.update(content=entry.content | {"used": 3})
    assert [*find_entry_faults()] == []
    with without_entry_triggers():
        row.update(content=entry.content)
    row.update(removed_on=DAY, removed_digest="x", content={"day": "2026-02-10", "used": 4, "seats": 3})


def test_terms_never_change(database: Database) -> None:
    database.publish(AT_MOST)
    terms = ComparisonTerm.objects.filter(version__type__uid=UID)
    assert [*terms.values_list("comparison", "field", "weight", "least", "most")] == [
        (0, "used", 1, None, 0), (0, "seats", -1, None, 0), (1, "lost", 1, None, 0), (1, "seats", -1, None, 0),
    ]  # fmt: skip
    for change in (terms.delete, lambda: terms.update(most=9)):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_wrong_value_is_refused_before_it_is_compared(database: Database) -> None:
    register = database.publish(LATER, AT_MOST)
    entry = database.write(register, used=1, seats=1, ended_on=DAY)
    for wrong in ({"ended_on": "mai"}, {"used": "ba"}, {"seats": True}, {"used": 10**30}, {"ended_on": "2026-02-31"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            DataEntry.objects.filter(pk=entry.pk).update(content=entry.content | wrong)


def test_the_migration_stores_the_terms_that_publishing_stores(database: Database) -> None:
    migration = importlib.import_module("sokehoach.apps.registers.data_registers.migrations.0007_comparisons")
    database.publish(AT_MOST, LATER, SUM, EQUALS, POSITIVE, replace(AT_MOST, rule=ConstraintRule.ONE_PRESENT, other=""))
    version = RegisterTypeVersion.objects.get(type__uid=UID)
    published = [*ComparisonTerm.objects.filter(version=version).values_list("comparison", "field", "weight", "least")]
    assert len(published) == 4 + 4 + 3 + 3 + 2
    with connection.cursor() as cursor, without_entry_triggers():
        cursor.execute("DELETE FROM data_registers_comparisonterm")
    migration.store_comparisons(_Apps(), None)
    terms = ComparisonTerm.objects.filter(version=version)
    assert [*terms.values_list("comparison", "field", "weight", "least")] == published


class _Apps:
    """The models of now, as a migration asks for them."""

    @staticmethod
    def get_model(_app: str, name: str) -> Any:
        return {"ComparisonTerm": ComparisonTerm, "RegisterTypeVersion": RegisterTypeVersion}[name]
