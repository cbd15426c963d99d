"""The outlines of a draft as tables: their heads, their headings and sentences, and how the report will be arranged."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.tables import parse_table
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.adapters.programme_files.yaml_tables import read_head, read_list
from sokehoach.apps.setup.forms.outline_rows import convert_sections
from sokehoach.apps.setup.pages.definition_columns import OUTLINES, SENTENCES
from sokehoach.apps.setup.pages.outline_tables import describe_section
from sokehoach.apps.setup.pages.register_tables import STORED
from sokehoach.apps.setup.queries.definition_tables import build_definition_context
from sokehoach.apps.setup.services.definition_tables import build_list_changes
from sokehoach.apps.setup.services.programmes import read_programme
from tests.apps.setup.made_register import administrators, quy, url
from tests.apps.setup.test_definition_tables import FOLDERS, fill, list_errors, paste, read_folder, read_page
from tests.apps.setup.test_form_tables import save
from tests.factories.drafts import current

__all__ = ["administrators", "quy"]
pytestmark = pytest.mark.django_db
OUTLINE, FILE = "bc-xa", "outlines/bc-xa.yaml"
HEADS, TABLE, PAGE = ("table", "de-cuong"), ("outline_table", OUTLINE), ("outline", OUTLINE)


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
@pytest.mark.parametrize("is_written", [False, True])
def test_sections_saved_as_they_are_shown_change_no_byte(folder: Path, is_written: bool) -> None:
    """Of the shipped programmes, as their folders have them and as drafts begin."""
    files = write_programme(read_programme(folder)) if is_written else read_folder(folder)
    context = build_definition_context(files)
    assert context is not None
    for file in context.outlines:
        items = read_list(files[file], ("sections",))
        shown = []
        for number, item in enumerate(items):
            heading, *sentences = describe_section(item.content, context)
            shown += [heading | {STORED: f"{number}:"}, *(sentence | {STORED: ""} for sentence in sentences)]
        sections, problems = convert_sections(shown, items, context)
        assert problems == {}, file
        assert build_list_changes(files, file, ("sections",), sections).get(file, files[file]) == files[file]
        typed, problems = convert_sections([{**row, STORED: ""} for row in shown], [], context)
        assert all("tên người" in message for messages in problems.values() for message in messages), problems
        described = [describe_section(row.content, context) for row in typed]
        assert described == [describe_section(item.content, context) for item in items], "typed anew it is the same"


def read_sections() -> list[dict[str, Any]]:
    sections: list[dict[str, Any]] = read_head(current().files[FILE])["sections"]
    return sections


def save_sentences(client: Client, rows: Sequence[Mapping[str, str]], **typed: str) -> Any:
    return save(client, SENTENCES, TABLE, rows, **typed)


def test_it_works(quy: Client) -> None:
    """Lines of Word are pasted below; one section changes and every other line of the file stays."""
    rows, before = read_page(quy, url(*TABLE)), current().files
    assert (rows[0]["level"], rows[0]["text"], rows[0][STORED]) == ("1", "TÌNH HÌNH", "0:")
    assert rows[1]["level"] == "sentence"
    lines = (
        ["V. SÁNG KIẾN"],
        ["câu", ""],
        ["1. Của thôn, bản", "", "", ""],
        ["câu", "Có {TT03} buổi[, trong đó |{TT04} pa-nô].", "Không có."],
    )
    elements = parse_table(current().files["elements.csv"]).list_records()
    name = next(row["name"] for row in elements if row["code"] == "CD03")
    lines[1][1] = f"Đã họp {{CD03}} cuộc ({{{name} so cùng kỳ}})."
    reply = save_sentences(quy, rows, paste=paste(*lines))
    assert reply.status_code == 302, list_errors(reply)
    assert current().problems == []
    assert read_sections()[-2:] == [
        {"heading": "SÁNG KIẾN", "level": 1, "sentences": ["Đã họp {CD03} cuộc ({CD03 so cùng kỳ})."]},
        {
            "heading": "Của thôn, bản",
            "level": 2,
            "sentences": [{"text": "Có {TT03} buổi[, trong đó |{TT04} pa-nô].", "zero": "Không có."}],
        },
    ]
    kept_lines = before[FILE][before[FILE].index("sections:") : before[FILE].index("- heading: KIẾN NGHỊ")]
    assert kept_lines in current().files[FILE]
    page = " ".join(quy.get(url(*PAGE)).text.split())
    assert "SÁNG KIẾN</h3>" in page
    assert f"Đã họp ‹{name}› cuộc (‹{name} so cùng kỳ›)." in page
    assert "Nếu mọi số bằng 0: Không có." in page


def test_a_sentence_is_changed_and_other_sections_keep_their_lines(quy: Client) -> None:
    rows, before = read_page(quy, url(*TABLE)), current().files[FILE]
    old_sections = read_sections()
    number = next(number for number, row in enumerate(rows) if row["level"] == "sentence")
    rows[number] = rows[number] | {"text": "Có {CS01} cơ sở."}
    rows[-1] = rows[-1] | {"text": "ĐỀ XUẤT"}
    assert save_sentences(quy, rows).status_code == 302
    sections = read_sections()
    assert sections[0]["sentences"][0] == "Có {CS01} cơ sở."
    assert sections[-1] == {**old_sections[-1], "heading": "ĐỀ XUẤT"}
    assert sections[1:-1] == old_sections[1:-1]
    start, end = before.index("- heading: KẾT QUẢ"), before.index("- heading: KIẾN NGHỊ")
    assert before[start:end] in current().files[FILE]


def test_sections_are_moved_and_removed_with_their_sentences(quy: Client) -> None:
    rows, old_sections = read_page(quy, url(*TABLE)), read_sections()
    second = next(number for number, row in enumerate(rows) if row[STORED] == "1:")
    assert save_sentences(quy, [*rows[second:], *rows[:second]]).status_code == 302
    assert read_sections() == [*old_sections[1:], old_sections[0]]
    rows = [row for row in read_page(quy, url(*TABLE)) if row["level"] != "sentence"]
    assert save_sentences(quy, rows).status_code == 302
    assert all("sentences" not in section for section in read_sections())


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ({"text": "Có {QQ99} cơ sở."}, "text", "Không có số liệu «{QQ99}»"),
        ({"text": "Có {CS01 cơ sở."}, "text", "không có đôi"),
        ({"text": "Đạt {khong_co so chỉ tiêu}."}, "text", "Không có chỉ số «khong_co»"),
        ({"text": "Có {CS01} | cơ sở."}, "text", "chỉ có trong phép kê"),
        ({"text": "Không số.", "zero": "Không có."}, "zero", "câu bên trên phải có số liệu"),
        ({"narrative": "result"}, "narrative", "Ghi ở dòng đề mục"),
        ({"text": "", "zero": "Không có."}, "text", "Chưa ghi"),
        ({"level": "mục lớn"}, "level", "Chọn một trong"),
        ({"level": "2", "text": "Có {CS01}"}, "text", "Tên mục không mang số liệu"),
        ({"level": "2", "zero": "Không"}, "zero", "Chỉ ghi ở dòng câu"),
        ({"level": "2", "text": "Đề mục", "narrative": "không có ô này"}, "narrative", "Không có «không có ô này»"),
    ],
)
def test_a_row_that_cannot_be_stands_with_its_error(
    quy: Client, typed: dict[str, str], column: str, message: str
) -> None:
    rows, before = read_page(quy, url(*TABLE)), current().files
    new_row = {"level": "sentence", "text": "Có {CS01} cơ sở mới.", "zero": "", "narrative": "", STORED: ""}
    reply = save_sentences(quy, [*rows, new_row | typed])
    assert reply.status_code == 422
    assert message in list_errors(reply)[column]
    assert all(f">{text}<" in reply.text or f'value="{text}"' in reply.text for text in typed.values()), (
        "nothing is lost"
    )
    assert current().files == before


def test_a_sentence_before_any_heading_is_refused(quy: Client) -> None:
    rows = read_page(quy, url(*TABLE))
    reply = save_sentences(quy, rows[1:])
    assert reply.status_code == 422
    assert "đứng trước đề mục đầu tiên" in list_errors(reply)["level"]


def test_a_new_outline_is_one_row_and_its_code_is_followed(quy: Client) -> None:
    line = [
        "bc-moi",
        "Công tác tuyên truyền",
        "từng địa bàn cơ sở",
        "099.LDTBXH",
        "",
        "099",
        "01-XA",
        *[""] * 4,
        "Đảng ủy",
        "",
    ]
    line.append("Công văn 5")
    reply = save(quy, OUTLINES, HEADS, read_page(quy, url(*HEADS)), paste=paste(line))
    assert reply.status_code == 302, list_errors(reply)
    assert read_head(current().files["outlines/bc-moi.yaml"]) == {
        "code": "bc-moi", "title": "Công tác tuyên truyền", "writers": "commune", "issuer": "099.LDTBXH",
        "addressees": ["099"], "annexes": ["01-XA"], "copies": ["Đảng ủy"], "source": "Công văn 5", "sections": [],
    }  # fmt: skip
    assert f'href="{url("outline", "bc-moi")}"' in quy.get(url("draft")).text
    rows = read_page(quy, url(*HEADS))
    rows = [row | {"code": "bc-chinh"} if row["code"] == "bc-ldtbxh" else row for row in rows]
    reply = save(quy, OUTLINES, HEADS, [row for row in rows if row["code"] != "bc-moi"])
    assert reply.status_code == 302, (list_errors(reply), reply.context["form"].errors)
    assert current().problems == []
    assert {"outlines/bc-ldtbxh.yaml", "outlines/bc-moi.yaml"}.isdisjoint(current().files)
    assert read_head(current().files["outlines/bc-ubnd.yaml"])["follows"] == "bc-chinh"
    assert "bc-chinh" in current().files["regimes.yaml"]


@pytest.mark.parametrize(
    ("typed", "column", "message"),
    [
        ({"issuer": "Sở nào đó"}, "issuer", "Không có «Sở nào đó»"),
        ({"annexes": "99-ZZ"}, "annexes", "Không có «99-ZZ»"),
        ({"writers": "issuer"}, "place", "Chưa ghi"),
        ({"symbol": "/BC"}, "symbol", "Để trống"),
    ],
)
def test_a_head_that_cannot_be_stands_with_its_error(
    quy: Client, typed: dict[str, str], column: str, message: str
) -> None:
    rows, before = read_page(quy, url(*HEADS)), current().files
    rows = [row | typed if row["code"] == OUTLINE else row for row in rows]
    reply = save(quy, OUTLINES, HEADS, rows)
    assert reply.status_code == 422
    assert message in list_errors(reply)[column]
    assert current().files == before


def test_an_outline_with_headings_is_not_removed(quy: Client) -> None:
    rows = [row for row in read_page(quy, url(*HEADS)) if row["code"] != OUTLINE]
    reply = save(quy, OUTLINES, HEADS, rows)
    assert reply.status_code == 422
    assert "bỏ các đề mục ấy trước" in reply.text


def test_one_that_follows_another_shows_that_and_has_no_table(quy: Client) -> None:
    page = quy.get(url("outline", "bc-ubnd")).text
    assert f'href="{url("outline", "bc-ldtbxh")}"' in page
    assert "</h3>" in page
    assert quy.get(url("outline_table", "bc-ubnd")).status_code == 302
    assert quy.get(url("outline", "khong-co")).status_code == 404


def test_the_second_of_two_is_told_and_keeps_what_was_typed(quy: Client) -> None:
    rows = read_page(quy, url(*TABLE))
    stale = fill(SENTENCES, [rows[0] | {"text": "TÌNH HÌNH CHUNG"}, *rows[1:]])
    assert save_sentences(quy, [rows[0] | {"text": "KHÁI QUÁT"}, *rows[1:]]).status_code == 302
    reply = quy.post(url(*TABLE), stale)
    assert reply.status_code == 409
    assert ">TÌNH HÌNH CHUNG</textarea>" in reply.text
    assert read_sections()[0]["heading"] == "KHÁI QUÁT"
