"""Annexes whose tables are in no list of the reading: tables of work, and tables of figures by place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sokehoach.domain.messages import say
from sokehoach.domain.plans.lines import PlanParagraph, split_paragraphs
from sokehoach.domain.plans.parts import is_appendix
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.table_columns import find_columns
from sokehoach.domain.text import cut_at_word

_BEGINS = re.compile(r"^[ \t|*#]{0,9}(?:PHỤ LỤC|Phụ lục)(?!\w)", re.MULTILINE)
_ATTACHED = re.compile(r" ?\((?:ban hành )?kèm theo[^()]*\)?", re.IGNORECASE)
_NUMBER = re.compile(r"[-–]?\d[\d.,]*(?: ?%)?")
_LABEL = re.compile(r"(?:s ?tt|tt|số tt|số thứ tự)\.?")
_SUM = re.compile(r"(?:tổng(?: cộng| số)?|cộng|toàn (?:tỉnh|huyện|xã|thành phố))(?!\w)")
_LONGEST_TITLE, _LONGEST_COLUMN = 120, 60  # letters
_FEWEST_ROWS = 2
_NUMBERS_SHARE = 0.5  # minimum share of the cells of a column of figures


@dataclass(frozen=True, slots=True)
class UnlistedTable:
    """A table in an annex. `columns`: the heads of its columns of figures; none of a table of work."""

    title: str
    rows: int
    columns: tuple[str, ...] = ()


def list_annexes(text: str, body_end: int) -> tuple[UnlistedTable, ...]:
    """The tables of work and of figures in the annexes behind the plan's clauses, which end at `body_end`."""
    begins = _BEGINS.search(text, body_end)
    if begins is not None:
        return tuple(_list_tables(split_paragraphs(text[begins.start() :])))
    untitled = _list_tables(split_paragraphs(text[body_end:]))
    return tuple(replace(table, title=say("Bảng sau phần ký")) for table in untitled)


def _list_tables(paragraphs: Sequence[PlanParagraph]) -> Iterator[UnlistedTable]:
    title: list[str] = []
    rows: list[tuple[Passage, ...]] = []
    for paragraph in paragraphs:
        if paragraph.cells:
            rows.append(paragraph.cells)
            continue
        if (annex := _build_annex(title, rows)) is not None:
            yield annex
        rows = []
        if is_appendix(paragraph):
            title = []
        if len(title) < _LONGEST_TITLE:  # more words than it shows
            title.append(paragraph.whole.text)
    if (annex := _build_annex(title, rows)) is not None:
        yield annex


def _build_annex(title: Sequence[str], rows: Sequence[Sequence[Passage]]) -> UnlistedTable | None:
    if len(rows) <= _FEWEST_ROWS:
        return None
    heads, lines = rows[0], [row for row in rows[1:] if not any(_SUM.match(cell.lower) for cell in row[:2])]
    name = cut_at_word(_ATTACHED.sub("", " ".join(title)).strip(), _LONGEST_TITLE, mark="…")
    if find_columns(heads) is not None:
        return UnlistedTable(name, len(lines))
    columns = tuple(
        cut_at_word(head.text, _LONGEST_COLUMN, mark="…")
        for place, head in enumerate(heads)
        if place > 0
        and head.text
        and not _LABEL.fullmatch(head.lower)
        and _has_figures([line[place].text for line in lines if place < len(line)])
    )
    return UnlistedTable(name, len(lines), columns) if columns else None


def _has_figures(cells: Sequence[str]) -> bool:
    return sum(_NUMBER.fullmatch(cell) is not None for cell in cells) >= max(_FEWEST_ROWS, _NUMBERS_SHARE * len(cells))
