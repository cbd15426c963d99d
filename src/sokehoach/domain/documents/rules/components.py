"""Required letter style of each component: one table from Phụ lục I, Phần I, Mục II, III and V."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sokehoach.domain.documents.rules.finding import (
    FormatFinding,
    Severity,
    clause,
    format_decimal,
    format_range,
    locate_line,
)
from sokehoach.domain.documents.rules.measured_document import (
    MeasuredAlign,
    MeasuredLine,
    SourceFormat,
    is_mostly,
)
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say

_SIZE_SLACK = 0.3  # points: in a PDF the letter size is a product of two matrices


@dataclass(frozen=True, slots=True)
class ComponentStyle:
    """A component: its lines, its clause, sizes in points, and letter style; None: the decree leaves it open."""

    name: str
    lines: Callable[[DocumentComponents], tuple[MeasuredLine, ...]]
    clause: str
    low: float
    high: float
    bold: bool | None
    italic: bool
    capitals: bool | None = None
    centred: bool = False


def _as_tuple(line: MeasuredLine | None) -> tuple[MeasuredLine, ...]:
    return () if line is None else (line,)


COMPONENT_STYLES = (
    ComponentStyle(say("Quốc hiệu"), lambda r: _as_tuple(r.nation), clause("II.1", "a"), 12, 13, True, False, True),
    ComponentStyle(say("Tiêu ngữ"), lambda r: _as_tuple(r.motto), clause("II.1", "b"), 13, 14, True, False, False),
    ComponentStyle(say("tên cơ quan chủ quản"), lambda r: r.superior, clause("II.2", "b"), 12, 13, False, False, True),
    ComponentStyle(say("tên cơ quan ban hành"), lambda r: r.issuer, clause("II.2", "b"), 12, 13, True, False, True),
    ComponentStyle(say("số, ký hiệu"), lambda r: _as_tuple(r.number), clause("II.3", "c"), 13, 13, False, False),
    ComponentStyle(
        say("địa danh và thời gian"), lambda r: _as_tuple(r.day), clause("II.4", "c"), 13, 14, False, True, False
    ),
    ComponentStyle(
        say("tên loại văn bản"), lambda r: _as_tuple(r.kind), clause("II.5", "b"), 13, 14, True, False, True, True
    ),
    ComponentStyle(say("trích yếu"), lambda r: r.abstract, clause("II.5", "b"), 13, 14, True, False, False, True),
    ComponentStyle(say("trích yếu công văn"), lambda r: r.subject, clause("II.5", "b"), 12, 13, False, False, False),
    ComponentStyle(say("căn cứ"), lambda r: r.basis, clause("II.6", "a"), 13, 14, None, True),
    ComponentStyle(say("nội dung"), lambda r: r.text, clause("II.6", "e"), 13, 14, None, False),
    ComponentStyle(
        say("quyền hạn, chức vụ người ký"), lambda r: r.authority, clause("II.7", "đ"), 13, 14, True, False, True
    ),
    ComponentStyle(
        say("họ tên người ký"), lambda r: _as_tuple(r.signer), clause("II.7", "đ"), 13, 14, True, False, False
    ),
    ComponentStyle(
        say("«Kính gửi»"),
        lambda r: (*_as_tuple(r.addressed), *r.addressees),
        clause("II.9", "d"),
        13,
        14,
        False,
        False,
    ),
    ComponentStyle(say("từ «Nơi nhận»"), lambda r: _as_tuple(r.label), clause("II.9", "d"), 12, 12, True, True),
    ComponentStyle(say("danh sách nơi nhận"), lambda r: r.recipients, clause("II.9", "d"), 11, 11, False, False),
    ComponentStyle(
        say("từ «Phụ lục»"), lambda r: r.annex_labels, clause("III.1", "b"), 14, 14, True, False, False, True
    ),
    ComponentStyle(say("tên phụ lục"), lambda r: r.annex_titles, clause("III.1", "b"), 13, 14, True, False, True, True),
    ComponentStyle(
        say("dòng «Kèm theo»"), lambda r: r.annex_notes, clause("III.1", "c"), 13, 14, None, True, None, True
    ),
)


def check_sizes(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục I.5: each component has its own letter size."""
    slack = _SIZE_SLACK if roles.document.source is SourceFormat.PDF else 0.01
    for style in COMPONENT_STYLES:
        for line in style.lines(roles):
            for run in line.runs:
                # One or two letters are a footnote mark or an exponent.
                if run.letters < 3 or not run.size:
                    continue
                if not style.low - slack <= run.size <= style.high + slack:
                    yield FormatFinding(
                        Severity.ERROR, "size", style.clause, locate_line(line),
                        say("%(name)s: cỡ chữ %(size)s", name=style.name, size=format_decimal(run.size)),
                        say("cỡ chữ %(low)s", low=format_range(style.low, style.high, '').strip()),
                    )  # fmt: skip
                    break


def check_weight(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục V: bold or not, by component."""
    for style in COMPONENT_STYLES:
        for line in style.lines(roles):
            if style.bold is None or not any(run.letters for run in line.runs):
                continue
            if is_mostly(line, bold=True) != style.bold:
                yield FormatFinding(
                    Severity.ERROR, "bold", style.clause, locate_line(line),
                    say("%(name)s: chữ %(part)s", name=style.name, part=say("không đậm") if style.bold else say("đậm")),
                    say("chữ đậm") if style.bold else say("chữ không đậm"),
                )  # fmt: skip


def check_slant(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục V: italic or upright, by component."""
    for style in COMPONENT_STYLES:
        for line in style.lines(roles):
            if not any(run.letters for run in line.runs):
                continue
            if is_mostly(line, italic=True) != style.italic:
                yield FormatFinding(
                    Severity.ERROR,
                    "italic",
                    style.clause,
                    locate_line(line),
                    say(
                        "%(name)s: kiểu chữ %(part)s",
                        name=style.name,
                        part=say("đứng") if style.italic else say("nghiêng"),
                    ),
                    say("kiểu chữ %(part)s", part=say("nghiêng") if style.italic else say("đứng")),
                )


def check_capitals(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục V: «in hoa» or «in thường», by component."""
    for style in COMPONENT_STYLES:
        for line in style.lines(roles):
            text = line.words
            if style.capitals is None or not any(letter.isalpha() for letter in text):
                continue
            if style.capitals and not text.isupper():
                actual, expected = say("chữ thường"), say("chữ in hoa")
            elif not style.capitals and text.isupper() and len(text) > 3:
                actual, expected = say("chữ in hoa"), say("chữ in thường")
            else:
                continue
            yield FormatFinding(
                Severity.ERROR,
                "capitals",
                style.clause,
                locate_line(line),
                f"{style.name}: {actual}",
                expected,
            )


def check_centred(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.5 b, III.1 b: kind, subject and the head of an annex are centred."""
    for style in COMPONENT_STYLES:
        for line in style.lines(roles) if style.centred else ():
            # In a PDF, a full line touches both edges whether it is centred or not.
            unclear = line.align is MeasuredAlign.JUSTIFY and roles.document.source is SourceFormat.PDF
            if line.align not in (None, MeasuredAlign.CENTER) and not unclear:
                yield FormatFinding(
                    Severity.ERROR, "centred", style.clause, locate_line(line),
                    say("%(name)s: không canh giữa", name=style.name), say("canh giữa theo chiều ngang"),
                )  # fmt: skip
