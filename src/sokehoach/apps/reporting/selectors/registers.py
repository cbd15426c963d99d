"""What the registers say for the cells of a form."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.registers.activities import measures as activities
from sokehoach.apps.registers.area_checks import measures as area_checks
from sokehoach.apps.registers.assessment import measures as assessment
from sokehoach.apps.registers.briefings import measures as briefings
from sokehoach.apps.registers.budget import measures as budget
from sokehoach.apps.registers.commitments import measures as commitments
from sokehoach.apps.registers.enforcement import measures as enforcement
from sokehoach.apps.registers.establishments import measures as establishments
from sokehoach.apps.registers.health_checks import measures as health_checks
from sokehoach.apps.registers.inspections import measures as inspections
from sokehoach.apps.registers.lodging_checks import measures as lodging_checks
from sokehoach.apps.registers.shelf.measured import Ask, Measured
from sokehoach.apps.registers.supervision import measures as supervision
from sokehoach.apps.registers.support import measures as support
from sokehoach.apps.registers.surveys import measures as surveys
from sokehoach.apps.registers.teams import measures as teams
from sokehoach.apps.registers.training import measures as training
from sokehoach.apps.registers.web_proposals import measures as web_proposals
from sokehoach.apps.registers.work_checks import measures as work_checks
from sokehoach.apps.reporting.selectors.obligations import counted
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.window import Window, window
from sokehoach.domain.reporting.form import Form, RegisterSource

_PER_PLACES = Decimal("0.001")  # of a number that was divided


class Counts(Protocol):
    """The contract of every register's `measures.COUNTING`; `shelf.counting.Counting` is most of them."""

    @property
    def MEASURES(self) -> frozenset[str]: ...  # noqa: N802

    @property
    def WHERE(self) -> frozenset[str]: ...  # noqa: N802

    def measure_all(
        self,
        requests: Sequence[Ask],
        *,
        unit: Unit,
        start: date,
        end: date,
        year: date | None = None,
        also: Sequence[Unit] = (),
    ) -> list[Measured]: ...


# The registers that fill cells, by code.
COUNTINGS: Mapping[str, Counts] = {
    "activities": activities.COUNTING,
    "area_checks": area_checks.COUNTING,
    "briefings": briefings.COUNTING,
    "commitments": commitments.COUNTING,
    "enforcement": enforcement.COUNTING,
    "establishments": establishments.COUNTING,
    "establishment_changes": establishments.CHANGES,
    "health_checks": health_checks.COUNTING,
    "inspections": inspections.COUNTING,
    "lodging_checks": lodging_checks.COUNTING,
    "support": support.COUNTING,
    "teams": teams.COUNTING,
    "meetings": teams.MEETINGS,
    "conclusions": teams.CONCLUSIONS,
    "training": training.COUNTING,
    "web_proposals": web_proposals.COUNTING,
    "work_checks": work_checks.COUNTING,
    "assessment": assessment.COUNTING,
    "budget": budget.COUNTING,
    "spendings": budget.SPENDINGS,
    "budget_reviews": budget.REVIEWS,
    "surveys": surveys.COUNTING,
    "supervision": supervision.COUNTING,
    "supervision_programmes": supervision.PROGRAMMES,
}


def known() -> Mapping[str, Counts]:
    """What each register can count: a pack's forms may ask for nothing else."""
    return COUNTINGS


def measure(form: Form, *, unit: Unit, period: str) -> dict[str, Measured]:
    """By cell, for the days that the report counts: a few queries for each register that the form asks."""
    days = counted(form, period)
    year = window(periods.parse(str(periods.parse(period).year)), form.counting_window).start
    asks: dict[tuple[str, tuple[str, ...]], list[tuple[str, RegisterSource]]] = defaultdict(list)
    for cell in form.cells:
        if cell.source is not None:
            asks[cell.source.register, cell.source.units].append((cell.code, cell.source))
    return {
        code: told
        for (register, codes), asked in asks.items()
        for code, told in _answers(register, asked, [unit, *_others(codes, unit, days.cut_off)], days, year)
    }


def _others(codes: Sequence[str], unit: Unit, day: date) -> list[Unit]:
    return list(orgunits.as_of(day).filter(code__in=codes).exclude(pk=unit.pk)) if codes else []


def _answers(
    register: str,
    asked: Sequence[tuple[str, RegisterSource]],
    whose: Sequence[Unit],
    days: Window,
    year: date,
) -> list[tuple[str, Measured]]:
    told = COUNTINGS[register].measure_all(
        [Ask(source.measure, source.where) for _, source in asked],
        unit=whose[0],
        start=days.start,
        end=days.end,
        year=year,
        also=whose[1:],
    )
    return [
        (code, _divided(measured, source.per)) for (code, source), measured in zip(asked, told, strict=True)
    ]


def _divided(measured: Measured, per: int) -> Measured:
    if per == 1 or measured.number is None:
        return measured
    return replace(measured, number=(Decimal(measured.number) / per).quantize(_PER_PLACES))
