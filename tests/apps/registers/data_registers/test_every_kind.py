"""A register with fields of every kind, rows, references, uniqueness and every rule, by form, Excel and verify."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import translation

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.contributions import list_contributions
from sokehoach.apps.registers.core.measure_definitions import MeasureScope, ReportingArea, ScopedQuery
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.models import RegisterOwnership, Revision
from sokehoach.apps.registers.core.pages import build_list_cells
from sokehoach.apps.registers.core.queries.entries import (
    format_entry,
    get_entry_values,
    list_revisions,
    list_unscoped_entries,
)
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.registers.data_registers.services.types import import_register_types
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.registers.field_kinds import FieldKind as Kind
from sokehoach.domain.registers.register_type import (
    Condition,
    ConditionTest,
    Constraint,
    ConstraintRule,
    MeasureDefinition,
    MeasureOperation,
    RegisterField,
    RegisterType,
)
from tests.apps.registers.data_registers.conftest import ProgrammeRegisters
from tests.factories.api_tokens import make_token, program
from tests.factories.quang_ngai import SINCE, morning

type Browser = Callable[[User], Client]
UID, ROWS, PATH = "EVERYKIND01", "EVERYKIND02", "/so/moi-kieu/"
DAY = date(2026, 2, 10)
LARGE = (Condition("size", ConditionTest.AT_LEAST, number=12),)


def make_types(option_set: str) -> list[RegisterType]:
    direct = (Condition("flag", ConditionTest.TRUE),)
    fields = (
        RegisterField("day", "Ngày", Kind.DAY), RegisterField("title", "Tên", Kind.TEXT),
        RegisterField("note", "Diễn giải", Kind.LONG, required=False),
        RegisterField("site", "Trang mạng", Kind.DOMAIN, required=False),
        RegisterField("seats", "Số chỗ", Kind.NUMBER), RegisterField("used", "Đã dùng", Kind.NUMBER, required=False),
        RegisterField("cost", "Kinh phí", Kind.MONEY, required=False),
        RegisterField("size", "Diện tích (ha)", Kind.DECIMAL, required=False, most=5_000),
        RegisterField("planted", "Đã trồng (ha)", Kind.DECIMAL, required=False),
        RegisterField("rate", "Tỷ lệ sống", Kind.PERCENT, required=False),
        RegisterField("since", "Từ năm", Kind.YEAR, required=False),
        RegisterField("ended_on", "Ngày xong", Kind.DAY, required=False),
        RegisterField("quarter", "Quý báo", Kind.QUARTER, required=False),
        RegisterField("flag", "Có phối hợp", Kind.FLAG),
        RegisterField(
            "partner", "Bên phối hợp", Kind.TEXT, required=False, required_when=direct, visible_when=direct,
            missing_message="Ghi bên phối hợp.", misplaced_message="Không phối hợp thì để trống.",
        ),
        RegisterField("topic", "Chủ đề", Kind.ONE, option_set),
        RegisterField("topics", "Các chủ đề", Kind.MANY, option_set, required=False),
        RegisterField("area", "Nơi làm", Kind.UNIT, required=False),
        RegisterField("areas", "Các nơi", Kind.UNITS, required=False),
        RegisterField("earlier", "Tiếp theo", Kind.LINE, required=False, register=UID),
    )  # fmt: skip
    constraints = (
        Constraint(ConstraintRule.AT_MOST, ("used",), "Đã dùng {used}, quá {seats}.", "seats"),
        Constraint(ConstraintRule.AT_LEAST, ("ended_on",), "Xong {ended_on} trước {day}.", "day"),
        Constraint(ConstraintRule.NOT_AFTER_TODAY, ("ended_on",), "Chưa xong."),
        Constraint(ConstraintRule.SUM_AT_MOST, ("planted",), "Trồng {sum}, quá {size}.", "size"),
        Constraint(ConstraintRule.ALL_OR_NONE, ("cost", "since"), "Ghi cả hai."),
    )
    measures = (
        MeasureDefinition("entries", "dòng", MeasureOperation.COUNT),
        MeasureDefinition("cost", "tiền", MeasureOperation.LAST_WRITTEN, "cost", dated_by="ended_on"),
        MeasureDefinition("size", "ha", MeasureOperation.SUM, "size"),
        MeasureDefinition("large", "ha", MeasureOperation.SUM_WRITTEN, "size", conditions=LARGE),
        MeasureDefinition("rate", "tỷ lệ", MeasureOperation.AVERAGE, "rate"),
    )
    main = RegisterType(
        UID, "moi_kieu", "Mọi kiểu", "dòng", "Để thử.", fields,
        ("title", "site", "topic", "topics", "areas", "quarter", "earlier", "flag"),
        ("topic", "topics", "area", "areas", "flag", "quarter", "earlier"), ("seats", "cost", "size"), "title",
        unique=("day", "title"), constraints=constraints, measures=measures, place="area", slug="moi-kieu",
    )  # fmt: skip
    row_fields = (
        RegisterField("day", "Ngày", Kind.DAY),
        RegisterField("parent", "Dòng chính", Kind.LINE, register=UID, same_unit=True),
        RegisterField("people", "Lượt", Kind.NUMBER), RegisterField("where", "Tại", Kind.UNIT),
        RegisterField("site", "Trang", Kind.DOMAIN, required=False),
    )  # fmt: skip
    total = Constraint(ConstraintRule.TOTAL_AT_MOST, ("people",), "Quá số chỗ.", "seats", "parent")
    rows = RegisterType(
        ROWS, "moi_kieu_dong", "Dòng kèm", "lượt", "Để thử.", row_fields, ("where", "people"), ("where",), ("people",),
        unique=("parent", "where"), constraints=(total,), parent="parent", slug="moi-kieu-dong",
    )  # fmt: skip
    return [main, rows]


@pytest.fixture
def clerk(digital: ProgrammeRegisters) -> User:
    programme = Programme.objects.get(code=digital.programme)
    option_set = digital.get("lop_ky_nang_so").field("content").option_set
    functions = {UID: "general", ROWS: "general"}
    import_register_types(
        programme=programme, types=make_types(option_set), functions=functions, by="tests", at=morning(SINCE)
    )
    own = digital.people["cds-bato"]
    for uid in functions:
        RegisterOwnership.objects.create(
            programme=programme, register=uid, levels=[own.unit.level], agencies=[], clauses=[]
        )
    forget_answers()
    return User.objects.select_related("unit").get(pk=own.pk)


def write(clerk: User, **changes: Any) -> Any:
    values = {
        "day": DAY, "title": "Điểm số 1", "note": "Dòng một\nDòng hai", "site": "vidu.com.vn", "seats": 40, "used": 0,
        "cost": 1_500_000_000, "size": Decimal("12.5"), "planted": Decimal("0.125"), "rate": Decimal("99.9"),
        "since": 2025, "ended_on": date(2026, 2, 11), "quarter": date(2025, 12, 14),
        "flag": True, "partner": "Đoàn xã", "topic": "public_service", "topics": ["public_service"],
        "area": clerk.unit.code, "areas": [clerk.unit.code], "earlier": None,
    }  # fmt: skip
    return entries.create_entry(register=UID, unit=clerk.unit, values=values | changes, by=clerk, at=morning())


def test_what_is_written_is_read_listed_filtered_and_exported_and_comes_back(clerk: User, signed_in: Browser) -> None:
    first = write(clerk).answer["id"]
    write(
        clerk,
        title="Điểm số 2",
        flag=False,
        partner="",
        earlier=UUID(str(first)),
        site="",
        topics=[],
        areas=[],
        quarter=None,
    )
    assert [*find_entry_faults()] == []
    client = signed_in(clerk)
    for query in (
        {}, {"tong": "1"}, {"tim": "diem"}, {"topic": "public_service"}, {"topics": "public_service"},
        {"area": clerk.unit.code}, {"areas": clerk.unit.code}, {"flag": "yes"}, {"quarter": "2025-12-14"},
        {"earlier": first},
    ):  # fmt: skip
        page = client.get(PATH, query)
        assert page.status_code == 200, query
        assert "Điểm số" in page.text, query
    for page in (f"{PATH}them/", f"{PATH}{first}/", f"{PATH}mau/", f"{PATH}nhap/", "/so/moi-kieu-dong/"):
        assert client.get(page).status_code == 200, page
    exported = client.get(f"{PATH}tai-ve/")
    assert exported.status_code == 200
    data = exported.getvalue() if exported.streaming else exported.content
    reply = client.post(f"{PATH}nhap/", {"file": SimpleUploadedFile("so.xlsx", data)}, follow=True)
    assert "2 dòng đã có trong sổ" in reply.text, reply.text[-4000:]
    stored = {entry.title: entry for entry in DataEntry.objects.filter(type__uid=UID)}
    register = get_registers()[UID]
    before = {str(e): get_entry_values(register, e) for e in list_unscoped_entries(register)}
    for link in ("entryoptions", "entryunits", "entrylinks"):
        for entry in stored.values():
            getattr(entry, link).all().delete()
    for entry in sorted(stored.values(), key=lambda entry: entry.title, reverse=True):
        entry.delete()
    book = openpyxl.load_workbook(io.BytesIO(data))
    head = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(3, head.index("Tiếp theo") + 1).value = None  # what it follows is not there yet
    book.worksheets[0].cell(2, head.index("Tiếp theo") + 1).value = None
    buffer = io.BytesIO()
    book.save(buffer)
    reply = client.post(f"{PATH}nhap/", {"file": SimpleUploadedFile("so.xlsx", buffer.getvalue())}, follow=True)
    assert "Đã ghi 2 dòng" in reply.text, reply.text[-4000:]
    after = {str(e): get_entry_values(register, e) for e in list_unscoped_entries(register)}
    assert {name: values | {"earlier": None} for name, values in before.items()} == after
    assert [*find_entry_faults()] == []


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"used": 41}, {"used"}), ({"ended_on": date(2026, 2, 9)}, {"ended_on"}),
        ({"ended_on": date(2026, 12, 1)}, {"ended_on"}), ({"since": None}, {"since"}), ({"partner": ""}, {"partner"}),
        ({"flag": False}, {"partner"}), ({"site": "http://vidu.com/a"}, {"site"}), ({"topic": "none"}, {"topic"}),
        ({"topics": ["public_service", "none"]}, {"topics"}), ({"area": "99999"}, {"area"}),
        ({"areas": ["99999"]}, {"areas"}), ({"quarter": date(2026, 2, 1)}, {"quarter"}),
        ({"earlier": "00000000-0000-4000-8000-000000000000"}, {"earlier"}), ({"seats": 10_000_001}, {"seats"}),
        ({"cost": -1}, {"cost"}), ({"since": 20}, {"since"}), ({"title": "Bà Lò Thị Bun 0912345678"}, {"title"}),
        ({"size": Decimal("5000.001")}, {"size"}), ({"size": Decimal("1.0005")}, {"size"}), ({"size": 3}, {"size"}),
        ({"planted": Decimal("12.501")}, {"planted"}), ({"rate": Decimal("100.1")}, {"rate"}),
        ({"note": "x" * 2001}, {"note"}), ({"seats": True}, {"seats"}), ({"flag": "yes"}, {"flag"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_at_its_field_and_nothing_is_kept(
    clerk: User, changes: dict[str, Any], places: set[str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(clerk, **changes)
    assert {*refused.value.messages} == places
    assert not DataEntry.objects.filter(type__uid=UID).exists()


def test_a_percentage_has_its_sign_where_it_is_read_and_none_where_it_is_written(
    clerk: User, signed_in: Browser
) -> None:
    """In the list, on the page, in the history and in the refusal of an older version; not in the form and in Excel."""
    pk, client = write(clerk).answer["id"], signed_in(clerk)
    register = replace(get_registers()[UID], columns=("title", "rate"))
    entry = list_unscoped_entries(register).get()
    assert [cell.text for cell in build_list_cells(register, entry)] == ["Điểm số 1", "99,9\xa0%"]
    assert "99,9\xa0%" in client.get(f"{PATH}{pk}/").text
    with translation.override("en"):
        assert translate(build_list_cells(register, entry)[1].text) == "99.9%"
    form = client.get(f"{PATH}{pk}/sua/").context["form"]
    typed = {bound.name: bound.value() for bound in form if bound.value() is not None}
    assert typed["rate"] == "99,9"
    Revision.objects.filter(entry=pk).update(content=format_entry(register, entry) | {"rate": "99,9"})  # of before
    reply = client.post(f"{PATH}{pk}/sua/", typed | {"version": 1, "seats": "41"})
    assert reply.status_code == 302, reply.context["form"].errors
    ((_newest, changes), _first) = list_revisions(register, list_unscoped_entries(register).get())
    assert [(change.label, change.before, change.after) for change in changes] == [("Số chỗ", "40", "41")]
    reply = client.post(f"{PATH}{pk}/sua/", typed | {"version": 2, "rate": "12,5"})
    assert reply.status_code == 302, reply.context["form"].errors
    ((_newest, changes), *_earlier) = list_revisions(register, list_unscoped_entries(register).get())
    assert ("Tỷ lệ sống", "99,9\xa0%", "12,5\xa0%") in [(item.label, item.before, item.after) for item in changes]


def test_excel_has_the_sign_of_a_percentage_in_its_head_and_reads_the_label_alone(
    clerk: User, signed_in: Browser
) -> None:
    write(clerk)
    client = signed_in(clerk)
    exported = client.get(f"{PATH}tai-ve/")
    book = openpyxl.load_workbook(io.BytesIO(exported.getvalue() if exported.streaming else exported.content))
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index("Tỷ lệ sống (%)") + 1
    assert sheet.cell(2, column).value == 99.9
    sheet.cell(1, column).value = "Tỷ lệ sống"  # as files of before have it
    sheet.cell(2, column).value = 12.5
    sheet.cell(2, [cell.value for cell in sheet[1]].index("Tên") + 1).value = "Điểm số 2"
    buffer = io.BytesIO()
    book.save(buffer)
    reply = client.post(f"{PATH}nhap/", {"file": SimpleUploadedFile("so.xlsx", buffer.getvalue())}, follow=True)
    assert "Đã ghi 1 dòng" in reply.text
    assert DataEntry.objects.get(type__uid=UID, title="Điểm số 2").content["rate"] == 12_500


def test_one_title_a_day_and_a_reference_to_a_voided_entry_is_refused(clerk: User) -> None:
    first = write(clerk).answer["id"]
    with pytest.raises(InvalidInput) as refused:
        write(clerk, seats=41)
    assert {*refused.value.messages} == {"title"}
    entries.void_entry(register=UID, entry=first, version=1, reason="nhầm", by=clerk, at=morning())
    write(clerk, seats=41)
    with pytest.raises(InvalidInput) as refused:
        write(clerk, title="Điểm số 3", earlier=UUID(str(first)))
    assert {*refused.value.messages} == {"earlier"}


def test_what_an_entry_refers_to_stays_with_it_where_it_was_voided(clerk: User, signed_in: Browser) -> None:
    """The form offers it, marked, to this entry alone; to others a clear refusal. Nothing is lost unseen."""
    first = write(clerk).answer["id"]
    second = write(clerk, title="Điểm số 2", earlier=UUID(str(first)), quarter=date(2019, 12, 14)).answer["id"]
    write(clerk, title="Điểm số 3")
    entries.void_entry(register=UID, entry=first, version=1, reason="nhầm", by=clerk, at=morning())
    client = signed_in(clerk)
    form = client.get(f"{PATH}{second}/sua/").context["form"]
    assert (UUID(str(first)), "Điểm số 1 (đã gạch bỏ)") in form.fields["earlier"].choices
    assert ("2019-12-14", "quý IV/2019") in form.fields["quarter"].choices
    new_form = client.get(f"{PATH}them/").context["form"]
    assert UUID(str(first)) not in dict(new_form.fields["earlier"].choices)
    typed = {bound.name: bound.value() for bound in form if bound.value() is not None}
    reply = client.post(f"{PATH}{second}/sua/", typed | {"version": 1, "seats": "41"})
    assert reply.status_code == 302, reply.context["form"].errors
    row = DataEntry.objects.get(pk=second)
    assert (row.content["seats"], row.content["earlier"], row.content["quarter"]) == (41, str(first), "2019-12-14")
    history = client.get(f"{PATH}{second}/").text
    assert "Số chỗ" in history
    reply = client.post(f"{PATH}them/", typed | {"title": "Điểm số 4"})
    assert reply.status_code == 422
    assert reply.context["form"].errors["earlier"] == ["Tiếp theo: «Điểm số 1» đã gạch bỏ."]
    assert [*find_entry_faults()] == []


def test_a_row_keeps_a_unit_that_has_ended(clerk: User, signed_in: Browser) -> None:
    """The table of the entry offers it; the page saves the entry with it."""
    first = write(clerk).answer["id"]
    ward = Unit.objects.exclude(pk=clerk.unit.pk).filter(level=clerk.unit.level).order_by("code").first()
    assert ward is not None
    values = {"day": DAY, "parent": UUID(str(first)), "people": 3, "where": ward.code}
    entries.create_entry(register=ROWS, unit=clerk.unit, values=values, by=clerk, at=morning())
    Unit.objects.filter(pk=ward.pk).update(valid_to=date(2026, 2, 12))
    client = signed_in(clerk)
    page = client.get(f"{PATH}{first}/sua/")
    (table,) = page.context["tables"]
    (row,) = table.forms
    assert ward.code in dict(row.fields["where"].choices)
    typed = {bound.name: bound.value() for bound in page.context["form"] if bound.value() is not None}
    sent_row = {row.add_prefix(name): row[name].value() or "" for name in row.fields}
    pk, version = row.stored
    sent_row |= {f"{row.prefix}-id": str(pk), f"{row.prefix}-version": str(version), f"{table.name}-rows": "1"}
    sent_row |= {row.add_prefix("people"): "4"}
    version = DataEntry.objects.get(pk=first).version
    reply = client.post(f"{PATH}{first}/sua/", typed | sent_row | {"version": version})
    assert reply.status_code == 302, [form.errors for form in reply.context["tables"][0].forms]
    assert DataEntry.objects.get(type__uid=ROWS, voided=False).content["people"] == 4


def test_decimals_are_stored_as_thousandths_and_shown_with_a_comma(clerk: User, signed_in: Browser) -> None:
    first = write(clerk).answer["id"]
    write(clerk, title="Điểm số 2", size=Decimal("7.125"))
    row = DataEntry.objects.get(pk=first)
    assert (row.content["size"], row.content["planted"], row.content["rate"]) == (12_500, 125, 99_900)
    client = signed_in(clerk)
    page = client.get(f"{PATH}{first}/").text
    for text in ("12,5", "0,125", "99,9"):
        assert text in page
    assert "19,625" in client.get(PATH).text  # the total of the list
    form = client.get(f"{PATH}{first}/sua/").context["form"]
    typed = {bound.name: bound.value() for bound in form if bound.value() is not None} | {"version": 1}
    assert (typed["size"], typed["rate"]) == ("12,5", "99,9")
    reply = client.post(f"{PATH}{first}/sua/", typed | {"size": "1.012,50", "rate": "100"})
    assert reply.status_code == 302, reply.context["form"].errors
    assert DataEntry.objects.get(pk=first).content["size"] == 1_012_500
    assert "1.012,5" in client.get(f"{PATH}{first}/").text
    for wrong in ("1,2345", f"1,{30 * '0'}1", "5.000,1", "-1", "12.5", "x", 900_000 * "1", 1_000_100 * "1"):
        reply = client.post(f"{PATH}{first}/sua/", typed | {"size": wrong, "version": 2})
        assert reply.status_code == 422, wrong[:10]
        assert [*reply.context["form"].errors] == ["size"]
    assert "Trồng 20, quá 12,5." in client.post(f"{PATH}{first}/sua/", typed | {"planted": "20", "version": 2}).text
    assert [*find_entry_faults()] == []


def test_the_database_holds_the_limits_of_decimals(clerk: User) -> None:
    row = DataEntry.objects.get(pk=write(clerk).answer["id"])
    for name, number in (("size", 5_000_001), ("rate", 100_001), ("size", 12.5), ("size", -1)):
        with pytest.raises(DatabaseError), transaction.atomic():
            DataEntry.objects.filter(pk=row.pk).update(content=row.content | {name: number})


def test_measures_add_and_average_decimals(clerk: User) -> None:
    write(clerk)
    write(clerk, title="Điểm số 2", size=Decimal("11.999"), rate=Decimal(50))
    write(clerk, title="Điểm số 3", size=Decimal(12), rate=None)
    register = get_registers()[UID]
    assert register.measures is not None
    queries = [MeasureQuery(code) for code in ("size", "large", "rate")]
    start, end = date(2026, 1, 1), date(2026, 7, 1)
    results = register.measures.measure_all(queries, unit=clerk.unit, start=start, end=end)
    assert [result.number for result in results] == [Decimal("36.499"), Decimal("24.5"), Decimal("74.95")]
    scope = MeasureScope(ReportingArea(clerk.unit), (), start, end, start)
    parts = list_contributions(ScopedQuery(register.measures, MeasureQuery("rate"), scope))
    assert sorted(parts.of_entry.values()) == [0, 25, Decimal("49.95")]


def test_a_program_writes_and_reads_decimals_as_json_numbers(clerk: User) -> None:
    first = write(clerk).answer["id"]
    client, address = program(make_token(clerk)), "/api/v1/registers/moi-kieu/entries"
    entry = client.get(f"{address}/{first}")
    assert (entry.json()["values"]["size"], entry.json()["values"]["rate"]) == (12.5, 99.9)
    change = {"values": {"size": 1012.625, "planted": 0}}
    reply = client.patch(
        f"{address}/{first}", json.dumps(change), content_type="application/json",
        headers={"If-Match": entry.headers["ETag"]},
    )  # fmt: skip
    assert reply.status_code == 200, reply.text
    row = DataEntry.objects.get(pk=first)
    assert (row.content["size"], row.content["planted"], row.content["rate"]) == (1_012_625, 0, 99_900)
    values = entry.json()["values"] | {"title": "Điểm số 2"}
    for wrong in ("1.5", "1,5", 1.0005, 5_000.5, -1, 1e300, "1e2", 900_000 * "1"):
        body = {"entries": [{"values": values | {"size": wrong}}]}
        reply = client.post(address, json.dumps(body), content_type="application/json")
        assert reply.status_code == 422, (str(wrong)[:10], reply.text[:500])
        assert [error["pointer"] for error in reply.json()["errors"]] == ["/entries/0/values/size"], str(wrong)[:10]
    body = {"entries": [{"values": values | {"size": 7, "rate": "50"}}]}
    assert client.post(address, json.dumps(body), content_type="application/json").json()["written"] == 1
