"""Join physical lines to paragraphs.

Plans are plain text with line breaks where the printed line ended: a paragraph spans several lines, and blank lines are
between paragraphs, between all lines, or nowhere. A paragraph begins at a numbering marker or a bullet, after a line
that visibly ends one, or after a blank line where blank lines have that meaning. Each row of a table is a paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.numbering import (
    BULLET,
    Marker,
    MarkerKind,
    find_marker,
    find_row_marker,
    is_next_marker,
)
from sokehoach.domain.plans.orders import OPENING
from sokehoach.domain.plans.passages import Passage, fold_passage, join_passages
from sokehoach.domain.plans.rows import is_row, split_cells
from sokehoach.domain.plans.scanned_numbers import correct_letter, find_broken_number, list_following
from sokehoach.domain.plans.sentences import is_agency
from sokehoach.domain.plans.spaced_tables import parse_spaced_rows
from sokehoach.domain.plans.stacked_tables import StackedRow, parse_stacked_rows
from sokehoach.domain.plans.tabbed_tables import parse_tabbed_rows
from sokehoach.domain.plans.wrapped_tables import parse_wrapped_rows
from sokehoach.domain.text import fold_tones

_LINE = re.compile(r"[^\n]+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ENDS = re.compile(r"[.;:!?…](?:[\"”’)\]]*|/\.)\s*$|/\./?\s*$")
_RULE = re.compile(r"[\W_]+")
# Text of a page outside the body: its number, and the stamp of signing software.
_PAGE_NUMBER = re.compile(r"(?:[Tt]rang )?[-–]? ?\d{1,3} ?(?:/ ?\d{1,3}|[-–])?")
_STAMPED = re.compile(
    r"[\w. -]{1,40}\.(?:DOCX?|docx?|PDF|pdf)(?:[ -]{1,3}(?:[\d ]{1,4}|\W))?|"  # the name of the file, with the page
    r"(?:Người ký|Ký bởi|Thời gian ký|Ngày ký|Email|Digitally signed|DN|Signature)\s*:.*"
)
# What who types a scan writes of a stamp on it: «[dấu tròn: SỞ Y TẾ]», «[chữ viết tay: …]».
_STAMP_NOTE = re.compile(r"\[(?:con dấu|dấu|đóng dấu|chữ ký|chữ viết tay|viết tay)(?!\w)[^\[\]]{0,160}\]")
# End of a line at which its sentence cannot end.
_END_LENGTH = 12  # letters of a line that determine whether a sentence ends there
_UNFINISHED = re.compile(r"(?:,|(?<!\w)(?:và|hoặc|của|với|các|những|theo|về|cho|tại|do|gồm))$")
# Always begins a paragraph.
_STARTER = re.compile(
    r"(?:Trên đây là|Nơi nhận|TM\.|T/M|KT\.|TL\.|TUQ\.|PHỤ LỤC|Phụ lục \d|Điều \d+\.|QUYẾT ĐỊNH\b|"
    r"CỘNG H[^\W\d_]{2} XÃ|Độc lập)"
)
# «Công an tỉnh - Cơ quan thường trực Ban Chỉ đạo»: a dash within a sentence that a conversion turned into a bullet.
_APPOSITION = re.compile(r"(?:cơ quan|đơn vị) (?:thường trực|đầu mối)(?! *:)|thường trực (?:ban|bcđ)", re.IGNORECASE)
_ROLE_AND_WORK = re.compile(
    r"(?:cơ quan|đơn vị) (?:thường trực|đầu mối), (?:chủ trì|tham mưu|giúp|theo)", re.IGNORECASE
)
# Always begins a line of its own, even in joined text: «Đơn vị chủ trì: …» below a task.
_LABEL = re.compile(r"(?:Cơ quan|Đơn vị|Thời gian|Thời hạn|Chủ trì|Phối hợp|Sản phẩm)[^:.;]{0,40}:")
_NARROWEST, _WIDEST = 60, 120  # letters of a printed line; a text with longer lines was never wrapped
_NEARBY_LINES = 20
_MIN_WRAPPED_SHARE = 0.03  # minimum share of lines that continue on the next one in wrapped text …
_FEW_WORDS = 4  # of the beginning of a heading
_MIN_LINES = 20  # … if there are at least this many lines
_REFERS = re.compile(r"(?:điểm|khoản|mục|điều|phần|số|và|hoặc|tại|theo|từ|đến|tháng|năm|quý|ngày|thứ|lần|,)$")


# Before «b)»: of a clause that the sentence names. «…, Chính phủ số» and a comma end an item before it.
_REFERS_TO_LETTER = re.compile(r"(?:điểm|khoản|mục|điều|phần|và|hoặc|tại|theo)$|điểm [a-zđ](?:, [a-zđ]){0,9},$")


class BlankLineMeaning(Enum):
    """The meaning of blank lines in a text."""

    UNWRAPPED = "each line is a paragraph"
    BLANK_BETWEEN = "blank lines stand between paragraphs"
    BROKEN = "blank lines mean nothing; the length of the lines tells"


@dataclass(frozen=True, slots=True)
class PlanParagraph:
    """A paragraph, its marker (numbering or bullet) and the text after the marker."""

    whole: Passage
    marker: Marker | None
    body: Passage
    cells: tuple[Passage, ...] = ()  # of a table row


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    blanks: int  # blank lines before it
    indented: bool
    after_page_turn: bool = False  # after a page break
    cells: tuple[Passage, ...] = ()  # of a table row


def _split_lines(source: str) -> Iterator[_Line]:
    rows = iter(_list_table_rows(source))
    row = next(rows, None)
    blanks, end = 0, -1
    page_turned = hanging = False  # page break since the last line; that line was full and ended no sentence
    for match in _LINE.finditer(source):
        blanks += match.start() - end - 1 if end >= 0 else match.start()
        end = match.end()
        text = match[0].strip()
        while row is not None and row.end <= match.start():
            row = next(rows, None)
        if row is not None and row.start < match.end():
            if match.start() <= row.start:
                yield _Line(row.start, row.end, text, max(blanks, 0), indented=False, cells=row.cells)
            blanks, page_turned, hanging = 0, False, False
        elif not text:
            blanks += 1
        elif any(pattern.fullmatch(text) is not None for pattern in (_PAGE_NUMBER, _STAMPED, _STAMP_NOTE)):
            page_turned = True
        elif _RULE.fullmatch(text) is None or text in "-+•":
            if page_turned and hanging:
                blanks = 0  # the sentence continues on the next page
            indented = match[0][0].isspace()
            row_cells = split_cells(source, *match.span()) if is_row(match[0]) else ()
            place = (match.start(), match.end(), text, max(blanks, 0))
            yield _Line(*place, indented=indented, after_page_turn=page_turned, cells=row_cells)
            blanks, page_turned, hanging = (
                0,
                False,
                len(text) >= _NARROWEST and _ENDS.search(text, max(0, len(text) - _END_LENGTH)) is None,
            )


def _is_heading_in_capitals(text: str) -> bool:
    return text.isupper() and len(text.split()) > 1


def _list_table_rows(source: str) -> list[StackedRow]:
    """The rows of the tables that are recognised by their heads; they do not overlap."""
    stacked = [*parse_wrapped_rows(source), *parse_stacked_rows(source)]
    gapped = [*parse_tabbed_rows(source), *parse_spaced_rows(source)]
    if not stacked and not gapped:
        return []
    result: list[StackedRow] = []
    for row in sorted((*stacked, *gapped), key=lambda table_row: table_row.start):
        if not result or row.start >= result[-1].end:
            result.append(row)
    return result


def split_paragraphs(source: str) -> list[PlanParagraph]:
    """The paragraphs of the text, in order, without lines of dashes, page numbers and stamps."""
    lines = list(_split_lines(source))
    if not lines:
        return []
    page = _Page(lines)
    paragraphs: list[PlanParagraph] = []
    previous: Marker | None = None
    first_line = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and not page.begins(at, first_line=first_line, previous=previous):
            continue
        opening_line = lines[first_line]
        if any(line.after_page_turn for line in lines[first_line + 1 : at]):  # without the page number
            content = join_passages([fold_passage(source, line.start, line.end) for line in lines[first_line:at]])
        else:
            content = fold_passage(source, opening_line.start, lines[at - 1].end)
        first_line = at
        if opening_line.cells:
            paragraphs.append(_build_row(content, opening_line.cells))
            continue
        marker = _correct_marker(find_marker(content.text), previous)
        paragraphs.append(PlanParagraph(content, marker, content.part(marker.width if marker else 0)))
        if marker is not None and marker.kind is not BULLET:
            previous = marker
    return list(_repair_numbers(paragraphs))


def _repair_numbers(paragraphs: list[PlanParagraph]) -> Iterator[PlanParagraph]:
    """The paragraphs with the numbers that a scan broke."""
    following_markers = list_following([paragraph.marker for paragraph in paragraphs])
    previous: Marker | None = None
    previous_item: Marker | None = None  # of any kind but bullets
    for paragraph, following in zip(paragraphs, following_markers, strict=True):
        marker = paragraph.marker
        if marker is not None:
            marker = correct_letter(marker, previous_item, following)
        elif not paragraph.cells:
            marker = find_broken_number(paragraph.whole, previous, following)
        if marker is not None and marker is not paragraph.marker:
            body = paragraph.whole.part(marker.width)
            paragraph = replace(paragraph, marker=marker, body=body)
        previous_item = marker if marker is not None and marker.kind is not BULLET else previous_item
        if marker is not None and marker.kind <= MarkerKind.ARABIC:
            previous = marker
        yield paragraph


def _build_row(content: Passage, cells: tuple[Passage, ...]) -> PlanParagraph:
    """A table row; a number in its first cell, in a row with words, is its marker.

    The text after it is the second cell; if that has no words («09 - 10/2026»), the whole rest of the row.
    """
    marker = find_row_marker(cells[0].text) if len(cells) > 1 else None
    if marker is None or not any(letter.isalpha() for cell in cells[1:] for letter in cell.text):
        return PlanParagraph(content, None, content, cells)
    has_words = _LETTERS.search(cells[1].text) is not None  # no code: «B1»
    return PlanParagraph(content, marker, cells[1] if has_words else content.part(len(cells[0])), cells)


def _correct_marker(marker: Marker | None, previous: Marker | None) -> Marker | None:
    """«I)» after «k)» is the letter l, which recognition of scans and some fonts turn into a capital I."""
    if marker is None or previous is None or (marker.kind, marker.label) != (MarkerKind.ROMAN, "I"):
        return marker
    is_letter = marker.closed and previous.kind is MarkerKind.LETTER and previous.label == "k"
    return replace(marker, kind=MarkerKind.LETTER) if is_letter else marker


def _measure_widths(lines: list[_Line]) -> Iterator[int]:
    """For each line the length of full lines around it: an appendix across the page has longer ones than the text."""
    lengths = [0 if line.cells else len(line.text) for line in lines]
    for start in range(0, len(lines), _NEARBY_LINES):
        nearby_lengths = sorted(lengths[max(0, start - _NEARBY_LINES) : start + 2 * _NEARBY_LINES])
        width = max(nearby_lengths[int(len(nearby_lengths) * 0.95)], _NARROWEST)
        yield from (width for _ in lines[start : start + _NEARBY_LINES])


class _Page:
    """The lines of a text, the meaning of its blank lines, and the width (in letters) of its full lines."""

    def __init__(self, lines: list[_Line]) -> None:
        lengths = sorted(len(line.text) for line in lines if not line.cells) or [0]
        spaced = sum(line.blanks > 0 for line in lines[1:]) / max(1, len(lines) - 1)
        self._lines = lines
        self._markers = [None if line.cells else find_marker(line.text) for line in lines]
        self._width = max(lengths[int(len(lengths) * 0.95)], _NARROWEST)
        self._widths = list(_measure_widths(lines))
        if self._width > _WIDEST or self._goes_on_seldom():
            self._layout = BlankLineMeaning.UNWRAPPED
        else:
            numbered = [
                line.blanks > 0
                for line, marker in zip(lines[1:], self._markers[1:], strict=True)
                if marker is not None and marker.kind is not BULLET
            ]
            # If clauses begin without a blank line, blank lines only separate sections.
            strict = sum(numbered) >= 0.7 * len(numbered)
            self._layout = (
                BlankLineMeaning.BLANK_BETWEEN if 0.08 < spaced < 0.75 and strict else BlankLineMeaning.BROKEN
            )

    def _goes_on_seldom(self) -> bool:
        """Whether hardly any line continues on the next one; in wrapped text every second or third does."""
        pairs = zip(self._lines, self._lines[1:], strict=False)
        going_on = sum(
            _ENDS.search(line.text, max(0, len(line.text) - _END_LENGTH)) is None
            and next_line.text[:1].islower()
            and not (line.cells or next_line.cells)
            for line, next_line in pairs
        )
        return len(self._lines) >= _MIN_LINES and going_on < _MIN_WRAPPED_SHARE * len(self._lines)

    def begins(self, at: int, *, first_line: int, previous: Marker | None) -> bool:
        """Whether line `at` begins a paragraph; the current one began at line `first_line`."""
        line, previous_line, marker = self._lines[at], self._lines[at - 1], self._markers[first_line]
        if line.cells or previous_line.cells:
            return True
        if at - 1 == first_line and marker is not None and len(previous_line.text) <= marker.width:
            return False  # a label alone on its line: its text is on the next
        is_ended = _ENDS.search(previous_line.text, max(0, len(previous_line.text) - _END_LENGTH)) is not None
        if _STARTER.match(line.text) or (is_ended and _LABEL.match(line.text)):
            return True
        is_separated = line.blanks > 0 and self._layout is BlankLineMeaning.BLANK_BETWEEN
        if self._markers[at] is not None:
            return self._is_item(at, is_ended=is_ended, is_separated=is_separated, series=(previous, marker))
        if _UNFINISHED.search(
            previous_line.text, max(0, len(previous_line.text) - _END_LENGTH)
        ) or self._continues_capitals(at, first_line):
            return False
        unwrapped = self._layout is BlankLineMeaning.UNWRAPPED
        if line.text[0].islower() and not (is_ended and (is_separated or unwrapped)):
            return False
        if is_separated or unwrapped:
            return True
        next_word_fits = len(previous_line.text) + 1 + len(line.text.split(maxsplit=1)[0]) <= 0.9 * self._widths[at - 1]
        heading = (next_word_fits or line.indented or self._fits(at)) and self._ends_heading(at, first_line)
        if self._layout is BlankLineMeaning.BLANK_BETWEEN:
            return heading or self._follows_short_title(at, first_line)
        return (
            (next_word_fits or line.indented)
            if is_ended
            else (heading or len(previous_line.text) < 0.6 * self._widths[at - 1])
        )

    def _is_name(self, at: int) -> bool:
        """Whether the line is the name of an agency and no part of a sentence."""
        return is_agency(fold_passage(self._lines[at].text))

    def _fits(self, at: int) -> bool:
        """Whether the first word of the line would have fitted on the line before, with no letter to spare."""
        return (
            len(self._lines[at - 1].text) + 1 + len(self._lines[at].text.split(maxsplit=1)[0]) <= self._widths[at - 1]
        )

    def _is_item(self, at: int, *, is_ended: bool, is_separated: bool, series: tuple[Marker | None, ...]) -> bool:
        """Whether the marker at the beginning of the line is real, and not part of a wrapped sentence."""
        marker, line = self._markers[at], self._lines[at]
        assert marker is not None
        rest = line.text[marker.width :].lstrip()
        if marker.kind is BULLET:
            continues = not is_ended and (
                (
                    _APPOSITION.match(rest) is not None
                    and not (self._is_name(at - 1) and (is_separated or _ROLE_AND_WORK.match(rest)))
                )
                or (rest[:1].islower() and not is_separated)
            )
            return not continues
        preceding = self._lines[at - 1].text
        if line.text[: marker.width].endswith(","):  # «a, Phòng …», «b, trước 30/4 …»: only in its series
            begins = marker.label == "a" and (is_ended or line.blanks > 0 or not self._is_full(self._lines[at - 1]))
            return begins or any(is_next_marker(earlier_marker, marker) for earlier_marker in series)
        if is_ended or line.blanks > 0 or self._layout is BlankLineMeaning.UNWRAPPED:
            return True
        if (
            marker.kind in (MarkerKind.ROMAN, MarkerKind.PART)
            and _is_heading_in_capitals(rest)
            and not preceding.isupper()
        ):
            return True  # «… ít nhất 2 lần», the number of the page, «III. NỘI DUNG, GIẢI PHÁP»
        first_below = series[1] is not None and marker.label == f"{series[1].label}.1"  # «1.1» in the item «1. … số»
        refers = _REFERS_TO_LETTER if marker.kind is MarkerKind.LETTER and marker.closed else _REFERS
        if (
            not preceding.isupper() and not first_below and refers.search(fold_tones(preceding))
        ):  # «… 2 BUỔI/NGÀY» is the end of a heading
            return False
        if any(is_next_marker(earlier_marker, marker) for earlier_marker in series):
            return True
        # If there is a blank line before each clause, a number after a full line belongs to its sentence.
        low = marker.kind in (MarkerKind.ARABIC, MarkerKind.LETTER, MarkerKind.BRACKET)
        inside = low and self._layout is BlankLineMeaning.BLANK_BETWEEN and self._is_full(self._lines[at - 1])
        return not inside and not rest[:1].islower()

    def _continues_capitals(self, at: int, first_line: int) -> bool:
        """Whether the line before is the beginning of a heading in capitals broken after a few words."""
        marker, line, previous_line = self._markers[first_line], self._lines[at], self._lines[at - 1]
        if first_line != at - 1 or marker is None or marker.kind is BULLET or line.blanks:
            return False
        heading = previous_line.text[marker.width :].strip()
        is_short = 0 < len(heading.split()) <= _FEW_WORDS and heading.isupper()
        return is_short and line.text.isupper() and _STARTER.match(line.text) is None

    def _is_full(self, line: _Line) -> bool:
        return len(line.text) >= 0.8 * self._width

    def _follows_short_title(self, at: int, first_line: int) -> bool:
        """Whether the line before is a numbered title that leaves most of its line free, and this one a full sentence.

        Names and orders are no such titles: some conversions break them after a few words.
        """
        marker, line = self._markers[first_line], self._lines[at]
        if first_line != at - 1 or marker is None or marker.kind > MarkerKind.DOTTED or line.text.isupper():
            return False
        title = fold_tones(self._lines[at - 1].text[marker.width :].strip())
        if AGENCY.match(title) or OPENING.match(title) or title.count("(") != title.count(")"):
            return False
        is_short = len(title) + marker.width < 0.5 * self._widths[at - 1]
        return is_short and line.text[0].isupper() and self._is_full(line)

    def _ends_heading(self, at: int, first_line: int) -> bool:
        """Whether the lines so far are an agency's name, and the next line begins with an order."""
        marker, line = self._markers[first_line], self._lines[at]
        if marker is None or at - first_line > 3 or not OPENING.match(fold_tones(line.text)):
            return False
        heading = fold_passage(
            " ".join(heading_line.text for heading_line in self._lines[first_line:at])[marker.width :]
        )
        # «1. Ban» above «Quản lý khu kinh tế» is one name on two lines.
        broken = AGENCY.fullmatch(heading.lower) is not None or heading.lower.endswith((",", " và", "-"))
        return not broken and is_agency(heading)
