"""Countries for the tests of the roll-up: dated units, answers, closings, as tables and as the domain counts them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from sokehoach.adapters.rollup import duckdb_engine
from sokehoach.adapters.rollup.engine import Engine
from sokehoach.adapters.rollup.tables import SPANS, TABLES
from sokehoach.adapters.writers import parquet
from sokehoach.domain.consolidation.figure import Figure, Observation, build_answer, consolidate_observations
from sokehoach.domain.consolidation.path import list_areas_above
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

FORM = "01-XA"
COUNTRY = Level("country", 0, "cả nước", consolidates=True)

type Key = tuple[str, str, str]  # period, element, disaggregation


@dataclass(frozen=True, slots=True)
class CountedElement:
    code: str
    over_place: Operator = Operator.SUM
    nature: str = "flow"
    over_time: Operator = Operator.SUM
    changed_in: str = ""  # the period from which it counts otherwise

    def get_definition(self, period: str) -> int:
        return int(bool(self.changed_in) and self.changed_in <= period)


@dataclass
class Country:
    """`answers`: by unit and cell, of accepted reports. `closed`: by period. `owed`: by period, who owes the form.

    `spans`: the parts of longer periods. A period counts from the first of January, unless `first_days` has it.
    """

    units: list[Unit]
    cut_offs: Mapping[str, date]
    elements: list[CountedElement]
    answers: dict[str, dict[Unit, dict[tuple[str, str], Value]]] = field(default_factory=dict)
    closed: dict[str, set[Unit]] = field(default_factory=dict)
    owed: dict[str, list[Unit]] = field(default_factory=dict)
    keys: tuple[str, ...] = ("",)
    first_days: Mapping[str, date] = field(default_factory=dict)
    spans: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.units.sort(key=lambda unit: unit.identity)
        self.tree = Tree(self.units)
        self.number = {unit: place for place, unit in enumerate(self.units)}

    def rows(self, table: str) -> Iterator[tuple[object, ...]]:
        """The rows of a table, in the order of its columns."""
        match table:
            case "units":
                for unit, place in self.number.items():
                    yield place, unit.code, unit.name, unit.level.code, unit.parent, unit.valid_from, unit.valid_to
            case "successions":
                yield from ((self.number[unit], code) for unit in self.units for code in unit.successors)
            case "other_predecessors":
                yield from ((self.number[unit], name) for unit in self.units for name in unit.other_predecessors)
            case "spans":
                for span, parts in self.spans.items():
                    yield from ((FORM, span, period, step) for step, period in enumerate(parts))
            case "levels":
                for level in dict.fromkeys(unit.level for unit in self.units):
                    yield (
                        level.code, level.rank, level.name, level.attached, level.consolidates, level.counts_persons,
                    )  # fmt: skip
            case "windows":
                yield from (
                    ("P", FORM, FORM, FORM, period, self.first_days.get(period, date(day.year, 1, 1)), day)
                    for period, day in self.cut_offs.items()
                )
            case "elements":
                for period in self.cut_offs:
                    for element in self.elements:
                        yield (
                            FORM, period, element.code, element.code, element.code, "cuộc", "count", element.nature,
                            element.over_place.value, element.over_time.value, "general", False,
                            element.get_definition(period),
                        )  # fmt: skip
            case "cells":
                for period in self.cut_offs:
                    yield from ((FORM, period, element.code, key) for element in self.elements for key in self.keys)
            case "owed":
                yield from ((FORM, period, self.number[unit]) for period, units in self.owed.items() for unit in units)
            case "closings":
                for period, areas in self.closed.items():
                    yield from ((FORM, period, self.number[area]) for area in areas)
            case "accepted_values":
                for period, reports in self.answers.items():
                    for unit, cells in reports.items():
                        for (element, key), value in cells.items():
                            is_gap = isinstance(value, Gap)
                            yield (
                                FORM, period, element, key, self.number[unit], None if is_gap else value,
                                str(value.value) if isinstance(value, Gap) else None,
                            )  # fmt: skip
            case _:
                raise ValueError(table)

    def load(self, folder: Path, engine: Engine) -> None:
        """Writes the tables as Parquet files, and gives them to the engine."""
        connection = duckdb_engine.open_connection(folder)
        for table in (*TABLES.values(), SPANS):
            path = folder / f"{table.name}.parquet"
            parquet.write_table(connection, self.rows(table.name), path, columns=table.columns, order=table.order)
            engine.read_files(table.name, [path])
        connection.close()


@dataclass(frozen=True, slots=True)
class Counted:
    """What the domain makes of a country: shares and figures of each area, by cell; `owing`: senders of each area."""

    shares: Mapping[tuple[Unit, Key], Mapping[Unit, Value]]
    figures: Mapping[tuple[Unit, Key], Figure]
    owing: Mapping[tuple[Unit, str], frozenset[Unit]]


def count_country(country: Country) -> Counted:
    """Level by level, with the functions of the domain alone."""
    shares: dict[tuple[Unit, Key], dict[Unit, Value]] = defaultdict(dict)
    owing: dict[tuple[Unit, str], set[Unit]] = defaultdict(set)
    figures: dict[tuple[Unit, Key], Figure] = {}
    by_code = {element.code: element for element in country.elements}

    def find_nearest(unit: Unit, day: date) -> Unit | None:
        return next(iter(list_areas_above(country.tree, unit, cut_off=day)), None)

    for period, day in country.cut_offs.items():
        for unit in country.owed.get(period, []):
            sender: Unit | None = unit
            while sender is not None and (area := find_nearest(sender, day)) is not None:
                owing[area, period].add(sender)
                sender = area
        for unit, cells in country.answers.get(period, {}).items():
            area = find_nearest(unit, day)
            for (element, key), value in cells.items():
                has_ended = unit.valid_to is not None and unit.valid_to <= day
                counted = Gap.NOT_APPLICABLE if has_ended and by_code[element].nature == "stock" else value
                if area is not None:
                    shares[area, (period, element, key)][unit] = counted
        areas = [unit for unit in country.units if unit.level.consolidates and unit.in_force(day)]
        areas.sort(key=lambda area: len(list_areas_above(country.tree, area, cut_off=day)), reverse=True)
        for area in areas:
            for key in [key for place, key in shares if place == area and key[0] == period]:
                operator = by_code[key[1]].over_place
                figures[area, key] = consolidate_observations(
                    [Observation(str(country.number[sender]), *key[1:], value)
                     for sender, value in shares[area, key].items()],
                    expected=[
                        str(place) for place in sorted(
                            country.number[sender] for sender in {*owing[area, period], *shares[area, key]}
                        )
                    ],
                    operator=operator, element=key[1], disaggregation=key[2],
                )  # fmt: skip
                upper = find_nearest(area, day)
                if area in country.closed.get(period, ()) and upper is not None:
                    kinds = {value if isinstance(value, Gap) else None for value in shares[area, key].values()}
                    shares[upper, key][area] = build_answer(figures[area, key].value, kinds, operator)
    return Counted(shares, figures, {place: frozenset(senders) for place, senders in owing.items()})


def format_number(value: Decimal | None) -> str:
    """«12.500»: with the three decimals that a stored number has."""
    return "" if value is None else f"{value:.3f}"
