"""Interpret the labels of a form's places: which unit, which period, which unit of measure.

Explanations by an official are stored per form: «Thị tứ Pú Nhung» → a unit, «6 tháng 2020» → a period.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sokehoach.domain.documents.external_form.label_words import is_part
from sokehoach.domain.documents.external_form.place import Place
from sokehoach.domain.documents.external_form.roles import is_target_head, names_period_only, parse_role
from sokehoach.domain.documents.external_form.source import EACH_UNIT, PeriodRole
from sokehoach.domain.documents.external_form.units_of_measure import (
    MeasureDimension,
    UnitOfMeasure,
    find_implied_measure,
    find_measure_in_label,
    find_measure_in_note,
    parse_measure,
    resolve_measure,
)
from sokehoach.domain.documents.external_form.vocabulary import Vocabulary
from sokehoach.domain.text import fold_accents, normalize_nfc

_WHOLE_AREA_LABEL = re.compile(
    r"^(?:\W*|[ivx]+\W+|\d+\W+)(?:tong(?: so| cong| so cong)?|cong(?: tong)?|(?:tong |cong )?(?:toan|ca) (?:huyen|tinh|"
    r"quan|thanh pho|xa|dia ban)(?: \w+){0,3})\W*$"
)
_UNIT, _ROLE, WHOLE_AREA = "unit:", "role:", "whole"
OUTSIDE = "outside"  # answer that the label names none of our units


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A label that has to be explained by a person: which unit, or which period, does it name?"""

    label: str
    of_unit: bool
    nearest: tuple[str, ...] = ()  # codes of units to suggest first


def build_label_key(label: str) -> str:
    return " ".join(normalize_nfc(label).split())


def format_unit_answer(code: str) -> str:
    """The stored answer to a question about a unit; «» is the whole area."""
    return f"{_UNIT}{code}" if code else WHOLE_AREA


def format_role_answer(role: PeriodRole) -> str:
    return f"{_ROLE}{role.value}"


