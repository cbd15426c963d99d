"""Find the components below the text: addressees, signature, enclosed document, annexes."""

import re
from collections.abc import Iterator, Sequence

from sokehoach.domain.documents.rules.component_patterns import ANNEX, ATTACHED, RECIPIENTS, is_capital, is_kind
from sokehoach.domain.documents.rules.measured_document import MeasuredLine, is_mostly
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.plans.endorsement import OFFICE, SIGNING

_NAME = re.compile(r"(?:[^\W\d_]++\.?\s*+){1,2}+(?:[^\W\d_]++\s*+){0,6}+(?<=[^\W\d_])$")
# Signers of a record (Phụ lục III, Mẫu 1.9), and heads with an uncommon office.
_RECORD_SIGNER = re.compile(r"(?:THƯ KÝ|CHỦ TRÌ|CHỦ TỌA|ĐẠI DIỆN|THỦ TRƯỞNG|TRƯỞNG BAN|ĐỘI TRƯỞNG)\b")


def find_foot(roles: DocumentComponents, lines: Sequence[MeasuredLine], text_start: int) -> int:
    """Set boxes 7 and 9b, then the annexes; returns the index in `lines` where the text ends."""
    label = next((index for index in range(text_start, len(lines)) if RECIPIENTS.match(lines[index].words)), None)
    signing = [index for index in range(text_start, len(lines)) if _is_authority(lines[index])]
    if label is not None:
        signing = [index for index in signing if abs(index - label) < 30]
        roles.label = lines[label]
    first = min([index for index in (label, signing[0] if signing else None) if index is not None], default=len(lines))
    close = lines[first:]
    stop = next((index for index, line in enumerate(close) if index and _is_new_document(line)), len(close))
    _fill_annexes(roles, close[stop:])
    roles.enclosed = tuple(_find_enclosed(close[stop:]))
    close = close[:stop]
    columns = any(line.column == 2 for line in close)
    _fill_recipients(roles, close, columns=columns)
    rest = [line for line in close if line not in roles.recipients and line is not roles.label]
    if columns:
        rest = [line for line in rest if line.column == 2]
    offices = [index for index, line in enumerate(rest) if _is_authority(line)]
    if offices:
        end = offices[0]
        while end < len(rest) and is_capital(rest[end]):
            end += 1
        roles.authority = tuple(rest[offices[0] : end])
        names = [line for line in rest[end:] if len(line.words) < 50 and _NAME.match(line.words)]
        roles.signer = names[-1] if names and columns else next(iter(names), None)
    return first


def _is_new_document(line: MeasuredLine) -> bool:
    """Whether an annex begins, or the plan that the decision above issues."""
    return bool(ANNEX.match(line.words) or ATTACHED.match(line.words)) or is_kind(line)


def _find_enclosed(lines: Sequence[MeasuredLine]) -> Iterator[MeasuredLine]:
    """The enclosed document: below kind, title and the note «(Ban hành kèm theo …)», up to the first annex."""
    if not lines or ANNEX.match(lines[0].words):
        return
    notes = [index for index, line in enumerate(lines[:8]) if ATTACHED.match(line.words)]
    start = (
        notes[0] + 1
        if notes
        else next((index for index, line in enumerate(lines) if index and not is_capital(line)), 1)
    )
    while start < len(lines) and lines[start - 1].words.count("(") > lines[start - 1].words.count(")"):
        start += 1
    for line in lines[start:]:
        if ANNEX.match(line.words):
            return
        if not line.tabled and not line.column:
            yield line


def _is_authority(line: MeasuredLine) -> bool:
    text = line.words
    if not is_capital(line) or len(text) > 120:
        return False
    return bool(
        SIGNING.match(text)
        or _RECORD_SIGNER.match(text)
        or re.match(r"(?:T/M|K/T|T/L|TM|KT|TL|TUQ|Q)\b", text)
        or OFFICE.match(text)
    )


def _fill_recipients(roles: DocumentComponents, close: Sequence[MeasuredLine], *, columns: bool) -> None:
    start = next((index + 1 for index, line in enumerate(close) if line is roles.label), None)
    if start is None:
        roles.label = None  # another document begins before it
        return
    recipients: list[MeasuredLine] = []
    for line in close[start:]:
        if columns and line.column != 1:
            continue
        if not columns and _is_authority(line):
            break
        recipients.append(line)
        if not columns and re.match(r"[-–+]?\s{0,9}lưu\b", line.words, re.IGNORECASE):
            break
    roles.recipients = tuple(recipients)


def _fill_annexes(roles: DocumentComponents, lines: Sequence[MeasuredLine]) -> None:
    labels = [index for index, line in enumerate(lines) if ANNEX.match(line.words)]
    titles: list[MeasuredLine] = []
    notes: list[MeasuredLine] = []
    for index in labels:
        for line in lines[index + 1 : index + 6]:
            if ATTACHED.match(line.words):
                notes.append(line)
                break
            if line.tabled or (titles and not is_capital(line)) or not (is_capital(line) or is_mostly(line, bold=True)):
                break
            titles.append(line)
    roles.annex_labels = tuple(lines[index] for index in labels)
    roles.annex_titles = tuple(titles)
    roles.annex_notes = tuple(notes)
