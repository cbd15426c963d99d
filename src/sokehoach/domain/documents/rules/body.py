"""The text itself: alignment, indents, gaps, how it begins and ends (Mục II.6)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sokehoach.domain.documents.rules.finding import Finding, Severity, clause, figure, place
from sokehoach.domain.documents.rules.measured import Align, Line, Source
from sokehoach.domain.documents.rules.roles import Roles

_E = clause("II.6", "e")
_INDENTS = (10.0, 12.7)
_HEADLINE = re.compile(r"(?:phần|chương|mục|tiểu mục)\s+(?:[IVX]+|\d+)\b", re.IGNORECASE)
_WAITING = re.compile(r"\s{0,9}(?:\.\s{0,9}/\s{0,9}\.|/\s{0,9}\.\s{0,9}/?)\s*$")
_LONG = 90  # letters of a paragraph that surely runs over a line


def check_justified(roles: Roles) -> Iterator[Finding]:
    """Mục II.6 e: set even to both margins. A single line shows nothing."""
    for line in (*roles.basis, *roles.text):
        if line.align not in (None, Align.JUSTIFY) and len(line.words) > _LONG:
            yield Finding(
                Severity.ERROR, "justified", _E, place(line),
                f"nội dung {_SET[line.align]}", "canh đều cả hai lề",
            )  # fmt: skip


_SET = {
    Align.LEFT: "canh trái",
    Align.RIGHT: "canh phải",
    Align.CENTER: "canh giữa",
    Align.JUSTIFY: "canh đều",
}


def check_first_indent(roles: Roles) -> Iterator[Finding]:
    """Mục II.6 e: the first line of a paragraph 1 or 1.27 cm in."""
    for line in _paragraphs(roles):
        if line.first_indent is None:
            continue
        inset = line.first_indent + (line.left_indent or 0)
        if not any(abs(inset - wanted) <= roles.document.slack for wanted in _INDENTS):
            yield Finding(
                Severity.ERROR, "first_indent", _E, place(line), f"chữ đầu dòng lùi {figure(inset)} mm",
                "lùi 1 cm hoặc 1,27 cm",
            )  # fmt: skip


def check_gaps(roles: Roles) -> Iterator[Finding]:
    """Mục II.6 e: 6 pt at least between paragraphs.

    Word adds what stands after one and before the next, or takes the larger, by a setting: the sum is judged.
    """
    slack = 1.5 if roles.document.source is Source.PDF else 0.05
    for one, other in pairwise(roles.text):
        if other.broken or one.after is None or other.before is None or other.number != one.number + 1:
            continue
        if one.page != other.page:
            continue
        gap = one.after + other.before
        if gap < 6 - slack:
            yield Finding(
                Severity.ERROR, "paragraph_gap", _E, place(other),
                f"khoảng cách giữa các đoạn {figure(max(gap, 0))} pt", "tối thiểu 6 pt",
            )  # fmt: skip


def check_line_height(roles: Roles) -> Iterator[Finding]:
    """Mục II.6 e: from single to one and a half lines."""
    slack = 0.08 if roles.document.source is Source.PDF else 0.04
    for line in (*roles.basis, *roles.text):
        height = line.line_height
        if height is None or 1 - slack <= height <= 1.5 + slack:
            continue
        yield Finding(
            Severity.ERROR, "line_height", _E, place(line), f"khoảng cách dòng {height:.2f} dòng".replace(".", ","),
            "từ dòng đơn đến 1,5 dòng",
        )  # fmt: skip


def check_basis_ends(roles: Roles) -> Iterator[Finding]:
    """Mục II.6 a: each «Căn cứ» on a line of its own, ended by «;», the last by «.»."""
    for at, line in enumerate(roles.basis):
        last = at == len(roles.basis) - 1
        wanted = "." if last else ";"
        # «Căn cứ …, Ủy ban nhân dân … ban hành Kế hoạch như sau:» is the opening itself.
        if line.words.endswith((wanted, ":")) or (last and line.words.endswith(",")):
            continue
        told = "dấu chấm (.)" if last else "dấu chấm phẩy (;)"
        yield Finding(
            Severity.ERROR, "basis_end", clause("II.6", "a"), place(line),
            f"căn cứ kết thúc bằng «{line.words[-1]}»", f"{told} ở cuối dòng",
        )  # fmt: skip


def check_closing(roles: Roles) -> Iterator[Finding]:
    """Phụ lục III, samples: the text closes with «./.»."""
    if not roles.body or not (roles.authority or roles.label):
        return
    last = next((line for line in reversed(roles.body) if len(line.words) > 3), roles.body[-1])
    ending = roles.body[-1].words
    if re.search(r"\./\.$", ending):
        return
    loose = _WAITING.search(ending)
    yield Finding(
        Severity.ERROR, "closing", "Mẫu trình bày văn bản, Phụ lục III NĐ 30/2020/NĐ-CP", place(last),
        f"nội dung kết thúc bằng «{loose[0].strip()}»" if loose else "nội dung không kết thúc bằng «./.»",
        "kết thúc bằng «./.»",
    )  # fmt: skip


def _paragraphs(roles: Roles) -> Iterator[Line]:
    """Body paragraphs that have a first line: no centred headline, no line after a forced break."""
    for line in roles.text:
        headline = line.align is Align.CENTER or _HEADLINE.match(line.words)
        if not line.broken and not headline and len(line.words) > 3:
            yield line
