"""Find the components above the text: issuer, number and date, kind and subject, addressees."""

import re
from collections.abc import Sequence

from sokehoach.domain.documents.rules.component_patterns import ADDRESSED, ATTACHED, is_capital, is_kind
from sokehoach.domain.documents.rules.measured_document import MeasuredLine, is_mostly
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.text import fold_accents, fold_tones

_NUMBER = re.compile(r"S[ốỐ]\s*[:.]?\s*(?:[\d….]*\s*[/\\-])", re.IGNORECASE)
_DAY = re.compile(r"ngày[\s\d….]*tháng[\s\d….]*năm[\s\d….]*|ngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", re.IGNORECASE)
_SUBJECT = re.compile(r"V/v\b|Về việc\b", re.IGNORECASE)
_PLACE = re.compile(r"(?:TỈNH|HUYỆN|THÀNH PHỐ|XÃ|PHƯỜNG|QUẬN|THỊ|ĐẶC KHU)\b")
_OPENER = re.compile(r"(?:căn cứ|thực hiện|triển khai|theo|nhằm|để|trên cơ sở)\b|[IVX]+\.|\d+\.", re.IGNORECASE)
_TOP = 24  # paragraphs that contain the head of a document


def find_head(roles: DocumentComponents, lines: Sequence[MeasuredLine]) -> int:
    """Set the components above the text; returns the index in `lines` where the text begins."""
    top = lines[:_TOP]
    roles.party = any(line.words.lower() == "đảng cộng sản việt nam" for line in top)
    roles.nation = next((line for line in top if _fold_letters(line).startswith("conghoaxahoichunghia")), None)
    roles.motto = next((line for line in top if _fold_letters(line).startswith("doclaptudohanhphuc")), None)
    roles.number = next((line for line in top if _NUMBER.match(line.words)), None)
    roles.kind = next((line for line in top if is_kind(line)), None)
    lines_above = top[: next((index for index, line in enumerate(top) if line is roles.kind), _TOP)]
    roles.day = next((line for line in lines_above if _is_day_line(line)), None)
    _fill_letterhead(roles, top)
    return _fill_addressees(roles, lines, _fill_title(roles, lines))


def _fold_letters(line: MeasuredLine) -> str:
    return re.sub(r"\W", "", fold_accents(line.words))


def _is_day_line(line: MeasuredLine) -> bool:
    match = _DAY.search(line.words)
    return match is not None and match.end() >= len(line.words) - 1 and not line.words.startswith("(")


def _fill_letterhead(roles: DocumentComponents, top: Sequence[MeasuredLine]) -> None:
    """Set box 2: capitals beside or above the motto and above the number."""
    known_ids = {id(line) for line in (roles.nation, roles.motto, roles.number, roles.day, roles.kind)}
    stop = next((index for index, line in enumerate(top) if line is roles.kind), None)
    if stop is None:
        stop = max((index + 1 for index, line in enumerate(top) if id(line) in known_ids), default=0)
    issuer_lines = [
        line
        for line in top[:stop]
        if id(line) not in known_ids and line.column != 2 and is_capital(line) and len(line.words) > 2
    ]
    names = [line.words.upper() for line in issuer_lines]
    for index in range(len(issuer_lines) - 1, 0, -1):
        begins = AGENCY.match(fold_tones(names[index])) and not _PLACE.match(names[index])
        if begins and AGENCY.match(fold_tones(names[0])):
            roles.superior, roles.issuer = tuple(issuer_lines[:index]), tuple(issuer_lines[index:])
            break
    else:
        roles.issuer = tuple(issuer_lines)
    number = next((index for index, line in enumerate(top) if line is roles.number), None)
    if number is not None and roles.kind is None:
        subject = [line for line in top[number + 1 :] if _SUBJECT.match(line.words)][:1]
        roles.subject = tuple(subject)


def _fill_title(roles: DocumentComponents, lines: Sequence[MeasuredLine]) -> int:
    """Set box 5a; returns the index in `lines` where the rest begins."""
    heads = (roles.nation, roles.motto, roles.number, roles.day, roles.kind, *roles.issuer, *roles.subject)
    known_ids = {id(line) for line in heads if line is not None}
    index = max((index + 1 for index, line in enumerate(lines[:_TOP]) if id(line) in known_ids), default=0)
    if roles.kind is None:
        return index
    index = next(index for index, line in enumerate(lines) if line is roles.kind) + 1
    title_lines: list[MeasuredLine] = []
    bold = None
    while index < len(lines) and len(title_lines) < 6:
        line = lines[index]
        if ATTACHED.match(line.words):
            roles.attached = line
            index += 1
            continue
        strong = is_mostly(line, bold=True)
        if ADDRESSED.match(line.words) or line.tabled or (title_lines and _OPENER.match(line.words)):
            break
        # The alignment of a full line in a PDF is unknown.
        alignments = {title_line.align for title_line in (*title_lines, line)} - {None}
        if title_lines and (bool(strong) != bool(bold) or len(alignments) > 1):
            break
        if not title_lines and len(line.words) > 300:
            break
        if not title_lines:
            bold = strong
        title_lines.append(line)
        index += 1
        if any(title_line.strokes for title_line in title_lines):
            break
    roles.abstract = tuple(title_lines)
    return index


def _fill_addressees(roles: DocumentComponents, lines: Sequence[MeasuredLine], first_index: int) -> int:
    """Set box 9a; returns the index in `lines` where the rest begins."""
    start = next(
        (
            index
            for index in range(first_index, min(first_index + 6, len(lines)))
            if ADDRESSED.match(lines[index].words)
        ),
        None,
    )
    if start is None:
        return first_index
    roles.addressed = lines[start]
    end = start + 1
    if not lines[start].words.partition(":")[2].strip(" -") or lines[start].words.endswith(";"):
        while end < len(lines) and re.match(r"[-–+]", lines[end].words):
            end += 1
    roles.addressees = tuple(lines[start + 1 : end])
    return end
