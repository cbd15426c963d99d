"""Report regimes, and the days of each of their stages in a period."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sokehoach.adapters import holidays
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting import models
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.reporting.form import Reporters
from sokehoach.domain.reporting.regime import Channel, Content, Dates, Part, Regime, Stage, dates, parts


@dataclass(frozen=True, slots=True)
class Due:
    """One stage on its way up in one period. Units by their names."""

    who: str
    receiver: str
    through: str
    forms: tuple[str, ...]
    dates: Dates


@dataclass(frozen=True, slots=True)
class Shown:
    regime: Regime
    parts: tuple[Part, ...]
    stages: tuple[Due, ...]


def write(regime: Regime) -> dict[str, Any]:
    """As JSON keeps it: `read(write(regime)) == regime`."""
    plain = asdict(regime)
    plain["valid_from"] = regime.valid_from.isoformat()
    plain["valid_to"] = None if regime.valid_to is None else regime.valid_to.isoformat()
    return plain


def read(kept: Mapping[str, Any]) -> Regime:
    ends = kept["valid_to"]
    told = dict(kept) | {
        "content": Content(kept["content"]),
        "stages": tuple(_stage(one) for one in kept["stages"]),
        "channels": tuple(Channel(one) for one in kept["channels"]),
        "period_types": tuple(PeriodType(one) for one in kept["period_types"]),
        "outlines": tuple(kept["outlines"]),
        "assumed": tuple(kept["assumed"]),
        "valid_from": date.fromisoformat(kept["valid_from"]),
        "valid_to": None if ends is None else date.fromisoformat(ends),
    }
    return Regime(**told)


def kept() -> tuple[Regime, ...]:
    """All regimes by code: one query."""
    return tuple(read(row.definition) for row in models.Regime.objects.order_by("code"))


def shown(period: Period) -> tuple[Shown, ...]:
    """The regimes in force that have such a period, each stage with its days: two queries."""
    names = {
        row.code: row.short_name if row.level == Level.AGENCY else row.letterhead
        for row in units.known_by(period.end)
    }
    found = []
    for row in models.Regime.objects.all():
        regime = read(row.definition)
        if period.type in regime.period_types and regime.in_force(period.start):
            stages = tuple(_due(stage, period, names) for stage in regime.stages)
            found.append(Shown(regime, tuple(_named(part, names) for part in parts(regime)), stages))
    return tuple(found)


def _due(stage: Stage, period: Period, names: Mapping[str, str]) -> Due:
    off = holidays.of_years(period.year, period.year + 1)
    return Due(
        who=_by_name(stage.who_vi, names),
        receiver=names.get(stage.receiver, stage.receiver),
        through=names.get(stage.through, stage.through),
        forms=stage.forms,
        dates=dates(stage, period, off),
    )


def _named(part: Part, names: Mapping[str, str]) -> Part:
    """Units are told by their names, not by their codes."""
    return Part(
        part.number, part.title_vi, "; ".join(_by_name(some, names) for some in part.told.split("; "))
    )


def _by_name(listed: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(word, word) for word in listed.split(", "))


def _stage(kept: Mapping[str, Any]) -> Stage:
    reporters = Reporters(tuple(kept["reporters"]["levels"]), tuple(kept["reporters"]["codes"]))
    return Stage(**{**kept, "reporters": reporters, "forms": tuple(kept["forms"])})
