"""Rules for the body text: alignment, indents, spacing, beginning and end (Mục II.6)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sokehoach.domain.documents.rules.finding import (
    FormatFinding,
    Severity,
    clause,
    format_decimal,
    locate_line,
)
from sokehoach.domain.documents.rules.measured_document import MeasuredAlign, MeasuredLine, SourceFormat
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say

_BODY_CLAUSE = clause("II.6", "e")
_INDENTS = (10.0, 12.7)
_HEADLINE = re.compile(r"(?:phần|chương|mục|tiểu mục)\s+(?:[IVX]+|\d+)\b", re.IGNORECASE)
_LOOSE_ENDING = re.compile(r"\s{0,9}(?:\.\s{0,9}/\s{0,9}\.|/\s{0,9}\.\s{0,9}/?)\s*$")
_LONG = 90  # characters of a paragraph that certainly exceeds a line


def check_justified(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 e: justified text. Paragraphs of a single line are not checked."""
    for line in (*roles.basis, *roles.text):
        if line.align not in (None, MeasuredAlign.JUSTIFY) and len(line.words) > _LONG:
            yield FormatFinding(
                Severity.ERROR,
                "justified",
                _BODY_CLAUSE,
                locate_line(line),
                say("nội dung %(alignment_names)s", alignment_names=_ALIGNMENT_NAMES[line.align]),
                say("canh đều cả hai lề"),
            )


_ALIGNMENT_NAMES = {
    MeasuredAlign.LEFT: say("canh trái"),
    MeasuredAlign.RIGHT: say("canh phải"),
    MeasuredAlign.CENTER: say("canh giữa"),
    MeasuredAlign.JUSTIFY: say("canh đều"),
}


def check_first_indent(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 e: the first line of a paragraph is indented by 1 or 1.27 cm."""
    for line in _list_paragraphs(roles):
        if line.first_indent is None:
            continue
        inset = line.first_indent + (line.left_indent or 0)
        if not any(abs(inset - indent) <= roles.document.slack for indent in _INDENTS):
            yield FormatFinding(
                Severity.ERROR,
                "first_indent",
                _BODY_CLAUSE,
                locate_line(line),
                say("chữ đầu dòng lùi %(inset)s mm", inset=format_decimal(inset)),
                say("lùi 1 cm hoặc 1,27 cm"),
            )


def check_gaps(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 e: at least 6 pt between paragraphs.

    Depending on a setting, Word adds the space after one paragraph and before the next, or takes the larger: the sum is
    checked.
    """
    slack = 1.5 if roles.document.source is SourceFormat.PDF else 0.05
    for line, next_line in pairwise(roles.text):
        if (
            next_line.broken
            or line.space_after is None
            or next_line.space_before is None
            or next_line.number != line.number + 1
        ):
            continue
        if line.page != next_line.page:
            continue
        gap = line.space_after + next_line.space_before
        if gap < 6 - slack:
            yield FormatFinding(
                Severity.ERROR, "paragraph_gap", _BODY_CLAUSE, locate_line(next_line),
                say("khoảng cách giữa các đoạn %(gap)s pt", gap=format_decimal(max(gap, 0))), say("tối thiểu 6 pt"),
            )  # fmt: skip


def check_line_height(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 e: line spacing from single to one and a half lines."""
    slack = 0.08 if roles.document.source is SourceFormat.PDF else 0.04
    for line in (*roles.basis, *roles.text):
        height = line.line_height
        if height is None or 1 - slack <= height <= 1.5 + slack:
            continue
        yield FormatFinding(
            Severity.ERROR,
            "line_height",
            _BODY_CLAUSE,
            locate_line(line),
            say("khoảng cách dòng %(height)s dòng", height=f"{height:.2f}".replace(".", ",")),
            say("từ dòng đơn đến 1,5 dòng"),
        )


def check_basis_ends(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.6 a: each «Căn cứ» is on a line of its own, ending with «;», the last with «.»."""
    for index, line in enumerate(roles.basis):
        last = index == len(roles.basis) - 1
        ending = "." if last else ";"
        # «Căn cứ …, Ủy ban nhân dân … ban hành Kế hoạch như sau:» is itself the opening sentence.
        if line.words.endswith((ending, ":")) or (last and line.words.endswith(",")):
            continue
        expected = say("dấu chấm (.)") if last else say("dấu chấm phẩy (;)")
        yield FormatFinding(
            Severity.ERROR,
            "basis_end",
            clause("II.6", "a"),
            locate_line(line),
            say("căn cứ kết thúc bằng «%(words)s»", words=line.words[-1]),
            say("%(expected)s ở cuối dòng", expected=expected),
        )


def check_closing(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Phụ lục III, samples: the text ends with «./.»."""
    if not roles.body or not (roles.authority or roles.label):
        return
    last = next((line for line in reversed(roles.body) if len(line.words) > 3), roles.body[-1])
    ending = roles.body[-1].words
    if re.search(r"\./\.$", ending):
        return
    loose = _LOOSE_ENDING.search(ending)
    yield FormatFinding(
        Severity.ERROR,
        "closing",
        say("Mẫu trình bày văn bản, Phụ lục III NĐ 30/2020/NĐ-CP"),
        locate_line(last),
        say("nội dung kết thúc bằng «%(loose)s»", loose=loose[0].strip())
        if loose
        else say("nội dung không kết thúc bằng «./.»"),
        say("kết thúc bằng «./.»"),
    )


def _list_paragraphs(roles: DocumentComponents) -> Iterator[MeasuredLine]:
    """Body paragraphs that have a first line: no centred heading, no line after a forced break."""
    for line in roles.text:
        headline = line.align is MeasuredAlign.CENTER or _HEADLINE.match(line.words)
        if not line.broken and not headline and len(line.words) > 3:
            yield line
