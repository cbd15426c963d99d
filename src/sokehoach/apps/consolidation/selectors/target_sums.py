"""Splits the two sides of an indicator into terms, each summed over the reporters covered."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.consolidation.selectors.measures import MeasuredIndicator, measure_over_same_sheets
from sokehoach.apps.indicators.selectors import denominators, elements
from sokehoach.domain.indicators.expression import Expression, Term, explain_expression


@dataclass(frozen=True, slots=True)
class TermSum:
    """`url`: the page of the term's figure, «» where it is not a figure."""

    label: str
    number: Decimal
    url: str = ""


@dataclass(frozen=True, slots=True)
class SideSum:
    """The terms add up to `total`; `terms` is empty where they cannot be separated."""

    terms: tuple[TermSum, ...]
    total: Decimal


def sum_sides(measured_indicator: MeasuredIndicator, *, in_percent: bool) -> tuple[SideSum | None, SideSum | None]:
    """The sums of the numerator and the denominator; None for an unknown one."""
    measured = measured_indicator.measured
    numerator, denominator = measured_indicator.indicator.numerator, measured_indicator.indicator.denominator
    part = measured.part_of_whole if in_percent else measured.part
    numerator_units = {
        share.unit
        for share in measured.shares
        if share.part is not None and (not in_percent or share.whole is not None or measured.whole is None)
    }
    denominator_units = {share.unit for share in measured.shares if share.whole is not None}
    return (
        None if part is None else _sum_side(measured_indicator, numerator, denominator, numerator_units, part),
        None
        if measured.whole is None or not in_percent
        else _sum_side(measured_indicator, denominator, numerator, denominator_units, measured.whole),
    )


def _sum_side(
    measured_indicator: MeasuredIndicator,
    expression: Expression,
    other: Expression,
    units: set[str],
    total: Decimal,
) -> SideSum:
    terms = tuple(_sum_terms(measured_indicator, expression, other, units))
    return SideSum(terms if sum(term.number for term in terms) == total else (), total)


def _sum_terms(
    measured_indicator: MeasuredIndicator, expression: Expression, other: Expression, units: set[str]
) -> Iterator[TermSum]:
    elements_by_code, names = (
        elements.list_elements(),
        {kind.code: kind.name for kind in denominators.list_kinds()},
    )
    for term in expression.terms:
        term_expression = Expression(expression.text, (term,))
        measured = measure_over_same_sheets(
            measured_indicator,
            replace(measured_indicator.indicator, numerator=term_expression, denominator=other),
        )
        number = sum(
            (share.part for share in measured.shares if share.part is not None and share.unit in units),
            Decimal(),
        )
        label = explain_expression(term_expression, elements_by_code, names)
        if not term.element and not term.denominator:
            label = _("%(factor)s cho mỗi đơn vị, %(n)s đơn vị") % {"factor": label, "n": len(units)}
        yield TermSum(label, number, _build_figure_url(measured_indicator, term))


def _build_figure_url(measured_indicator: MeasuredIndicator, term: Term) -> str:
    if not term.element:
        return ""
    sheet = measured_indicator.sheet
    address = reverse("consolidation:figure", args=[sheet.unit.code, sheet.period.id, sheet.form.code, term.element])
    return f"{address}?{urlencode({'phan-to': term.disaggregation})}"
