"""The components below the text: to whom, signed by whom, what is enclosed, the annexes."""

import re
from collections.abc import Iterator, Sequence

from sokehoach.domain.documents.rules.marks import ANNEX, ATTACHED, RECIPIENTS, is_capital, is_kind
from sokehoach.domain.documents.rules.measured import Line, mostly
from sokehoach.domain.documents.rules.roles import Roles
from sokehoach.domain.plans.endorsement import OFFICE, SIGNING

_NAME = re.compile(r"(?:[^\W\d_]++\.?\s*+){1,2}+(?:[^\W\d_]++\s*+){0,6}+(?<=[^\W\d_])$")
# Who signs a record for a side of it (Phụ lục III, Mẫu 1.9), and heads whose office is no common one.
_SIDE = re.compile(r"(?:THƯ KÝ|CHỦ TRÌ|CHỦ TỌA|ĐẠI DIỆN|THỦ TRƯỞNG|TRƯỞNG BAN|ĐỘI TRƯỞNG)\b")


def find_foot(roles: Roles, lines: Sequence[Line], after: int) -> int:
    """Fill in boxes 7 and 9b, then the annexes; the place in `lines` where the text ends."""
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
        while end < len(rest) and is_capital(rest[end]):
            end += 1
        roles.authority = tuple(rest[offices[0] : end])
        names = [line for line in rest[end:] if len(line.words) < 50 and _NAME.match(line.words)]
        roles.signer = names[-1] if names and columns else next(iter(names), None)
    return first


def _begins_another(line: Line) -> bool:
    """An annex, or the plan that the decision above issues."""
    return bool(ANNEX.match(line.words) or ATTACHED.match(line.words)) or is_kind(line)


def _enclosed(lines: Sequence[Line]) -> Iterator[Line]:
    """Below kind, title and the note «(Ban hành kèm theo …)», up to the first annex."""
    if not lines or ANNEX.match(lines[0].words):
        return
    notes = [at for at, line in enumerate(lines[:8]) if ATTACHED.match(line.words)]
    start = (
        notes[0] + 1
        if notes
        else next((at for at, line in enumerate(lines) if at and not is_capital(line)), 1)
    )
    while start < len(lines) and lines[start - 1].words.count("(") > lines[start - 1].words.count(")"):
        start += 1
    for line in lines[start:]:
        if ANNEX.match(line.words):
            return
        if not line.tabled and not line.column:
            yield line


def _is_authority(line: Line) -> bool:
    words = line.words
    if not is_capital(line) or len(words) > 120:
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
        if not columns and re.match(r"[-–+]?\s{0,9}lưu\b", line.words, re.IGNORECASE):
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
                or (titles and not is_capital(line))
                or not (is_capital(line) or mostly(line, bold=True))
            ):
                break
            titles.append(line)
    roles.annex_labels = tuple(lines[at] for at in labels)
    roles.annex_titles = tuple(titles)
    roles.annex_notes = tuple(notes)
