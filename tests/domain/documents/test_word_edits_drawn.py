"""Whatever is done to the Word file of a draft, its figures are neither changed nor doubled nor lost."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.documents.content import Block, Document, Paragraph, Run, Text
from sokehoach.domain.documents.paragraph_text import list_body_paragraphs, list_fields
from sokehoach.domain.documents.word_edits.comparison import AnotherDocumentError
from sokehoach.domain.documents.word_edits.figures import find_typed_numbers
from sokehoach.domain.documents.word_edits.lines import LinePart
from tests.domain.documents.test_word_edits import (
    build_document,
    compare,
    drop_controls,
    drop_marks,
    figure,
    write_lines,
)

WORDS = st.sampled_from(
    [
        "xã",
        "huyện",
        "tổ",
        "chức",
        "tuyên",
        "truyền",
        "cuộc",
        "lượt",
        "người",
        "đã",
        "được",
        "cho",
        "các",
        "trong",
        "và",
        "không",
        "còn",
    ]
)
PHRASES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
NUMBERS = st.integers(0, 99_999).map(str)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    codes = iter(range(1000))
    blocks: list[Block] = []
    for _ in range(draw(st.integers(1, 5))):
        runs: list[Run] = [Text(draw(PHRASES).capitalize() + " ")]
        for _ in range(draw(st.integers(0, 3))):
            runs += [figure(f"F{next(codes)}", draw(NUMBERS)), Text(f" {draw(PHRASES)} ")]
        blocks.append(Paragraph((*runs, Text("."))))
    return build_document(tuple(blocks))


DROPS = st.sampled_from([lambda lines: lines, drop_controls, drop_marks, lambda it: drop_marks(drop_controls(it))])


@given(documents(), DROPS)
def test_what_comes_back_unchanged_changes_nothing(document: Document, drop) -> None:  # type: ignore[no-untyped-def]
    comparison = compare(drop(write_lines(document)), document)
    assert comparison.changes == ()


@given(documents(), st.data())
def test_any_change_of_words_is_taken(document: Document, data: st.DataObject) -> None:
    lines = write_lines(document)
    place = data.draw(st.integers(1, len(lines.lines) - 2))
    line = lines.lines[place]
    at = data.draw(st.sampled_from([index for index, part in enumerate(line.parts) if isinstance(part, str)]))
    text = f" {data.draw(PHRASES)} mới "
    parts = tuple(text if index == at else part for index, part in enumerate(line.parts))
    returned = replace(lines, lines=(*lines.lines[:place], replace(line, parts=parts), *lines.lines[place + 1 :]))
    comparison = compare(returned, document)
    assert comparison.not_taken == ()
    (change,) = comparison.changes
    assert change.number == place
    assert text.strip() in change.new_text


@given(documents(), DROPS, st.data())
def test_no_edit_ever_changes_doubles_or_loses_a_figure(document: Document, drop, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    lines = write_lines(document)
    edited = []
    for line in drop(lines).lines:
        parts: list[LinePart] = list(line.parts)
        for _ in range(data.draw(st.integers(0, 2))):
            at = data.draw(st.integers(0, len(parts) - 1))
            part = parts[at]
            text = part if isinstance(part, str) else part.text
            start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
            text = text[:start] + data.draw(st.one_of(PHRASES, NUMBERS, st.just(""))) + text[end:]
            parts[at] = text if isinstance(part, str) else replace(part, text=text)
        if data.draw(st.booleans()):
            parts = data.draw(st.permutations(parts))
        edited.append(replace(line, parts=tuple(parts)))
    try:
        comparison = compare(replace(lines, lines=tuple(edited)), document)
    except AnotherDocumentError:
        return
    for change in comparison.changes:
        paragraph = list_body_paragraphs(document)[change.number - 1]
        fields = sorted(int(number) for number in re.findall(r"\{(\d+)\}", change.new_text))
        assert fields == list(range(1, len(list_fields(paragraph)) + 1))
        assert not find_typed_numbers(change.new_text, known_text=change.old_text)
