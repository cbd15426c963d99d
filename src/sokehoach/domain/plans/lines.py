"""Physical lines → paragraphs.

Plans reach us as plain text whose lines were broken where the page ended: one paragraph over many lines, with
blank lines between paragraphs, between all lines, or nowhere. A paragraph begins at a marker of the numbering
or a bullet, after a line that is visibly a last line, or after a blank line where blank lines mean that. A row
of a table is a paragraph of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.numbering import BULLET, Kind, Marker, follows, marker_at
from sokehoach.domain.plans.orders import OPENING
from sokehoach.domain.plans.passages import Passage, chained, passage
from sokehoach.domain.plans.rows import cells, is_row
from sokehoach.domain.plans.sentences import is_agency
from sokehoach.domain.plans.stacked import stacked
from sokehoach.domain.text import same_tone_style

_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"[.;:!?…](?:[\"”’)\]]*|/\.)\s*$|/\./?\s*$")
_RULE = re.compile(r"[\W_]+")
# What a page carries beside its text: its number, and what a signing programme printed on it.
_PAGE_NUMBER = re.compile(r"(?:[Tt]rang )?[-–]? ?\d{1,3} ?(?:/ ?\d{1,3}|[-–])?")
_STAMPED = re.compile(r"(?:Người ký|Ký bởi|Thời gian ký|Ngày ký|Email|Digitally signed|DN|Signature)\s*:.*")
# The end of a line whose sentence cannot end there.
_HANGS = re.compile(r"(?:,|(?<!\w)(?:và|hoặc|của|với|các|những|theo|về|cho|tại|do|gồm))$")
# A sentence of its own wherever it stands.
_STARTER = re.compile(
    r"(?:Trên đây là|Nơi nhận|TM\.|T/M|KT\.|TL\.|TUQ\.|PHỤ LỤC|Phụ lục \d|Điều \d+\.|QUYẾT ĐỊNH\b|"
    r"CỘNG H[OÒ][AÀ] XÃ|Độc lập)"
)
# «Công an tỉnh - Cơ quan thường trực Ban Chỉ đạo»: a dash inside a sentence that a conversion took for a
# bullet.
_APPOSITION = re.compile(
    r"(?:cơ quan|đơn vị) (?:thường trực|đầu mối)(?! *:)|thường trực (?:ban|bcđ)", re.IGNORECASE
)
# A line of its own even where lines are joined: «Đơn vị chủ trì: …» under a task.
_LABEL = re.compile(r"(?:Cơ quan|Đơn vị|Thời gian|Thời hạn|Chủ trì|Phối hợp|Sản phẩm)[^:.;]{0,40}:")
_NARROWEST, _WIDEST = 60, 120  # letters of a printed line; longer ones were never broken
_SELDOM = 0.03  # share of lines that go on in the next, below which none was broken …
_TOLD = 20  # … where there are this many lines to tell by
_REFERS = re.compile(r"(?:điểm|khoản|mục|điều|phần|số|và|hoặc|tại|theo|từ|đến|tháng|năm|quý|ngày|thứ|lần|,)$")


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
    cells: tuple[Passage, ...] = ()  # of a row of a table


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    blanks: int  # blank lines before it
    indented: bool
    turned: bool = False  # a page was turned before it
    cells: tuple[Passage, ...] = ()  # of a row of a table


def _lines(source: str) -> Iterator[_Line]:
    rows = iter(stacked(source))
    row = next(rows, None)
    blanks, end = 0, -1
    turned = hanging = False  # a page was turned since the last line; that one, full, ended no sentence
    for match in _LINE.finditer(source):
        blanks += match.start() - end - 1 if end >= 0 else match.start()
        end = match.end()
        text = match[0].strip()
        while row is not None and row.end <= match.start():
            row = next(rows, None)
        if row is not None and row.start < match.end():
            if match.start() <= row.start:
                yield _Line(row.start, row.end, text, max(blanks, 0), indented=False, cells=row.cells)
            blanks, turned, hanging = 0, False, False
        elif not text:
            blanks += 1
        elif _PAGE_NUMBER.fullmatch(text) is not None or _STAMPED.fullmatch(text) is not None:
            turned = True
        elif _RULE.fullmatch(text) is None or text in "-+•":
            if turned and hanging:
                blanks = 0  # the sentence goes on over the page
            indented = match[0][0].isspace()
            parted = cells(source, *match.span()) if is_row(match[0]) else ()
            place = (match.start(), match.end(), text, max(blanks, 0))
            yield _Line(*place, indented=indented, turned=turned, cells=parted)
            blanks, turned, hanging = 0, False, len(text) >= _NARROWEST and _ENDS.search(text) is None


def paragraphs(source: str) -> list[Paragraph]:
    """The paragraphs of the text, in order. Lines of rules, page numbers and stamps are in none of them."""
    lines = list(_lines(source))
    if not lines:
        return []
    page = _Page(lines)
    found: list[Paragraph] = []
    previous: Marker | None = None
    opened = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and not page.begins(at, opened=opened, previous=previous):
            continue
        first = lines[opened]
        if any(line.turned for line in lines[opened + 1 : at]):  # without the number of the page
            whole = chained([passage(source, line.start, line.end) for line in lines[opened:at]])
        else:
            whole = passage(source, first.start, lines[at - 1].end)
        opened = at
        if first.cells:
            found.append(Paragraph(whole, None, whole, first.cells))
            continue
        marker = marker_at(whole.text)
        found.append(Paragraph(whole, marker, whole.part(marker.width if marker else 0)))
        if marker is not None and marker.kind is not BULLET:
            previous = marker
    return found


class _Page:
    """The lines of a text, what blank lines mean in it, and how wide (in letters) its full lines are."""

    def __init__(self, lines: list[_Line]) -> None:
        lengths = sorted(len(line.text) for line in lines if not line.cells) or [0]
        spaced = sum(line.blanks > 0 for line in lines[1:]) / max(1, len(lines) - 1)
        self._lines = lines
        self._markers = [None if line.cells else marker_at(line.text) for line in lines]
        self._width = max(lengths[int(len(lengths) * 0.95)], _NARROWEST)
        if self._width > _WIDEST or self._goes_on_seldom():
            self._layout = Layout.UNWRAPPED
        else:
            numbered = [
                line.blanks > 0
                for line, marker in zip(lines[1:], self._markers[1:], strict=True)
                if marker is not None and marker.kind is not BULLET
            ]
            # Where clauses begin without a blank line, blank lines only part sections.
            strict = sum(numbered) >= 0.7 * len(numbered)
            self._layout = Layout.BLANK_BETWEEN if 0.08 < spaced < 0.75 and strict else Layout.BROKEN

    def _goes_on_seldom(self) -> bool:
        """Whether next to no line goes on in the one below it: broken lines do, every second or third."""
        pairs = zip(self._lines, self._lines[1:], strict=False)
        going_on = sum(
            _ENDS.search(one.text) is None and other.text[0].islower() and not (one.cells or other.cells)
            for one, other in pairs
        )
        return len(self._lines) >= _TOLD and going_on < _SELDOM * len(self._lines)

    def begins(self, at: int, *, opened: int, previous: Marker | None) -> bool:
        """Whether line `at` begins a paragraph, the current one having begun at line `opened`."""
        line, before, marker = self._lines[at], self._lines[at - 1], self._markers[opened]
        if line.cells or before.cells:
            return True
        if at - 1 == opened and marker is not None and len(before.text) <= marker.width:
            return False  # a label alone on its line: its text follows
        ended = _ENDS.search(before.text) is not None
        if _STARTER.match(line.text) or (ended and _LABEL.match(line.text)):
            return True
        apart = line.blanks > 0 and self._layout is Layout.BLANK_BETWEEN
        if self._markers[at] is not None:
            return self._is_item(at, ended=ended, apart=apart, series=(previous, marker))
        if _HANGS.search(before.text):
            return False
        unwrapped = self._layout is Layout.UNWRAPPED
        if line.text[0].islower() and not (ended and (apart or unwrapped)):
            return False
        if apart or unwrapped:
            return True
        fits = len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) <= 0.9 * self._width
        heading = fits and self._ends_heading(at, opened)
        if self._layout is Layout.BLANK_BETWEEN:
            return heading
        return (fits or line.indented) if ended else (heading or len(before.text) < 0.6 * self._width)

    def _is_item(self, at: int, *, ended: bool, apart: bool, series: tuple[Marker | None, ...]) -> bool:
        """Whether the marker at the beginning of the line is one, and no part of a broken sentence."""
        marker, line = self._markers[at], self._lines[at]
        assert marker is not None
        rest = line.text[marker.width :].lstrip()
        if marker.kind is BULLET:
            continues = not ended and (
                _APPOSITION.match(rest) is not None or (rest[:1].islower() and not apart)
            )
            return not continues
        if ended or line.blanks > 0 or self._layout is Layout.UNWRAPPED:
            return True
        if _REFERS.search(same_tone_style(self._lines[at - 1].text.lower())):
            return False
        if any(follows(one, marker) for one in series):
            return True
        # Where a blank line stands before each clause, a number after a full line is a word of its sentence.
        low = marker.kind in (Kind.ARABIC, Kind.LETTER, Kind.BRACKET)
        inside = low and self._layout is Layout.BLANK_BETWEEN and self._is_full(self._lines[at - 1])
        return not inside and not rest[:1].islower()

    def _is_full(self, line: _Line) -> bool:
        return len(line.text) >= 0.8 * self._width

    def _ends_heading(self, at: int, opened: int) -> bool:
        """Whether the lines so far are an agency's name, and an order begins what follows it."""
        marker, line = self._markers[opened], self._lines[at]
        if marker is None or at - opened > 3 or not OPENING.match(same_tone_style(line.text.lower())):
            return False
        heading = passage(" ".join(one.text for one in self._lines[opened:at])[marker.width :])
        # «1. Ban» over «Quản lý khu kinh tế» is one name broken in two.
        broken = AGENCY.fullmatch(heading.lower) is not None or heading.lower.endswith((",", " và", "-"))
        return not broken and is_agency(heading)
