"""Figures over periods and over the units of another day: the SQL and the domain agree, on random changes of units."""

import tempfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sokehoach.adapters.rollup import over_time
from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.adapters.rollup.engine import Engine
from sokehoach.adapters.rollup.rollup import roll_up
from sokehoach.adapters.rollup.spark_engine import SparkEngine
from sokehoach.domain.analysis.fact import (
    Fact,
    Measure,
    NoFigureReason,
    aggregate_over_periods,
    aggregate_over_places,
)
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree.succession import Succession
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value
from tests.adapters.rollup.countries import COUNTRY, FORM, CountedElement, Country, count_country, format_number
from tests.adapters.rollup.test_agreement import values
from tests.factories import levels
from tests.soak import times

BORN, MIDDLE, LATE = date(2004, 1, 1), date(2025, 3, 1), date(2025, 7, 1)
CUT_OFFS = {"2025S1": date(2025, 6, 14), "2025S2": date(2025, 12, 14)}
FIRST_DAYS = {"2025S1": date(2024, 12, 15), "2025S2": date(2025, 6, 15)}
SPANS = {"2025": ("2025S1", "2025S2")}
TODAYS = [date(2025, 6, 20), date(2026, 6, 22), date(2025, 2, 1)]
ELEMENTS = [
    *(CountedElement(f"{place}-{time}", place, over_time=time) for place in Operator for time in Operator),
    CountedElement("STOCK", Operator.SUM, "stock", Operator.LAST),
    CountedElement("CHANGED", changed_in="2025S2"),
]
TOP = Unit("00", "Cả nước", COUNTRY, None, BORN)

type PlaceKey = tuple[str, str, int, bool, str]  # grouping, period, unit, remainder, element
type Facts = Mapping[PlaceKey, Fact]


@st.composite
def trees(draw: st.DrawFn) -> list[Unit]:
    """Two provinces whose communes end in March or July: without an heir, into one, into several, and on again."""
    provinces = {code: Unit(code, "Tỉnh", levels.PROVINCE, "00", BORN) for code in ("11", "12")}
    if draw(st.booleans()):  # one province goes into the other
        heirs = draw(st.sampled_from([("11",), ("11", "30")]))
        provinces["12"] = Unit("12", "Tỉnh cũ", levels.PROVINCE, "00", BORN, LATE, heirs)
    units = [TOP, *provinces.values()]
    others = st.sampled_from([(), (), (), (), (), ("Xã ngoài",)])
    born: dict[date, list[str]] = {MIDDLE: [], LATE: []}
    for day, codes in born.items():
        for n in range(draw(st.integers(0, 2))):
            code, end = f"9{day.month}{n}", draw(st.sampled_from([None, LATE, LATE])) if day == MIDDLE else None
            codes.append(code)
            heirs = ("30",) if end and draw(st.booleans()) else ()
            units.append(Unit(code, "Xã mới", levels.COMMUNE, "11", day, end, heirs, draw(others)))
    units.append(Unit("30", "Xã còn", levels.COMMUNE, "11", BORN, None, (), draw(others)))
    for n in range(1, draw(st.integers(2, 6))):
        parent = draw(st.sampled_from(["11", "12"]))
        ends = [None, MIDDLE, LATE] if provinces[parent].valid_to is None else [MIDDLE, LATE]
        end = draw(st.sampled_from(ends))
        candidates = ["30", *born[end]] if end else []
        heirs = tuple(draw(st.lists(st.sampled_from(candidates), min_size=draw(st.integers(0, 1)), max_size=2,
                                    unique=True))) if candidates else ()  # fmt: skip
        units.append(Unit(f"3{n}", "Xã cũ", levels.COMMUNE, parent, BORN, end, heirs))
    if draw(st.booleans()):
        units.append(Unit("30.CA", "Công an", levels.AGENCY, "30", BORN))
    return units


