"""Which paragraph is which component of the layout (NĐ 30/2020, Phụ lục I, Mục IV): found by what it says.

Places on paper and looks do not count here, but the column of a head set in two: the rules judge them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from sokehoach.domain.documents.rules.kinds import KINDS
from sokehoach.domain.documents.rules.measured import Line, Measured, mostly
from sokehoach.domain.plans.endorsement import OFFICE, SIGNING
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.text import fold, same_tone_style

NUMBER = re.compile(r"S[ốỐ]\s*[:.]?\s*(?:[\d….]*\s*[/\\-])", re.IGNORECASE)
DAY = re.compile(
    r"ngày[\s\d….]*tháng[\s\d….]*năm[\s\d….]*|ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", re.IGNORECASE
)
ADDRESSED = re.compile(r"kính\s+gửi", re.IGNORECASE)
RECIPIENTS = re.compile(r"nơi\s+nhận\b", re.IGNORECASE)
ANNEX = re.compile(r"phụ\s+lục\b(?:\s+(?:số\s+)?[IVX\d]+)?[.:]?$", re.IGNORECASE)
ATTACHED = re.compile(r"\(?\s*(?:ban hành )?kèm theo ", re.IGNORECASE)
BASIS = re.compile(r"(?:căn cứ|theo đề nghị của)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"V/v\b|Về việc\b", re.IGNORECASE)
_NAME = re.compile(r"(?:[^\W\d_]+\.?\s?){1,2}(?:\s*[^\W\d_]+){1,6}$")
_TOP = 24  # paragraphs in which the head of a document stands
_PLACE = re.compile(r"(?:TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG|QUẬN|THỊ|ĐẶC KHU)\b")
_OPENER = re.compile(
    r"(?:căn cứ|thực hiện|triển khai|theo|nhằm|để|trên cơ sở)\b|[IVX]+\.|\d+\.", re.IGNORECASE
)
_STAMP = re.compile(r"(?:ký bởi|người ký|signed by|ngày ký|thời gian ký|email:|cơ quan:)", re.IGNORECASE)


@dataclass(slots=True)
class Roles:
    """The document and its components; a tuple or None is empty where the component was not found."""

    document: Measured
    nation: Line | None = None
    motto: Line | None = None
    party: bool = False
    superior: tuple[Line, ...] = ()
    issuer: tuple[Line, ...] = ()
    number: Line | None = None
    day: Line | None = None
    kind: Line | None = None
    abstract: tuple[Line, ...] = ()
    subject: tuple[Line, ...] = ()
    attached: Line | None = None
    addressed: Line | None = None
    addressees: tuple[Line, ...] = ()
    basis: tuple[Line, ...] = ()
    body: tuple[Line, ...] = ()
    label: Line | None = None
    recipients: tuple[Line, ...] = ()
    authority: tuple[Line, ...] = ()
    signer: Line | None = None
    enclosed: tuple[
        Line, ...
    ] = ()  # of a plan that a decision issues: its text, after the decision's signature
    annex_labels: tuple[Line, ...] = ()
    annex_titles: tuple[Line, ...] = ()
    annex_notes: tuple[Line, ...] = ()
    stamps: frozenset[int] = field(default_factory=frozenset)

    @property
    def text(self) -> tuple[Line, ...]:
        """All that is running text."""
        return (*self.body, *self.enclosed)

    @property
    def kind_name(self) -> str:
        """«KẾ HOẠCH»; «» for a công văn and where no kind is printed."""
        return same_tone_style(self.kind.words.upper()) if self.kind is not None else ""

    @property
    def official_letter(self) -> bool:
        """A công văn: it names no kind."""
        return self.kind is None and (bool(self.subject) or self.addressed is not None)

    @property
    def issuer_name(self) -> str:
        return " ".join(line.words for line in self.issuer)


def find(document: Measured) -> Roles:
    """Find the components, from the head down."""
    stamps = frozenset(line.number for line in document.lines if _STAMP.match(line.words))
    lines = [line for line in document.lines if line.words and line.number not in stamps]
    roles = Roles(document, stamps=stamps)
    top = lines[:_TOP]
    roles.party = any(line.words.lower() == "đảng cộng sản việt nam" for line in top)
    roles.nation = next((one for one in top if _bare(one).startswith("conghoaxahoichunghia")), None)
    roles.motto = next((one for one in top if _bare(one).startswith("doclaptudohanhphuc")), None)
    roles.number = next((line for line in top if NUMBER.match(line.words)), None)
    roles.day = next((line for line in top if _is_day_line(line)), None)
    roles.kind = next((line for line in top if _is_kind(line)), None)
    _letterhead(roles, top)
    after = _title(roles, lines)
    after = _addressees(roles, lines, after)
    end = _endorsement(roles, lines, after)
    body = [line for line in lines[after:end] if not line.tabled]
    first = next((at for at, line in enumerate(body[:3]) if BASIS.match(line.words)), 0)  # below «CHỦ TỊCH …»
    roles.basis = tuple(takewhile(lambda line: BASIS.match(line.words), body[first:]))
    roles.body = (*body[:first], *body[first + len(roles.basis) :])
    return roles


def _bare(line: Line) -> str:
    return re.sub(r"\W", "", fold(line.words))


def _is_day_line(line: Line) -> bool:
    match = DAY.search(line.words)
    return match is not None and match.end() >= len(line.words) - 1 and not line.words.startswith("(")


def _is_kind(line: Line) -> bool:
    words = same_tone_style(line.words.upper())
    return words in KINDS or (line.words.isupper() and words.removesuffix(" HÀNH ĐỘNG") in KINDS)


def _letterhead(roles: Roles, top: Sequence[Line]) -> None:
    """Boxes 2: capitals beside or above the motto and above the number."""
    known = {id(line) for line in (roles.nation, roles.motto, roles.number, roles.day, roles.kind)}
    stop = next((at for at, line in enumerate(top) if line is roles.kind), None)
    if stop is None:
        stop = max((at + 1 for at, line in enumerate(top) if id(line) in known), default=0)
    left = [
        line
        for line in top[:stop]
        if id(line) not in known and line.column != 2 and _capital(line) and len(line.words) > 2
    ]
    names = [line.words.upper() for line in left]
    for at in range(len(left) - 1, 0, -1):
        begins = AGENCY.match(same_tone_style(names[at].lower())) and not _PLACE.match(names[at])
        if begins and AGENCY.match(same_tone_style(names[0].lower())):
            roles.superior, roles.issuer = tuple(left[:at]), tuple(left[at:])
            break
    else:
        roles.issuer = tuple(left)
    number = next((at for at, line in enumerate(top) if line is roles.number), None)
    if number is not None and roles.kind is None:
        subject = [line for line in top[number + 1 :] if _SUBJECT.match(line.words)][:1]
        roles.subject = tuple(subject)


def _capital(line: Line) -> bool:
    letters = [letter for letter in line.words if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def _title(roles: Roles, lines: Sequence[Line]) -> int:
    """Box 5a; the place in `lines` where the rest begins."""
    heads = (roles.nation, roles.motto, roles.number, roles.day, roles.kind, *roles.issuer, *roles.subject)
    known = {id(line) for line in heads if line is not None}
    at = max((at + 1 for at, line in enumerate(lines[:_TOP]) if id(line) in known), default=0)
    if roles.kind is None:
        return at
    at = next(at for at, line in enumerate(lines) if line is roles.kind) + 1
    taken: list[Line] = []
    bold = None
    while at < len(lines) and len(taken) < 6:
        line = lines[at]
        if ATTACHED.match(line.words):
            roles.attached = line
            at += 1
            continue
        strong = mostly(line, bold=True)
        if ADDRESSED.match(line.words) or line.tabled or (taken and _OPENER.match(line.words)):
            break
        if taken and (bool(strong) != bool(bold) or line.align not in (taken[0].align, None)):
            break
        if not taken and len(line.words) > 300:
            break
        if not taken:
            bold = strong
        taken.append(line)
        at += 1
        if any(one.strokes for one in taken):
            break
    roles.abstract = tuple(taken)
    return at


def _addressees(roles: Roles, lines: Sequence[Line], at: int) -> int:
    """Box 9a."""
    start = next((n for n in range(at, min(at + 6, len(lines))) if ADDRESSED.match(lines[n].words)), None)
    if start is None:
        return at
    roles.addressed = lines[start]
    end = start + 1
    if not lines[start].words.partition(":")[2].strip(" -") or lines[start].words.endswith(";"):
        while end < len(lines) and re.match(r"[-–+]", lines[end].words):
            end += 1
    roles.addressees = tuple(lines[start + 1 : end])
    return end


def _endorsement(roles: Roles, lines: Sequence[Line], after: int) -> int:
    """Boxes 7 and 9b, then the annexes; where the body ends."""
    label = next((n for n in range(after, len(lines)) if RECIPIENTS.match(lines[n].words)), None)
    signing = [n for n in range(after, len(lines)) if _is_authority(lines[n])]
    if label is not None:
        signing = [n for n in signing if abs(n - label) < 30]
        roles.label = lines[label]
    first = min([n for n in (label, signing[0] if signing else None) if n is not None], default=len(lines))
    close = lines[first:]
    stop = next((n for n, line in enumerate(close) if n and _begins_another(line)), len(close))
    _annexes(roles, close[stop:])
    roles.enclosed = tuple(_enclosed(close[stop:]))
    close = close[:stop]
    columns = any(line.column == 2 for line in close)
    _recipients(roles, close, columns=columns)
    rest = [line for line in close if line not in roles.recipients and line is not roles.label]
    if columns:
        rest = [line for line in rest if line.column == 2]
    offices = [n for n, line in enumerate(rest) if _is_authority(line)]
    if offices:
        end = offices[0]
        while end < len(rest) and _capital(rest[end]):
            end += 1
        roles.authority = tuple(rest[offices[0] : end])
        names = [line for line in rest[end:] if _NAME.match(line.words) and len(line.words) < 50]
        roles.signer = names[-1] if names and columns else next(iter(names), None)
    return first


def _begins_another(line: Line) -> bool:
    """An annex, or the plan that the decision above issues."""
    return bool(ANNEX.match(line.words) or ATTACHED.match(line.words)) or _is_kind(line)


def _enclosed(lines: Sequence[Line]) -> Iterator[Line]:
    """Below kind, title and the note «(Ban hành kèm theo …)», up to the first annex."""
    if not lines or ANNEX.match(lines[0].words):
        return
    notes = [at for at, line in enumerate(lines[:8]) if ATTACHED.match(line.words)]
    start = (
        notes[0] + 1 if notes else next((at for at, line in enumerate(lines) if at and not _capital(line)), 1)
    )
    while start < len(lines) and lines[start - 1].words.count("(") > lines[start - 1].words.count(")"):
        start += 1
    for line in lines[start:]:
        if ANNEX.match(line.words):
            return
        if not line.tabled and not line.column:
            yield line


# Who signs a record for a side of it (Phụ lục III, Mẫu 1.9), and heads whose office is no common one.
_SIDE = re.compile(r"(?:THƯ KÝ|CHỦ TRÌ|CHỦ TỌA|ĐẠI DIỆN|THỦ TRƯỞNG|TRƯỞNG BAN|ĐỘI TRƯỞNG)\b")


def _is_authority(line: Line) -> bool:
    words = line.words
    if not _capital(line) or len(words) > 120:
        return False
    return bool(
        SIGNING.match(words)
        or _SIDE.match(words)
        or re.match(r"(?:T/M|K/T|T/L|TM|KT|TL|TUQ|Q)\b", words)
        or OFFICE.match(words)
    )


def _recipients(roles: Roles, close: Sequence[Line], *, columns: bool) -> None:
    at = next((n + 1 for n, line in enumerate(close) if line is roles.label), None)
    if at is None:
        roles.label = None  # what begins before it is another document
        return
    taken: list[Line] = []
    for line in close[at:]:
        if columns and line.column != 1:
            continue
        if not columns and _is_authority(line):
            break
        taken.append(line)
        if not columns and re.match(r"[-–+]?\s*lưu\b", line.words, re.IGNORECASE):
            break
    roles.recipients = tuple(taken)


def _annexes(roles: Roles, lines: Sequence[Line]) -> None:
    labels = [n for n, line in enumerate(lines) if ANNEX.match(line.words)]
    titles: list[Line] = []
    notes: list[Line] = []
    for at in labels:
        for line in lines[at + 1 : at + 6]:
            if ATTACHED.match(line.words):
                notes.append(line)
                break
            if (
                line.tabled
                or (titles and not _capital(line))
                or not (_capital(line) or mostly(line, bold=True))
            ):
                break
            titles.append(line)
    roles.annex_labels = tuple(lines[at] for at in labels)
    roles.annex_titles = tuple(titles)
    roles.annex_notes = tuple(notes)
