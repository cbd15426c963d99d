"""A register in and out of Excel."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.adapters.readers.xlsx.reader import SheetCell, SheetRow, SheetTable, format_address, read_workbook
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.column_matching import pack_table, unpack_table
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries.entries import get_entry_values, list_unscoped_entries
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.core.sheets import EntryImportResult
from sokehoach.apps.registers.core.workbooks import RegisterWorkbook
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.domain.privacy import scan_text
from sokehoach.domain.text import normalize_nfc
from tests.apps.registers.conftest import LINE, OPTIONS
from tests.factories.cast import AT, Cast
from tests.factories.first_registers import delete_entries, list_first_types

type Added = Callable[..., DataEntry]
type Browser = Callable[[User], Client]
LIST = "/so/truyen-thong/"
HEADINGS = [field.label for field in list_first_types()["activities"].fields]
ROW = [
    date(2021, 6, 12), "Họp bản", "Tuyên truyền trực tiếp", "Họp thôn", "Bản Ten Hon", None, 46, 21,
    "Người dân", "Tác hại; Pháp luật", "Mông", None, None,
]  # fmt: skip


def workbook(*rows: list[Any], headings: list[str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(headings or HEADINGS)
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def send(client: Client, data: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("so.xlsx", data)
    return client.post(f"{LIST}nhap/", {"file": file, **more}, follow=True)


def row(**cells: Any) -> list[Any]:
    """ROW but for the cells named by their field."""
    names = [field.code for field in list_first_types()["activities"].fields]
    return [cells.get(name, value) for name, value in zip(names, ROW, strict=True)]


def problems(reply: Any) -> list[tuple[str, str, str]]:
    return [(problem.address, problem.typed, problem.message) for problem in reply.context["problems"]]


def test_it_works(cast: Cast, signed_in: Browser) -> None:
    reply = send(signed_in(cast.commune), workbook(ROW, row(place="Bản Há Dùa", people=0, women=0)))
    assert "Đã ghi 2 dòng." in reply.content.decode()
    line = DataEntry.objects.get(content__place="Bản Ten Hon")
    register = get_register("activities")
    assert get_entry_values(register, list_unscoped_entries(register).get(pk=line.pk)) == LINE | {
        "title": "Họp bản",
        "joint_programmes": [],
    }
    assert Revision.objects.filter(action="brought_in").count() == 2
    event = Event.objects.get(action="entry.bring_in")
    assert event.body["detail"] == {"written": 2, "known": 0, "units": ["03304"]}


def test_the_same_file_again_writes_nothing_twice(cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    send(commune, workbook(ROW))
    reply = send(commune, workbook(ROW, row(place="Bản Há Dùa")))
    assert "Đã ghi 1 dòng. 1 dòng đã có trong sổ từ trước, không ghi lại." in reply.content.decode()
    assert DataEntry.objects.count() == 2


def test_a_replay_with_its_key_writes_once(cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    for _ in range(2):
        reply = send(commune, workbook(ROW), key="k1")
        assert "Đã ghi 1 dòng." in reply.content.decode()
    assert DataEntry.objects.count() == 1


def test_a_voided_line_does_not_come_back_by_the_file(cast: Cast, signed_in: Browser, added: Added) -> None:
    commune = signed_in(cast.commune)
    send(commune, workbook(ROW))
    line = DataEntry.objects.get()
    entries.void_entry(register="activities", entry=line.pk, version=1, reason="nhầm", by=cast.commune, at=AT)
    send(commune, workbook(ROW))
    assert DataEntry.objects.get().voided


@pytest.mark.parametrize(
    ("cells", "address", "typed", "said"),
    [
        ({"day": "hôm qua"}, "A3", "hôm qua", "Ngày viết theo ngày/tháng/năm"),
        ({"day": date(2021, 6, 23)}, "A3", "23/06/2021", "Ngày ở sau hôm nay"),
        ({"day": None}, "A3", "", "Chưa ghi ngày."),
        ({"title": "a" * 301}, "B3", "a" * 301, "tối đa 300"),
        ({"kind": "Rỉ tai"}, "C3", "Rỉ tai", "phải là một trong: Tuyên truyền trực tiếp; Phát thanh"),
        ({"people": 1.5}, "G3", "1,5", "số nguyên từ 0 đến 100.000"),
        ({"people": -1}, "G3", "-1", "số nguyên từ 0 đến 100.000"),
        ({"people": "nhiều"}, "G3", "nhiều", "số nguyên"),
        ({"people": "=40+6"}, "G3", "=40+6", "Ô này là công thức"),
        ({"women": 47}, "H3", "47", "Nữ 47 lớn hơn lượt người 46."),
        ({"audiences": "Người dân; Người lạ"}, "I3", "Người dân; Người lạ", "phải là một trong"),
        ({"languages": " ; "}, "K3", ";", "Chưa chọn ngôn ngữ."),
        ({}, "A3", "", "trùng với dòng 2"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_of_the_file_is_kept(
    cast: Cast, signed_in: Browser, cells: dict[str, Any], address: str, typed: str, said: str
) -> None:
    reply = send(signed_in(cast.commune), workbook(ROW, row(**cells)))
    assert reply.status_code == 422
    ((where, what, why),) = problems(reply)
    assert (where, what) == (address, typed.strip() if typed != ";" else " ; ")
    assert said in why
    assert not DataEntry.objects.exists()


def test_every_wrong_cell_is_named_at_once(cast: Cast, signed_in: Browser) -> None:
    reply = send(signed_in(cast.commune), workbook(row(people="x", kind="y"), row(day="z")))
    assert [where for where, *_ in problems(reply)] == ["C2", "G2", "A3"]
    assert "shell/import_problems.html" in {template.name for template in reply.templates}


def test_words_are_matched_without_marks_or_case(cast: Cast, signed_in: Browser) -> None:
    send(signed_in(cast.commune), workbook(row(kind="phat thanh", languages="VIỆT;mong")))
    line = DataEntry.objects.get()
    assert (line.content["kind"], line.content["languages"]) == (
        "broadcast",
        ["vietnamese", "hmong"],
    )


def test_columns_may_stand_in_another_order(cast: Cast, signed_in: Browser) -> None:
    send(signed_in(cast.commune), workbook(ROW[::-1], headings=HEADINGS[::-1]))
    assert DataEntry.objects.get().content["people"] == 46


@pytest.mark.parametrize("headings", [[*HEADINGS, "Ghi chú"], [*HEADINGS, "Ngày"], HEADINGS[:-3]])
def test_a_sheet_of_another_shape_is_stored_only_with_matched_columns(
    cast: Cast, signed_in: Browser, headings: list[str]
) -> None:
    reply = send(signed_in(cast.commune), workbook(ROW, headings=headings))
    assert "Cột nào là gì" in reply.text
    assert not DataEntry.objects.exists()


OLD_HEADINGS = ["STT", "Ngày tổ chức", "Tên hoạt động", "Tổ chức tại", "Số lượt người tham dự", "Xã"]
OLD_ROWS = [
    [1, date(2021, 6, 12), "Họp bản", "Bản Ten Hon", 46, None],
    [2, "13/6/2021", "Họp bản", "Bản Xanh", 30, None],
]
MATCHED = {"c-day": "1", "c-title": "2", "c-place": "3", "c-people": "4"}
COMMON = {
    "v-kind": "Tuyên truyền trực tiếp", "v-channel": "Họp thôn", "v-audiences": "Người dân", "v-contents": "Tác hại",
    "v-languages": "Mông",
}  # fmt: skip


def old_workbook(*rows: list[Any]) -> bytes:
    return workbook([], OLD_HEADINGS, *(rows or OLD_ROWS), headings=["DANH SÁCH HOẠT ĐỘNG, NĂM 2021"])


def carry_on(page: Any, **more: str) -> dict[str, str]:
    form = page.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | more


def match_columns(client: Client, page: Any, **more: str) -> Any:
    return client.post(f"{LIST}nhap/", carry_on(page, **more), follow=True)


def test_an_earlier_list_is_matched_looked_at_and_stored(cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    page = send(commune, old_workbook())
    assert page.context["form"]["head_row"].value() == "1", "the title and a blank row stand above"
    page = match_columns(commune, page, **MATCHED, preview="1")
    assert page.status_code == 200
    assert "hoặc ghi giá trị chung" in page.text
    page = match_columns(commune, page, **MATCHED, **COMMON, preview="1")
    assert page.context["result"], page.context["form"].errors
    assert not page.context["problems"], problems(page)
    assert not DataEntry.objects.exists()
    page = match_columns(commune, page, **MATCHED, **COMMON, merge="1")
    assert "Đã ghi 2 dòng." in page.text
    assert {(entry.content["place"], entry.content["people"], entry.day) for entry in DataEntry.objects.all()} == {
        ("Bản Ten Hon", 46, date(2021, 6, 12)), ("Bản Xanh", 30, date(2021, 6, 13)),
    }  # fmt: skip
    page = match_columns(commune, send(commune, old_workbook()), **MATCHED, **COMMON, merge="1")
    assert "2 dòng đã có trong sổ từ trước" in page.text


def test_what_all_rows_say_fills_no_blank_of_a_chosen_column(cast: Cast, signed_in: Browser) -> None:
    """The box was typed in before the column was chosen; a row that ends before the column has no cell there."""
    commune = signed_in(cast.commune)
    page = match_columns(commune, send(commune, old_workbook()), **MATCHED, **COMMON, **{"v-title": "Họp"}, preview="1")
    assert sorted(page.context["form"].list_common_texts()) == sorted(key.removeprefix("v-") for key in COMMON)


def test_what_is_not_guessed_is_no_error_before_anything_is_chosen(cast: Cast, signed_in: Browser) -> None:
    page = send(signed_in(cast.commune), old_workbook())
    assert page.status_code == 200
    assert "Chưa lưu" not in page.text
    assert "phải có" in page.text


def test_one_wrong_row_of_an_earlier_list_keeps_all_out(cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    page = send(commune, old_workbook(*OLD_ROWS, [3, date(2021, 6, 14), "Họp", "Bản C", "=40+6", "Xã Xa"]))
    page = match_columns(commune, page, **MATCHED, **COMMON, **{"c-unit": "5"}, merge="1")
    assert page.status_code == 422
    assert [address for address, *_rest in problems(page)] == ["E6", "F6"]
    assert not DataEntry.objects.exists()


def test_a_column_is_one_field(cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    page = match_columns(commune, send(commune, old_workbook()), **MATCHED | {"c-place": "2"}, **COMMON, merge="1")
    assert "có cột đã chọn hai lần" in page.text
    assert not DataEntry.objects.exists()


@pytest.mark.parametrize(
    "carried",
    [
        "", "{", "[]", "[[1]]", '[["x",[{"day":"x"}]]]', "[[1,[1e999]],[2,[[]]]]", "[" * 9000,
        '[[1,["\\ud800"]],[2,["x"]]]',
    ],
)  # fmt: skip
def test_a_sheet_that_the_page_did_not_carry_begins_anew(cast: Cast, signed_in: Browser, carried: str) -> None:
    commune = signed_in(cast.commune)
    reply = commune.post(f"{LIST}nhap/", {"sheet": carried, "unit": str(cast.units["03304"].pk), "merge": "1"})
    assert reply.status_code in (302, 422)
    assert not DataEntry.objects.exists()


def test_entries_of_a_unit_outside_the_scope_are_not_stored(cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    page = send(commune, old_workbook())
    foreign = str(cast.units["03289"].pk)
    page = match_columns(commune, page, **MATCHED, **COMMON, unit=foreign, merge="1")
    assert page.status_code == 422
    assert not DataEntry.objects.exists()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.none() | st.integers(-9, 9) | st.dates() | st.text(max_size=5), min_size=1, max_size=4)))
def test_a_table_that_a_page_carries_comes_back(rows: list[list[Any]]) -> None:
    table = SheetTable("", tuple(
        SheetRow(number, tuple(SheetCell(format_address(number, column), value) for column, value in enumerate(row, 1)))
        for number, row in enumerate(rows, 1)
    ))  # fmt: skip
    assert unpack_table(pack_table(table)) == table


def test_a_sheet_without_lines_says_so(cast: Cast, signed_in: Browser) -> None:
    assert "chưa có dòng nào" in problems(send(signed_in(cast.commune), workbook()))[0][2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Tệp trống"),
        (b"\x89PNG\r\n\x1a\n", "không phải là bảng tính"),
        (b"0" * 5_300_000, "lớn hơn 5 MB"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_beside_its_field(
    cast: Cast, signed_in: Browser, data: bytes, said: str
) -> None:
    reply = send(signed_in(cast.commune), data)
    assert reply.status_code == 422
    assert said in reply.content.decode()


def test_the_office_brings_in_lines_of_several_communes(cast: Cast, signed_in: Browser) -> None:
    headings = [*HEADINGS, "Đơn vị tổ chức"]
    data = workbook([*ROW, "Xã Pú Xi"], [*ROW, "quai cang"], headings=headings)
    send(signed_in(cast.office), data, unit=str(cast.units["03304"].pk))
    assert sorted(DataEntry.objects.values_list("unit__code", flat=True)) == ["03269", "03289"]


def test_a_unit_outside_the_scope_is_an_error_of_its_cell(cast: Cast, signed_in: Browser) -> None:
    data = workbook([*ROW, "Xã Mường Đun"], headings=[*HEADINGS, "Đơn vị tổ chức"])
    reply = send(signed_in(cast.office), data, unit=str(cast.units["03304"].pk))
    assert problems(reply) == [("N2", "Xã Mường Đun", "Không có đơn vị tên này trong phạm vi ghi sổ của tài khoản.")]


def test_the_lines_of_the_filter_go_out_without_voided_ones(cast: Cast, signed_in: Browser, added: Added) -> None:
    added(title="=HYPERLINK(1)")
    added(kind="broadcast")
    voided = added(place="Bản Há Dùa")
    entries.void_entry(register="activities", entry=voided.pk, version=1, reason="nhầm", by=cast.commune, at=AT)
    reply = signed_in(cast.commune).get(f"{LIST}tai-ve/?kind=talk")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="truyen-thong-2021-06-22.xlsx"'
    page = openpyxl.load_workbook(io.BytesIO(reply.content)).active
    (line,) = page.iter_rows(min_row=2)
    assert [line[1].value, line[1].data_type, line[13].value] == ["=HYPERLINK(1)", "s", "Xã Tênh Phông"]


def test_the_template_lists_what_may_be_chosen(cast: Cast, signed_in: Browser) -> None:
    book = openpyxl.load_workbook(io.BytesIO(signed_in(cast.commune).get(f"{LIST}mau/").content))
    assert [cell.value for cell in book.worksheets[0][1]] == HEADINGS
    assert [cell.value for cell in book["Danh mục"]["C"]] == ["Hình thức", *(n for _, n in OPTIONS["kind"])]
    rules = {str(rule.sqref): rule.showErrorMessage for rule in book.worksheets[0].data_validations.dataValidation}
    assert rules["C2:C2000"]
    assert not rules["I2:I2000"]  # several may be written there


def test_a_filled_template_comes_in(cast: Cast, signed_in: Browser) -> None:
    commune = signed_in(cast.commune)
    book = openpyxl.load_workbook(io.BytesIO(commune.get(f"{LIST}mau/").content))
    for position, value in enumerate(ROW, start=1):
        book.worksheets[0].cell(2, position, value)
    buffer = io.BytesIO()
    book.save(buffer)
    assert "Đã ghi 1 dòng." in send(commune, buffer.getvalue()).content.decode()


def test_a_thousand_lines_cost_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    lines = [(cast.units["03304"], LINE | {"people": people, "women": None}) for people in range(1000)]
    with django_assert_max_num_queries(80):
        entries.import_entries(register="activities", lines=lines, by=cast.commune, at=AT)


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")), min_size=1, max_size=60).map(
    lambda text: " ".join(normalize_nfc(text).split())
).filter(
    # «LÒ A» may be a person: the guard refuses it, and is tried where it belongs.
    lambda text: text and not scan_text(text)
) | st.sampled_from(["=1+1", "+84", "-5", "@x", "#N/A", "_x0041_"])
several = {
    name: st.lists(st.sampled_from([code for code, _ in options]), min_size=1, unique=True)
    for name, options in OPTIONS.items()
}
lines = st.fixed_dictionaries(
    {
        "day": st.dates(date(2004, 1, 1), date(2021, 6, 22)),
        "title": words,
        "place": words,
        "people": st.integers(0, 100_000),
        "women": st.none() | st.just(0),
        "items": st.none() | st.integers(0, 1_000_000),
        "audiences": several["audience"],
        "contents": several["content"],
        "languages": several["language"],
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, min_size=1, max_size=5))
def test_whatever_goes_out_comes_back_equal(cast: Cast, told: list[dict[str, Any]]) -> None:
    delete_entries(register := get_register("activities"))
    unit = cast.units["03304"]
    given_lines = [(unit, LINE | line) for line in told]
    entries.import_entries(register="activities", lines=given_lines, by=cast.commune, at=AT)
    book, heads = RegisterWorkbook(register, by=cast.commune, today=date(2021, 6, 22)), EntryImportResult()
    table = read_workbook(book.build(list_unscoped_entries(register)))
    back = book.parse([table], book.find_columns(table, heads), unit=unit, units=[unit])
    assert not back.problems
    assert {str(get_entry_values(register, row)) for row in list_unscoped_entries(register)} == {
        str(v) for _, v in back.lines
    }
