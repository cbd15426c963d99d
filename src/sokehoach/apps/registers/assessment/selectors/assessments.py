"""Assessments that an account may see, the evidence of process behind them, and a year at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.assessment.selectors.schemes import described
from sokehoach.apps.registers.shelf import catalogue
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.domain.periods.period import parse
from sokehoach.domain.periods.window import window
from sokehoach.domain.registers.assessment import Content, HealthyClass, Outcome, lost, outcome

CODE = "assessment"


def assessment_for(user: User, pk: UUID) -> Assessment:
    entries.line(user, catalogue.register(CODE), pk)  # 404 outside the scope
    return Assessment.objects.select_related("unit", "aimed", "granted", "ground", "scheme").get(pk=pk)


def may_decide(scope: Scope, unit: int) -> bool:
    """Those who review the commune's reports write down what was decided of it; nobody decides of himself."""
    return scope.may(Action.REPORT_REVIEW, unit)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many lines a register holds of the commune's year: what was done, never what was found."""

    register: str | Promise
    lines: int
    url: str


def evidence(row: Assessment, contents: Iterable[Content]) -> dict[str, list[Evidence]]:
    """By content. One query a register; a register behind the wall is never one of them."""
    days = window(parse(str(row.year)))
    asked = {code for content in contents for code in content.registers}
    told: dict[str, Evidence] = {}
    for code in sorted(asked):
        described_as = catalogue.register(code)
        if described_as.function != "general":
            raise ValueError(f"{code} stands behind the wall")
        lines = described_as.model._default_manager.filter(
            unit=row.unit_id, struck=False, day__gte=days.start, day__lt=days.end
        ).count()
        told[code] = Evidence(described_as.name, lines, reverse("shelf:register", args=[described_as.slug]))
    return {content.code: [told[code] for code in content.registers] for content in contents}


def before(row: Assessment) -> Assessment | None:
    """The decision of the year before, or of the last year that had one."""
    return (
        Assessment.objects.filter(unit=row.unit_id, struck=False, year__lt=row.year, decided_on__isnull=False)
        .select_related("granted")
        .order_by("-year")
        .first()
    )


def class_of(row: Assessment | None) -> HealthyClass | None:
    return HealthyClass(row.granted.code) if row is not None and row.granted is not None else None


def lost_classes(row: Assessment, earlier: Assessment | None) -> list[str]:
    """Names of the classes that the earlier decision gave and this one gives no more; [] while it is not decided."""
    if row.decided_on is None:
        return []
    names = class_names()
    return [names[one] for one in lost(before=class_of(earlier), now=class_of(row))]


def class_names() -> dict[HealthyClass, str]:
    """Of each class, as the programme words it; its code where it does not."""
    names = dict(Option.objects.filter(option_set__code="healthy_class").values_list("code", "name"))
    return {one: names.get(one.value, one.value) for one in HealthyClass}


@dataclass(frozen=True, slots=True)
class Line:
    """A commune in a year, in the order of the communes' names: there is no ranking."""

    unit: Unit
    row: Assessment | None
    total: int | None
    outcomes: tuple[tuple[HealthyClass, Outcome], ...]

    @property
    def lost(self) -> list[HealthyClass]:
        return [one for one, told in self.outcomes if told is Outcome.LOST]


def year_of(user: User, year: int) -> list[Line]:
    """Every commune in the scope that keeps the register, registered or not; 404 where there is none."""
    register = entries.register_of(user, catalogue.register(CODE).slug)
    units = [unit for unit in entries.units_to_read(user, register) if unit.level in ("commune", "township")]
    if not units:
        raise Http404
    rows = list(
        Assessment.objects.filter(unit__in=units, struck=False, year__lte=year)
        .select_related("aimed", "granted", "ground", "scheme", "unit")
        .order_by("year")
    )
    now = {row.unit_id: row for row in rows if row.year == year}
    last = {row.unit_id: row for row in rows if row.year < year and row.decided_on is not None}
    return [
        _line(unit, now.get(unit.pk), last.get(unit.pk)) for unit in sorted(units, key=lambda one: one.folded)
    ]


def _line(unit: Unit, row: Assessment | None, last: Assessment | None) -> Line:
    total = described(row.scheme).total(row.scores) if row is not None and row.scheme is not None else None
    decided = row is not None and row.decided_on is not None
    return Line(
        unit,
        row,
        total,
        tuple((one, outcome(one, before=class_of(last), now=class_of(row))) for one in HealthyClass)
        if decided
        else (),
    )


def years(user: User, today: date) -> list[int]:
    lines = entries.lines(user, entries.register_of(user, catalogue.register(CODE).slug))
    told = set(Assessment.objects.filter(pk__in=lines.values("pk")).values_list("year", flat=True))
    return sorted(told | {today.year}, reverse=True)
