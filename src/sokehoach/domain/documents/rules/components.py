"""How the letters of each component look: one table, read off Phụ lục I, Phần I, Mục II, III and V."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sokehoach.domain.documents.rules.finding import Finding, Severity, between, clause, figure, place
from sokehoach.domain.documents.rules.measured import Align, Line, Source, mostly
from sokehoach.domain.documents.rules.roles import Roles

_ROUNDED = 0.3  # points: in a PDF the size of a letter is a product of two matrices


@dataclass(frozen=True, slots=True)
class Look:
    """A component: its lines, its clause, sizes in points, and its letters; None: the decree leaves it open."""

    name: str
    lines: Callable[[Roles], tuple[Line, ...]]
    clause: str
    low: float
    high: float
    bold: bool | None
    italic: bool
    capitals: bool | None = None
    centred: bool = False


def _one(line: Line | None) -> tuple[Line, ...]:
    return () if line is None else (line,)


LOOKS = (
    Look("Quốc hiệu", lambda r: _one(r.nation), clause("II.1", "a"), 12, 13, True, False, True),
    Look("Tiêu ngữ", lambda r: _one(r.motto), clause("II.1", "b"), 13, 14, True, False, False),
    Look("tên cơ quan chủ quản", lambda r: r.superior, clause("II.2", "b"), 12, 13, False, False, True),
    Look("tên cơ quan ban hành", lambda r: r.issuer, clause("II.2", "b"), 12, 13, True, False, True),
    Look("số, ký hiệu", lambda r: _one(r.number), clause("II.3", "c"), 13, 13, False, False),
    Look("địa danh và thời gian", lambda r: _one(r.day), clause("II.4", "c"), 13, 14, False, True, False),
    Look("tên loại văn bản", lambda r: _one(r.kind), clause("II.5", "b"), 13, 14, True, False, True, True),
    Look("trích yếu", lambda r: r.abstract, clause("II.5", "b"), 13, 14, True, False, False, True),
    Look("trích yếu công văn", lambda r: r.subject, clause("II.5", "b"), 12, 13, False, False, False),
    Look("căn cứ", lambda r: r.basis, clause("II.6", "a"), 13, 14, None, True),
    Look("nội dung", lambda r: r.text, clause("II.6", "e"), 13, 14, None, False),
    Look(
        "quyền hạn, chức vụ người ký", lambda r: r.authority, clause("II.7", "đ"), 13, 14, True, False, True
    ),
    Look("họ tên người ký", lambda r: _one(r.signer), clause("II.7", "đ"), 13, 14, True, False, False),
    Look(
        "«Kính gửi»", lambda r: (*_one(r.addressed), *r.addressees), clause("II.9", "d"), 13, 14, False, False
    ),
    Look("từ «Nơi nhận»", lambda r: _one(r.label), clause("II.9", "d"), 12, 12, True, True),
    Look("danh sách nơi nhận", lambda r: r.recipients, clause("II.9", "d"), 11, 11, False, False),
    Look("từ «Phụ lục»", lambda r: r.annex_labels, clause("III.1", "b"), 14, 14, True, False, False, True),
    Look("tên phụ lục", lambda r: r.annex_titles, clause("III.1", "b"), 13, 14, True, False, True, True),
    Look("dòng «Kèm theo»", lambda r: r.annex_notes, clause("III.1", "c"), 13, 14, None, True, None, True),
)


def check_sizes(roles: Roles) -> Iterator[Finding]:
    """Mục I.5: each component has its own size."""
    slack = _ROUNDED if roles.document.source is Source.PDF else 0.01
    for look in LOOKS:
        for line in look.lines(roles):
            for run in line.runs:
                # A letter or two is a footnote's mark or an exponent.
                if run.letters < 3 or not run.size:
                    continue
                if not look.low - slack <= run.size <= look.high + slack:
                    yield Finding(
                        Severity.ERROR, "size", look.clause, place(line),
                        f"{look.name}: cỡ chữ {figure(run.size)}",
                        f"cỡ chữ {between(look.low, look.high, '').strip()}",
                    )  # fmt: skip
                    break


def check_weight(roles: Roles) -> Iterator[Finding]:
    """Mục V: bold or not, component by component."""
    for look in LOOKS:
        for line in look.lines(roles):
            if look.bold is None or not any(run.letters for run in line.runs):
                continue
            if mostly(line, bold=True) != look.bold:
                yield Finding(
                    Severity.ERROR, "bold", look.clause, place(line),
                    f"{look.name}: chữ {'không đậm' if look.bold else 'đậm'}",
                    "chữ đậm" if look.bold else "chữ không đậm",
                )  # fmt: skip


def check_slant(roles: Roles) -> Iterator[Finding]:
    """Mục V: italic or upright, component by component."""
    for look in LOOKS:
        for line in look.lines(roles):
            if not any(run.letters for run in line.runs):
                continue
            if mostly(line, italic=True) != look.italic:
                yield Finding(
                    Severity.ERROR, "italic", look.clause, place(line),
                    f"{look.name}: kiểu chữ {'đứng' if look.italic else 'nghiêng'}",
                    f"kiểu chữ {'nghiêng' if look.italic else 'đứng'}",
                )  # fmt: skip


def check_capitals(roles: Roles) -> Iterator[Finding]:
    """Mục V: «in hoa» or «in thường», component by component."""
    for look in LOOKS:
        for line in look.lines(roles):
            words = line.words
            if look.capitals is None or not any(letter.isalpha() for letter in words):
                continue
            if look.capitals and not words.isupper():
                found, wanted = "chữ thường", "chữ in hoa"
            elif not look.capitals and words.isupper() and len(words) > 3:
                found, wanted = "chữ in hoa", "chữ in thường"
            else:
                continue
            yield Finding(
                Severity.ERROR, "capitals", look.clause, place(line), f"{look.name}: {found}", wanted
            )


def check_centred(roles: Roles) -> Iterator[Finding]:
    """Mục II.5 b, III.1 b: kind, subject and the head of an annex stand in the middle."""
    for look in LOOKS:
        for line in look.lines(roles) if look.centred else ():
            # A full row of a PDF ends at both edges, in the middle or not.
            unclear = line.align is Align.JUSTIFY and roles.document.source is Source.PDF
            if line.align not in (None, Align.CENTER) and not unclear:
                yield Finding(
                    Severity.ERROR, "centred", look.clause, place(line),
                    f"{look.name}: không canh giữa", "canh giữa theo chiều ngang",
                )  # fmt: skip