class FormReading:
    """A form with its interpretation. `answers`: label → its explanation by an official."""

    def __init__(
        self, places: Sequence[Place], vocabulary: Vocabulary, answers: Mapping[str, str] | None = None
    ) -> None:
        self.places, self.vocabulary, self.answers = places, vocabulary, dict(answers or {})
        self._units: dict[str, str | None] = {}

    def area(self, place: Place) -> str | None:
        """Unit code of the place: «» for the whole area, EACH_UNIT for that of the row, None if unknown."""
        if place.repeats:
            return EACH_UNIT
        if self.lists_rows(place):
            return self._find_unit_code(place.unit_label or place.row)
        if place.grid in self._grids_with_unit_columns:
            return next(
                (code for head in reversed(place.column) if (code := self._find_unit_code(head)) is not None),
                None,
            )
        return self._find_unit_code(place.row) or ""

    def is_outside(self, place: Place) -> bool:
        """Whether an official said that the row or column names none of our units."""
        labels = (place.unit_label or place.row, *place.column)
        return any(self.answers.get(build_label_key(label)) == OUTSIDE for label in labels if label)

    def lists_rows(self, place: Place) -> bool:
        """Whether the rows of its table are units."""
        return place.lists_units or place.grid in self._grids_with_unit_rows

    def lists_columns(self, place: Place) -> bool:
        return not self.lists_rows(place) and place.grid in self._grids_with_unit_columns

    def heads(self, place: Place) -> tuple[str, ...]:
        """The column heads that say what and when, without the one that names a unit."""
        if not self.lists_columns(place):
            return place.column
        return tuple(head for head in place.column if self._find_unit_code(head) is None)

    def naming_heads(self, place: Place) -> tuple[str, ...]:
        """The column heads that say what is counted, without those for the unit, the period, or a target."""
        heads = self.heads(place)
        target = self.asks_target(place)
        return tuple(head for head in heads if not names_period_only(head) and not (target and head == heads[-1]))

    def asks_target(self, place: Place) -> bool:
        heads = self.heads(place)
        return bool(heads) and is_target_head(heads[-1])

    def role(self, place: Place) -> PeriodRole | None:
        """The period of the place; None if its words are ambiguous."""
        answered = [self.answers.get(build_label_key(label), "") for label in (place.row, *place.column)]
        answer = next((answer for answer in answered if answer.startswith(_ROLE)), "")
        if answer:
            return PeriodRole(answer.removeprefix(_ROLE))
        rows = () if self.lists_rows(place) else (place.row, place.parent_row)
        return PeriodRole.NOW if self.asks_target(place) else parse_role(rows, self.heads(place))

    def measure(self, place: Place) -> UnitOfMeasure | None:
        """The unit of measure of the place; None if nothing states it."""
        heads = tuple(reversed(self.heads(place)))
        rows = () if self.lists_rows(place) else (place.row, place.parent_row)
        of_head = next((candidate for head in heads if (candidate := find_measure_in_label(head))), None)
        implied_by_head = next((candidate for head in heads if (candidate := find_implied_measure(head))), None)
        if of_head is None and implied_by_head is not None and implied_by_head.dimension is MeasureDimension.SHARE:
            of_head = implied_by_head
        of_row = [find_measure_in_label(row) for row in rows[:1]]
        trailing = _drop_unknown(parse_measure(_cut_first_words(place.text_after))) or find_implied_measure(
            place.text_after
        )
        of_cell = [parse_measure(place.measure_label), *of_row, trailing if place.text_after else None]
        labels = (*heads, *rows) if self.lists_rows(place) else (*rows, *heads)
        implied = next((candidate for label in labels if (candidate := find_implied_measure(label))), None)
        stated = [of_head] if of_head is not None else of_cell
        return resolve_measure(stated, implied, find_measure_in_note(place.note))

    def own_label(self, place: Place) -> str:
        """The label of the figure itself: that of the row, or the column head above a list of units."""
        if self.lists_rows(place):
            heads = self.heads(place)
            return heads[-1] if heads else ""
        return place.row if "#" not in place.at else f"{place.row} {place.text_after}"

    def is_of_a_part(self, place: Place) -> bool:
        return is_part(self.own_label(place))

    def question(self, place: Place) -> FormQuestion | None:
        """The question to answer before the place can be mapped together with others."""
        if self.area(place) is None:
            label = place.column[-1] if self.lists_columns(place) else place.unit_label or place.row
            return FormQuestion(build_label_key(label), of_unit=True, nearest=self.vocabulary.unit_names.nearest(label))
        if self.role(place) is None and not self.lists_rows(place):
            head = next((head for head in reversed(place.column) if names_period_only(head)), "")
            return FormQuestion(build_label_key(head), of_unit=False) if head else None
        return None

    def list_answered_questions(self, place: Place) -> tuple[FormQuestion, ...]:
        """The labels of the place that have an explanation, so that it can be changed."""
        labels = dict.fromkeys(build_label_key(text) for text in (place.unit_label or place.row, *place.column) if text)
        return tuple(
            FormQuestion(label, not self.answers[label].startswith(_ROLE), self.vocabulary.unit_names.nearest(label))
            for label in labels
            if label in self.answers
        )

    def _find_unit_code(self, label: str) -> str | None:
        """The code of the unit with that name, «» for all units; None for any other label."""
        if label not in self._units:
            self._units[label] = self._look_up(label)
        return self._units[label]

    def _look_up(self, label: str) -> str | None:
        answer = self.answers.get(build_label_key(label), "")
        if answer.startswith(_UNIT) or answer == WHOLE_AREA:
            return answer.removeprefix(_UNIT) if answer != WHOLE_AREA else ""
        if answer == OUTSIDE or not label.strip():
            return None
        if _WHOLE_AREA_LABEL.match(" ".join(fold_accents(label).split())):
            return ""
        codes = self.vocabulary.unit_names.find(label) or self.vocabulary.former_unit_names.find(label)
        if len(codes) != 1:
            return None
        return "" if codes[0] == self.vocabulary.area[0] else codes[0]

    @cached_property
    def _grids_with_unit_rows(self) -> frozenset[str]:
        """Tables with at least two rows that name units: these are lists of units, whatever the column head says."""
        names_by_grid: dict[str, set[str]] = defaultdict(set)
        for place in self.places:
            if place.column and self.names_unit(place.row):
                names_by_grid[place.grid].add(place.row)
        return frozenset(grid for grid, rows in names_by_grid.items() if len(rows) > 1)

    @cached_property
    def _grids_with_unit_columns(self) -> frozenset[str]:
        names_by_grid: dict[str, set[str]] = defaultdict(set)
        for place in self.places:
            names_by_grid[place.grid] |= {head for head in place.column if self.names_unit(head)}
        return frozenset(grid for grid, heads in names_by_grid.items() if len(heads) > 1)

    def names_unit(self, label: str) -> bool:
        return bool(self._find_unit_code(label)) or bool(self.vocabulary.unit_names.find(label))


def _cut_first_words(text: str) -> str:
    return re.split(r"[,;.:(]|\s(?:trong đó|và)\s", text.strip(), maxsplit=1)[0].strip()


def _drop_unknown(measure: UnitOfMeasure | None) -> UnitOfMeasure | None:
    return None if measure is None or measure.dimension is MeasureDimension.UNKNOWN else measure
