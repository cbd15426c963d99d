"""Reads report forms and report regimes as domain objects."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.serialization import parse_day, parse_due, parse_window
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.regime import Channel, ContentKind, Regime, Stage


def list_forms() -> tuple[Form, ...]:
    """All forms by code. One query."""
    return tuple(row.definition for row in models.Form.objects.only("definition").order_by("code"))


def list_period_types() -> tuple[PeriodType, ...]:
    """The types of all periods for which a form is owed, the shortest first; half-year and year without a form."""
    used = {kind for form in list_forms() for kind in form.period_types}
    return tuple(kind for kind in PeriodType if kind in (used or {PeriodType.SIX_MONTH, PeriodType.YEAR}))


def list_placed_forms() -> tuple[tuple[Form, str], ...]:
    """All forms by code, each with the code of the unit that consolidates it. One query."""
    rows = models.Form.objects.select_related("unit").order_by("code")
    return tuple((row.definition, row.unit.code) for row in rows)


def get_form(code: str) -> Form:
    """The form of that code; NotFoundError where there is none."""
    row = models.Form.objects.filter(code=code).only("definition").first()
    if row is None:
        raise NotFoundError
    return row.definition


def get_unit_code(code: str) -> str:
    """The code of the unit that consolidates the form."""
    return get_form_unit(code).code


def get_form_unit(code: str) -> Unit:
    """The unit that consolidates the form."""
    return models.Form.objects.select_related("unit").get(code=code).unit


def serialize_regime(regime: Regime) -> dict[str, Any]:
    """The regime as JSON: `parse_regime(serialize_regime(regime)) == regime`."""
    plain = asdict(regime)
    plain["valid_from"] = regime.valid_from.isoformat()
    plain["valid_to"] = None if regime.valid_to is None else regime.valid_to.isoformat()
    return plain


def parse_regime(stored: Mapping[str, Any]) -> Regime:
    values = dict(stored) | {
        "content": ContentKind(stored["content"]),
        "stages": tuple(_parse_stage(stage) for stage in stored["stages"]),
        "channels": tuple(Channel(channel) for channel in stored["channels"]),
        "period_types": tuple(PeriodType(period_type) for period_type in stored["period_types"]),
        "outlines": tuple(stored["outlines"]),
        "assumed": tuple(stored["assumed"]),
        "valid_from": date.fromisoformat(stored["valid_from"]),
        "valid_to": parse_day(stored["valid_to"]),
    }
    return Regime(**values)


def list_regimes() -> tuple[Regime, ...]:
    """All regimes by code. One query."""
    return tuple(parse_regime(row.definition) for row in models.Regime.objects.order_by("code"))


def _parse_stage(stored: Mapping[str, Any]) -> Stage:
    reporters = Reporters(tuple(stored["reporters"]["levels"]), tuple(stored["reporters"]["codes"]))
    schedule = {
        "window": parse_window(stored["window"]),
        "due": parse_due(stored["due"] if "due" in stored else stored["due_days"]),
    }
    stage_fields = {name: value for name, value in stored.items() if name != "due_days"}
    return Stage(**{**stage_fields, **schedule, "reporters": reporters, "forms": tuple(stored["forms"])})
