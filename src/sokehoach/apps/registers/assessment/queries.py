"""Reads assessments and the scheme in force on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from sokehoach.adapters.programme_files.earlier import parse_spans
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_base
from sokehoach.apps.programmes.queries.windows import get_window_rule
from sokehoach.apps.registers.assessment import models
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.core import catalogue
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.register_owners import get_register_scope, list_register_programmes
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.programmes.earlier import is_defined
from sokehoach.domain.registers.assessment import (
    Content,
    HealthyClass,
    Outcome,
    Scheme,
    compute_outcome,
    get_lost_classes,
)

CODE = "assessment"
CLASSES, GROUNDS = "healthy_class", "assessment_ground"  # option sets


def list_versions() -> list[models.Scheme]:
    """The newest first."""
    return list(models.Scheme.objects.select_related("added_by").order_by("-valid_from"))


def get_scheme_on(day: date) -> models.Scheme:
    """The newest that had begun by the day; NotFoundError where there is none."""
    scheme = models.Scheme.objects.filter(valid_from__lte=day).order_by("-valid_from").first()
    if scheme is None:
        raise NotFoundError
    return scheme


def build_scheme(row: models.Scheme) -> Scheme:
    return Scheme(
        code=row.code,
        name=row.name,
        valid_from=row.valid_from,
        basis=row.basis,
        source=row.source,
        illustrative=row.illustrative,
        threshold=row.threshold,
        contents=tuple(
            Content(content["code"], content["name"], content["most"], tuple(content["registers"]))
            for content in row.contents
        ),
    )


def access_assessment(user: User, pk: UUID) -> Assessment:
    entries.access_entry(user, catalogue.get_register(CODE), pk)  # NotFoundError outside the scope
    return Assessment.objects.select_related("unit", "aimed", "granted", "ground", "scheme").get(pk=pk)


def may_decide(user: User, unit: int, day: date | None = None) -> bool:
    """Those who review the commune's reports write down what was decided of it; nobody decides of himself."""
    return get_register_scope(user, CODE, day).may(Action.REPORT_REVIEW, unit)


def may_add_scheme(user: User, day: date | None = None) -> bool:
    return get_register_scope(user, CODE, day).anywhere(Action.REPORT_REVIEW)


@dataclass(frozen=True, slots=True)
class RegisterEvidence:
    """How many lines a register holds of the commune's year: what was done, never what was found."""

    register: str | Promise
    lines: int
    url: str


def list_evidence(row: Assessment, contents: Iterable[Content]) -> dict[str, list[RegisterEvidence]]:
    """By content. One query a register; a register behind the wall is never one of them."""
    days = compute_window(parse_period(str(row.year)), get_window_rule(list_register_programmes(CODE), CODE))
    register_codes = {code for content in contents for code in content.registers}
    evidence_by_code: dict[str, RegisterEvidence] = {}
    for code in sorted(register_codes):
        definition = catalogue.get_register(code)
        if definition.function != "general":
            raise ValueError(f"{code} stands behind the wall")
        entries = definition.list_entries().filter(unit=row.unit_id, voided=False)
        lines = entries.filter(day__gte=days.start, day__lt=days.end).count()
        evidence_by_code[code] = RegisterEvidence(
            definition.name, lines, reverse("registers:register", args=[definition.slug])
        )
    return {content.code: [evidence_by_code[code] for code in content.registers] for content in contents}


def find_previous_decision(row: Assessment) -> Assessment | None:
    """The decision of the year before, or of the last year that had one."""
    return (
        Assessment.objects.filter(unit=row.unit_id, voided=False, year__lt=row.year, decided_on__isnull=False)
        .select_related("granted")
        .order_by("-year")
        .first()
    )


def class_of(row: Assessment | None) -> HealthyClass | None:
    if row is None or row.granted is None:
        return None
    return HealthyClass(row.granted.code, row.granted.combines)


def lost_classes(row: Assessment, previous: Assessment | None) -> list[str]:
    """Names of the classes that the earlier decision gave and this one gives no more; [] while it is not decided."""
    if row.decided_on is None:
        return []
    lost = get_lost_classes(previous=class_of(previous), current=class_of(row))
    return [name for code, name in class_names().items() if code in lost]


def class_names() -> dict[str, str]:
    """The classes of the programme in its order, code to name, those that a later version closed among them."""
    return dict(Option.objects.filter(option_set__uid=CLASSES).order_by("position").values_list("code", "name"))


def list_offered_options(option_set: str, day: date) -> dict[str, str]:
    """The options of the set that an entry of the day may have, code to name, in the programme's order."""
    rows = Option.objects.filter(option_set__uid=option_set).order_by("position")
    return {row.code: row.name for row in rows if is_defined(parse_spans(row.spans), day)}


@dataclass(frozen=True, slots=True)
class CommuneYear:
    """A commune in a year, in the order of the communes' names: there is no ranking."""

    unit: Unit
    row: Assessment | None
    total: int | None
    outcomes: tuple[tuple[str, Outcome], ...]

    @property
    def lost(self) -> list[str]:
        return [healthy_class for healthy_class, class_outcome in self.outcomes if class_outcome is Outcome.LOST]


def list_communes_of_year(user: User, year: int) -> list[CommuneYear]:
    """Every commune in the scope that keeps the register, registered or not; NotFoundError where there is none."""
    register = entries.access_register(user, catalogue.get_register(CODE).slug)
    units = [unit for unit in entries.list_readable_units(user, register) if is_base(unit)]
    if not units:
        raise NotFoundError
    rows = list(
        Assessment.objects.filter(unit__in=units, voided=False, year__lte=year)
        .select_related("aimed", "granted", "ground", "scheme", "unit")
        .order_by("year")
    )
    now = {row.unit_id: row for row in rows if row.year == year}
    last = {row.unit_id: row for row in rows if row.year < year and row.decided_on is not None}
    classes = tuple(class_names())
    return [
        _build_commune_year(unit, now.get(unit.pk), last.get(unit.pk), classes)
        for unit in sorted(units, key=lambda unit: unit.folded)
    ]


def _build_commune_year(
    unit: Unit, row: Assessment | None, last: Assessment | None, classes: Sequence[str]
) -> CommuneYear:
    total = build_scheme(row.scheme).total(row.scores) if row is not None and row.scheme is not None else None
    decided = row is not None and row.decided_on is not None
    return CommuneYear(
        unit,
        row,
        total,
        tuple(
            (healthy_class, compute_outcome(healthy_class, previous=class_of(last), current=class_of(row)))
            for healthy_class in classes
        )
        if decided
        else (),
    )


def list_years(user: User, today: date) -> list[int]:
    lines = entries.list_entries_with_values(user, entries.access_register(user, catalogue.get_register(CODE).slug))
    registered_years = set(Assessment.objects.filter(pk__in=lines.values("pk")).values_list("year", flat=True))
    return sorted(registered_years | {today.year}, reverse=True)
