"""Builds the rows of an answer with their words, for the page and for files, and says what the answer is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from django.utils.translation import gettext as _

from sokehoach.apps.analysis.pages.answers import PivotAnswer
from sokehoach.apps.analysis.pages.derived_columns import (
    DerivedColumn,
    Row,
    arrange_rows,
    compute_derived,
    list_derived_columns,
)
from sokehoach.apps.orgunits.queries.succession import explain_obstacle, name_basis, name_unit_of_then
from sokehoach.apps.reporting.queries.overlaps import format_overlap, list_overlapping_sets
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.numbers import write_number
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.analysis.derivation import ComputedNumber
from sokehoach.domain.analysis.fact import Fact, Measure, NoFigureReason
from sokehoach.domain.analysis.pivot import TOTAL, Dimension, Heading, Member
from sokehoach.domain.analysis.question import Places
from sokehoach.domain.indicators.level import format_level
from sokehoach.domain.text import capitalize_first
from sokehoach.domain.values.share import ZERO_WHOLE_VI


@dataclass(frozen=True, slots=True)
class PivotCell:
    """A cell of the table. `at`: row and column, for the address of the cell's sources.

    A quotient without its numbers opens the figure that is not complete, where the missing units are named.
    """

    fact: Fact
    at: str
    text: str
    label: str  # of its column, for narrow screens
    total: bool
    derived: bool = False  # computed from other cells of its row

    @property
    def kind(self) -> str:
        if self.fact.lack is None:
            return "figure"
        return "withheld" if self.fact.lack.withheld else self.fact.lack.value

    @property
    def opens(self) -> bool:
        if self.derived:
            return self.fact.lack is NoFigureReason.INCOMPLETE
        return self.fact.lack is None or self.fact.lack in _OPENED_LACKS


_OPENED_LACKS = (
    NoFigureReason.NOT_REPORTED,
    NoFigureReason.NOT_ADDED,
    NoFigureReason.NOT_COMPARABLE,
    NoFigureReason.NOT_SPLIT,
    NoFigureReason.NO_REFERENCE,
    NoFigureReason.NO_BASELINE,
    NoFigureReason.ZERO_BEFORE,
    NoFigureReason.ZERO_DIVISOR,
)


@dataclass(frozen=True, slots=True)
class PivotLine:
    """A table row. `same`: how many first labels repeat the row above; `total`: a row that aggregates members."""

    labels: tuple[str, ...]
    same: int
    cells: tuple[PivotCell, ...]
    total: bool


def list_columns(answer: PivotAnswer) -> tuple[DerivedColumn, ...]:
    """Returns the computed columns of the answer, with the labels of its other columns."""
    return list_derived_columns(answer, lambda heading: build_labels(answer, heading) if heading else [])


def number_rows(first: int, rows: Iterable[tuple[Heading, list[Fact]]]) -> Iterator[Row]:
    """Yields rows with their places among all rows; `first` is that of the first one."""
    for number, (row, facts) in enumerate(rows, start=first):
        yield number, row, facts


def build_lines(answer: PivotAnswer, rows: Iterable[Row]) -> list[PivotLine]:
    """Builds rows with the figures and, after them, what is computed from these."""
    columns = [" · ".join(build_labels(answer, column)) for column in answer.columns]
    derived_columns = list_columns(answer)
    lines: list[PivotLine] = []
    for number, row, facts in rows:
        row_total = TOTAL in dict(row).values()
        cells = tuple(
            PivotCell(
                fact,
                f"{number}.{at}",
                format_fact(fact, answer.get_measure(row, column)),
                columns[at],
                TOTAL in dict(column).values(),
            )
            for at, (column, fact) in enumerate(zip(answer.columns, facts, strict=True))
        )
        derived_numbers = compute_derived(answer, derived_columns, row, facts)
        cells += tuple(
            PivotCell(Fact(part=derived.number, lack=derived.lack),
                      f"{number}.{column.first if facts[column.first].partial else column.last}",
                      format_derived(column, derived), column.label, total=False, derived=True)
            for column, derived in zip(derived_columns, derived_numbers, strict=True)
        )  # fmt: skip
        row_labels = tuple(build_labels(answer, row))
        labels_above = lines[-1].labels if lines else ()
        lines.append(PivotLine(row_labels, _count_repeated_labels(labels_above, row_labels), cells, row_total))
    return lines


def format_derived(column: DerivedColumn, derived: ComputedNumber) -> str:
    """«+62», «−40,8», or why there is no number. A difference has its sign, a quotient has none."""
    number = derived.shown_number
    if number is None:
        return "" if derived.lack is None else _(derived.lack.label_vi)
    text = write_number(abs(number), derived.places)
    if column.is_quotient or not number:
        return text
    return f"{'+' if number > 0 else '−'}{text}"


def _count_repeated_labels(labels_above: Sequence[str], labels: Sequence[str]) -> int:
    pairs = zip(labels_above, labels, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def build_labels(answer: PivotAnswer, heading: Heading) -> list[str]:
    texts = []
    for dimension, member in heading:
        if member is TOTAL:
            texts.append(_("Cả địa bàn") if dimension is Dimension.PLACE else _("Các kỳ"))
        elif dimension is Dimension.MEASURE:
            measure = answer.pivot.measures[member.key]
            code = "" if measure.is_share or measure.is_change else f"{measure.code} "
            texts.append(f"{code}{translate(member.name)} ({translate(measure.unit)})")
        else:
            texts.append(translate(member.name))
    return texts or [""]


def format_fact(fact: Fact, measure: Measure) -> str:
    """Formats «1.234», «05/02/2026», «84,2 % (16/19)», «8,4 trên 1.000 (16/1.900)», or why there is no number.

    A change has the levels that it compares: «tăng 4 % (120 → 124,8 cuộc)».
    """
    if fact.lack is not None:
        return _(fact.why)
    assert fact.part is not None
    if measure.is_change:
        return _format_change(fact, measure)
    if not measure.is_share:
        return write_number(fact.part)
    sides = f"{write_number(fact.part)}/{write_number(fact.whole or Decimal())}"
    level = measure.get_level(fact)
    if level is None:
        return f"{_(ZERO_WHOLE_VI)} ({sides})"
    return f"{write_number(level, 1)} {translate(measure.unit)} ({sides})"


def _format_change(fact: Fact, measure: Measure) -> str:
    own_level, change = measure.get_own_level(fact), measure.get_level(fact)
    if own_level is None or change is None or fact.reference is None:
        return _(ZERO_WHOLE_VI)
    places, unit = 1 if measure.is_share else None, translate(measure.own_unit)
    levels = f"{write_number(fact.reference, places)} → {write_number(own_level, places)} {unit}".strip()
    return f"{translate(format_level(measure.rule, change, measure.own_unit))} ({levels})"


def list_all_rows(answer: PivotAnswer) -> list[Row]:
    """Returns every row as the question arranges them."""
    if answer.question.is_arranged:
        return arrange_rows(answer, list_columns(answer))
    return [*number_rows(0, answer.read(answer.rows))]


def describe_answer(answer: PivotAnswer, rows: Sequence[Row]) -> tuple[str, ...]:
    """What an answer is about: its measures and area, its periods, and how many numbers its figures include.

    `rows`: those that are shown; of a part of the rows nothing is said about the numbers.
    """
    names = [f"{translate(measure.name)} ({translate(measure.unit)})" for measure in answer.pivot.measures.values()]
    period_names = ", ".join(period_name(period) for period in answer.periods)
    lines = [f"{'; '.join(names)}, {answer.area.name}", capitalize_first(period_names)]
    if coverage := _describe_coverage(answer, rows):
        lines.append(coverage)
    return tuple(lines)


def _describe_coverage(answer: PivotAnswer, rows: Sequence[Row]) -> str:
    """«Đã có số: 17/19», from the cells of the whole area; with several, the fewest and the most.

    An accepted report whose cell is blank gives no number, so these are numbers and not reports.
    """
    if len(rows) < len(answer.rows):
        return ""
    totals = {
        (fact.received, fact.expected)
        for _number, row, facts in rows
        for column, fact in zip(answer.columns, facts, strict=True)
        if fact.expected and _is_of_whole_area(answer, dict((*row, *column)))
    }
    if not totals:
        return ""
    fewest, most = min(totals, key=_get_share), max(totals, key=_get_share)
    if _get_share(fewest) == _get_share(most):
        return _("Đã có số: %(coverage)s") % {"coverage": f"{most[0]}/{most[1]}"}
    return _("Đã có số: từ %(fewest)s đến %(most)s, tùy chỉ tiêu và kỳ") % {
        "fewest": f"{fewest[0]}/{fewest[1]}",
        "most": f"{most[0]}/{most[1]}",
    }


def _is_of_whole_area(answer: PivotAnswer, selection: Mapping[Dimension, Member]) -> bool:
    """Whether a cell is of all places together, and of no total over periods that stand beside it."""
    is_whole = answer.question.places is Places.AREA or selection.get(Dimension.PLACE, TOTAL) is TOTAL
    return is_whole and selection.get(Dimension.PERIOD) is not TOTAL


def _get_share(coverage: tuple[int, int]) -> float:
    return coverage[0] / coverage[1]


def list_notes(answer: PivotAnswer) -> list[str]:
    """What to know of the figures: units that cannot be drawn over today's, and parts that may overlap."""
    notes = [
        _("%(unit)s: không tách được, %(reason)s.")
        % {"unit": name_unit_of_then(unit, clock.today()), "reason": explain_obstacle(obstacle)}
        for unit, obstacle in answer.placement.obstacles
    ]
    return [*notes, *_list_overlaps(answer)]


def _list_overlaps(answer: PivotAnswer) -> list[str]:
    forms = {form.uid: form for form in answer.catalogue.forms}
    names: dict[str, None] = {}
    for code in answer.pivot.measures:
        if answer.question.option_set and code in answer.catalogue.elements:
            sets = list_overlapping_sets(forms[answer.catalogue.form_of(code)], code)
            if answer.question.option_set in sets:
                names[sets[answer.question.option_set]] = None
    return [format_overlap(names)] if names else []


def build_titles(answer: PivotAnswer) -> list[str]:
    names = {
        Dimension.PROGRAMME: _("Chương trình"),
        Dimension.MEASURE: _("Chỉ tiêu"),
        Dimension.OPTION: _("Phân tổ"),
        Dimension.PLACE: _("Đơn vị"),
        Dimension.PERIOD: _("Kỳ"),
    }
    if answer.catalogue.has_changed_units:
        names[Dimension.PLACE] = _("Đơn vị, %(basis)s") % {"basis": name_basis(answer.question.basis)}
    return [names[dimension] for dimension in answer.question.rows] or [""]
