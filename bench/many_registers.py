"""A million entries in 20 registers that are data, and a form of 70 cells over them: a part of bench_registers.

Limits: the 70 cells of one unit 80 ms, with as many queries as one cell takes, for one unit and for 19; a list or its
search 150 ms; an Excel of 5,000 rows in 5 s.
"""

import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from bench.measuring import AT, analyse, database, median, page, player, told
from bench.short import held, read_clock, size

REGISTERS, CELLS = 20, 70
ENTRIES, ROWS, BATCH = size(50_000, 200), size(5_000, 100), 5_000  # entries of each register
CELLS_LIMIT, PAGE_LIMIT, EXCEL_LIMIT = 0.080, 0.150, 5.0
_WORDS = ("Tuyên truyền", "Nói chuyện chuyên đề", "Phổ biến pháp luật", "Phát thanh", "Họp dân", "Chiếu phim")
_KINDS = ("talk", "broadcast", "leaflet", "integrated")
_RARE = "Pú Nhung"  # a word of one entry in a thousand


def measure(users: Any) -> int:
    """How many limits are broken, of time or of queries."""
    units = list(users.communes.values())
    define_registers()
    begun = read_clock()
    for number in range(REGISTERS):
        fill_register(number, units, users.office)
    seconds = read_clock() - begun
    analyse()
    print(f"{database()}: {REGISTERS * ENTRIES} entries in {REGISTERS} registers, filled in {seconds:.0f} s")
    return check_query_counts(units) + sum(measure_all(units))


def make_uid(number: int) -> str:
    return f"BENCHMANY{number:02}"


def define_registers() -> None:
    from sokehoach.apps.programmes.models import Programme
    from sokehoach.apps.registers.core.models import RegisterOwnership
    from sokehoach.apps.registers.data_registers.services.types import import_register_types
    from sokehoach.domain.registers.field_kinds import FieldKind as Kind
    from sokehoach.domain.registers.register_type import (
        Condition,
        ConditionTest,
        MeasureDefinition,
        MeasureOperation,
        RegisterField,
        RegisterType,
    )

    programme = Programme.objects.get()
    fields = (
        RegisterField("day", "Ngày", Kind.DAY), RegisterField("title", "Tên", Kind.TEXT),
        RegisterField("kind", "Hình thức", Kind.ONE, "kind"),
        RegisterField("people", "Lượt người", Kind.NUMBER, required=False),
        RegisterField("helped", "Có phối hợp", Kind.FLAG),
    )  # fmt: skip
    measures = (
        MeasureDefinition("sessions", "số cuộc", MeasureOperation.COUNT),
        MeasureDefinition("people", "lượt người", MeasureOperation.SUM, "people"),
        MeasureDefinition(
            "helped", "cuộc có phối hợp", MeasureOperation.COUNT, conditions=(Condition("helped", ConditionTest.TRUE),)
        ),
    )
    types = [
        RegisterType(
            make_uid(number), f"so_mau_{number}", f"Sổ mẫu {number}", "cuộc", "Để đo.", fields,
            ("title", "kind", "people"), ("kind",), ("people",), "title", measures=measures,
        )
        for number in range(REGISTERS)
    ]  # fmt: skip
    functions = {register.uid: "general" for register in types}
    import_register_types(programme=programme, types=types, functions=functions, by="bench", at=AT)
    owners = RegisterOwnership.objects.get(register="activities")
    for register in types:
        RegisterOwnership.objects.create(
            programme=programme, register=register.uid, levels=owners.levels, agencies=owners.agencies, clauses=[]
        )


def fill_register(number: int, units: list[Any], by: Any) -> None:
    """Entries over six years and a half, as the service stores them but for revisions."""
    from sokehoach.apps.indicators.models import Option
    from sokehoach.apps.registers.core.catalogue import get_register
    from sokehoach.apps.registers.core.word_index import build_search_text
    from sokehoach.apps.registers.data_registers.models import DataEntry, EntryOption
    from sokehoach.apps.shell.free_text import ScannedText

    storage: Any = get_register(make_uid(number)).storage
    random = Random(number)
    options = {row.code: row for row in Option.objects.filter(option_set__code="kind", code__in=_KINDS)}
    for first in range(0, ENTRIES, BATCH):
        rows = []
        for place in range(first, min(first + BATCH, ENTRIES)):
            unit, day = random.choice(units), date(2015, 1, 1) + timedelta(days=random.randrange(2360))
            title = f"{random.choice(_WORDS)} tại {_RARE if place % 1000 == 0 else 'bản Nà Sáng'}"
            kind, people = random.choice([*options]), random.randrange(10, 200)
            content = {"day": day.isoformat(), "title": ScannedText(title), "kind": kind, "people": people,
                       "helped": place % 3 == 0}  # fmt: skip
            rows.append(
                DataEntry(
                    type_id=storage.type_id, type_version_id=storage.version_id, function="general", unit=unit, day=day,
                    content=content, title=ScannedText(title), folded=build_search_text(f"{title} {unit.name}"),
                    created_by=by, updated_by=by, created_at=AT, updated_at=AT,
                    **{storage.columns["kind"]: kind, storage.columns["people"]: people},
                )
            )  # fmt: skip
        DataEntry.objects.bulk_create(rows, batch_size=2000)
        links = [EntryOption(entry_id=row.pk, field="kind", option=options[row.content["kind"]]) for row in rows]
        EntryOption.objects.bulk_create(links, batch_size=BATCH)


