"""What earlier versions leave: put into a programme, and as the JSON of the rows of elements and indicators."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sokehoach.adapters.programme_files.canonical import parse_plain, to_plain
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.domain.indicators.element import SHARED_OPTION_SETS, DataElement, Option, OptionSet
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.programmes.difference import Item
from sokehoach.domain.programmes.earlier import DefinedSpan, EarlierDefinition
from sokehoach.domain.programmes.timeline import TIMED, Timeline, list_closed_items
from sokehoach.domain.reporting.form import Form

_KINDS: Mapping[str, type[Any]] = {"elements": DataElement, "indicators": Indicator, "forms": Form}


def attach_timeline(programme: ProgrammeDefinition, timeline: Timeline) -> ProgrammeDefinition:
    """The programme (with codes as keys) whose items have their earlier definitions, breaks and spans."""
    sections: dict[str, Any] = {
        section: tuple(_attach(section, getattr(programme, section), timeline)) for section in TIMED
    }
    option_sets = tuple(_attach_options(option_set, timeline) for option_set in programme.option_sets)
    return replace(programme, option_sets=option_sets, **sections)


def _attach_options(option_set: OptionSet, timeline: Timeline) -> OptionSet:
    """With the options that were closed, after the others; what the installation shares has none."""
    if option_set.code in SHARED_OPTION_SETS:
        return option_set
    closed_options = (parse_plain(Option, option) for option in timeline.closed_options.get(option_set.code, ()))
    options = (*option_set.options, *closed_options)
    return replace(
        option_set,
        options=tuple(
            replace(option, spans=timeline.spans.get(("options", f"{option_set.code} {option.code}"), ()))
            for option in options
        ),
    )


def build_closed_items(
    programme: ProgrammeDefinition, versions: Sequence[tuple[date, Item]], timeline: Timeline
) -> ProgrammeDefinition:
    """The programme with what its last version closed, each item by its last definition, instead of what it has."""
    closed_items: dict[str, Any] = {
        section: tuple(parse_plain(_KINDS[section], item) for item in list_closed_items(versions, section))
        for section in TIMED
    }
    option_sets = tuple(
        replace(parse_plain(OptionSet, item), options=()) for item in list_closed_items(versions, "option_sets")
    )
    others: dict[str, Any] = {"reporting_schedules": (), "reports": (), "questions": ()}
    programme = replace(programme, option_sets=option_sets, **closed_items, **others)
    return attach_timeline(programme, timeline)


def _attach(section: str, items: Iterable[Any], timeline: Timeline) -> Iterable[Any]:
    for item in items:
        key = (section, item.code)
        rows = timeline.earlier_definitions.get(key, ())
        spans = {"spans": timeline.spans.get(key, ())} if section == "forms" else {}
        earlier_definitions = tuple(
            EarlierDefinition(row.valid_until, replace(parse_plain(type(item), row.definition), **spans))
            for row in rows
        )
        breaks = {"breaks": timeline.breaks.get(key, ())} if section != "forms" else {}
        yield replace(item, earlier_definitions=earlier_definitions, **breaks, **spans)


def serialize_earlier(rows: Iterable[EarlierDefinition[Any]]) -> list[dict[str, Any]]:
    return [{"valid_until": row.valid_until.isoformat(), "definition": to_plain(row.definition)} for row in rows]


def parse_earlier[T](kind: type[T], stored: Iterable[Mapping[str, Any]]) -> tuple[EarlierDefinition[T], ...]:
    return tuple(
        EarlierDefinition(date.fromisoformat(row["valid_until"]), parse_plain(kind, row["definition"]))
        for row in stored
    )


def parse_breaks(stored: Iterable[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in stored)


def serialize_spans(spans: Iterable[DefinedSpan]) -> list[dict[str, Any]]:
    return [to_plain(span) for span in spans]


def parse_spans(stored: Iterable[Mapping[str, Any]]) -> tuple[DefinedSpan, ...]:
    return tuple(parse_plain(DefinedSpan, span) for span in stored)
