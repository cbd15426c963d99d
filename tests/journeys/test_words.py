"""The words of a drafted report are edited in the running text, where its figures cannot be typed over."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import axe, shot
from tests.journeys.test_two_levels import begin

FIRST = re.compile("như sau:$")
SENTENCE = re.compile("Các cơ sở có .* người lao động")


@pytest.fixture
def clerk(demo_login: Callable[[str], Page]) -> Page:
    """The clerk with a draft of the office's report, at the page of its words."""
    page = demo_login("thuongtruc")
    page.goto("/van-ban/")
    begin(page, "/bc-ldtbxh/")
    return page


def paragraph(page: Page) -> Locator:
    return page.locator(".words").filter(has_text=SENTENCE)


def test_words_around_a_figure_are_edited_and_the_figure_stays(clerk: Page) -> None:
    words, editor = paragraph(clerk), paragraph(clerk).locator(".words__text")
    chips = words.locator(".words__text .chip")
    figures = chips.all_inner_texts()
    expect(clerk.locator(".words__text")).to_have_count(clerk.locator(".words").count())
    axe(clerk)
    shot(clerk, "words")

    put_caret_before(chips.first)
    clerk.keyboard.type("tất cả ")
    expect(editor).to_contain_text(f"Các cơ sở có tất cả {figures[0]} người")
    expect(words.locator("textarea")).to_have_value(re.compile(r"Các cơ sở có tất cả \{1\} người lao động, \{2\}"))
    for key in ("9", "Delete"):  # beside the figure, then the whole of it: never a letter within it
        clerk.keyboard.press(key)
    dropped = words.locator(".words__dropped")
    expect(dropped).to_contain_text(f"Đoạn này bỏ số liệu: «{figures[0]}»")
    clerk.keyboard.press("Backspace")
    clerk.get_by_role("button", name="Lưu lời văn").click()
    expect(clerk.get_by_role("alert")).to_contain_text(f"bỏ số liệu «{figures[0]}»")
    expect(editor).to_contain_text("Các cơ sở có tất cả  người")  # nothing typed is lost
    axe(clerk)
    shot(clerk, "words-dropped")
    dropped.get_by_role("button", name="Đặt lại vào đoạn").click()
    expect(dropped.locator("> div")).to_be_hidden()
    expect(chips).to_have_text([*figures[1:], figures[0]])
    clerk.get_by_role("button", name="Lưu lời văn").click()
    saved = clerk.locator(".paper > p").filter(has_text="Các cơ sở có tất cả")
    expect(saved).to_have_text(re.compile(rf"Các cơ sở có tất cả\s+người.* {figures[0]}\s*$"))
    expect(clerk.get_by_role("link", name="Sửa lời văn")).to_be_visible()


def test_a_figure_is_moved_by_keys_by_cutting_and_by_dragging(clerk: Page) -> None:
    words, chips = paragraph(clerk), paragraph(clerk).locator(".words__text .chip")
    box = words.locator("textarea")
    start = box.input_value()
    chips.first.locator("a").focus()
    clerk.keyboard.press("Alt+ArrowRight")
    expect(box).to_have_value(re.compile(r"có\s+người \{1\}\s?lao động"))
    clerk.keyboard.press("Alt+ArrowLeft")
    expect(box).to_have_value(re.compile(r"có\s+\{1\}\s?người lao động"))

    select(chips.first)
    clerk.keyboard.press("Control+x")
    expect(box).not_to_have_value(re.compile(r"\{1\}"))
    clerk.keyboard.press("Control+End")
    clerk.keyboard.press("Control+v")
    expect(box).to_have_value(re.compile(r"\{1\}$"))
    select(chips.last)
    clerk.keyboard.press("Control+c")
    other = clerk.locator(".words__text").first
    other.click()
    clerk.keyboard.press("Control+v")  # another paragraph's: the words go, the figure does not
    expect(clerk.locator("[data-said]")).to_have_text("Số liệu chỉ dời được trong đoạn của nó.")
    expect(other.locator(".chip")).to_have_count(0)

    clerk.reload()
    expect(box).to_have_value(start)
    chips.nth(1).drag_to(words.locator(".words__text"), target_position={"x": 90, "y": 10})
    expect(box).to_have_value(re.compile(r"Các .*\{2\} .*\{1\} người"))
    assert sorted(re.findall(r"\{\d+\}", box.input_value())) == sorted(re.findall(r"\{\d+\}", start))


def test_a_figure_opens_to_its_source_beside_the_text(clerk: Page) -> None:
    words = paragraph(clerk)
    words.locator(".words__text").click()
    clerk.keyboard.press("Control+End")
    clerk.keyboard.type(" Viết dở.")
    words.locator(".words__text .chip a").first.click()
    expect(clerk.locator("#drawer-title")).to_be_visible()
    expect(words.locator(".words__text")).to_contain_text("Viết dở.")
    axe(clerk)


