"""Physical lines → paragraphs.

Plans reach us as plain text whose lines were broken where the page ended: one paragraph over many lines, with
blank lines between paragraphs, between all lines, or nowhere. A paragraph begins at a marker of the numbering
or a bullet, after a line that is visibly a last line, or after a blank line where blank lines mean that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.numbering import BULLET, Marker, follows, marker_at
from sokehoach.domain.plans.orders import OPENING
from sokehoach.domain.plans.passages import Passage, passage
from sokehoach.domain.plans.sentences import is_agency
from sokehoach.domain.text import same_tone_style

_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[.;:!?…](?:[\"”’)\]]*|/\.)\s*$|/\./?\s*$")
_RULE = re.compile(r"[\W_]+")
_PAGE_NUMBER = re.compile(r"(?:trang )?\d{1,3}(?:/\d{1,3})?")
# A sentence of its own wherever it stands.
_STARTER = re.compile(
    r"(?:Trên đây là|Nơi nhận|TM\.|T/M|KT\.|TL\.|TUQ\.|PHỤ LỤC|Phụ lục \d|Điều \d+\.|QUYẾT ĐỊNH\b|CỘNG H[OÒ][AÀ] XÃ|Độc lập)"
)
# «Công an tỉnh - Cơ quan thường trực Ban Chỉ đạo»: a dash inside a sentence that a conversion took for a bullet.
_APPOSITION = re.compile(r"(?:cơ quan |đơn vị )?(?:thường trực|đầu mối)(?! *:)", re.IGNORECASE)
# A line of its own even where lines are joined: «Đơn vị chủ trì: …» under a task.
_LABEL = re.compile(r"(?:Cơ quan|Đơn vị|Thời gian|Thời hạn|Chủ trì|Phối hợp|Sản phẩm)[^:.;]{0,40}:")
_NARROWEST, _WIDEST = 60, 120  # letters of a printed line; longer ones were never broken
_REFERS = re.compile(r"(?:điểm|khoản|mục|điều|phần|số|và|hoặc|tại|theo|từ|đến|,)$")


class Layout(Enum):
    """What a blank line means in this text."""

    UNWRAPPED = "each line is a paragraph"
    BLANK_BETWEEN = "blank lines stand between paragraphs"
    BROKEN = "blank lines mean nothing; the length of the lines tells"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, the marker it begins with (numbering or bullet) and what follows the marker."""

    whole: Passage
    marker: Marker | None
    body: Passage


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    blanks: int  # blank lines before it
    indented: bool


def _lines(source: str) -> Iterator[_Line]:
    blanks, end = 0, -1
    for match in _LINE.finditer(source):
        blanks += match.start() - end - 1 if end >= 0 else match.start()
        end = match.end()
        text = match[0].strip()
        if text:
            yield _Line(match.start(), match.end(), text, max(blanks, 0), indented=match[0][0].isspace())
            blanks = 0
        else:
            blanks += 1


def _layout(lines: list[_Line]) -> tuple[Layout, int]:
    """The layout and the width of a full line (in letters)."""
    lengths = sorted(len(line.text) for line in lines)
    width = max(lengths[int(len(lengths) * 0.95)], _NARROWEST)
    if width > _WIDEST:
        return Layout.UNWRAPPED, width
    spaced = sum(line.blanks > 0 for line in lines[1:]) / max(1, len(lines) - 1)
    return (Layout.BLANK_BETWEEN if 0.08 < spaced < 0.75 else Layout.BROKEN), width


def paragraphs(source: str) -> list[Paragraph]:
    """The paragraphs of the text, in order. Every line of letters is in exactly one of them."""
    lines = [line for line in _lines(source) if _RULE.fullmatch(line.text) is None or line.text in "-+•"]
    if not lines:
        return []
    layout, width = _layout(lines)
    found: list[Paragraph] = []
    previous: Marker | None = None
    opened, marker = 0, marker_at(lines[0].text)
    for at in range(1, len(lines) + 1):
        if at < len(lines):
            beginning = marker_at(lines[at].text)
            begins = _begins(lines, at, opened, layout=layout, width=width, marker=marker, beginning=beginning,
                             previous=previous)  # fmt: skip
            if not begins:
                continue
        whole = passage(source, lines[opened].start, lines[at - 1].end)
        marker = marker_at(whole.text)
        if _PAGE_NUMBER.fullmatch(whole.text) is None:
            found.append(Paragraph(whole, marker, whole.part(marker.width if marker else 0)))
        if marker is not None and marker.kind is not BULLET:
            previous = marker
        if at < len(lines):
            opened, marker = at, beginning
    return found


def _begins(
    lines: list[_Line],
    at: int,
    opened: int,
    *,
    layout: Layout,
    width: int,
    marker: Marker | None,
    beginning: Marker | None,
    previous: Marker | None,
) -> bool:
    """Whether line `at` begins a paragraph, the current one having begun at line `opened`."""
    line, before = lines[at], lines[at - 1]
    if at - 1 == opened and marker is not None and len(before.text) <= marker.width:
        return False  # a label alone on its line: its text follows
    ended = _ENDS.search(before.text) is not None
    apart = line.blanks > 0 and layout is Layout.BLANK_BETWEEN
    if _STARTER.match(line.text) or (ended and _LABEL.match(line.text)) or _PAGE_NUMBER.fullmatch(line.text):
        return True
    if beginning is not None:
        rest = line.text[beginning.width :].lstrip()
        if beginning.kind is BULLET:
            if not ended and _APPOSITION.match(rest):
                return False
            return ended or apart or not rest[:1].islower()
        if ended or line.blanks > 0 or layout is Layout.UNWRAPPED:
            return True
        if _REFERS.search(same_tone_style(before.text.lower())):
            return False
        return follows(previous, beginning) or follows(marker, beginning) or not rest[:1].islower()
    if line.text[0].islower() and not (ended and (apart or layout is Layout.UNWRAPPED)):
        return False
    if layout is Layout.UNWRAPPED:
        return True
    if apart:
        return True
    fits = len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) <= 0.9 * width
    if layout is Layout.BLANK_BETWEEN:
        # Lines are joined here; but a name that stands alone is a heading, and an order begins what follows it.
        return fits and line.blanks == 0 and _heads(lines, opened, at, marker)
    if ended:
        return fits or line.indented
    return len(before.text) < 0.6 * width or (fits and _heads(lines, opened, at, marker))


def _heads(lines: list[_Line], opened: int, at: int, marker: Marker | None) -> bool:
    """Whether the lines so far are an agency's name and the next begins with an order."""
    if marker is None or at - opened > 3 or not OPENING.match(same_tone_style(lines[at].text.lower())):
        return False
    heading = passage(" ".join(line.text for line in lines[opened:at])[marker.width :])
    # «1. Ban» over «Quản lý khu kinh tế» is one name broken in two.
    bare = AGENCY.fullmatch(heading.lower) is not None or heading.lower.endswith((",", " và", "-"))
    return not bare and is_agency(heading)
