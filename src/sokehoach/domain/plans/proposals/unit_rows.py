"""Targets that are cells of a table whose rows are areas or years: one for each column, with a level for each row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sokehoach.domain.plans.proposals.facts import TargetFacts
from sokehoach.domain.plans.proposals.yearly_rows import AREA
from sokehoach.domain.plans.unit_targets import PLACE_SIGN, is_sum_row, is_year_row
from sokehoach.domain.plans.yearly_targets import CELL_SEPARATOR
from sokehoach.domain.text import capitalize_first, format_number, lower_first

_UNIT_IN_BRACKETS = re.compile(r" ?\([^()]{1,40}\)(?=$|,)")
_REACHES = re.compile(r"(?<!\w)(?:giảm|tăng|đạt|dưới|trên|còn|chiếm|tối thiểu|tối đa)$", re.IGNORECASE)
_FEWEST_PLACES = 2

type _ColumnKey = tuple[str, str, str, int | None]


def is_unit_row(text: str) -> bool:
    """Whether the words are a cell of a table whose rows are areas."""
    return PLACE_SIGN in text.partition(CELL_SEPARATOR)[0] and CELL_SEPARATOR in text


def merge_unit_rows(targets: Sequence[TargetFacts]) -> tuple[TargetFacts, ...]:
    """The targets in their order: those of one column are one, in the place of the first.

    The row of the sum is the level of the whole area, and the target has its code. A column without such a row has
    none: levels of areas are never added up (ADR 58). A column with a single row is a target of that area.
    """
    columns: dict[_ColumnKey, list[TargetFacts]] = {}
    for target in targets:
        if is_unit_row(target.text):
            columns.setdefault(_find_key(target), []).append(target)
    merged: list[TargetFacts] = []
    for target in targets:
        if not is_unit_row(target.text):
            merged.append(target)
        elif (column := columns.pop(_find_key(target), None)) is not None:
            merged += map(_build_column_target, _split_tables(column))
    return tuple(merged)


def _split_tables(column: Sequence[TargetFacts]) -> Iterable[Sequence[TargetFacts]]:
    """The column itself, or where a year stands in it twice, the rows of each item: those are columns of two tables."""
    years = [target.year for target in column if is_year_row(_split_words(target)[0])]
    if len(set(years)) == len(years):
        return [column]
    tables: dict[str, list[TargetFacts]] = {}
    for target in column:
        tables.setdefault(target.path, []).append(target)
    return tables.values()


def _find_key(target: TargetFacts) -> _ColumnKey:
    place, head = _split_words(target)
    if not is_year_row(place):
        return target.path, head, target.unit, target.year
    return target.path.partition(".")[0], head, target.unit, None  # «4 | Năm 2029» is a numbered item of its own


def _split_words(target: TargetFacts) -> tuple[str, str]:
    """The area or unit, and what is set for it."""
    place, _sign, head = target.text.partition(CELL_SEPARATOR)[0].partition(PLACE_SIGN)
    return place.strip(), head.strip()


def _build_column_target(column: Sequence[TargetFacts]) -> TargetFacts:
    sum_row = next((target for target in column if is_sum_row(_split_words(target)[0])), None)
    rows = [target for target in column if not is_sum_row(_split_words(target)[0])]
    if is_year_row(_split_words(rows[0])[0] if rows else ""):
        return _build_yearly_target(sorted(rows, key=lambda row: row.year or 0))
    stated_target = sum_row or rows[0]
    is_of_one = sum_row is None and len(rows) < _FEWEST_PLACES
    head = _UNIT_IN_BRACKETS.sub("", _split_words(stated_target)[1]).strip()
    place = _split_words(stated_target)[0]
    place = lower_first(place) if is_sum_row(place) or AREA.match(place) else place
    name = f"{head}, {place}" if is_of_one else head
    verb = "" if _REACHES.search(name) else "đạt "
    percent = "%" if stated_target.unit.startswith("%") else ""
    return replace(
        stated_target,
        text=f"{capitalize_first(name)} {verb}{format_number(stated_target.value)}{percent}",
        owner=next((target.owner for target in column if target.owner), ()),
        text_before="",
        text_after="",
        printed_row=stated_target.text,
        unit_levels=() if is_of_one else tuple((_split_words(row)[0], row.value) for row in rows),
        lacks_area_level=sum_row is None and not is_of_one,
    )


def _build_yearly_target(rows: Sequence[TargetFacts]) -> TargetFacts:
    """The target of a column whose rows are years: its last level, and all by year."""
    last = rows[-1]
    name = _UNIT_IN_BRACKETS.sub("", _split_words(last)[1]).strip()
    verb = "" if _REACHES.search(name) else "đạt "
    percent = "%" if last.unit.startswith("%") else ""
    return replace(
        rows[0],
        text=f"{capitalize_first(name)} {verb}{format_number(last.value)}{percent}",
        value=last.value,
        year=last.year,
        levels=tuple((row.year, row.value) for row in rows if row.year is not None) if len(rows) > 1 else (),
        owner=next((row.owner for row in rows if row.owner), ()),
        text_before="",
        text_after="",
        printed_row=rows[0].text,
    )
