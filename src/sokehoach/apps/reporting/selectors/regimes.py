"""Reads report regimes, and computes the days of each of their stages in a period."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sokehoach.adapters import holidays
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.reporting import models
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.reporting.form import Reporters
from sokehoach.domain.reporting.regime import (
    Channel,
    ContentKind,
    Regime,
    RegimePart,
    Stage,
    StageDates,
    compute_stage_dates,
    list_regime_parts,
)


@dataclass(frozen=True, slots=True)
class DueStage:
    """One stage of a regime in one period, with units by name."""

    who: str
    receiver: str
    through: str
    forms: tuple[str, ...]
    dates: StageDates


@dataclass(frozen=True, slots=True)
class RegimeSchedule:
    regime: Regime
    parts: tuple[RegimePart, ...]
    stages: tuple[DueStage, ...]


def serialize_regime(regime: Regime) -> dict[str, Any]:
    """The regime as JSON: `parse_regime(serialize_regime(regime)) == regime`."""
    plain = asdict(regime)
    plain["valid_from"] = regime.valid_from.isoformat()
    plain["valid_to"] = None if regime.valid_to is None else regime.valid_to.isoformat()
    return plain


def parse_regime(stored: Mapping[str, Any]) -> Regime:
    valid_to = stored["valid_to"]
    values = dict(stored) | {
        "content": ContentKind(stored["content"]),
        "stages": tuple(_parse_stage(stage) for stage in stored["stages"]),
        "channels": tuple(Channel(channel) for channel in stored["channels"]),
        "period_types": tuple(PeriodType(period_type) for period_type in stored["period_types"]),
        "outlines": tuple(stored["outlines"]),
        "assumed": tuple(stored["assumed"]),
        "valid_from": date.fromisoformat(stored["valid_from"]),
        "valid_to": None if valid_to is None else date.fromisoformat(valid_to),
    }
    return Regime(**values)


def list_regimes() -> tuple[Regime, ...]:
    """All regimes by code. One query."""
    return tuple(parse_regime(row.definition) for row in models.Regime.objects.order_by("code"))


def list_regime_schedules(period: Period) -> tuple[RegimeSchedule, ...]:
    """The regimes in force with such a period, each stage with its days. Two queries."""
    names = {
        row.code: row.short_name if row.level == Level.AGENCY else row.letterhead
        for row in units.list_known_units(period.end)
    }
    schedules = []
    for row in models.Regime.objects.all():
        regime = parse_regime(row.definition)
        if period.type in regime.period_types and regime.in_force(period.start):
            stages = tuple(_build_due(stage, period, names) for stage in regime.stages)
            schedules.append(
                RegimeSchedule(regime, tuple(_name_part(part, names) for part in list_regime_parts(regime)), stages)
            )
    return tuple(schedules)


def _build_due(stage: Stage, period: Period, names: Mapping[str, str]) -> DueStage:
    free_days = holidays.list_holidays(period.year, period.year + 1)
    return DueStage(
        who=_replace_codes(stage.who_vi, names),
        receiver=names.get(stage.receiver, stage.receiver),
        through=names.get(stage.through, stage.through),
        forms=stage.forms,
        dates=compute_stage_dates(stage, period, free_days),
    )


def _name_part(part: RegimePart, names: Mapping[str, str]) -> RegimePart:
    """The part with names of units in place of their codes."""
    return RegimePart(
        part.number, part.title_vi, "; ".join(_replace_codes(codes, names) for codes in part.text.split("; "))
    )


def _replace_codes(listed: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in listed.split(", "))


def _parse_stage(stored: Mapping[str, Any]) -> Stage:
    reporters = Reporters(tuple(stored["reporters"]["levels"]), tuple(stored["reporters"]["codes"]))
    return Stage(**{**stored, "reporters": reporters, "forms": tuple(stored["forms"])})
