"""Computes the cells of a longer period's report from the reports of the periods within it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.shell.periods import part_name, period_name
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.sequence import list_parts
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.programmes.earlier import has_break
from sokehoach.domain.reporting.form import Form, Rule
from sokehoach.domain.reporting.longer_periods import compute_whole_value
from sokehoach.domain.reporting.workflow import COUNTED_STATES
from sokehoach.domain.values.day import apply_kind
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

_RULES_OVER_PARTS = (Rule.WHOLE_AT_LEAST_PART, Rule.WHOLE_IS_SUM_OF_PARTS)


@dataclass(frozen=True, slots=True)
class PartReport:
    """A part of the period and the unit's counted report of it; None where there is none."""

    period: str
    submission: uuid.UUID | None

    @property
    def period_vi(self) -> str:
        return period_name(periods.parse_period(self.period))

    @property
    def short_vi(self) -> str:
        return part_name(periods.parse_period(self.period))


@dataclass(frozen=True, slots=True)
class PartValue(PartReport):
    """The value of one cell in a part of the period."""

    value: Value

    @property
    def silent(self) -> bool:
        return self.value is Gap.NOT_REPORTED


@dataclass(frozen=True, slots=True)
class FromParts:
    """A cell computed from the parts («tính từ các kỳ ngắn hơn»); a gap where a part that it needs has none."""

    value: Value
    parts: tuple[PartValue, ...]

    @property
    def missing(self) -> tuple[PartValue, ...]:
        """The parts whose missing number makes the cell a gap."""
        if self.value is not Gap.NOT_REPORTED:
            return ()
        return tuple(part for part in self.parts if part.silent)


@dataclass(frozen=True, slots=True)
class PeriodParts:
    """The parts of a report's period, with values by the cells of its form, and the cells computed from them."""

    reports: tuple[PartReport, ...]
    values: tuple[Mapping[str, Value], ...]  # of each part
    cells: Mapping[str, FromParts]


def load_period_parts(
    form: Form, submission: Submission, elements_by_code: Mapping[str, DataElement]
) -> PeriodParts | None:
    """The unit's counted values of the periods within; None where the form does not need them. One query.

    They are matched by element, since the shorter periods may have another form. Only a form that is owed for its own
    and for this longer period gets computed cells, where each part was collected: the year in which a programme began
    is typed. What the parts count otherwise than each other is not added up.
    """
    longer_period = periods.parse_period(submission.period)
    is_computed = longer_period.type in form.also_for and _has_collected_parts(form, longer_period, submission)
    if not is_computed and not any(check.rule in _RULES_OVER_PARTS for check in form.checks):
        return None
    parts = [part.id for part in _list_parts(form, longer_period)]
    if not parts:
        return None
    values_by_key = _list_part_values(submission, parts)

    starts = [compute_window(periods.parse_period(part), form.counting_window).start for part in parts]
    broken = {uid for uid, element in elements_by_code.items() if has_break(element.breaks, starts)}

    def get_value(period: str, element: str, disaggregation: str) -> PartValue:
        missing = PartValue(period, None, Gap.NOT_REPORTED)
        return missing if element in broken else values_by_key.get((period, element, disaggregation), missing)

    values_by_cell = {
        cell.code: tuple(get_value(part, cell.element, cell.disaggregation) for part in parts) for cell in form.cells
    }
    cells: dict[str, FromParts] = {}
    for cell in form.cells if is_computed else ():
        part_values = values_by_cell[cell.code]
        value = compute_whole_value(
            elements_by_code[cell.element].over_time, [part_value.value for part_value in part_values]
        )
        if value is not None and not cell.sum_of and cell.element not in broken:
            cells[cell.code] = FromParts(value, part_values)
    return PeriodParts(
        reports=tuple(PartReport(part, _find_report(values_by_key, part)) for part in parts),
        values=tuple(
            {code: part_values[index].value for code, part_values in values_by_cell.items()}
            for index in range(len(parts))
        ),
        cells=cells,
    )


def list_part_narratives(form: Form, submission: Submission) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Texts of the parts by heading, each with the name of its period. One query, only for a longer period."""
    longer_period = periods.parse_period(submission.period)
    if longer_period.type not in form.also_for or not form.text_boxes:
        return {}
    rows = NarrativeText.objects.filter(
        submission__form=submission.form_id,
        submission__unit__code=submission.unit.code,
        submission__period__in=[part.id for part in _list_parts(form, longer_period)],
        submission__state__in=COUNTED_STATES,
    ).exclude(text="")
    texts_by_heading: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in rows.select_related("submission").order_by("submission__period"):
        name = period_name(periods.parse_period(row.submission.period))
        texts_by_heading[row.heading] = (*texts_by_heading.get(row.heading, ()), (name, row.text))
    return texts_by_heading


def _list_parts(form: Form, longer_period: periods.Period) -> tuple[periods.Period, ...]:
    """The form's own periods within; of a form for this type alone, those of the longest type that makes it up."""
    own_type = periods.PeriodType(form.period_type)
    kinds = reversed(periods.PeriodType) if own_type is longer_period.type else (own_type,)
    return next((parts for kind in kinds if (parts := list_parts(longer_period, kind))), ())


def _has_collected_parts(form: Form, longer_period: periods.Period, submission: Submission) -> bool:
    """The day of collecting is that of the form as it is now, whichever definition the report has."""
    return all(map(submission.form.definition.is_collected, _list_parts(form, longer_period)))


def _find_report(values_by_key: Mapping[tuple[str, str, str], PartValue], period: str) -> uuid.UUID | None:
    return next((part.submission for part in values_by_key.values() if part.period == period), None)


def _list_part_values(submission: Submission, parts: Sequence[str]) -> Mapping[tuple[str, str, str], PartValue]:
    rows = DataValue.objects.filter(
        submission__unit__code=submission.unit.code,
        submission__period__in=parts,
        submission__state__in=COUNTED_STATES,
    ).values_list(
        "submission__period", "element__uid", "element__kind", "disaggregation", "number", "gap", "submission", "source"
    )
    values_by_key: dict[tuple[str, str, str], PartValue] = {}
    for period, element, kind, disaggregation, number, gap, report, source in rows:
        place = (period, element, disaggregation)
        if place not in values_by_key or source != DataValue.Source.SHARED:
            value = Gap(gap) if number is None else apply_kind(number, kind)
            values_by_key[place] = PartValue(period, report, value)
    return values_by_key