@st.composite
def countries(draw: st.DrawFn) -> Country:
    country = Country(draw(trees()), CUT_OFFS, ELEMENTS, first_days=FIRST_DAYS, spans=SPANS)
    for period, day in CUT_OFFS.items():
        reporters = [
            unit
            for unit in country.units
            if not unit.level.consolidates
            and unit.valid_from <= day
            and (unit.valid_to is None or unit.valid_to > FIRST_DAYS[period])
        ]
        country.owed[period] = [unit for unit in reporters if draw(st.integers(0, 4))]
        country.answers[period] = {}
        for unit in country.owed[period]:
            if draw(st.integers(0, 3)):
                drawn: list[Value] = draw(st.lists(values, min_size=len(ELEMENTS), max_size=len(ELEMENTS)))
                country.answers[period][unit] = {
                    (element.code, ""): value for element, value in zip(ELEMENTS, drawn, strict=True)
                }
        areas = [unit for unit in country.units if unit.level.consolidates and unit.in_force(day)]
        country.closed[period] = {area for area in areas if draw(st.booleans())}
    return country


def build_facts(country: Country) -> dict[str, dict[tuple[str, Unit, str], Fact]]:
    """The facts by the units of then, by grouping, then by period, unit and element."""
    counted = count_country(country)
    facts: dict[str, dict[tuple[str, Unit, str], Fact]] = defaultdict(dict)
    for (area, period), senders in counted.owing.items():
        for element in country.elements:
            figure = counted.figures.get((area, (period, element.code, "")))
            answers = counted.shares.get((area, (period, element.code, "")), {})
            received = sum(isinstance(value, Decimal) for value in answers.values())
            silent = sum(value is Gap.NOT_APPLICABLE for value in answers.values())
            lack = None
            if figure is None or figure.value is None:
                lack = NoFigureReason.NOT_APPLICABLE if silent == len(senders) else NoFigureReason.NOT_REPORTED
                lack = NoFigureReason.NOT_ADDED if received else lack
            facts[area.level.code][period, area, element.code] = Fact(
                None if figure is None else figure.value, None, received, len(senders) - silent, lack,
                definition=element.get_definition(period),
            )  # fmt: skip
    for period, units in country.owed.items():
        for unit in units:
            for element in country.elements:
                answer: Value = Gap.NOT_REPORTED
                for (_area, key), values_by_unit in counted.shares.items():
                    if key == (period, element.code, "") and unit in values_by_unit:
                        answer = values_by_unit[unit]
                fact = (
                    Fact(answer, None, 1, 1)
                    if isinstance(answer, Decimal)
                    else Fact(expected=int(answer is Gap.NOT_REPORTED), lack=NoFigureReason(answer.value))
                )
                facts[""][period, unit, element.code] = Fact(
                    fact.part, None, fact.received, fact.expected, fact.lack,
                    definition=element.get_definition(period),
                )  # fmt: skip
    return facts


def draw_over_units(country: Country, day: date) -> dict[PlaceKey, Fact]:
    """With the functions of the domain alone, as a pivot by the units of the day."""
    succession, drawn = Succession(country.tree, day), dict[PlaceKey, Fact]()
    for grouping, facts in build_facts(country).items():
        for period, cut_off in CUT_OFFS.items():
            start, end = (FIRST_DAYS[period] if not grouping else cut_off), date.fromordinal(cut_off.toordinal() + 1)
            asked = {unit for at, unit, _element in facts if at == period}
            merged = succession.merge_units(asked, start=start, end=end)
            for element in country.elements:
                measure = build_measure(element)

                def find(unit: Unit, code: str = element.code, facts: dict[tuple[str, Unit, str], Fact] = facts,
                         period: str = period) -> Fact:  # fmt: skip
                    return facts[period, unit, code]

                for heir, units in merged.merged.items():
                    ranges: dict[date, list[Unit]] = defaultdict(list)
                    for unit in units:
                        has_ended = unit.valid_to is not None and unit.valid_to < end
                        ranges[unit.valid_to if has_ended and unit.valid_to else date.max].append(unit)
                    drawn[grouping, period, country.number[heir], False, element.code] = aggregate_over_periods(
                        [aggregate_over_places(map(find, ranges[ended_on]), measure) for ended_on in sorted(ranges)],
                        measure,
                    )
                for unit in merged.remainder:
                    drawn[grouping, period, country.number[unit], True, element.code] = find(unit)
                for heir in merged.blocked:
                    drawn[grouping, period, country.number[heir], False, element.code] = Fact(
                        lack=NoFigureReason.NOT_SPLIT
                    )
    return drawn


