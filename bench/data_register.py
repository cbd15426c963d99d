"""The budget lines once more as a register that is data, for the same questions to both in one run."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import uuid4

from bench.short import read_clock

PAGE_40 = "2021-05-20.0.00000000000000000000000000000000"  # the key of a place some thousand entries down
UID, SLUG = "BENCHBUDGET", "du-toan-mau"


def define(at: datetime) -> None:
    """The type with the fields of `budget` that an estimate has, and its owners."""
    from sokehoach.apps.programmes.models import Programme
    from sokehoach.apps.registers.core.models import RegisterOwnership
    from sokehoach.apps.registers.data_registers.services.types import import_register_types
    from sokehoach.domain.registers.field_kinds import FieldKind as Kind
    from sokehoach.domain.registers.register_type import (
        MeasureDefinition,
        MeasureOperation,
        MeasureSpan,
        RegisterField,
        RegisterType,
    )

    programme = Programme.objects.get()
    measures = (
        MeasureDefinition("estimated", "dự toán", MeasureOperation.SUM, field="estimated", span=MeasureSpan.STOCK),
    )
    fields = (
        RegisterField("day", "Ngày", Kind.DAY), RegisterField("title", "Số văn bản", Kind.TEXT),
        RegisterField("year", "Năm", Kind.YEAR), RegisterField("source", "Nguồn", Kind.ONE, "budget_source"),
        RegisterField("clause", "Mục", Kind.TEXT), RegisterField("estimated", "Dự toán", Kind.MONEY),
        RegisterField("allocated", "Phân bổ", Kind.MONEY, required=False),
        RegisterField("joint_programmes", "Cùng thực hiện", Kind.MANY, "joint_programme", required=False),
    )  # fmt: skip
    register = RegisterType(
        UID, "du_toan_mau", "Dự toán mẫu", "dòng", "Để đo.", fields, ("title", "year", "source", "clause", "estimated"),
        ("source", "joint_programmes"), ("estimated", "allocated"), "title", measures=measures,
    )  # fmt: skip
    import_register_types(programme=programme, types=[register], functions={UID: "general"}, by="bench", at=at)
    plain = RegisterOwnership.objects.get(register="budget")
    RegisterOwnership.objects.create(
        programme=programme, register=UID, levels=plain.levels, agencies=plain.agencies, clauses=[]
    )


def copy_lines(by: Any, at: datetime) -> int:
    """The rows of `budget` as entries of the type."""
    from sokehoach.apps.indicators.models import Option
    from sokehoach.apps.registers.budget.models import BudgetLine
    from sokehoach.apps.registers.core.catalogue import get_register
    from sokehoach.apps.registers.data_registers.models import DataEntry, EntryOption

    storage: Any = get_register(UID).storage
    joint = Option.objects.get(option_set__code="joint_programme", code="drugs")
    rows, links = [], []
    for plain in BudgetLine.objects.select_related("source").iterator(chunk_size=5000):
        content = {
            "day": plain.day.isoformat(), "title": str(plain.title), "year": plain.year, "source": plain.source.code,
            "clause": plain.clause, "estimated": plain.estimated, "joint_programmes": ["drugs"],
        }  # fmt: skip
        columns = {storage.columns["source"]: plain.source.code, storage.columns["estimated"]: plain.estimated}
        row = DataEntry(
            type_id=storage.type_id, type_version_id=storage.version_id, function="general", unit_id=plain.unit_id,
            day=plain.day, content=content, title=plain.title, folded=plain.folded,
            created_by=by, updated_by=by, created_at=at, updated_at=at, **columns,
        )  # fmt: skip
        rows.append(row)
        for field, option in (("source", plain.source), ("joint_programmes", joint)):
            links.append(EntryOption(entry_id=row.pk, field=field, option=option))
    DataEntry.objects.bulk_create(rows, batch_size=2000)
    EntryOption.objects.bulk_create(links, batch_size=5000)
    return len(rows)


def measure(register: str, units: Any) -> Callable[[], object]:
    """A measure at a cut-off, by source, for each of the units: what a form asks of one register."""
    from sokehoach.apps.registers.core.measure_query import MeasureQuery
    from sokehoach.apps.reporting.queries.registers import list_countings

    queries = [
        MeasureQuery("estimated", where)
        for where in ((), (("budget_source", "commune"),), (("joint_programme", "hiv"),))
    ]

    def count() -> object:
        for unit in units:
            results = list_countings()[register].measure_all(
                queries, unit=unit, start=date(2020, 12, 15), end=date(2021, 6, 15)
            )
            assert results[0].number is not None
        return None

    return count


def load(register: str, by: Any, at: datetime, entries: int) -> Callable[[], float]:
    """Writes that many entries by the service of every register; its own time for each call."""
    from sokehoach.apps.registers.core.services import entries as service

    random = Random(4)

    def write() -> float:
        turn = random.random()
        lines = [
            (by.unit, {
                "day": date(2021, 3, 1), "title": f"Văn bản lần {turn}.{number}", "year": 2021, "source": "commune",
                "clause": "III.2", "estimated": 2_000_000, "joint_programmes": [],
            })
            for number in range(entries)
        ]  # fmt: skip
        begun = read_clock()
        service.import_entries(register=register, lines=lines, by=by, at=at)
        return read_clock() - begun

    return write


def list_pairs(page: Callable[..., Callable[[], object]], reader: str) -> Iterator[tuple[str, Any, Any]]:
    """Name, what is asked of plain columns, the same of the register that is data."""
    for name, query in (
        ("list", {}), ("list, counted and summed whole", {"tong": "1"}), ("page 40", {"sau": PAGE_40}),
        ("half-year", {"ky": "2021S1"}), ("one source", {"source": "commune"}),
        ("one of several", {"joint_programmes": "drugs"}), ("rare words", {"tim": "pu nhung"}),
        ("common words", {"tim": "ban na"}),
    ):  # fmt: skip
        plain, data = (page("registers:register", reader, slug, **query) for slug in ("du-toan", SLUG))
        yield f"{name} of {reader}", plain, data


def insert(kind: str, rows: int) -> Callable[[], float]:
    """Rows alone, without service, history or options: «plain», «data», or «unguarded», without the trigger."""
    from django.db import connection, transaction

    from sokehoach.apps.registers.budget.models import BudgetLine
    from sokehoach.apps.registers.data_registers.entry_triggers import ENTRY
    from sokehoach.apps.registers.data_registers.models import DataEntry

    model: Any = BudgetLine if kind == "plain" else DataEntry
    entries = model.objects.all() if kind == "plain" else model.objects.filter(type__uid=UID)
    samples = list(entries.order_by("pk")[:rows])
    drop = f"DROP TRIGGER {ENTRY}_" + ("insert" if connection.vendor == "sqlite" else f"check ON {ENTRY}")

    def write() -> float:
        for row in samples:
            row.pk = uuid4()
        with transaction.atomic():
            if kind == "unguarded":
                connection.cursor().execute(drop)
            begun = read_clock()
            model.objects.bulk_create(samples, batch_size=2000)
            seconds = read_clock() - begun
            transaction.set_rollback(True)
        return seconds

    return write
