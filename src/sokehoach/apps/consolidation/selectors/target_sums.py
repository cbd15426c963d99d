"""What the two sides of an indicator are made of: its terms, each with the sum over the reporters that it covers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.consolidation.selectors.measures import Found, measured_of
from sokehoach.apps.indicators.selectors import denominators, elements
from sokehoach.domain.indicators.expression import Expression, Term, explain


@dataclass(frozen=True, slots=True)
class TermSum:
    """`url`: of the figure that it is read from, where it is one."""

    words: str
    number: Decimal
    url: str = ""


@dataclass(frozen=True, slots=True)
class SideSum:
    """`terms` add up to `total`; none where they cannot be told apart."""

    terms: tuple[TermSum, ...]
    total: Decimal


def sum_sides(found: Found, *, in_percent: bool) -> tuple[SideSum | None, SideSum | None]:
    """Of the numerator and the denominator; None of one that is not known."""
    measured = found.measured
    numerator, denominator = found.indicator.numerator, found.indicator.denominator
    part = measured.part_of_whole if in_percent else measured.part
    covered = {
        share.unit
        for share in measured.shares
        if share.part is not None and (not in_percent or share.whole is not None or measured.whole is None)
    }
    whole = {share.unit for share in measured.shares if share.whole is not None}
    return (
        None if part is None else _side(found, numerator, denominator, covered, part),
        None
        if measured.whole is None or not in_percent
        else _side(found, denominator, numerator, whole, measured.whole),
    )


def _side(
    found: Found, expression: Expression, other: Expression, covered: set[str], total: Decimal
) -> SideSum:
    terms = tuple(_terms(found, expression, other, covered))
    return SideSum(terms if sum(one.number for one in terms) == total else (), total)


def _terms(found: Found, expression: Expression, other: Expression, covered: set[str]) -> Iterator[TermSum]:
    known, names = elements.elements(), {one.code: one.name for one in denominators.kinds()}
    for term in expression.terms:
        alone = Expression(expression.text, (term,))
        told = measured_of(found, replace(found.indicator, numerator=alone, denominator=other))
        number = sum(
            (one.part for one in told.shares if one.part is not None and one.unit in covered), Decimal()
        )
        words = explain(alone, known, names)
        if not term.element and not term.denominator:
            words = _("%(factor)s cho mỗi đơn vị, %(n)s đơn vị") % {"factor": words, "n": len(covered)}
        yield TermSum(words, number, _url(found, term))


def _url(found: Found, term: Term) -> str:
    if not term.element:
        return ""
    sheet = found.sheet
    address = reverse(
        "consolidation:figure", args=[sheet.unit.code, sheet.period.id, sheet.form.code, term.element]
    )
    return f"{address}?{urlencode({'phan-to': term.disaggregation})}"
