"""The training courses once more as a register that is data, for the same questions to both in one run."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import uuid4

from bench.short import read_clock

PAGE_40 = "2021-05-20.0.00000000000000000000000000000000"  # the key of a place some thousand entries down
UID, SLUG = "BENCHCOURSE", "lop-mau"


def define(at: datetime) -> None:
    """The type with the fields of `training`, and its owners."""
    from sokehoach.apps.programmes.models import Programme
    from sokehoach.apps.registers.core.models import RegisterOwnership
    from sokehoach.apps.registers.data_registers.services.types import import_register_types
    from sokehoach.domain.registers.field_kinds import FieldKind as Kind
    from sokehoach.domain.registers.register_type import (
        MeasureDefinition,
        MeasureOperation,
        RegisterField,
        RegisterType,
    )

    programme = Programme.objects.get()
    measures = (MeasureDefinition("courses", "số lớp", MeasureOperation.COUNT),)
    fields = (
        RegisterField("day", "Ngày", Kind.DAY), RegisterField("title", "Tên lớp", Kind.TEXT),
        RegisterField("topic", "Nội dung", Kind.ONE, "course_topic"),
        RegisterField("level", "Cấp tổ chức", Kind.ONE, "course_level"), RegisterField("days", "Số ngày", Kind.NUMBER),
        RegisterField("joint_programmes", "Cùng thực hiện", Kind.MANY, "joint_programme", required=False),
    )  # fmt: skip
    register = RegisterType(
        UID, "lop_mau", "Lớp mẫu", "lớp", "Để đo.", fields, ("title", "topic", "level", "days"),
        ("level", "topic", "joint_programmes"), (), "title", measures=measures,
    )  # fmt: skip
    import_register_types(programme=programme, types=[register], functions={UID: "general"}, by="bench", at=at)
    plain = RegisterOwnership.objects.get(register="training")
    RegisterOwnership.objects.create(
        programme=programme, register=UID, levels=plain.levels, agencies=plain.agencies, clauses=[]
    )


def copy_courses(by: Any, at: datetime) -> int:
    """The rows of `training` as entries of the type."""
    from sokehoach.apps.indicators.models import Option
    from sokehoach.apps.registers.core.catalogue import get_register
    from sokehoach.apps.registers.data_registers.models import DataEntry, EntryOption
    from sokehoach.apps.registers.training.models import Course

    storage: Any = get_register(UID).storage
    joint = Option.objects.get(option_set__code="joint_programme", code="drugs")
    rows, links = [], []
    for plain in Course.objects.select_related("topic", "level").iterator(chunk_size=5000):
        content = {
            "day": plain.day.isoformat(), "title": str(plain.title), "topic": plain.topic.code,
            "level": plain.level.code, "days": plain.days, "joint_programmes": ["drugs"],
        }  # fmt: skip
        columns = {storage.columns["topic"]: plain.topic.code, storage.columns["level"]: plain.level.code}
        row = DataEntry(
            type_id=storage.type_id, type_version_id=storage.version_id, function="general", unit_id=plain.unit_id,
            day=plain.day, content=content, title=plain.title, folded=plain.folded,
            created_by=by, updated_by=by, created_at=at, updated_at=at, **columns,
        )  # fmt: skip
        rows.append(row)
        for field, option in (("topic", plain.topic), ("level", plain.level), ("joint_programmes", joint)):
            links.append(EntryOption(entry_id=row.pk, field=field, option=option))
    DataEntry.objects.bulk_create(rows, batch_size=2000)
    EntryOption.objects.bulk_create(links, batch_size=5000)
    return len(rows)


def measure(register: str, units: Any) -> Callable[[], object]:
    """Three measures of a half-year, by level, for each of the units: what a form asks of one register."""
    from sokehoach.apps.registers.core.measure_query import MeasureQuery
    from sokehoach.apps.reporting.queries.registers import list_countings

    queries = [
        MeasureQuery("courses", where) for where in ((), (("course_level", "district"),), (("joint_programme", "hiv"),))
    ]

    def count() -> object:
        for unit in units:
            results = list_countings()[register].measure_all(
                queries, unit=unit, start=date(2020, 12, 15), end=date(2021, 6, 15)
            )
            assert results[0].number
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
                "day": date(2021, 3, 1), "title": f"Lớp lần {turn}.{number}", "topic": "law", "level": "district",
                "days": 2, "joint_programmes": [],
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
        ("half-year", {"ky": "2021S1"}), ("one level", {"level": "district"}),
        ("one of several", {"joint_programmes": "drugs"}), ("rare words", {"tim": "pu nhung"}),
        ("common words", {"tim": "ban na"}),
    ):  # fmt: skip
        plain, data = (page("registers:register", reader, slug, **query) for slug in ("tap-huan", SLUG))
        yield f"{name} of {reader}", plain, data


def insert(kind: str, rows: int) -> Callable[[], float]:
    """Rows alone, without service, history or options: «plain», «data», or «unguarded», without the trigger."""
    from django.db import connection, transaction

    from sokehoach.apps.registers.data_registers.entry_triggers import ENTRY
    from sokehoach.apps.registers.data_registers.models import DataEntry
    from sokehoach.apps.registers.training.models import Course

    model: Any = Course if kind == "plain" else DataEntry
    entries = model.objects.all() if kind == "plain" else model.objects.filter(type__uid=UID)
    samples = list(entries.order_by("pk")[:rows])
    drop = f"DROP TRIGGER {ENTRY}_" + ("insert" if connection.vendor == "sqlite" else f"check ON {ENTRY}")

    def write() -> float:
        for number, row in enumerate(samples):
            row.pk = uuid4()
            row.title = f"Lớp thêm {number}"  # a course is told once
        with transaction.atomic():
            if kind == "unguarded":
                connection.cursor().execute(drop)
            begun = read_clock()
            model.objects.bulk_create(samples, batch_size=2000)
            seconds = read_clock() - begun
            transaction.set_rollback(True)
        return seconds

    return write
