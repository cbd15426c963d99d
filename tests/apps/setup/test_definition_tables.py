"""The tables of a draft: reporting schedules, indicators, sections and cells of forms, typed or pasted from Excel."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.adapters.programme_files.yaml_lists import append_items
from sokehoach.adapters.programme_files.yaml_tables import StoredItem, read_head, read_list, rewrite_head
from sokehoach.apps.setup.forms.definition_cells import convert_items, convert_stages
from sokehoach.apps.setup.pages.definition_columns import (
    ASSUMPTIONS,
    BOXES,
    CELLS,
    CHECKS,
    COLUMNS,
    FORMS,
    INDICATORS,
    OUTLINES,
    PROGRAMME,
    ROLES,
    SCHEDULES,
    SECTIONS,
    SENTENCES,
    STAGES,
)
from sokehoach.apps.setup.pages.definition_tables import DESCRIBERS, describe_form, describe_stage
from sokehoach.apps.setup.pages.outline_tables import describe_outline
from sokehoach.apps.setup.pages.programme_tables import describe_programme
from sokehoach.apps.setup.pages.register_tables import STORED
from sokehoach.apps.setup.queries.definition_tables import (
    build_definition_context,
    list_form_files,
    list_stages,
)
from sokehoach.apps.setup.services.definition_tables import (
    build_file_changes,
    build_list_changes,
    build_stage_changes,
)
from sokehoach.apps.setup.services.programmes import DEFAULT_PROGRAMME, read_programme
from tests.apps.setup.made_register import administrators, quy, url
from tests.factories.drafts import current

__all__ = ["administrators", "quy"]
pytestmark = pytest.mark.django_db
FOLDERS = sorted(folder for folder in DEFAULT_PROGRAMME.parent.iterdir() if folder.is_dir())
FORM = "01-XA"


def read_folder(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*.*")}


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
@pytest.mark.parametrize("is_written", [False, True])
def test_a_table_saved_as_it_is_shown_changes_no_byte(folder: Path, is_written: bool) -> None:
    """Of the shipped programmes, as their folders have them and as drafts begin."""
    files = write_programme(read_programme(folder)) if is_written else read_folder(folder)
    context = build_definition_context(files)
    assert context is not None
    lists = [
        (SCHEDULES, "", "regimes.yaml", ("regimes",), ""),
        (INDICATORS, "", "indicators.yaml", ("indicators",), ""),
        (ROLES, "", "roles.yaml", ("roles",), ""),
        (ASSUMPTIONS, "", "programme.yaml", ("assumed",), ""),
    ]
    for form, _name in list_form_files(files):
        file = f"forms/{form}.yaml"
        lists += [
            (SECTIONS, form, file, ("sections",), ""),
            (CHECKS, form, file, ("checks",), ""),
            (BOXES, form, file, ("narratives",), ""),
        ]
        for number, item in enumerate(read_list(files[file], ("sections",))):
            lists.append((CELLS, form, file, ("sections", number, "cells"), item.content["code"]))
    for part, form, file, path, section in lists:
        of_form = build_definition_context(files, form)
        assert of_form is not None
        items = read_list(files[file], path)
        shown = [
            (described := DESCRIBERS[part](item.content, of_form)) | {STORED: f"{number}:{described['code']}"}
            for number, item in enumerate(items)
        ]
        rows, problems = convert_items(part, shown, items, of_form, section)
        assert problems == {}, (file, path)
        assert build_list_changes(files, file, path, rows).get(file, files[file]) == files[file]
    heads = [StoredItem(content, range(0)) for content in context.form_items.values()]
    shown = [describe_form(head.content, context) | {STORED: f"{number}:"} for number, head in enumerate(heads)]
    rows, problems = convert_items(FORMS, shown, heads, context)
    assert problems == {}
    assert build_file_changes(files, context.form_items, rows, "forms") == {}
    head = [StoredItem(read_head(files["programme.yaml"]), range(0))]
    rows, problems = convert_items(
        PROGRAMME, [describe_programme(head[0].content, context) | {STORED: "0:"}], head, context
    )
    assert problems == {}
    assert rewrite_head(files["programme.yaml"], rows[0].content) == files["programme.yaml"]
    heads = [StoredItem(content, range(0)) for content in context.outlines.values()]
    shown = [describe_outline(head.content, context) | {STORED: f"{number}:"} for number, head in enumerate(heads)]
    rows, problems = convert_items(OUTLINES, shown, heads, context)
    assert problems == {}
    assert build_file_changes(files, context.outlines, rows, "outlines") == {}
    stages = [
        describe_stage(stage, context, schedule) | {STORED: f"{schedule}/{number}"}
        for schedule in context.schedule_names
        for number, stage in enumerate(list_stages(context, schedule))
    ]
    grouped, problems = convert_stages(stages, context)
    assert problems == {}
    assert build_stage_changes(context, grouped) == {"regimes.yaml": files["regimes.yaml"]}


def read_page(client: Client, address: str) -> list[dict[str, str]]:
    """The filled rows of a page, as its fields have them."""
    page = client.get(address)
    assert page.status_code == 200
    rows = [{cell.column.name: cell.value for cell in row.cells} | {STORED: row.stored} for row in page.context["rows"]]
    return rows[:-3]


def fill(part: str, rows: Sequence[Mapping[str, str]], **typed: str) -> dict[str, Any]:
    names = [*(column.name for column in COLUMNS[part]), STORED]
    return {"revision": current().revision} | {name: [row.get(name, "") for row in rows] for name in names} | typed


def list_errors(reply: Any) -> dict[str, str]:
    return {cell.column.name: cell.errors[0] for row in reply.context["rows"] for cell in row.cells if cell.errors}


def paste(*lines: Sequence[str]) -> str:
    return "\r\n".join("\t".join(line) for line in lines)


@pytest.mark.parametrize(
    ("part", "route", "args"),
    [
        (SCHEDULES, "table", ("che-do",)),
        (STAGES, "table", ("noi-gui",)),
        (INDICATORS, "table", ("chi-so",)),
        (SECTIONS, "sections", (FORM,)),
        (CELLS, "cells", (FORM, "A")),
        (FORMS, "table", ("bieu",)),
        (CHECKS, "form_part", (FORM, "kiem-tra")),
        (BOXES, "form_part", (FORM, "nhan-xet")),
        (OUTLINES, "table", ("de-cuong",)),
        (SENTENCES, "outline_table", ("bc-xa",)),
        (ROLES, "table", ("vai-tro",)),
        (ASSUMPTIONS, "table", ("gia-dinh",)),
    ],
)
def test_saving_a_page_as_it_is_keeps_the_files(quy: Client, part: str, route: str, args: tuple[str, ...]) -> None:
    address, before = url(route, *args), current().files
    assert quy.post(address, fill(part, read_page(quy, address))).status_code == 302
    assert current().files == before
    assert current().revision == 2


def test_a_section_with_two_cells_is_pasted_from_excel(quy: Client) -> None:
    address = url("sections", FORM)
    reply = quy.post(address, fill(SECTIONS, read_page(quy, address), paste=paste(["Phần mới", "II.1; II.2"])))
    assert reply["Location"] == url("form", FORM)
    section = read_list(current().files[f"forms/{FORM}.yaml"], ("sections",))[-1].content
    assert (section["title"], section["clauses"], section["cells"]) == ("Phần mới", ["II.1", "II.2"], [])
    code = section["code"]
    cells = url("cells", FORM, code)
    name = current().files["elements.csv"].splitlines()[1].split(",")[0]
    lines = paste(["", name, "", "Số khác"], [f"{code}9", name, "", "Số khác nữa", "1"])
    assert quy.post(cells, {"revision": current().revision, "paste": lines}).status_code == 302
    stored = read_list(current().files[f"forms/{FORM}.yaml"], ("sections",))[-1].content["cells"]
    assert [(cell["code"], cell["label"], cell.get("depth")) for cell in stored] == [
        (f"{code}1", "Số khác", None), (f"{code}9", "Số khác nữa", 1),
    ]  # fmt: skip
    assert "Số khác nữa" in quy.get(url("form", FORM)).text
    assert f'href="{url("form", FORM)}"' in quy.get(url("draft")).text


def test_a_section_that_has_cells_is_not_removed(quy: Client) -> None:
    address, before = url("sections", FORM), current().files
    reply = quy.post(address, fill(SECTIONS, read_page(quy, address)[1:]))
    assert reply.status_code == 422
    assert "bỏ các ô ấy trước" in reply.text
    assert current().files == before


def test_cells_that_cannot_be_stand_with_their_errors(quy: Client) -> None:
    address, before = url("cells", FORM, "A"), current().files
    rows = read_page(quy, address)
    other = read_list(before[f"forms/{FORM}.yaml"], ("sections", 1, "cells"))[0].content["code"]
    for typed, column, message in (
        ({"element": "Không có"}, "element", "Không có «Không có»"),
        ({"code": rows[1]["code"]}, "code", "đã dùng ở dòng trên"),
        ({"code": other}, "code", "đã dùng ở phần khác"),
        ({"code": "a b"}, "code", "Mã chỉ được có"),
        ({"depth": "x"}, "depth", "Viết một số nguyên"),
        ({"disaggregation": "Lạ"}, "disaggregation", "Không có «Lạ»"),
        ({"source": "so_la phep_dem"}, "source", "Không có «so_la phep_dem»"),
    ):
        reply = quy.post(address, fill(CELLS, [*rows[:-1], {**rows[-1], **typed}]))
        assert reply.status_code == 422, typed
        assert message in list_errors(reply)[column]
        assert all(f'value="{text}"' in reply.text for text in typed.values()), "nothing typed is lost"
    assert current().files == before


def test_an_indicator_is_pasted_in_words_and_explained(quy: Client) -> None:
    address = url("table", "chi-so")
    page = quy.get(address)
    assert 'list="offered-formula"' in page.text
    terms = page.context["table"].offers["formula"]
    plain = read_page(quy, address)[0]
    words = terms[plain["numerator"]]
    line = ["Chỉ số mới", words, "1", "chia cho mẫu số, phần trăm", "", "", "có", "chỉ số; mới", "Công văn"]
    reply = quy.post(address, fill(INDICATORS, read_page(quy, address), paste=paste(line)))
    assert reply.status_code == 302, list_errors(reply)
    item = read_list(current().files["indicators.yaml"], ("indicators",))[-1].content
    assert (item["code"], item["numerator"], item["denominator"]) == ("chi_so_moi", plain["numerator"], "1")
    assert current().problems == []
    assert f"= {words} ÷ 1" in quy.get(address).text


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ({"numerator": "ZZ99"}, "numerator", "Không có chỉ tiêu «ZZ99»"),
        ({"numerator": "* 3"}, "numerator", "sai từ chữ thứ"),
        ({"numerator": ""}, "numerator", "Chưa ghi"),
        ({"denominator": "@khong"}, "denominator", "Không có mẫu số «khong»"),
        ({"per": "none", "on_map": "yes"}, "on_map", "bản đồ chỉ vẽ"),
        ({"per": "ba"}, "per", "Chọn một trong"),
    ],
)
def test_an_indicator_that_cannot_be_computed_is_refused(
    quy: Client, typed: dict[str, str], column: str, message: str
) -> None:
    address, before = url("table", "chi-so"), current().files
    rows = read_page(quy, address)
    reply = quy.post(address, fill(INDICATORS, [{**rows[0], **typed}, *rows[1:]]))
    assert reply.status_code == 422
    assert message.lower() in list_errors(reply)[column].lower()
    assert current().files == before


def test_an_indicator_whose_element_is_gone_says_so_at_its_cell(quy: Client) -> None:
    """The page opens with the fault at its row; saving it stands at the cell."""
    item = read_list(current().files["indicators.yaml"], ("indicators",))[0].content
    text = current().files["indicators.yaml"].replace(f"numerator: {item['numerator']}", "numerator: ZZ99", 1)
    quy.post(url("file", "indicators.yaml"), {"revision": current().revision, "text": text})
    page = quy.get(url("table", "chi-so"))
    assert "không có chỉ tiêu «ZZ99»" in page.context["rows"][0].faults[0].reason
    reply = quy.post(url("table", "chi-so"), fill(INDICATORS, read_page(quy, url("table", "chi-so"))))
    assert reply.status_code == 422
    assert "ZZ99" in list_errors(reply)["numerator"]


def test_a_schedule_and_its_stage_are_pasted(quy: Client) -> None:
    schedules, stages = url("table", "che-do"), url("table", "noi-gui")
    line = ["Báo cáo nhanh", "Việc trong tháng", "lời văn", "hằng tháng", "thư điện tử", "", "Công văn 1", "01/7/2021"]
    reply = quy.post(schedules, fill(SCHEDULES, read_page(quy, schedules), paste=paste(line)))
    assert reply.status_code == 302, list_errors(reply)
    item = read_list(current().files["regimes.yaml"], ("regimes",))[-1].content
    assert (item["code"], item["period_types"], item["channels"], item["valid_from"], item["stages"]) == (
        "bao_cao_nhanh", ["month"], ["email"], "2021-07-01", [],
    )  # fmt: skip
    window = read_page(quy, stages)[0]["window"]
    line = ["Báo cáo nhanh", "xã; thị trấn", "099", "", "", "ngày 5 tháng sau", window]
    reply = quy.post(stages, fill(STAGES, read_page(quy, stages), paste=paste(line)))
    assert reply.status_code == 302, list_errors(reply)
    stage = read_list(current().files["regimes.yaml"], ("regimes",))[-1].content["stages"][0]
    assert stage["reporters"] == {"levels": ["commune", "township"]}
    assert (stage["receiver"], stage["due"]) == ("099", {"day": 5, "months_after": 1})
    assert read_page(quy, stages)[-1]["due"] == "ngày 5 tháng sau"


def test_the_forms_of_a_stage_follow_its_due_rule(quy: Client) -> None:
    address = url("table", "noi-gui")
    rows = read_page(quy, address)
    number = next(number for number, row in enumerate(rows) if "09-MTTQ" in row["forms"])
    assert "ngày làm việc" in rows[number]["due"]
    rows[number]["due"] = "9 ngày làm việc"
    assert quy.post(address, fill(STAGES, rows)).status_code == 302
    assert "due_days: 9" in current().files["forms/09-MTTQ.yaml"]
    rows = read_page(quy, address)
    rows[number]["due"] = "6 tháng: 9 ngày làm việc; hằng năm: ngày 20 tháng sau"
    assert quy.post(address, fill(STAGES, rows)).status_code == 302
    assert "by_period_type" in current().files["forms/09-MTTQ.yaml"]
    assert read_page(quy, address) == rows


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ({"due": "sớm"}, "due", "Ghi như «2 ngày làm việc»"),
        ({"reporters": "làng"}, "reporters", "Không có «làng»"),
        ({"receiver": ""}, "receiver", "Chưa ghi"),
        ({"forms": "99-XX"}, "forms", "Không có «99-XX»"),
        ({"schedule": "Lạ"}, "schedule", "Không có «Lạ»"),
    ],
)
def test_a_stage_that_cannot_be_is_refused(quy: Client, typed: dict[str, str], column: str, message: str) -> None:
    address, before = url("table", "noi-gui"), current().files
    rows = read_page(quy, address)
    reply = quy.post(address, fill(STAGES, [{**rows[0], **typed}, *rows[1:]]))
    assert reply.status_code == 422
    assert message in list_errors(reply)[column]
    assert current().files == before


def test_the_second_of_two_is_told_and_keeps_what_was_typed(quy: Client) -> None:
    address = url("table", "chi-so")
    rows = read_page(quy, address)
    late = fill(INDICATORS, [{**rows[0], "name": "Tên của người sau"}, *rows[1:]])
    assert (
        quy.post(address, fill(INDICATORS, [{**rows[0], "name": "Tên của người trước"}, *rows[1:]])).status_code == 302
    )
    reply = quy.post(address, late)
    assert reply.status_code == 409
    assert "Tên của người sau" in reply.text
    assert "Tên của người trước" in current().files["indicators.yaml"]
    again = {**late, "revision": current().revision}
    assert quy.post(address, again).status_code == 302
    assert "Tên của người sau" in current().files["indicators.yaml"]


def test_what_is_not_there_is_not_found(quy: Client) -> None:
    for address in (url("table", "khac"), url("form", "99-XX"), url("sections", "99-XX"), url("cells", FORM, "ZZ")):
        assert quy.get(address).status_code == 404


def replace_text(client: Client, file: str, old: str, new: str) -> None:
    """Saves the text of a file with another one in the place of the first `old`."""
    text = current().files[file]
    assert old in text
    client.post(url("file", file), {"revision": current().revision, "text": text.replace(old, new, 1)})
    assert new in current().files[file]


def test_a_text_that_the_page_shows_on_one_line_keeps_its_lines(quy: Client) -> None:
    address, file = url("sections", FORM), f"forms/{FORM}.yaml"
    section = read_list(current().files[file], ("sections",))[0].content
    replace_text(quy, file, f"title: {section['title']}", f'title: "{section["title"]}  và   khác"')
    before = current().files
    rows = read_page(quy, address)
    assert quy.post(address, fill(SECTIONS, rows)).status_code == 302
    assert current().files == before


def test_a_schedule_that_has_stages_is_not_removed(quy: Client) -> None:
    address, before = url("table", "che-do"), current().files
    reply = quy.post(address, fill(SCHEDULES, read_page(quy, address)[1:]))
    assert reply.status_code == 422
    assert "bỏ các dòng ấy trước" in reply.text
    assert current().files == before


@pytest.mark.parametrize("has_code", [True, False])
def test_stages_of_schedules_that_no_code_tells_apart_are_not_saved(quy: Client, has_code: bool) -> None:
    text = current().files["regimes.yaml"]
    code = read_list(text, ("regimes",))[0].content["code"]
    second = {"name": "Chế độ khác", "stages": []} | ({"code": code} if has_code else {})
    text = append_items(text, ("regimes",), [second])
    quy.post(url("file", "regimes.yaml"), {"revision": current().revision, "text": text})
    address, before = url("table", "noi-gui"), current().files
    rows = read_page(quy, address)
    rows[-1]["lock_days"] = "9"
    reply = quy.post(address, fill(STAGES, rows))
    assert reply.status_code == 422
    assert "thiếu mã hoặc trùng mã" in reply.text
    assert current().files == before


def test_a_form_whose_section_has_a_code_that_none_may_have_is_shown(quy: Client) -> None:
    replace_text(quy, f"forms/{FORM}.yaml", "code: A\n", "code: A/1\n")
    assert "A/1. " in quy.get(url("form", FORM)).text


def test_a_cell_that_is_too_long_is_refused_once(quy: Client) -> None:
    address = url("table", "noi-gui")
    rows = read_page(quy, address)
    reply = quy.post(address, fill(STAGES, [{**rows[0], "forms": "lạ; " * 10_000}, *rows[1:]]))
    (errors,) = (cell.errors for row in reply.context["rows"] for cell in row.cells if cell.errors)
    assert errors[0] == "Dài hơn 600 ký tự."
    assert len(errors) <= 1 + 600 // 4


def test_what_a_file_has_already_may_be_longer_than_a_cell(quy: Client) -> None:
    address, file = url("sections", FORM), f"forms/{FORM}.yaml"
    code = "phan_dau_cua_bieu_mau_01"
    assert len(code) > 20
    replace_text(quy, file, "code: A\n", f"code: {code}\n")
    rows = read_page(quy, address)
    rows[-1]["title"] = "Tên khác"
    assert quy.post(address, fill(SECTIONS, rows)).status_code == 302
    assert read_list(current().files[file], ("sections",))[0].content["code"] == code
