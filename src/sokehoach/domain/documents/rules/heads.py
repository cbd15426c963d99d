"""The components above the text: who issues, number and day, what it is, whom it is addressed to."""

import re
from collections.abc import Sequence

from sokehoach.domain.documents.rules.marks import ADDRESSED, ATTACHED, is_capital, is_kind
from sokehoach.domain.documents.rules.measured import Line, mostly
from sokehoach.domain.documents.rules.roles import Roles
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.text import fold, same_tone_style

_NUMBER = re.compile(r"S[ốỐ]\s*[:.]?\s*(?:[\d….]*\s*[/\\-])", re.IGNORECASE)
_DAY = re.compile(
    r"ngày[\s\d….]*tháng[\s\d….]*năm[\s\d….]*|ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", re.IGNORECASE
)
_SUBJECT = re.compile(r"V/v\b|Về việc\b", re.IGNORECASE)
_PLACE = re.compile(r"(?:TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG|QUẬN|THỊ|ĐẶC KHU)\b")
_OPENER = re.compile(
    r"(?:căn cứ|thực hiện|triển khai|theo|nhằm|để|trên cơ sở)\b|[IVX]+\.|\d+\.", re.IGNORECASE
)
_TOP = 24  # paragraphs in which the head of a document stands


def find_head(roles: Roles, lines: Sequence[Line]) -> int:
    """Fill in what stands above the text; the place in `lines` where the text begins."""
    top = lines[:_TOP]
    roles.party = any(line.words.lower() == "đảng cộng sản việt nam" for line in top)
    roles.nation = next((one for one in top if _bare(one).startswith("conghoaxahoichunghia")), None)
    roles.motto = next((one for one in top if _bare(one).startswith("doclaptudohanhphuc")), None)
    roles.number = next((line for line in top if _NUMBER.match(line.words)), None)
    roles.kind = next((line for line in top if is_kind(line)), None)
    above = top[: next((at for at, line in enumerate(top) if line is roles.kind), _TOP)]
    roles.day = next((line for line in above if _is_day_line(line)), None)
    _letterhead(roles, top)
    return _addressees(roles, lines, _title(roles, lines))


def _bare(line: Line) -> str:
    return re.sub(r"\W", "", fold(line.words))


def _is_day_line(line: Line) -> bool:
    match = _DAY.search(line.words)
    return match is not None and match.end() >= len(line.words) - 1 and not line.words.startswith("(")


def _letterhead(roles: Roles, top: Sequence[Line]) -> None:
    """Boxes 2: capitals beside or above the motto and above the number."""
    known = {id(line) for line in (roles.nation, roles.motto, roles.number, roles.day, roles.kind)}
    stop = next((at for at, line in enumerate(top) if line is roles.kind), None)
    if stop is None:
        stop = max((at + 1 for at, line in enumerate(top) if id(line) in known), default=0)
    left = [
        line
        for line in top[:stop]
        if id(line) not in known and line.column != 2 and is_capital(line) and len(line.words) > 2
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
        # A full row of a PDF does not say how it is set.
        places = {one.align for one in (*taken, line)} - {None}
        if taken and (bool(strong) != bool(bold) or len(places) > 1):
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
