"""A register of 100,000 lines: its list, its search, and Excel of 5,000 rows in. With DATABASE_URL, on PostgreSQL.

The floor, in the same run, is the sign-in page: the same shell and middleware, and hardly a question asked. Limits: a
list 150 ms, a search 100 ms, an Excel 5 s.

Then the same entries in a register that is data, beside plain columns in the same run: a list at most twice as long or
2 ms longer, writing at most 2.5 times.

Then a million entries in 20 registers that are data, and the 70 cells of a form over them (`many_registers`); with
`--million` these alone.
"""

import io
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from bench import data_register, many_registers
from bench.deployment import load_first_programme
from bench.measuring import AT, analyse, database, keep_to_one_process, median, page, player, told
from bench.short import PROCESSOR, held, read_clock, size

LINES, ROWS = size(100_000, 500), size(5_000, 50)
LIST, SEARCH, EXCEL = 0.150, 0.100, 5.0
_WORDS = ("Tuyên truyền", "Nói chuyện chuyên đề", "Phổ biến pháp luật", "Phát thanh", "Họp dân", "Chiếu phim")
_PLACES = ("bản Nà Sáng", "bản Hua Sát", "bản Ten Hon", "chợ phiên", "trường THCS", "nhà văn hóa")
_RARE = "Pú Nhung"  # a word of one line in a thousand


def main() -> int:
    with load_first_programme(AT) as players:
        if PROCESSOR and database() == "postgresql":
            keep_to_one_process()
        over = 0 if "--million" in sys.argv[1:] else measure_one_register(players)
        return bool(over + many_registers.measure(players))


def measure_one_register(players: Any) -> int:
    lines = fill_activities(players) + fill_inspections(players) + fill_budget_lines(players)
    data_register.define(AT)
    lines += data_register.copy_lines(players.office, AT)
    analyse()
    floor = page("accounts:sign_in", None)
    least = median(floor)
    print(f"floor, sign-in page: {least * 1000:.1f} ms; {database()}, {lines} lines")
    over = 0
    for name, run, most in cases():
        seconds = median(run)
        over += held(seconds > most)
        print(f"{name}: {seconds * 1000:.1f} ms = {seconds / least:.1f} × the floor{told(seconds, most)}")
    return over + compare_with_plain_columns(players)


