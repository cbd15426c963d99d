"""Adds computed columns to an answer, and arranges its rows: sorted by a column, or those with or without a figure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.apps.analysis.pages.answers import PivotAnswer, UnanswerableQuestionError
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.analysis.derivation import (
    ComputedNumber,
    Derivation,
    ShownRows,
    compute_difference,
    compute_percent_change,
    compute_quotient,
)
from sokehoach.domain.analysis.fact import Fact, Measure, NoFigureReason
from sokehoach.domain.analysis.pivot import TOTAL, Dimension, Heading

type Row = tuple[int, Heading, list[Fact]]  # the place among all rows, its heading, its figures


@dataclass(frozen=True, slots=True)
class DerivedColumn:
    """A computed column: its label, the places of the two columns from which it is computed, and how."""

    label: str
    first: int
    last: int
    compute: Callable[[Fact, Fact, tuple[Measure, Measure]], ComputedNumber]
    is_quotient: bool = False


def list_derived_columns(
    answer: PivotAnswer, label_of: Callable[[Heading], Sequence[str]]
) -> tuple[DerivedColumn, ...]:
    """Returns the computed columns of the question, for each group of columns that differ in what is compared alone.

    None where fewer than two are there to compare. `label_of` gives the labels of a heading.
    """
    derivation = answer.question.derivation
    if derivation is Derivation.NONE:
        return ()
    compared = Dimension.PERIOD if derivation is Derivation.CHANGE else Dimension.MEASURE
    groups: dict[Heading, list[int]] = {}
    for at, column in enumerate(answer.columns):
        members = dict(column)
        if compared in members and members[compared] is not TOTAL:
            rest = tuple((dimension, member) for dimension, member in column if dimension is not compared)
            groups.setdefault(rest, []).append(at)
    columns: list[DerivedColumn] = []
    for rest, positions in groups.items():
        if len(positions) < 2:
            continue
        suffix = " · ".join(label for label in label_of(rest) if label)
        names = [dict(answer.columns[at])[compared] for at in positions]
        if derivation is Derivation.CHANGE:
            first, last = positions[0], positions[-1]
            words = {"from": names[0].name, "to": names[-1].name}
            label = _("Tăng, giảm: %(to)s so với %(from)s") % words
            columns.append(DerivedColumn(_join(label, suffix), first, last, _subtract))
            columns.append(DerivedColumn(_join(_("Tăng, giảm (%)"), suffix), first, last, _compute_percent))
        else:
            part, whole = (0, 1) if derivation is Derivation.QUOTIENT else (1, 0)
            codes = [_name_measure(answer.pivot.measures[name.key]) for name in names]
            label = _("%(first)s chia %(second)s") % {"first": codes[part], "second": codes[whole]}
            columns.append(
                DerivedColumn(_join(label, suffix), positions[part], positions[whole], _divide, is_quotient=True)
            )
    return tuple(columns)


def _name_measure(measure: Measure) -> str:
    return measure.code or translate(measure.name)


def _join(label: str, suffix: str) -> str:
    return f"{label} · {suffix}" if suffix else label


def _subtract(first: Fact, last: Fact, measures: tuple[Measure, Measure]) -> ComputedNumber:
    return compute_difference(first, last, measures[1])


def _compute_percent(first: Fact, last: Fact, measures: tuple[Measure, Measure]) -> ComputedNumber:
    return compute_percent_change(first, last, measures[1])


def _divide(first: Fact, last: Fact, measures: tuple[Measure, Measure]) -> ComputedNumber:
    return compute_quotient(first, last, measures)


def compute_derived(
    answer: PivotAnswer, columns: Iterable[DerivedColumn], row: Heading, facts: Sequence[Fact]
) -> list[ComputedNumber]:
    """Returns the computed numbers of one row. A change of a change is nothing: its levels are compared already."""
    numbers = []
    for column in columns:
        measures = (
            answer.get_measure(row, answer.columns[column.first]),
            answer.get_measure(row, answer.columns[column.last]),
        )
        if any(measure.is_change for measure in measures):
            numbers.append(ComputedNumber(lack=NoFigureReason.NOT_ADDED))
        else:
            numbers.append(column.compute(facts[column.first], facts[column.last], measures))
    return numbers


def arrange_rows(answer: PivotAnswer, columns: Sequence[DerivedColumn]) -> list[Row]:
    """Returns all rows as the question asks for them. Totals come last, and before them rows without the number.

    Raises UnanswerableQuestionError where the answer is too large to be read at once.
    """
    if answer.is_wide:
        raise UnanswerableQuestionError(_("Bảng quá lớn để sắp xếp hay lọc: chọn ít đơn vị, ít chỉ tiêu hơn."))
    rows = [(number, row, facts) for number, (row, facts) in enumerate(answer.read(answer.rows))]
    rows = [row for row in rows if is_shown(answer.question.shown_rows, row[2])]
    place = find_sort_place(answer, columns)
    if place is None:
        return rows
    numbers = {row[0]: get_sort_number(answer, columns, row, place) for row in rows}
    sign = -1 if answer.question.sort.startswith("-") else 1

    def build_key(row: Row) -> tuple[bool, bool, Decimal]:
        number = numbers[row[0]]
        return TOTAL in dict(row[1]).values(), number is None, sign * (number or Decimal())

    return sorted(rows, key=build_key)


def find_sort_place(answer: PivotAnswer, columns: Sequence[DerivedColumn]) -> int | None:
    """The place of the column by which the rows are sorted, the computed ones last; None without such a column."""
    sort = answer.question.sort
    place = int(sort.lstrip("-") or 0)
    return place if sort and place < len(answer.columns) + len(columns) else None


def is_shown(shown_rows: ShownRows, facts: Sequence[Fact]) -> bool:
    """Whether a row with these figures is shown."""
    if shown_rows is ShownRows.WITH_FIGURE:
        return any(fact.lack is None for fact in facts)
    if shown_rows is ShownRows.WITH_GAP:
        return any(fact.lack is NoFigureReason.NOT_REPORTED or fact.partial for fact in facts)
    return True


def get_sort_number(answer: PivotAnswer, columns: Sequence[DerivedColumn], row: Row, place: int) -> Decimal | None:
    """The number of a row in one of its columns, by which it is sorted; None where there is none."""
    _number, heading, facts = row
    if place < len(facts):
        fact = facts[place]
        return None if fact.lack is not None else answer.get_measure(heading, answer.columns[place]).get_level(fact)
    return compute_derived(answer, [columns[place - len(facts)]], heading, facts)[0].number