def build_measure(element: CountedElement) -> Measure:
    return Measure(element.code, element.code, "", "", element.over_place, element.over_time)


def add_periods(country: Country, facts: Facts) -> dict[PlaceKey, Fact]:
    elements = {element.code: element for element in country.elements}
    steps: dict[PlaceKey, list[tuple[str, Fact]]] = defaultdict(list)
    for (grouping, period, unit, is_remainder, element), fact in facts.items():
        steps[grouping, "2025", unit, is_remainder, element].append((period, fact))
    return {
        key: aggregate_over_periods([fact for _period, fact in sorted(rows, key=lambda row: row[0])],
                                    build_measure(elements[key[-1]]))
        for key, rows in steps.items()
    }  # fmt: skip


def read_facts(engine: Engine, name: str) -> dict[PlaceKey, tuple[str, int, int, str]]:
    columns = "grouping, period, unit, is_remainder, element, CAST(number AS VARCHAR(40)), received, expected, lack"
    rows = engine.fetch_rows(f"SELECT {columns} FROM {name} WHERE form = '{FORM}'")
    found = {
        (row[0], row[1], int(row[2]), row[3], row[4]): (row[5] or "", int(row[6]), int(row[7]), row[8] or "")
        for row in rows
    }
    assert len(found) == len(rows), "each place once"
    return found


def show_facts(facts: Facts) -> dict[PlaceKey, tuple[str, int, int, str]]:
    return {
        key: (format_number(fact.part), fact.received, fact.expected, fact.lack.value if fact.lack else "")
        for key, fact in facts.items()
    }


def check_agreement(country: Country, engine: Engine, today: date) -> None:
    roll_up(engine)
    over_time.define_facts(engine)
    over_time.draw_over_units(engine, today)
    over_time.add_periods(engine, "then_facts", "then_totals")
    over_time.add_periods(engine, "now_facts", "now_totals")
    then: Facts = {
        (grouping, period, country.number[unit], False, element): fact
        for grouping, facts in build_facts(country).items()
        for (period, unit, element), fact in facts.items()
    }
    now = draw_over_units(country, today)
    assert read_facts(engine, "then_facts") == show_facts(then)
    assert read_facts(engine, "then_totals") == show_facts(add_periods(country, then))
    assert read_facts(engine, "now_facts") == show_facts(now)
    assert read_facts(engine, "now_totals") == show_facts(add_periods(country, now))


@settings(max_examples=times(15, 200), deadline=None)
@given(countries(), st.sampled_from(TODAYS))
def test_sums_over_time_and_by_other_units_are_those_of_the_domain(country: Country, today: date) -> None:
    with tempfile.TemporaryDirectory() as directory:
        engine = DuckDBEngine(Path(directory))
        country.load(Path(directory), engine)
        check_agreement(country, engine, today)
        engine.close_session()


@settings(max_examples=10, deadline=None, phases=[Phase.generate])
@given(country=countries(), today=st.sampled_from(TODAYS))
def test_the_same_statements_agree_on_spark(spark: SparkEngine, country: Country, today: date) -> None:
    with tempfile.TemporaryDirectory() as directory:
        country.load(Path(directory), spark)
        check_agreement(country, spark, today)