def measure_cells(units: list[Any], cells: int, registers: int) -> Callable[[], list[Any]]:
    """The cells of a half-year for each unit, spread over the registers, as a form asks for them."""
    from sokehoach.apps.registers.core.measure_definitions import (
        MeasureScope,
        ReportingArea,
        ScopedQuery,
        compute_measures,
    )
    from sokehoach.apps.registers.core.measure_query import MeasureQuery
    from sokehoach.apps.reporting.queries.registers import list_countings

    asked = (("sessions", ()), ("people", ()), ("helped", ()), ("sessions", (("kind", "talk"),)))
    days = date(2020, 12, 15), date(2021, 6, 15), date(2020, 12, 15)

    def compute() -> list[Any]:
        countings = list_countings()
        scopes = [MeasureScope(ReportingArea(unit), (), *days) for unit in units]
        queries = [
            ScopedQuery(countings[make_uid(cell % registers)], MeasureQuery(*asked[cell // registers % 4]), scope)
            for scope in scopes
            for cell in range(cells)
        ]
        return compute_measures(queries)

    return compute


def check_query_counts(units: list[Any]) -> bool:
    """Whether more cells, registers or units take more queries than one cell of one unit."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for name, of_units, cells, registers in (
        ("one cell", units[:1], 1, 1),
        ("70 cells of 20 registers", units[:1], CELLS, REGISTERS),
        ("the same of 19 units", units, CELLS, REGISTERS),
    ):
        compute = measure_cells(of_units, cells, registers)
        results = compute()
        assert len(results) == cells * len(of_units)
        assert len(of_units) == 1 or any(result.number for result in results)
        with CaptureQueriesContext(connection) as queries:
            compute()
        counts[name] = len(queries)
    print("queries: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    return counts["70 cells of 20 registers"] != counts["one cell"]


def measure_all(units: list[Any]) -> Iterator[int]:
    slug, clerk, office = "so-mau-7", "xa03304", "thuongtruc"
    cases: list[tuple[str, Callable[[], object], float]] = [
        ("70 cells over 20 registers, one unit", measure_cells(units[:1], CELLS, REGISTERS), CELLS_LIMIT),
        ("the same, 19 units", measure_cells(units, CELLS, REGISTERS), CELLS_LIMIT * len(units)),
        ("list, all units", page("registers:register", office, slug), PAGE_LIMIT),
        ("list, one kind", page("registers:register", office, slug, kind="talk"), PAGE_LIMIT),
        ("rare words, all units", page("registers:register", office, slug, tim="pu nhung"), PAGE_LIMIT),
        ("list of one unit", page("registers:register", clerk, slug), PAGE_LIMIT),
        (f"Excel of {ROWS} rows in", import_workbook(clerk, slug), EXCEL_LIMIT),
    ]
    for name, run, most in cases:
        seconds = median(run)
        print(f"{name}: {seconds * 1000:.1f} ms{told(seconds, most)}")
        yield held(seconds > most)


def import_workbook(clerk: str, slug: str) -> Callable[[], float]:
    """Each time another file, so that every row is new; its own time, without making the file."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse

    client, turns = Client(headers={"host": "localhost"}), iter(range(1000))
    client.force_login(player(clerk))

    def send() -> float:
        data = build_workbook(next(turns))
        begun = read_clock()
        reply = client.post(reverse("registers:import", args=[slug]), {"file": SimpleUploadedFile("a.xlsx", data)})
        assert reply.status_code == 302, reply.content.decode().partition("<main")[2][:9000]
        return read_clock() - begun

    return send


def build_workbook(turn: int) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Ngày", "Tên", "Hình thức", "Lượt người", "Có phối hợp"])
    for number in range(ROWS):
        day = date(2021, 3, 1) + timedelta(days=number % 90)
        book.active.append([day, f"Họp bản lần {turn}.{number}", "Tuyên truyền trực tiếp", 40, "Có"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