def compare_with_plain_columns(cast: Any) -> int:
    over = 0
    clerk, communes = player("xa03304"), list(cast.communes.values())
    pairs = [
        (name, plain, data, 2.0, 0.002)
        for reader in ("thuongtruc", "xa03304")
        for name, plain, data in data_register.list_pairs(page, reader)
    ]
    for name, units in (("measures of a commune", communes[:1]), ("measures of 19 communes", communes)):
        questions = (data_register.measure(register, units) for register in ("budget", data_register.UID))
        pairs.append((name, *questions, 2.0, 0.002))
    writes = (data_register.load(register, clerk, AT, ROWS // 5) for register in ("budget", data_register.UID))
    pairs.append((f"write {ROWS // 5} entries", *writes, 2.5, 0.0))
    inserts = {kind: data_register.insert(kind, ROWS) for kind in ("plain", "data", "unguarded")}
    pairs.append((f"insert {ROWS} rows", inserts["plain"], inserts["data"], 2.5, 0.0))
    pairs.append((f"insert {ROWS} rows without the trigger", inserts["plain"], inserts["unguarded"], 2.5, 0.0))
    for name, plain, data, factor, more in pairs:
        plain_seconds, seconds = median(plain), median(data)
        is_over = seconds > max(plain_seconds * factor, plain_seconds + more)
        over += held(is_over)
        print(
            f"data, {name}: {seconds * 1000:.1f} ms = {seconds / plain_seconds:.2f} × plain columns "
            f"({plain_seconds * 1000:.1f} ms){'   OVER' if is_over else ''}"
        )
    return over


def cases() -> Iterator[tuple[str, Callable[[], object], float]]:
    office, clerk, team = "thuongtruc", "xa03304", "doi178"
    for slug, reader in (("truyen-thong", office), ("truyen-thong", clerk), ("kiem-tra", team)):
        where = f"{slug} of {reader}"
        yield f"list, {where}", page("registers:register", reader, slug), LIST
        yield f"page 40, {where}", page("registers:register", reader, slug, sau=data_register.PAGE_40), LIST
        yield f"half-year, {where}", page("registers:register", reader, slug, ky="2021S1"), LIST
        yield f"rare words, {where}", page("registers:register", reader, slug, tim="pu nhung"), SEARCH
        yield f"common words, {where}", page("registers:register", reader, slug, tim="ban na"), SEARCH
        yield f"no such words, {where}", page("registers:register", reader, slug, tim="xyz khong co"), SEARCH
    yield "search everywhere, rare words", page("home:search", office, q="pu nhung"), SEARCH
    yield "search everywhere, common words", page("home:search", office, q="ban na"), SEARCH
    yield f"Excel of {ROWS} rows in", excel(clerk), EXCEL


def excel(clerk: str) -> Callable[[], object]:
    """Each time another file, so that every row is new."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse

    client, turn = Client(headers={"host": "localhost"}), iter(range(1000))
    client.force_login(player(clerk))

    def send() -> object:
        data = workbook(next(turn))
        begun = read_clock()
        reply = client.post(
            reverse("registers:import", args=["truyen-thong"]), {"file": SimpleUploadedFile("a.xlsx", data)}
        )
        assert reply.status_code == 302, reply.content.decode()[-3000:]
        return read_clock() - begun

    return send


def workbook(turn: int) -> bytes:
    import openpyxl

    from sokehoach.apps.registers.core.catalogue import get_register

    book = openpyxl.Workbook()
    book.active.append([str(field.label) for field in get_register("activities").fields])
    for number in range(ROWS):
        book.active.append(
            [date(2021, 3, 1) + timedelta(days=number % 90), f"Họp bản lần {turn}.{number}", "Tuyên truyền trực tiếp",
             "Họp thôn, bản, tổ dân phố", "bản Ten Hon", None, 40, 20, "Người dân",
             "Tác hại của tệ nạn mại dâm", "Tiếng Thái", None]
        )  # fmt: skip
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def fill_activities(cast: Any) -> int:
    from sokehoach.apps.indicators.models import Option
    from sokehoach.apps.registers.core.catalogue import get_register
    from sokehoach.apps.registers.core.word_index import build_search_text
    from sokehoach.apps.registers.data_registers.models import DataEntry, EntryOption

    storage: Any = get_register("activities").storage
    random, units = Random(2), list(cast.communes.values())
    options = {(row.option_set.code, row.code): row for row in Option.objects.select_related("option_set")}
    kinds = [row for (code, _), row in options.items() if code == "kind"]
    channel, audience = options["channel", "village_meeting"], options["audience", "residents"]
    rows, links = [], []
    for number in range(LINES):
        unit, kind, day = random.choice(units), random.choice(kinds), draw_day(random)
        title = f"{random.choice(_WORDS)} tại {_RARE if number % 1000 == 0 else random.choice(_PLACES)}"
        people = random.randint(10, 200)
        content = {
            "day": day.isoformat(), "title": title, "kind": kind.code, "channel": channel.code,
            "place": random.choice(_PLACES), "people": people, "women": people // 2, "audiences": [audience.code],
            "contents": ["harm"], "languages": ["thai"],
        }  # fmt: skip
        columns = {storage.columns[name]: content[name] for name in ("kind", "channel", "people")}
        row = DataEntry(
            type_id=storage.type_id, type_version_id=storage.version_id, function="general", unit=unit, day=day,
            content=content, title=title, folded=build_search_text(f"{title} {unit.name}"), created_by=cast.office,
            updated_by=cast.office, created_at=AT, updated_at=AT, **columns,
        )  # fmt: skip
        rows.append(row)
        for field, option in (("kind", kind), ("channel", channel), ("audiences", audience)):
            links.append(EntryOption(entry_id=row.pk, field=field, option=option))
    DataEntry.objects.bulk_create(rows, batch_size=2000)
    EntryOption.objects.bulk_create(links, batch_size=5000)
    return len(rows)


def fill_budget_lines(cast: Any) -> int:
    """Those of a year are some twentieths, as many as a form adds up."""
    from sokehoach.apps.indicators.models import Option
    from sokehoach.apps.registers.budget.models import BudgetLine
    from sokehoach.apps.registers.core.word_index import build_search_text

    random, units = Random(4), list(cast.communes.values())
    options = {(row.option_set.code, row.code): row for row in Option.objects.select_related("option_set")}
    sources = [row for (code, _), row in options.items() if code == "budget_source"]
    rows = []
    for number in range(LINES):
        unit, day = random.choice(units), draw_day(random)
        place = _RARE if number % 1000 == 0 else random.choice(_PLACES)
        title = f"{random.choice(_WORDS)} {place} {number}"
        rows.append(
            BudgetLine(
                unit=unit, day=day, title=title, year=day.year, source=random.choice(sources), clause="III.2",
                estimated=random.randint(1, 90) * 1_000_000, folded=build_search_text(f"{title} {unit.name}"),
                created_by=cast.office, updated_by=cast.office, created_at=AT, updated_at=AT,
            )
        )  # fmt: skip
    BudgetLine.objects.bulk_create(rows, batch_size=2000)
    through, joint = BudgetLine.joint_programmes.through, options["joint_programme", "drugs"]
    through.objects.bulk_create([through(budgetline_id=row.pk, option_id=joint.pk) for row in rows], batch_size=5000)
    return len(rows)


def draw_day(random: Random) -> date:
    return date(2015, 1, 1) + timedelta(days=random.randint(0, 2360))


def fill_inspections(cast: Any) -> int:
    from sokehoach.apps.indicators.models import Option
    from sokehoach.apps.registers.core.word_index import build_search_text
    from sokehoach.apps.registers.inspections.establishments.models import Establishment
    from sokehoach.apps.registers.inspections.models import Visit

    random, team = Random(3), cast.players["doi178"]
    options = {(row.option_set.code, row.code): row for row in Option.objects.select_related("option_set")}
    common = {"created_by": team, "updated_by": team, "created_at": AT, "updated_at": AT}
    places = [
        Establishment(
            unit=random.choice(list(cast.communes.values())), day=date(2015, 1, 1), title=f"Nhà nghỉ số {number}",
            holder="Hộ kinh doanh", kind=options["establishment_type", "lodging"], folded="",
            committed=False, **common,
        )
        for number in range(2000)
    ]  # fmt: skip
    Establishment.objects.bulk_create(places)
    manner, body = options["inspection_kind", "planned"], options["team_body", "team_178"]
    rows = []
    for number in range(LINES):
        place, day = (
            places[number % len(places)],
            date(2015, 1, 1) + timedelta(days=number // len(places) * 40),
        )
        held = {"held_on": day, "held_by": team, "held_at": AT, "wanting": number % 9 == 0}
        words = f"{_RARE if number % 1000 == 0 else random.choice(_PLACES)} {place.title}"
        rows.append(
            Visit(
                unit=team.unit, day=day, establishment=place, manner=manner, body=body, lead=team,
                folded=build_search_text(words), **held, **common,
            )
        )  # fmt: skip
    Visit.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


if __name__ == "__main__":
    sys.exit(main())