def test_a_typed_line_break_makes_a_paragraph_and_a_typed_field_its_figure(clerk: Page) -> None:
    words = paragraph(clerk)
    words.locator(".words__text").click()
    clerk.keyboard.press("Control+End")
    clerk.keyboard.type(" Nhắc lại {1}.")
    clerk.keyboard.press("Enter")
    clerk.keyboard.type("Đoạn viết thêm.")
    count = words.locator(".words__text .chip").count()
    clerk.locator(".words__text").first.focus()
    expect(words.locator(".words__text .chip")).to_have_count(count + 1)
    clerk.get_by_role("button", name="Lưu lời văn").click()
    expect(clerk.locator(".paper > p").filter(has_text=re.compile(r"^\s*Đoạn viết thêm\.\s*$"))).to_have_count(1)
    expect(clerk.locator(".paper")).to_contain_text(re.compile(r"Nhắc lại \d+\."))


def test_the_words_go_out_as_word_and_come_back(clerk: Page, tmp_path: Path) -> None:
    """In the file one sentence gets other words, one figure is typed over and one heading is changed."""
    figures = paragraph(clerk).locator(".words__text .chip").all_inner_texts()
    with clerk.expect_download() as taken:
        clerk.get_by_role("link", name="Tải Word để sửa lời").click()
    taken.value.save_as(tmp_path / "ra.docx")
    file = docx.Document(str(tmp_path / "ra.docx"))
    replace_text(file, figures[1], "99.999", within=SENTENCE)
    replace_text(file, "Các cơ sở có ", "Hiện nay các cơ sở có ")
    replace_text(file, "báo cáo kết quả thực hiện", "xin báo cáo kết quả thực hiện", within=FIRST)
    replace_text(file, "I. TÌNH HÌNH", "I. ĐẶC ĐIỂM")
    file.save(str(tmp_path / "vao.docx"))

    clerk.get_by_role("link", name="Nhận lại bản Word đã sửa").click()
    clerk.get_by_label("Tệp Word đã sửa lời").set_input_files(tmp_path / "vao.docx")
    clerk.get_by_role("button", name="Nhận lại bản Word đã sửa").click()
    refused = clerk.locator(".not-taken li")
    expect(refused).to_have_count(2)
    expect(refused.first).to_contain_text(f"số «{figures[1]}» bị sửa thành «99.999»")
    expect(refused.last).to_contain_text("«I. TÌNH HÌNH»: đề mục bị sửa")
    changes = clerk.locator(".word-change")
    expect(changes).to_have_count(1)
    expect(changes.locator("ins").first).to_contain_text("xin")
    axe(clerk)
    shot(clerk, "words-from-word")
    clerk.get_by_role("button", name="Nhận các đoạn đã chọn").click()
    expect(clerk.locator(".words__text").first).to_contain_text("xin báo cáo kết quả thực hiện")
    expect(paragraph(clerk).locator(".words__text .chip")).to_have_text(figures)


def replace_text(file: Any, old: str, new: str, *, within: re.Pattern[str] = re.compile("")) -> None:
    """In the text of one run of the body, whether or not it stands in a content control."""
    for element in file.element.body.iter(qn("w:p")):
        if not within.search("".join(element.itertext())):
            continue
        for text in element.iter(qn("w:t")):
            if text.text == old or (" " in old and old in (text.text or "")):  # a number only as a whole
                text.text = text.text.replace(old, new)
                return
    raise AssertionError(f"no run «{old}»")


def test_without_scripts_the_boxes_are_edited(demo_login: Callable[[str], Page], clerk: Page) -> None:
    plain = demo_login("thuongtruc", java_script_enabled=False)
    plain.goto(clerk.url)
    box = plain.locator(".words textarea").first
    expect(box).to_be_visible()
    expect(plain.get_by_text("{1}, {2} … trong đoạn là chỗ của số liệu")).to_be_visible()
    box.fill("Mở đầu viết không có kịch bản.")
    plain.get_by_role("button", name="Lưu lời văn").click()
    expect(plain.locator(".paper")).to_contain_text("Mở đầu viết không có kịch bản.")
    shot(plain, "words-plain")


def put_caret_before(chip: Locator) -> None:
    chip.evaluate(
        """chip => { chip.closest('.words__text').focus();
        const text = chip.previousSibling; getSelection().collapse(text, text.data.length); }"""
    )


def select(chip: Locator) -> None:
    chip.evaluate(
        """chip => { chip.closest('.words__text').focus();
        const range = document.createRange(); range.selectNode(chip);
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
