"""The tables of a draft that make a form: its head, its checks in words, its text boxes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.adapters.programme_files.yaml_tables import read_head, read_list
from sokehoach.apps.setup.pages.definition_columns import BOXES, CHECKS, FORMS
from sokehoach.apps.setup.pages.definition_tables import describe_check, explain_check_row
from sokehoach.apps.setup.queries.definition_tables import build_definition_context, list_form_files
from sokehoach.apps.setup.services.drafts import read_draft
from sokehoach.apps.setup.services.programmes import read_programme
from tests.apps.setup.made_register import administrators, quy, url
from tests.apps.setup.test_definition_tables import FOLDERS, FORM, fill, list_errors, paste, read_page
from tests.factories.drafts import current

__all__ = ["administrators", "quy"]
pytestmark = pytest.mark.django_db
HEADS, CHECK_TABLE, BOX_TABLE = ("table", "bieu"), ("form_part", FORM, "kiem-tra"), ("form_part", FORM, "nhan-xet")
NEW = "05-XA"
HEAD_LINE = [
    NEW,
    "Phát thanh cơ sở",
    "hằng năm; 6 tháng",
    "xã; thị trấn",
    "nd09",
    "2 ngày làm việc",
    "",
    "",
    "Công văn 5",
]


def read_form(code: str) -> dict[str, Any]:
    return read_head(current().files[f"forms/{code}.yaml"])


def save(client: Client, part: str, table: tuple[str, ...], rows: Sequence[Mapping[str, str]], **typed: str) -> Any:
    return client.post(url(*table), fill(part, rows, **typed))


def add_form(client: Client) -> None:
    reply = save(client, FORMS, HEADS, read_page(client, url(*HEADS)), paste=paste(HEAD_LINE))
    assert reply.status_code == 302, list_errors(reply)


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_every_check_of_the_shipped_programmes_is_said_in_a_sentence(folder: Path) -> None:
    files = write_programme(read_programme(folder))
    for form, _name in list_form_files(files):
        context = build_definition_context(files, form)
        assert context is not None
        for item in read_list(files[f"forms/{form}.yaml"], ("checks",)):
            sentence = explain_check_row(describe_check(item.content, context), context)
            assert sentence.startswith(("Ô ", "Chọn đúng một trong ô ")), item.content
            assert all(f"ô {code}".casefold() in sentence.casefold() for code in item.content["cells"])


def test_a_new_form_is_one_pasted_row(quy: Client) -> None:
    add_form(quy)
    form = read_form(NEW)
    assert (form["period_type"], form["also_for"], form["function"]) == ("six-month", ["year"], "general")
    assert (form["reporters"], form["due_days"]) == ({"levels": ["commune", "township"]}, 2)
    assert (form["counting_window"], form["sections"], form["narratives"]) == ("nd09", [], [])
    assert f'href="{url("form", NEW)}"' in quy.get(url("draft")).text
    assert quy.get(url("form", NEW)).status_code == 200


def test_the_head_of_a_form_is_changed_and_the_rest_of_its_file_stays(quy: Client) -> None:
    rows, file = read_page(quy, url(*HEADS)), f"forms/{FORM}.yaml"
    before = current().files
    number = next(number for number, row in enumerate(rows) if row["code"] == FORM)
    rows[number] |= {"name": "Tên khác", "due_by_level": "thị trấn: ngày 5 tháng sau", "assumed": "hạn nộp; tên biểu"}
    assert save(quy, FORMS, HEADS, rows).status_code == 302
    form = read_form(FORM)
    assert (form["name"], form["assumed"]) == ("Tên khác", ["hạn nộp", "tên biểu"])
    assert form["due_by_level"] == [{"levels": ["township"], "due": {"day": 5, "months_after": 1}}]
    sections = before[file].partition("sections:")[2]
    assert sections in current().files[file]
    assert {name: text for name, text in current().files.items() if name != file} == {
        name: text for name, text in before.items() if name != file
    }
    assert read_page(quy, url(*HEADS))[number]["due_by_level"] == "thị trấn: ngày 5 tháng sau"


def test_the_due_day_of_a_level_is_typed_for_each_kind_of_period(quy: Client) -> None:
    rows = read_page(quy, url(*HEADS))
    number = next(number for number, row in enumerate(rows) if row["code"] == FORM)
    typed = "thị trấn: 6 tháng: ngày 20 tháng cuối kỳ; hằng năm: 05/12; xã: ngày 5 tháng sau"
    rows[number]["due_by_level"] = typed
    assert save(quy, FORMS, HEADS, rows).status_code == 302
    townships, communes = read_form(FORM)["due_by_level"]
    kinds = [rule["period_type"] for rule in townships["due"]["by_period_type"]]
    assert (townships["levels"], kinds) == (["township"], ["six-month", "year"])
    assert communes == {"levels": ["commune"], "due": {"day": 5, "months_after": 1}}
    assert read_page(quy, url(*HEADS))[number]["due_by_level"] == typed.replace("05/12", "5/12")
    assert save(quy, FORMS, HEADS, read_page(quy, url(*HEADS))).status_code == 302
    assert read_form(FORM)["due_by_level"] == [townships, communes]


def test_the_rule_of_days_that_count_is_shown_by_its_name_and_kept_by_its_code(quy: Client) -> None:
    files = current().files
    rows = read_page(quy, url(*HEADS))
    number = next(number for number, row in enumerate(rows) if row["code"] == FORM)
    assert rows[number]["window"] == "từ ngày 15 tháng trước kỳ đến ngày 14 tháng cuối kỳ"
    assert save(quy, FORMS, HEADS, rows).status_code == 302
    assert current().files == files
    rows[number]["window"] = "nd09"
    assert save(quy, FORMS, HEADS, rows).status_code == 302
    assert current().files == files, "the code may be typed, too"


def test_a_form_without_sections_is_renamed_and_removed(quy: Client) -> None:
    add_form(quy)
    rows = read_page(quy, url(*HEADS))
    number = next(number for number, row in enumerate(rows) if row["code"] == NEW)
    rows[number]["code"] = "06-XA"
    assert save(quy, FORMS, HEADS, rows).status_code == 302
    assert f"forms/{NEW}.yaml" not in current().files
    assert read_form("06-XA")["name"] == "Phát thanh cơ sở"
    rows = [row for row in read_page(quy, url(*HEADS)) if row["code"] != "06-XA"]
    assert save(quy, FORMS, HEADS, rows).status_code == 302
    assert "forms/06-XA.yaml" not in current().files


def test_a_form_that_has_sections_is_not_removed(quy: Client) -> None:
    before = current().files
    reply = save(quy, FORMS, HEADS, read_page(quy, url(*HEADS))[1:])
    assert reply.status_code == 422
    assert "bỏ các phần ấy trước" in reply.text
    assert current().files == before


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ({"code": ""}, "code", "ghi mã in trên biểu"),
        ({"code": "02-CA"}, "code", "đã dùng ở dòng trên"),
        ({"code": "a/b"}, "code", "Mã chỉ được có"),
        ({"name": ""}, "name", "Chưa ghi"),
        ({"period_types": "mỗi ngày"}, "period_types", "Không có «mỗi ngày»"),
        ({"period_types": ""}, "period_types", "Chưa ghi"),
        ({"reporters": "làng"}, "reporters", "Không có «làng»"),
        ({"window": "khác"}, "window", "Không có «khác»"),
        ({"due": "sớm"}, "due", "Ghi như «2 ngày làm việc»"),
        ({"due_by_level": "xã 3 ngày"}, "due_by_level", "Không có «xã 3 ngày»"),
        ({"function": "mật"}, "function", "Không có «mật»"),
    ],
)
def test_a_head_that_cannot_be_stands_with_its_error(
    quy: Client, typed: dict[str, str], column: str, message: str
) -> None:
    rows, before = read_page(quy, url(*HEADS)), current().files
    reply = save(quy, FORMS, HEADS, [*rows[:-1], {**rows[-1], **typed}])
    assert reply.status_code == 422
    assert message in list_errors(reply)[column]
    kept = [f'value="{text}"' in reply.text or f">{text}</textarea>" in reply.text for text in typed.values()]
    assert all(kept), "nothing typed is lost"
    assert current().files == before


def test_a_check_is_pasted_by_names_and_explained(quy: Client) -> None:
    rows = read_page(quy, url(*CHECK_TABLE))
    context = build_definition_context(current().files, FORM)
    assert context is not None
    code, cell = next((code, cell) for code, cell in context.checked_cells.items() if ";" not in cell.name)
    line = ["ô đầu lớn hơn 0 thì phải trả lời ô sau", f"{cell.name}; A8", "chỉ nhắc, vẫn gửi được"]
    reply = save(quy, CHECKS, CHECK_TABLE, rows, paste=paste(line))
    assert reply.status_code == 302, list_errors(reply)
    assert current().problems == []
    assert read_form(FORM)["checks"][-1] == {"rule": "required_with", "cells": [code, "A8"], "hard": False}
    sentence = f"Ô {code} ({cell.name}) lớn hơn 0 thì phải trả lời ô A8"
    assert sentence in quy.get(url(*CHECK_TABLE)).text
    assert sentence in quy.get(url("form", FORM)).text


def test_checks_are_removed_and_moved_by_their_rows(quy: Client) -> None:
    rows = read_page(quy, url(*CHECK_TABLE))
    assert len(rows) > 60, "more rows than other tables take"
    before = read_form(FORM)["checks"]
    assert save(quy, CHECKS, CHECK_TABLE, [*rows[2:], rows[0]]).status_code == 302
    assert read_form(FORM)["checks"] == [*before[2:], before[0]]


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ({"rule": ""}, "rule", "Chưa ghi"),
        ({"rule": "nhỏ hơn"}, "rule", "Chọn một trong"),
        ({"cells": "A1; ZZ9"}, "cells", "Không có «ZZ9»"),
        ({"rule": "part_within_whole", "cells": "A1"}, "cells", "không dùng với 1 ô"),
        ({"rule": "required_with", "cells": "A1; 02-CA/A1"}, "cells", "chỉ dùng ô của chính biểu"),
        ({"hard": "có"}, "hard", "Chọn một trong"),
    ],
)
def test_a_check_that_cannot_be_stands_with_its_error(
    quy: Client, typed: dict[str, str], column: str, message: str
) -> None:
    rows, before = read_page(quy, url(*CHECK_TABLE)), current().files
    reply = save(quy, CHECKS, CHECK_TABLE, [{**rows[0], **typed}, *rows[1:]])
    assert reply.status_code == 422
    assert message in list_errors(reply)[column]
    assert all(f'value="{text}"' in reply.text for text in typed.values()), "nothing typed is lost"
    assert current().files == before


def test_a_check_with_a_rule_alone_is_no_blank_row(quy: Client) -> None:
    rows, before = read_page(quy, url(*CHECK_TABLE)), current().files
    reply = save(quy, CHECKS, CHECK_TABLE, rows, paste=paste(["ô đầu lớn hơn 0 thì phải trả lời ô sau", "", ""]))
    assert reply.status_code == 422
    assert "không dùng với 0 ô" in list_errors(reply)["cells"]
    assert current().files == before
    assert save(quy, CHECKS, CHECK_TABLE, rows, paste=paste(["", "", "chỉ nhắc, vẫn gửi được"])).status_code == 302


def test_a_text_box_gets_a_heading_of_the_outline(quy: Client) -> None:
    """One that an outline has, by its name; else a new last one."""
    rows = read_page(quy, url(*BOX_TABLE))
    page = quy.get(url(*BOX_TABLE))
    assert 'list="offered-heading"' in page.text
    codes = {row["code"] for row in rows}
    headings = page.context["table"].offers["heading"]
    free = next((code for code in headings if code not in codes), "")
    lines = [["Sáng kiến của thôn, bản", "Ghi việc, không ghi tên người.", "800"]]
    if free:
        lines.append(["Tên khác của ô", "", "", headings[free]])
    reply = save(quy, BOXES, BOX_TABLE, rows, paste=paste(*lines))
    assert reply.status_code == 302, list_errors(reply)
    assert current().problems == []
    boxes = read_form(FORM)["narratives"][len(rows) :]
    assert [(box["title"], box["code"]) for box in boxes] == [
        ("Sáng kiến của thôn, bản", "sang_kien_cua_thon_ban"), *([("Tên khác của ô", free)] if free else []),
    ]  # fmt: skip
    assert boxes[0]["most"] == 800
    outline = next(text for name, text in current().files.items() if "narrative: sang_kien_cua_thon_ban" in text)
    assert read_head(outline)["sections"][-1] == {
        "heading": "SÁNG KIẾN CỦA THÔN, BẢN", "level": 1, "narrative": "sang_kien_cua_thon_ban",
    }  # fmt: skip
    assert read_draft(current()) is not None


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ({"title": ""}, "title", "Chưa ghi"),
        ({"most": "nhiều"}, "most", "Viết một số nguyên"),
        ({"code": "Mục không có"}, "code", "Không có «Mục không có»"),
        ({"title": "Nguyễn Văn An, 0912345678"}, "title", ""),
    ],
)
def test_a_text_box_that_cannot_be_stands_with_its_error(
    quy: Client, typed: dict[str, str], column: str, message: str
) -> None:
    rows, before = read_page(quy, url(*BOX_TABLE)), current().files
    reply = save(quy, BOXES, BOX_TABLE, [{**rows[0], **typed}, *rows[1:]])
    assert reply.status_code == 422
    assert message in list_errors(reply)[column]
    assert current().files == before


def test_the_second_of_two_who_edit_checks_is_told(quy: Client) -> None:
    rows = read_page(quy, url(*CHECK_TABLE))
    late = fill(CHECKS, [{**rows[0], "hard": "no"}, *rows[1:]])
    assert save(quy, CHECKS, CHECK_TABLE, rows[1:]).status_code == 302
    reply = quy.post(url(*CHECK_TABLE), late)
    assert reply.status_code == 409
    assert reply.context["rows"][0].cells[2].value == "no"
    assert len(read_form(FORM)["checks"]) == len(rows) - 1


def test_a_form_of_a_part_that_is_not_there_is_not_found(quy: Client) -> None:
    for address in (url("form_part", FORM, "khac"), url("form_part", "99-XX", "kiem-tra")):
        assert quy.get(address).status_code == 404
