"""The communication activities once more as a register that is data, for the same questions to both in one run."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import uuid4

from bench.short import read_clock

PAGE_40 = "2021-05-20.0.00000000000000000000000000000000"  # the key of a place some thousand entries down
UID, SLUG = "BENCHACTIVT", "hoat-dong-mau"


def define(at: datetime) -> None:
    """The type with the fields of `activities` that both can have, and its owners."""
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
    measures = (
        MeasureDefinition("sessions", "số cuộc", MeasureOperation.COUNT),
        MeasureDefinition("people", "lượt người", MeasureOperation.SUM, "people"),
    )
    fields = (
        RegisterField("day", "Ngày", Kind.DAY), RegisterField("title", "Tên hoạt động", Kind.TEXT),
        RegisterField("kind", "Hình thức", Kind.ONE, "kind"), RegisterField("channel", "Kênh", Kind.ONE, "channel"),
        RegisterField("place", "Nơi tổ chức", Kind.TEXT),
        RegisterField("people", "Lượt người", Kind.NUMBER, required=False),
        RegisterField("women", "Trong đó nữ", Kind.NUMBER, required=False),
        RegisterField("audiences", "Người nghe", Kind.MANY, "audience"),
    )  # fmt: skip
    register = RegisterType(
        UID, "hoat_dong_mau", "Hoạt động mẫu", "hoạt động", "Để đo.", fields, ("title", "kind", "audiences", "people"),
        ("kind", "channel", "audiences"), ("people",), "title", measures=measures,
    )  # fmt: skip
    import_register_types(programme=programme, types=[register], functions={UID: "general"}, by="bench", at=at)
    plain = RegisterOwnership.objects.get(register="activities")
    RegisterOwnership.objects.create(
        programme=programme, register=UID, levels=plain.levels, agencies=plain.agencies, clauses=[]
    )


def copy_activities(by: Any, at: datetime) -> int:
    """The rows of `activities` as entries of the type."""
    from sokehoach.apps.indicators.models import Option
    from sokehoach.apps.registers.activities.models import Activity
    from sokehoach.apps.registers.core.catalogue import get_register
    from sokehoach.apps.registers.data_registers.models import DataEntry, EntryOption

    storage: Any = get_register(UID).storage
    audience = Option.objects.get(option_set__code="audience", code="residents")
    rows, links = [], []
    for plain in Activity.objects.select_related("kind", "channel").iterator(chunk_size=5000):
        content = {
            "day": plain.day.isoformat(), "title": str(plain.title), "kind": plain.kind.code,
            "channel": plain.channel.code, "place": str(plain.place), "people": plain.people, "women": plain.women,
            "audiences": ["residents"],
        }  # fmt: skip
        columns = {storage.columns["kind"]: plain.kind.code, storage.columns["channel"]: plain.channel.code}
        row = DataEntry(
            type_id=storage.type_id, type_version_id=storage.version_id, function="general", unit_id=plain.unit_id,
            day=plain.day, content=content, title=plain.title, number1=plain.people, folded=plain.folded,
            created_by=by, updated_by=by, created_at=at, updated_at=at, **columns,
        )  # fmt: skip
        rows.append(row)
        for field, option in (("kind", plain.kind), ("channel", plain.channel), ("audiences", audience)):
            links.append(EntryOption(entry_id=row.pk, field=field, option=option))
    DataEntry.objects.bulk_create(rows, batch_size=2000)
    EntryOption.objects.bulk_create(links, batch_size=5000)
    return len(rows)


def measure(register: str, units: Any) -> Callable[[], object]:
    """Three measures of a half-year, by kind, for each of the units: what a form asks of one register."""
    from sokehoach.apps.registers.core.measure_query import MeasureQuery
    from sokehoach.apps.reporting.queries.registers import list_countings

    queries = [MeasureQuery("sessions"), MeasureQuery("people"), MeasureQuery("sessions", (("kind", "talk"),))]

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
                "day": date(2021, 3, 1), "title": f"Họp bản lần {turn}.{number}", "kind": "talk",
                "channel": "village_meeting", "place": "bản Ten Hon", "people": 40, "women": 20,
                "audiences": ["residents"], "contents": ["harm"], "languages": ["thai"], "joint_programmes": [],
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
        ("half-year", {"ky": "2021S1"}), ("one kind", {"kind": "talk"}),
        ("one audience", {"audiences": "residents"}), ("rare words", {"tim": "pu nhung"}),
        ("common words", {"tim": "ban na"}),
    ):  # fmt: skip
        plain, data = (page("registers:register", reader, slug, **query) for slug in ("truyen-thong", SLUG))
        yield f"{name} of {reader}", plain, data


def insert(kind: str, rows: int) -> Callable[[], float]:
    """Rows alone, without service, history or options: «plain», «data», or «unguarded», without the trigger."""
    from django.db import connection, transaction

    from sokehoach.apps.registers.activities.models import Activity
    from sokehoach.apps.registers.data_registers.entry_triggers import ENTRY
    from sokehoach.apps.registers.data_registers.models import DataEntry

    model: Any = Activity if kind == "plain" else DataEntry
    samples = list(model.objects.order_by("pk")[:rows])
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
