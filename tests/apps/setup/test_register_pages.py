"""A register type of ten fields and two measures is made in the browser, previewed, published and counted."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.data_registers.models import DataEntry, RegisterType
from sokehoach.apps.reporting.queries.registers import list_countings
from sokehoach.apps.setup.views import register_tables
from tests.apps.setup.made_register import (
    FIELDS,
    MEASURES,
    REGISTER,
    add_register,
    administrators,
    fill,
    made,
    quy,
    save_table,
    url,
)
from tests.factories.drafts import current, save

__all__ = ["administrators", "made", "quy"]

pytestmark = pytest.mark.django_db


def test_a_register_is_made_published_filled_and_counted(made: Client) -> None:
    assert current().problems == []
    page = made.get(url("register", REGISTER)).content.decode()
    assert "Cộng «Số lượt phát» của các buổi khi Hình thức là Loa lưu động" in page
    assert "chỉ hiện khi: Hình thức là Loa lưu động" in page
    reply = made.post(url("publish"), {"revision": current().revision, "reason": "Sổ mới", "day": ""}, follow=True)
    assert "Đã công bố phiên bản 2." in reply.content.decode()
    register = RegisterType.objects.get(code=REGISTER)
    described = get_registers()[register.uid]
    assert [field.kind.value for field in described.fields] == [row["kind"] for row in FIELDS]
    assert list_countings()[register.uid]
    version = register.versions.get(is_current=True)
    assert '"measure":"buoi_phat_thanh"' not in version.definition


def test_two_measures_do_not_fill_one_cell(made: Client) -> None:
    before = current().files
    rows = [MEASURES[0], {**MEASURES[1], "cells": "01-xa a8"}]
    reply = made.post(url("register_table", REGISTER, "phep-dem"), fill("measures", rows))
    assert reply.status_code == 422
    assert "đã lấy số của «buổi phát thanh»" in reply.content.decode()
    assert current().files == before
    twice = [{**MEASURES[0], "cells": "01-XA A8; 01-xa a8"}, MEASURES[1]]
    save_table(made, "phep-dem", "measures", twice)


def test_rows_over_the_limit_are_not_converted(made: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    for name in ("convert_rows", "convert_options"):
        convert = getattr(register_tables, name)

        def count(*arguments: Any, convert: Callable[..., Any] = convert) -> Any:
            lengths.extend(len(argument) for argument in arguments if isinstance(argument, list))
            return convert(*arguments)

        monkeypatch.setattr(register_tables, name, count)
    paste = "\n".join(f"Trường {number}\tsố nguyên" for number in range(900))
    page = made.post(url("register_table", REGISTER, "truong"), {"revision": current().revision, "paste": paste})
    assert page.status_code == 422
    assert "Trường 899" in page.content.decode(), "what is too much stays in the box"
    options = url("options", REGISTER, "buoi_phat_thanh_hinh_thuc")
    page = made.post(options, {"revision": current().revision, "paste": paste})
    assert page.status_code == 422
    assert lengths == [60, 60]


def test_what_is_saved_shows_again_as_it_was_typed(made: Client) -> None:
    page = made.get(url("register_table", REGISTER, "truong"))
    rows = [{cell.column.name: cell.value for cell in row.cells} for row in page.context["rows"]]
    for row, typed in zip(rows, FIELDS, strict=False):
        for name in ("label", "kind", "required", "shown", "added"):
            default = "yes" if name == "required" and "required_when" not in typed else ""
            assert row[name] == typed.get(name, default)
    assert rows[2]["source"] == "Hình thức"
    assert rows[3]["visible_when"] == "Hình thức là Loa lưu động"
    before = current().files
    save_table(made, "truong", "fields", rows)
    assert current().files == before, "saving what is shown changes nothing"


def test_a_wrong_cell_says_what_is_allowed_and_nothing_is_lost(quy: Client) -> None:
    add_register(quy)
    rows = [*FIELDS[:3], {"label": "Nơi", "kind": "chữ", "most": "nhiều", "visible_when": "Hình thức là Đài tỉnh"}]
    reply = quy.post(url("register_table", REGISTER, "truong"), fill("fields", rows))
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "Chọn một trong: số nguyên" in page
    assert "không có lựa chọn «Đài tỉnh»" in page
    assert 'value="nhiều"' in page
    assert "registers/buoi_phat_thanh.yaml" in current().files
    assert "Nơi" not in current().files["registers/buoi_phat_thanh.yaml"]


def test_pasted_lines_become_rows_with_words_as_codes(quy: Client) -> None:
    add_register(quy)
    pasted = "Ngày phát\tNgày\nTên\tMột dòng lời\t\tkhông\nGì đó\tLạ"
    reply = quy.post(url("register_table", REGISTER, "truong"), {"paste": pasted, "more": "1"})
    assert reply.status_code == 200
    rows = [{cell.column.name: cell.value for cell in row.cells} for row in reply.context["rows"]]
    assert [(row["label"], row["kind"]) for row in rows[:3]] == [
        ("Ngày phát", "day"), ("Tên", "text"), ("Gì đó", "Lạ")]  # fmt: skip
    assert rows[1]["required"] == "no"


def test_a_code_that_the_table_makes_is_not_taken_for_a_name(quy: Client) -> None:
    """«bao_cao_phat_thanh» would be somebody called Cao Phát Thanh."""
    add_register(quy)
    save_table(quy, "truong", "fields", [FIELDS[0], {"label": "Báo cáo phát thanh", "kind": "Số nguyên"}])
    assert "code: bcpt" in current().files[f"registers/{REGISTER}.yaml"]


def test_a_fault_of_the_reader_stands_at_its_row(made: Client) -> None:
    by = User.objects.get(username="quy.vua")
    save(current(), f"registers/{REGISTER}.yaml", lambda text: text.replace("kind: money", "kind: coin"), by)
    page = made.get(url("register_table", REGISTER, "truong"))
    (row,) = [row for row in page.context["rows"] if row.faults]
    assert row.cells[0].value == "Kinh phí"
    assert "Sửa hết lỗi của sổ" in made.get(url("register", REGISTER)).content.decode()
    assert made.get(url("register_preview", REGISTER)).status_code == 404


def test_the_preview_is_the_entry_page_and_stores_nothing(made: Client) -> None:
    reply = made.get(url("register_preview", REGISTER))
    page = reply.content.decode()
    assert "data-visible-when" in page
    assert "Loa lưu động" in page
    assert "frame-ancestors 'self'" in reply["Content-Security-Policy"]
    assert reply["X-Frame-Options"] == "SAMEORIGIN"
    typed = {"day": "01/06/2021", "ten_buoi": "Buổi 1", "hinh_thuc": "loa_luu_dong", "so_luot_phat": "2",
             "trong_do_tieng_dan_toc": "3", "co_phoi_hop": "yes"}  # fmt: skip
    reply = made.post(url("register_preview", REGISTER), typed)
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "Số tiếng dân tộc lớn hơn số lượt." in page
    reply = made.post(url("register_preview", REGISTER), typed | {"noi_phat": "Chợ", "trong_do_tieng_dan_toc": "1"})
    assert "dòng này ghi được" in reply.content.decode()
    assert not DataEntry.objects.exists()


def test_a_measure_taken_from_a_cell_leaves_it_to_be_typed(made: Client) -> None:
    assert "source: {register: buoi_phat_thanh" in current().files["forms/01-XA.yaml"].replace("\n", " ") or (
        "register: buoi_phat_thanh" in current().files["forms/01-XA.yaml"]
    )
    save_table(made, "phep-dem", "measures", [{**MEASURES[0], "cells": ""}, MEASURES[1]])
    assert "buoi_phat_thanh" not in current().files["forms/01-XA.yaml"]
    assert current().problems == []


def test_the_second_editor_is_told_and_may_replace_the_table(made: Client) -> None:
    sent = fill("measures", MEASURES)
    save_table(made, "phep-dem", "measures", MEASURES[:1])
    reply = made.post(url("register_table", REGISTER, "phep-dem"), sent)
    assert reply.status_code == 409
    page = reply.content.decode()
    assert "Lưu lần nữa thì cả bảng này thay cho bảng đang lưu." in page
    assert f'name="revision" value="{current().revision}"' in page


def test_the_name_of_a_person_is_refused_at_its_cell(quy: Client) -> None:
    add_register(quy)
    rows = [*FIELDS, {"label": "Ghi chú", "kind": "long", "hint": "hỏi bà Lò Thị Mai, 0912345678"}]
    reply = quy.post(url("register_table", REGISTER, "truong"), fill("fields", rows))
    assert reply.status_code == 422
    row = reply.context["rows"][len(FIELDS)]
    assert next(cell for cell in row.cells if cell.column.name == "hint").errors


def test_the_head_keeps_the_tables(made: Client) -> None:
    before = current().files[f"registers/{REGISTER}.yaml"]
    form = made.get(url("register_head", REGISTER)).context["form"]
    head = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    assert head["levels"] == ["commune", "township"]
    reply = made.post(
        url("register_head", REGISTER), head | {"title": "ten_buoi", "about": "Mỗi dòng là một buổi phát."}
    )
    assert reply.status_code == 302
    after = current().files[f"registers/{REGISTER}.yaml"]
    assert after.partition("fields:")[2] == before.partition("fields:")[2]
    assert "title: ten_buoi" in after
    assert current().problems == []


def add_table_of_units(client: Client) -> str:
    """Makes a register of rows with a line for each unit, below the register that is there; returns its code."""
    head = {"name": "Người dự", "row": "dòng", "about": "Mỗi đơn vị một dòng.", "function": "general",
            "levels": ["commune", "township"]}  # fmt: skip
    address = client.post(url("new_register"), head | {"revision": current().revision})["Location"]
    assert address == url("register", "nguoi_du")
    fields = [
        {"label": "Ngày", "kind": "day"},
        {"label": "Của buổi", "kind": "line", "source": REGISTER, "same_unit": "yes", "code": "buoi"},
        {"label": "Đơn vị", "kind": "unit", "source": "địa bàn cơ sở", "shown": "yes", "code": "don_vi"},
        {"label": "Số lượt dự", "kind": "number", "most": "1.000", "shown": "yes", "added": "yes", "code": "luot"},
    ]
    reply = client.post(url("register_table", "nguoi_du", "truong"), fill("fields", fields))
    assert reply.status_code == 302, re.findall(r"field__error[^>]*>(.*?)</p>", reply.content.decode(), re.S)
    chosen = head | {"revision": current().revision, "rows_by": "don_vi"}
    reply = client.post(url("register_head", "nguoi_du"), chosen)
    assert reply.status_code == 422, "lines of units belong to an entry"
    assert "Chọn trước trường mà theo đó dòng là dòng con." in reply.content.decode()
    assert client.post(url("register_head", "nguoi_du"), chosen | {"parent": "buoi"}).status_code == 302
    return "nguoi_du"


def test_a_table_with_a_line_for_each_unit_is_made_and_previewed(made: Client) -> None:
    rows = add_table_of_units(made)
    assert current().problems == []
    text = current().files[f"registers/{rows}.yaml"]
    assert "rows_by: don_vi\n" in text
    assert "unique: [buoi, don_vi]\n" in text
    head = made.get(url("register_head", rows)).context["form"]
    assert [code for code, _label in head.fields["rows_by"].choices] == ["", "don_vi"]
    assert head["rows_by"].value() == "don_vi"
    page = made.get(url("register_preview", REGISTER)).content.decode()
    assert "core/unit_rows.css" in page
    names = re.findall(r'name="(nguoi_du-[^"]+-luot)"', page)
    assert len(names) == 19, "one line for each commune"
    typed = {"day": "01/06/2021", "ten_buoi": "Buổi 1", "hinh_thuc": "mang_xa_hoi", "so_luot_phat": "2",
             "co_phoi_hop": "no"}  # fmt: skip
    reply = made.post(url("register_preview", REGISTER), typed | {names[0]: "1001"})
    assert reply.status_code == 422
    assert "1.000" in reply.content.decode()
    reply = made.post(url("register_preview", REGISTER), typed | {names[0]: "12"})
    assert "dòng này ghi được" in reply.content.decode()
    assert not DataEntry.objects.exists()


def test_the_table_of_units_is_published_and_filled(made: Client) -> None:
    rows = add_table_of_units(made)
    made.post(url("publish"), {"revision": current().revision, "reason": "Sổ mới", "day": ""})
    register = get_registers()[RegisterType.objects.get(code=rows).uid]
    assert register.rows_by == "don_vi"
    assert register.unique_per_unit == ("buoi", "don_vi")


def test_a_table_of_sixty_rows_is_taken_and_more_stay_in_the_box(quy: Client) -> None:
    add_register(quy)
    rows = [*FIELDS, *({"label": f"Số đếm {number}", "kind": "number"} for number in range(50))]
    save_table(quy, "truong", "fields", rows)
    assert current().files[f"registers/{REGISTER}.yaml"].count("code:") == 61
    page = quy.get(url("register_table", REGISTER, "truong"))
    assert len(page.context["rows"]) == 60
    pasted = {"paste": "Số đếm 51\tsố nguyên\nSố đếm 52\tsố nguyên"}
    reply = quy.post(url("register_table", REGISTER, "truong"), fill("fields", rows) | pasted)
    assert reply.status_code == 422
    assert "nhiều nhất 60 dòng" in reply.content.decode()
    assert reply.context["paste"].splitlines()[1].startswith("Số đếm 52\tnumber")


def test_what_is_no_name_may_be_declared_so(quy: Client) -> None:
    add_register(quy)
    rows = [*FIELDS, {"label": "Ghi chú", "kind": "long", "required": "no", "hint": "theo mẫu của Lò Văn Minh"}]
    sent = fill("fields", rows)
    reply = quy.post(url("register_table", REGISTER, "truong"), sent)
    assert reply.status_code == 422
    places = {"khong-phai": re.findall(r'name="khong-phai" value="([^"]+)"', reply.content.decode())}
    assert places["khong-phai"], "the page asks whether this is a person's name"
    assert quy.post(url("register_table", REGISTER, "truong"), sent | places).status_code == 302


def test_a_field_chooses_among_entries_of_a_module(made: Client) -> None:
    """«Chọn từ» names the register of establishments as it names one of the draft; the preview offers examples."""
    row = {"label": "Tại cơ sở", "kind": "line", "source": "Cơ sở kinh doanh dịch vụ", "required": "no", "shown": "yes"}
    save_table(made, "truong", "fields", [*FIELDS, row])
    assert current().problems == []
    assert "register: establishments" in current().files[f"registers/{REGISTER}.yaml"]
    page = made.get(url("register", REGISTER)).content.decode()
    assert "Cơ sở kinh doanh dịch vụ" in page
    assert "cơ sở ví dụ 1" in made.get(url("register_preview", REGISTER)).content.decode()
    reply = made.post(url("publish"), {"revision": current().revision, "reason": "Sổ mới", "day": ""}, follow=True)
    assert "Đã công bố phiên bản 2." in reply.content.decode()
    register = RegisterType.objects.get(code=REGISTER)
    assert get_registers()[register.uid].fields[-1].register == "establishments"
