"""Targets that are cells of a table whose rows are areas: one target for each column, with a level for each area."""

import re
from collections.abc import Sequence
from dataclasses import replace

from sokehoach.domain.plans.proposals.facts import TargetFacts
from sokehoach.domain.plans.unit_targets import PLACE_SIGN, is_sum_row
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
            merged.append(_build_column_target(column))
    return tuple(merged)


def _find_key(target: TargetFacts) -> _ColumnKey:
    return target.path, _split_words(target)[1], target.unit, target.year


def _split_words(target: TargetFacts) -> tuple[str, str]:
    """The area or unit, and what is set for it."""
    place, _sign, head = target.text.partition(CELL_SEPARATOR)[0].partition(PLACE_SIGN)
    return place.strip(), head.strip()


def _build_column_target(column: Sequence[TargetFacts]) -> TargetFacts:
    sum_row = next((target for target in column if is_sum_row(_split_words(target)[0])), None)
    rows = [target for target in column if not is_sum_row(_split_words(target)[0])]
    stated_target = sum_row or rows[0]
    is_of_one = sum_row is None and len(rows) < _FEWEST_PLACES
    head = _UNIT_IN_BRACKETS.sub("", _split_words(stated_target)[1]).strip()
    name = f"{head}, {lower_first(_split_words(stated_target)[0])}" if is_of_one else head
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
