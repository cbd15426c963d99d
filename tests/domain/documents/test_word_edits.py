"""What is taken from a Word file of a draft that came back: words; of figures nothing but their places."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sokehoach.domain.documents.content import (
    Block,
    Document,
    FigureRun,
    Heading,
    Missing,
    Operand,
    Paragraph,
    Reference,
    Run,
    Text,
)
from sokehoach.domain.documents.paragraph_text import render_paragraph
from sokehoach.domain.documents.word_edits.alignment import pair_lines
from sokehoach.domain.documents.word_edits.comparison import (
    AnotherDocumentError,
    WordChange,
    WordComparison,
    compare_word_lines,
)
from sokehoach.domain.documents.word_edits.figures import find_typed_numbers, read_figures
from sokehoach.domain.documents.word_edits.lines import Control, LinePart, WordLine, WordLines, parse_word_lines
from sokehoach.domain.documents.word_edits.marks import (
    DraftVersion,
    ParagraphMark,
    build_figure_mark,
    digest_words,
    parse_draft_version,
    parse_figure_mark,
    parse_paragraph_mark,
)
from tests.golden.report import report

DRAFT = DraftVersion(7, 3)


def figure(code: str, text: str) -> FigureRun:
    return FigureRun(text, (Reference(Operand(code), "2021S1"),))


TALKS, GAP = figure("TT01", "38"), Missing((Reference(Operand("TT03"), "2021S1"),))
OTHER = figure("KT01", "4.216")
BLOCKS: tuple[Block, ...] = (
    Heading(1, "I.", "Tình hình"),
    Paragraph((Text("Địa bàn ổn định, không có điểm nóng."),)),
    Paragraph(
        (Text("Toàn huyện tổ chức "), TALKS, Text(" cuộc với "), OTHER, Text(" lượt người, phát "), GAP, Text("."))
    ),
    Heading(1, "II.", "Kiến nghị"),
    Paragraph((Text("Đề nghị tỉnh cấp thêm tài liệu cho 17 xã."),)),
)


def build_document(blocks: tuple[Block, ...] = BLOCKS) -> Document:
    return replace(report(), blocks=blocks, annexes=())


def write_lines(document: Document, draft: DraftVersion = DRAFT) -> WordLines:
    """The lines of the file as the writer writes and the reader reads them."""
    return WordLines(tuple(_write_lines(document, draft)), str(draft))


def _write_lines(document: Document, draft: DraftVersion) -> Iterator[WordLine]:
    yield WordLine(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",), is_table=True)
    number = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            yield WordLine((f"{block.number} {block.text.upper()}",), style="Heading1")
        if isinstance(block, Paragraph):
            number += 1
            mark = ParagraphMark(draft, number, digest_words(render_paragraph(block)))
            yield WordLine(tuple(map(_write_part, block.runs)), (str(mark),), "BodyText")
    yield WordLine(("Trên đây là báo cáo./.",), style="BodyText")


def _write_part(run: Run) -> LinePart:
    return run.text if isinstance(run, Text) else Control(str(build_figure_mark(run.references, run.text)), run.text)


def drop_controls(lines: WordLines) -> WordLines:
    """As a program writes the file that knows no content controls."""
    return replace(lines, lines=tuple(replace(line, parts=_flatten(line)) for line in lines.lines))


def drop_marks(lines: WordLines) -> WordLines:
    return replace(lines, lines=tuple(replace(line, marks=(), style="") for line in lines.lines), label="")


def _flatten(line: WordLine) -> tuple[LinePart, ...]:
    return ("".join(part if isinstance(part, str) else part.text for part in line.parts),)


def edit(lines: WordLines, old: str, new: str) -> WordLines:
    """The lines with one text replaced wherever it stands, also within a control."""
    return replace(
        lines,
        lines=tuple(
            replace(
                line,
                parts=tuple(
                    part.replace(old, new) if isinstance(part, str) else replace(part, text=part.text.replace(old, new))
                    for part in line.parts
                ),
            )
            for line in lines.lines
        ),
    )


def compare(returned: WordLines, document: Document | None = None) -> WordComparison:
    document = document or build_document()
    return compare_word_lines(document, write_lines(document), returned, draft=DRAFT)


def places(comparison: WordComparison) -> list[str]:
    return [str(entry.place).partition(" («")[0] for entry in comparison.not_taken]


def reasons(comparison: WordComparison) -> str:
    return " ".join(str(entry.reason) for entry in comparison.not_taken)


@pytest.mark.parametrize(
    "drop", [lambda lines: lines, drop_controls, drop_marks, lambda it: drop_marks(drop_controls(it))]
)
def test_changed_words_are_taken_and_figures_keep_their_places(drop) -> None:  # type: ignore[no-untyped-def]
    returned = drop(edit(write_lines(build_document()), "Toàn huyện tổ chức", "Các xã đã tổ chức được"))
    assert compare(returned).changes == (
        WordChange(
            2,
            "Toàn huyện tổ chức {1} cuộc với {2} lượt người, phát {3}.",
            "Các xã đã tổ chức được {1} cuộc với {2} lượt người, phát {3}.",
        ),
    )
    assert compare(returned).not_taken == ()


@pytest.mark.parametrize(
    "drop", [lambda lines: lines, drop_controls, drop_marks, lambda it: drop_marks(drop_controls(it))]
)
@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("39", "«38» bị sửa thành «39»"),
        ("", "«38» bị bỏ"),
        ("38.000", "«38» bị sửa thành «38.000»"),
        ("5" * 81, f"«38» bị sửa thành «{'5' * 80}…»"),
    ],
)
def test_a_figure_that_was_typed_over_is_refused_by_name(drop, new: str, told: str) -> None:  # type: ignore[no-untyped-def]
    comparison = compare(drop(edit(edit(write_lines(build_document()), "38", new), "Toàn huyện", "Cả huyện")))
    assert comparison.changes == ()
    assert places(comparison) == ["Đoạn 2"]
    assert told in reasons(comparison)


def test_a_figure_that_was_copied_is_refused() -> None:
    lines = write_lines(build_document())
    place = 3
    twice = replace(lines.lines[place], parts=(*lines.lines[place].parts, " Nhắc lại ", lines.lines[place].parts[1]))
    returned = replace(lines, lines=(*lines.lines[:place], twice, *lines.lines[place + 1 :]))
    comparison = compare(returned)
    assert comparison.changes == ()
    assert "«38» bị chép thành hai" in reasons(comparison)
    assert "«38» không có nguồn" in reasons(compare(drop_controls(returned)))


def test_a_figure_of_another_paragraph_is_refused() -> None:
    lines = write_lines(build_document())
    moved = replace(lines.lines[2], parts=(*lines.lines[2].parts, lines.lines[3].parts[1]))
    comparison = compare(replace(lines, lines=(*lines.lines[:2], moved, *lines.lines[3:])))
    assert comparison.changes == ()
    assert "«38» là của đoạn khác" in reasons(comparison)


def test_figures_that_change_places_are_followed() -> None:
    lines = write_lines(build_document())
    _a, talks, _b, people, *rest = lines.lines[3].parts
    swapped = replace(lines.lines[3], parts=("Có ", people, " lượt người dự ", talks, " cuộc", *rest))
    (change,) = compare(replace(lines, lines=(*lines.lines[:3], swapped, *lines.lines[4:]))).changes
    assert change.new_text.startswith("Có {2} lượt người dự {1} cuộc")


def test_equal_numbers_without_controls_are_taken_only_where_the_words_tell_them_apart() -> None:
    blocks = (Paragraph((Text("Có "), figure("A", "3"), Text(" vụ và "), figure("B", "3"), Text(" người."))), *BLOCKS)
    document = build_document(blocks)
    lines = drop_controls(write_lines(document))
    assert compare(edit(lines, "Có", "Ghi nhận"), document).changes[0].new_text == "Ghi nhận {1} vụ và {2} người."
    comparison = compare(edit(lines, "Có 3 vụ và 3 người.", "Người 3, vụ: 3 cả thảy."), document)
    assert comparison.changes == ()
    assert places(comparison) == ["Đoạn 1"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Có 12 vụ, tăng 3,5 %.", ("12", "3,5")),
        ("Theo Kế hoạch số 45/KH-UBND ngày 04/3/2021, Điều 5, năm 2021, quý 2, biểu 01-XA.", ()),
        ("Giai đoạn 2021 - 2025, Nghị định 30/2020/NĐ-CP, tháng 6.", ()),
        ("Trường cấp THCS2 có 3 lớp", ("3",)),
    ],
)
def test_numbers_that_read_as_figures(text: str, numbers: tuple[str, ...]) -> None:
    assert find_typed_numbers(text) == numbers


def test_numbers_typed_into_words_are_named() -> None:
    comparison = compare(edit(write_lines(build_document()), "17 xã", "18 xã"))
    assert comparison.changes == ()
    assert places(comparison) == ["Đoạn 3"]
    assert "«18»" in reasons(comparison)


def add_line(lines: WordLines, index: int, text: str, *, style: str = "") -> WordLines:
    return replace(lines, lines=(*lines.lines[:index], WordLine((text,), style=style), *lines.lines[index:]))


def test_new_paragraphs_are_taken_where_words_are_edited() -> None:
    lines = write_lines(build_document())
    (after,) = compare(add_line(lines, 4, "Các xã chủ động hơn.")).changes
    assert (after.number, after.new_text.split("\n")[1]) == (2, "Các xã chủ động hơn.")
    (before,) = compare(add_line(lines, 2, "Mở đầu.")).changes
    assert before.new_text == "Mở đầu.\nĐịa bàn ổn định, không có điểm nóng."
    for text, told in (("Có 5 vụ mới.", "«5»"), ("Còn {1} vụ.", "ngoặc nhọn")):
        comparison = compare(add_line(lines, 4, text))
        assert comparison.changes == ()
        assert told in reasons(comparison)
    assert "ngoài phần lời" in reasons(compare(add_line(lines, len(lines.lines), "Sau cùng.")))


def test_a_paragraph_split_between_its_figures_keeps_them() -> None:
    lines = write_lines(build_document())
    parts = lines.lines[3].parts
    first = replace(lines.lines[3], parts=(*parts[:2], " cuộc."))
    second = WordLine(("Tham dự có ", *parts[3:]))
    (change,) = compare(replace(lines, lines=(*lines.lines[:3], first, second, *lines.lines[4:]))).changes
    assert change.new_text == "Toàn huyện tổ chức {1} cuộc.\nTham dự có {2} lượt người, phát {3}."


def test_a_removed_paragraph_is_taken_only_without_figures() -> None:
    lines = write_lines(build_document())
    comparison = compare(replace(lines, lines=(lines.lines[0], lines.lines[1], *lines.lines[4:])))
    assert comparison.changes == (WordChange(1, "Địa bàn ổn định, không có điểm nóng.", ""),)
    assert places(comparison) == ["Đoạn 2"]
    assert "«38», «4.216», «chưa có số liệu»" in reasons(comparison)


def test_headings_tables_and_the_end_are_named_and_not_taken() -> None:
    lines = write_lines(build_document())
    for old, new in (("I. TÌNH HÌNH", "I. ĐẶC ĐIỂM TÌNH HÌNH"), ("CỘNG HÒA", "CỘNG HOÀ"), ("Trên đây", "Ở trên")):
        comparison = compare(edit(lines, old, new))
        assert comparison.changes == ()
        (entry,) = comparison.not_taken
        assert old in entry.place
    for returned in (edit(lines, "I. TÌNH HÌNH", "A. PHẦN ĐẦU"), add_line(lines, 3, "Mục mới", style="Heading2")):
        comparison = compare(drop_controls(returned))
        assert comparison.changes == ()
        assert "đề mục" in reasons(comparison)
    table = add_line(lines, 3, "Tổng hợp mười hai cuộc")
    table = replace(table, lines=(*table.lines[:3], replace(table.lines[3], is_table=True), *table.lines[4:]))
    assert "bảng thêm" in reasons(compare(table))
    moved = replace(lines, lines=(*lines.lines[:2], lines.lines[3], lines.lines[2], *lines.lines[4:]))
    assert "chuyển chỗ" in reasons(compare(moved))
    assert compare(moved).changes == ()


def test_a_file_of_another_document_is_refused() -> None:
    with pytest.raises(AnotherDocumentError, match="văn bản khác"):
        compare(write_lines(build_document(), DraftVersion(8, 3)))
    strange = WordLines((WordLine(("Một văn bản khác hẳn.",)), WordLine(("Không có gì chung.",))))
    with pytest.raises(AnotherDocumentError, match="không so được"):
        compare(strange)


def test_a_file_of_an_older_draft_takes_back_nothing_that_changed_since() -> None:
    lines = edit(write_lines(build_document()), "cho 17 xã", "cho các xã")
    since = list(BLOCKS)
    since[1] = Paragraph((Text("Địa bàn yên ổn."),))
    since[2] = replace(BLOCKS[2], runs=(BLOCKS[2].runs[0], figure("TT01", "41"), *BLOCKS[2].runs[2:]))  # type: ignore[union-attr]
    document = build_document(tuple(since))
    now = DraftVersion(7, 5)
    comparison = compare_word_lines(document, write_lines(document, now), lines, draft=now)
    assert comparison.version == 3
    assert [(change.number, change.is_stale) for change in comparison.changes] == [(3, False)]
    assert "«38»" not in reasons(comparison)  # an older value is no change of the figure
    both = edit(lines, "không có điểm nóng", "không có vụ việc nổi cộm")
    comparison = compare_word_lines(document, write_lines(document, now), both, draft=now)
    assert [(change.number, change.is_stale) for change in comparison.changes] == [(1, True), (3, False)]


def test_marks_say_what_they_say() -> None:
    mark = ParagraphMark(DRAFT, 12, digest_words("Có {1} vụ."))
    assert parse_paragraph_mark(str(mark)) == mark
    assert len(str(ParagraphMark(DraftVersion(999_999_999, 999_999), 99_999, "0" * 8))) <= 40  # Word's limit
    own = build_figure_mark(TALKS.references, TALKS.text)
    assert parse_figure_mark(str(own)) == own
    assert len(str(own)) <= 64  # Word's limit
    assert parse_draft_version(f"x, {DRAFT}") == DRAFT
    for text in ("", "_GoBack", "sk_1_2_3", "sk-1-2"):
        assert (parse_paragraph_mark(text), parse_figure_mark(text), parse_draft_version(text)) == (None, None, None)


def test_lines_survive_json_and_other_json_is_refused() -> None:
    lines = write_lines(build_document())
    assert parse_word_lines(json.loads(json.dumps(lines.to_json()))) == lines
    for payload in (
        {},
        {"lines": [{}]},
        {**lines.to_json(), "label": 1},
        {**lines.to_json(), "lines": [{"parts": [[1, 2]]}]},
    ):
        with pytest.raises((KeyError, TypeError, ValueError)):
            parse_word_lines(payload)


@pytest.mark.parametrize(("count", "is_paired"), [(44, True), (45, False)])
def test_lines_without_marks_are_compared_up_to_a_number_of_pairs(count: int, is_paired: bool) -> None:
    own_lines = [WordLine((f"Xã số {number} tổ chức tốt tuyên truyền",)) for number in range(count)]
    lines = [WordLine((f"Xã số {number} tổ chức tốt việc tuyên truyền",)) for number in range(count)]
    pairs = {number: number for number in range(count)} if is_paired else {}
    assert pair_lines(own_lines, lines, draft=DRAFT) == pairs


def test_a_figure_without_control_is_found_behind_one_that_has_it() -> None:
    runs = (Text("Có "), figure("A", "3"), Text(" vụ với "), figure("B", "5"), Text(" người."))
    read = read_figures(Paragraph(runs), ("Có ", _write_part(runs[1]), " vụ với 5 người."))
    assert read.text == "Có {1} vụ với {2} người."


def test_words_that_hold_one_figure_are_not_taken_for_another() -> None:
    runs = (
        Text("Tăng "), figure("A", "5"), Text(" điểm, với "), figure("B", "7"), Text(" lớp, đạt "), figure("C", "5 %"),
        Text("."),
    )  # fmt: skip
    assert read_figures(Paragraph(runs), ("Tăng 5 điểm, với 7 lớp, đạt cả 5 %.",)).text.endswith("đạt cả {3}.")
    for text in ("Tăng 5 %, với 7 lớp.", "Tăng 5 %. Mới có: 7."):
        (problem,) = read_figures(Paragraph(runs), (text,)).problems
        assert problem == "số «5 %» bị bỏ"


def test_paragraphs_with_the_same_words_are_told_apart_by_the_numbers_of_their_marks() -> None:
    """In a file of the draft itself; of an older draft, equal words would not tell which is meant."""
    same = Paragraph((Text("Đề nghị tỉnh cấp thêm tài liệu."),))
    document = build_document((same, Heading(1, "I.", "Tình hình"), same))
    own_lines = write_lines(document).lines
    assert [line.text for line in own_lines].count(own_lines[1].text) == 2
    moved = [own_lines[3], own_lines[1]]
    assert pair_lines(own_lines, moved, draft=DRAFT) == {0: 3, 1: 1}


def test_a_figure_whose_words_stand_in_two_controls_is_not_found_across_them() -> None:
    runs = (Text("Có "), figure("TT01", "5 điểm"), Text(" vụ."))
    tag = str(build_figure_mark((), "x"))
    assert read_figures(Paragraph(runs), ("Có 5 điểm vụ.",)).text == "Có {1} vụ."
    assert read_figures(Paragraph(runs), ("Có ", Control(tag, "5"), " điểm vụ.")).problems
    assert read_figures(Paragraph(runs), ("Có 5 ", "điểm vụ.")).problems
