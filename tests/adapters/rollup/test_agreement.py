"""The roll-up in SQL and the domain agree: on random countries, for each operator, every number and every gap."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.adapters.rollup.engine import Engine
from sokehoach.adapters.rollup.rollup import roll_up
from sokehoach.adapters.rollup.spark_engine import SparkEngine
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value
from tests.adapters.rollup.countries import COUNTRY, CountedElement, Country, count_country, format_number
from tests.factories import levels
from tests.soak import times

BORN, CHANGE = date(2004, 1, 1), date(2025, 7, 1)
DAYS = [date(2025, 2, 1), date(2025, 4, 1), CHANGE, date(2025, 9, 1)]
CUT_OFFS = {"2025S1": date(2025, 6, 14), "2025S2": date(2025, 12, 14)}
ELEMENTS = [
    *(CountedElement(f"E{operator}", operator) for operator in Operator),
    CountedElement("STOCK", Operator.SUM, "stock"),
]
TOP = Unit("00", "Cả nước", COUNTRY, None, BORN)
values = st.one_of(st.sampled_from(Gap), st.just(Decimal(0)), st.decimals(0, 999_999_999_999, places=3))


@st.composite
def trees(draw: st.DrawFn) -> list[Unit]:
    """Provinces, districts and communes that are born, dissolved, taken over as a whole or in parts, within a year."""
    units = [TOP]
    provinces: dict[str, date | None] = {"11": None}
    for code in ("12", "14"):
        end = draw(st.sampled_from([None, None, *DAYS]))
        provinces[code] = end
        heirs = draw(st.sampled_from([(), ("11",), ("11", "13")])) if end else ()
        units.append(Unit(code, "Tỉnh", levels.PROVINCE, "00", BORN, end, heirs))
    units += [Unit("11", "Tỉnh", levels.PROVINCE, "00", BORN), Unit("13", "Tỉnh", levels.PROVINCE, "00", BORN)]
    districts: dict[str, date | None] = {}
    for n in range(draw(st.integers(1, 5))):
        code, parent = f"2{n}", draw(st.sampled_from(["11", "12", "13", "14"]))
        ends = [day for day in (draw(st.sampled_from([None, None, *DAYS])), provinces.get(parent)) if day is not None]
        end = min(ends, default=None)
        heirs = tuple(draw(st.sets(st.sampled_from(["11", "13"]), max_size=2))) if end else ()
        districts[code] = end
        units.append(Unit(code, "Huyện", levels.DISTRICT, parent, BORN, end, heirs))
        if end and draw(st.booleans()):  # goes on under its code, below another province
            units.append(Unit(code, "Huyện mới", levels.DISTRICT, "11", end))
    for n in range(draw(st.integers(1, 8))):
        code, parent = f"3{n:04}", draw(st.sampled_from(sorted(districts)))
        ends = [day for day in (draw(st.sampled_from([None, None, *DAYS])), districts[parent]) if day is not None]
        units.append(Unit(code, "Xã", levels.COMMUNE, parent, BORN, min(ends, default=None)))
        if ends and draw(st.booleans()):
            units.append(Unit(code, "Xã mới", levels.COMMUNE, "13", min(ends)))
    if draw(st.booleans()):
        units.append(Unit("11.CA", "Công an", levels.AGENCY, "11", BORN))
    return units


@st.composite
def countries(draw: st.DrawFn) -> Country:
    country = Country(draw(trees()), CUT_OFFS, ELEMENTS, keys=("", "sex=f"))
    for period, day in CUT_OFFS.items():
        reporters = [unit for unit in country.units if not unit.level.consolidates and unit.valid_from <= day]
        country.owed[period] = [unit for unit in reporters if draw(st.integers(0, 9))]
        country.answers[period] = {}
        for unit in country.owed[period]:
            if draw(st.booleans()):
                cells = [(element.code, key) for element in ELEMENTS for key in country.keys]
                drawn: list[Value] = draw(st.lists(values, min_size=len(cells), max_size=len(cells)))
                country.answers[period][unit] = {
                    cell: value for cell, value in zip(cells, drawn, strict=True) if draw(st.integers(0, 19))
                }
        areas = [unit for unit in country.units if unit.level.consolidates and unit.in_force(day)]
        country.closed[period] = {area for area in areas if draw(st.booleans())}
    return country


@settings(max_examples=times(15, 200), deadline=None)
@given(countries())
def test_every_number_share_and_gap_is_that_of_the_domain(country: Country) -> None:
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        engine = DuckDBEngine(folder)
        country.load(folder, engine)
        roll_up(engine)
        check_agreement(country, engine)
        engine.close_session()


@settings(max_examples=20, deadline=None, phases=[Phase.generate])
@given(country=countries())
def test_the_same_statements_agree_on_spark(spark: SparkEngine, country: Country) -> None:
    with tempfile.TemporaryDirectory() as directory:
        country.load(Path(directory), spark)
        roll_up(spark)
        check_agreement(country, spark)


def check_agreement(country: Country, engine: Engine) -> None:
    counted = count_country(country)
    number = country.number
    shares = {
        (period, number[area], element, key, number[sender], *_split(value))
        for (area, (period, element, key)), answers in counted.shares.items()
        for sender, value in answers.items()
    }
    columns = "period, area, element, disaggregation, sender, CAST(number AS VARCHAR(40)), gap"
    assert {
        (*row[:5], row[5] or "", row[6] or "") for row in engine.fetch_rows(f"SELECT {columns} FROM shares")
    } == shares
    figures = {
        (period, number[area], element, key, format_number(figure.value), figure.coverage.received, len(figure.missing))
        for (area, (period, element, key)), figure in counted.figures.items()
    }
    columns = "period, area, element, disaggregation, CAST(number AS VARCHAR(40)), received, missing"
    found = engine.fetch_rows(f"SELECT {columns} FROM figures")
    assert {(*row[:4], row[4] or "", int(row[5]), int(row[6])) for row in found} == figures
    assert len(found) == len(figures)
    gaps = {
        (period, number[area], element.code, key, number[sender])
        for (area, period), senders in counted.owing.items()
        for element in country.elements
        for key in country.keys
        for sender in senders
        if counted.shares.get((area, (period, element.code, key)), {}).get(sender, Gap.NOT_REPORTED) is Gap.NOT_REPORTED
    }
    found = engine.fetch_rows("SELECT period, area, element, disaggregation, sender FROM gaps")
    assert (len(found), {*found}) == (len(gaps), gaps)


def _split(value: Value) -> tuple[str, str]:
    return ("", value.value) if isinstance(value, Gap) else (format_number(value), "")
