"""The pivot over ten million values: 10,599 communes, 30 elements, 32 half-years, three levels of areas; SQLite.

The country of bench_country, in which one answer in twenty is blank and one in fifty «không áp dụng», an agency of each
province reports as well, and a week after the last half-year a third of the communes is merged or divided. Its one
half-year is copied by SQL, each half-year with numbers of its own. Through the whole web stack: totals and rates of
the country, one province, districts, communes, by the units of then and of today. Seconds of the process itself, the
median, after a first time that is named as well, beside the bare read of the numbers of the page of totals. Limit: one
second for each page. Every total and rate of the country, and of the communes without the agencies, is compared with
what SQL makes of the values: both sides, how many answered, of how many.

usage: python -m bench.bench_wide_pivot
"""

import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date

from bench import bench_country
from bench.bench_country import AT, FORM, PERIOD
from bench.bench_pivot import list_totals
from bench.deployment import begin_in_2021
from bench.short import held, size

COMMUNES, TIMES, LIMIT = size(10_599, 24), size(5, 2), 1.0
PERIODS = [f"{year}S{half}" for year in size(range(2006, 2022), range(2020, 2022)) for half in (1, 2)]
PERIODS.remove("2021S2")
PERIODS.insert(0, size("2005S2", "2019S2"))
MERGED_ON = date(2021, 6, 21)  # after the last cut-off, before the day of the questions
PEOPLE = "people"  # a denominator, which one commune in 97 does not know
# Numerator and denominator; by number of the element in the short form, which has four.
RATES = {
    "rate1": (f"{FORM}E01", f"{FORM}E02"),
    "rate2": (f"{FORM}E00 + {FORM}E01", f"2 * {FORM}E03"),
    "rate3": (f"{FORM}E02", f"@{PEOPLE}"),
    "rate4": (f"{FORM}E03", "4"),
}


def main() -> int:
    home = begin_in_2021(is_copied=True)
    try:
        areas, _clerk, _waiting = bench_country.build_country(COMMUNES, answer=answer, with_agencies=True)
        close_above(areas)
        create_rates()
        merge_communes()
        values = copy_half_years()
        return ask_pages(areas, values)
    finally:
        shutil.rmtree(home)


def answer(place: int, element: int) -> int | str:
    if (place + element) % 20 == 0:
        return "not_reported"
    return "not_applicable" if (place + element) % 50 == 7 else (place * element) % 7


def create_rates() -> None:
    """The rates, and how many people each commune has in each year."""
    from tests.factories.programmes import first_programme

    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.indicators.models import Denominator, Option, OptionSet
    from sokehoach.apps.indicators.queries.denominators import OPTION_SET
    from sokehoach.apps.indicators.services.elements import import_indicators
    from sokehoach.apps.orgunits.models import Unit
    from sokehoach.domain.indicators.expression import parse_expression
    from sokehoach.domain.indicators.indicator import Indicator

    programme = first_programme()
    option_set, _is_new = OptionSet.objects.get_or_create(
        uid=OPTION_SET, defaults={"programme": programme, "code": OPTION_SET, "name": OPTION_SET}
    )
    kind = Option.objects.create(option_set=option_set, code=PEOPLE, name=PEOPLE, position=99)
    rates = [
        Indicator(code, code, code, *map(parse_expression, sides), on_map=False, words=(), source="bench")
        for code, sides in RATES.items()
    ]
    import_indicators(programme=programme, indicators=rates, by="bench", at=AT)
    user, units = User.objects.first(), Unit.objects.filter(level__in=("commune", "agency")).order_by("pk")
    Denominator.objects.bulk_create(
        (
            Denominator(
                unit_id=pk, kind=kind, year=year, value=1_000 + pk % 500, source="x", updated_by=user, updated_at=AT
            )
            for year in sorted({int(period[:4]) for period in PERIODS})
            for pk in units.values_list("pk", flat=True)
            if pk % 97
        ),
        batch_size=2_000,
    )  # fmt: skip


def merge_communes() -> None:
    """Of the communes of each lowest area the first two become one, and the third becomes two."""
    from sokehoach.apps.orgunits.models import Unit

    ended, created = [], []
    by_parent: dict[int, list[Unit]] = {}
    for unit in Unit.objects.filter(level="commune").order_by("code"):
        by_parent.setdefault(unit.parent_id, []).append(unit)
    for communes in by_parent.values():
        for unit, heirs in zip(communes[:3], ("M", "M", "AB"), strict=False):
            unit.valid_to, unit.successors = MERGED_ON, [f"{communes[0].code}{heir}" for heir in heirs]
            ended.append(unit)
            created += [(code, "commune", unit.parent) for code in unit.successors]
    Unit.objects.bulk_update(ended, ("valid_to", "successors"), batch_size=500)
    units = bench_country.create_units(dict.fromkeys(created))
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(valid_from=MERGED_ON)


def close_above(areas) -> None:
    """The areas above the communes that have not sent close without them."""
    from sokehoach.apps.consolidation.queries import closings
    from sokehoach.apps.consolidation.services import closing

    for unit, reviewer in [*areas.values()][:0:-1]:
        digest = closings.compute_inputs_digest(unit=unit, form=FORM, period=PERIOD)
        closing.close(unit=unit, form=FORM, period=PERIOD, seen_digest=digest, by=reviewer, at=AT)


def copy_half_years() -> int:
    """The figures, their inputs and the closings of one half-year for all others; how many values of communes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM consolidation_figure")
        step = cursor.fetchone()[0]
        for number, period in enumerate((one for one in PERIODS if one != PERIOD), 1):
            for table, changed in (
                ("figure", {"id": f"id + {number * step}", "number": f"number * {number + 1}"}),
                ("figureinput", {"figure_id": f"figure_id + {number * step}", "number": f"number * {number + 1}"}),
                ("closing", {}),
            ):
                cursor.execute(f"SELECT name FROM pragma_table_info('consolidation_{table}')")
                columns = [name for (name,) in cursor.fetchall() if name != "id" or "id" in changed]
                changed = {"period": f"'{period}'"} | changed
                selected = ", ".join(changed.get(name, name) for name in columns)
                rows = f"period = '{PERIOD}'" if "period" in columns else f"figure_id <= {step}"
                cursor.execute(
                    f"INSERT INTO consolidation_{table} ({', '.join(columns)}) "
                    f"SELECT {selected} FROM consolidation_{table} WHERE {rows}"
                )
        cursor.execute("SELECT COUNT(*) FROM consolidation_figureinput WHERE submission IS NOT NULL")
        return cursor.fetchone()[0]


def ask_pages(areas, values: int) -> int:
    from sokehoach.apps.orgunits.queries.succession import BASIS_NAME

    top, user = areas["country"]
    province, _reviewer = areas["province"]
    elements = [f"{FORM}E{number:02}" for number in range(bench_country.ELEMENTS)]
    floor = measure(lambda: list_sums(top.code))
    over = 0
    for name, area, measures, periods, places in (
        ("totals of the country, all elements and half-years", top, elements, PERIODS, "area"),
        ("the same of a province", province, elements, PERIODS, "area"),
        ("totals of the country over 8 half-years", top, elements, PERIODS[-8:], "area"),
        ("provinces and districts, one element, all half-years", top, elements[1:2], PERIODS, "districts"),
        ("provinces and districts, all elements, first page", top, elements, PERIODS, "districts"),
        ("communes, one element, 8 half-years", top, elements[1:2], PERIODS[-8:], "communes"),
        ("communes, one element, all half-years", top, elements[1:2], PERIODS, "communes"),
        ("communes, all elements and half-years, first page", top, elements, PERIODS, "communes"),
        ("all communes together, one element", top, elements[1:2], PERIODS, "communes&dat-noi=gop"),
        ("a rate of the country, all half-years", top, ["rate1"], PERIODS, "area"),
        ("four rates of the country, 8 half-years", top, [*RATES], PERIODS[-8:], "area"),
        ("four rates of the country, all half-years", top, [*RATES], PERIODS, "area"),
        ("a rate of provinces and districts, all half-years", top, ["rate1"], PERIODS, "districts"),
        ("a rate of communes, 8 half-years", top, ["rate1"], PERIODS[-8:], "communes"),
        ("a rate of communes, all half-years", top, ["rate1"], PERIODS, "communes"),
    ):
        for basis in ("", "hien-nay"):
            query = "&".join((f"vung={area.code}", f"noi={places}", *(f"chi-tieu={code}" for code in measures)))
            address = f"/hoi-so-lieu/?{query}&{'&'.join(f'ky={one}' for one in periods)}&{BASIS_NAME}={basis}"
            load = bench_country.open_page(user, address)
            first = _time(load)  # what is kept in the process is made then (ADR 97, 128)
            took = measure(load)
            over += held(took > LIMIT)
            mark = "   OVER THE LIMIT" if took > LIMIT else ""
            units = "today" if basis else "then"
            print(
                f"{name}, units of {units}: {took:.2f} s = {took / floor:.0f} × the floor, first {first:.2f}{mark}",
                flush=True,
            )
    wrong = count_wrong_totals(user, top, elements) + count_wrong_rates(user, top)
    print(
        f"{values:,} values; floor {floor * 1000:.0f} ms; "
        f"{f'{wrong} FIGURES DIFFER' if wrong else 'totals and rates are equal'}"
    )
    return over + wrong


def list_sums(code: str) -> dict[tuple[str, str], object]:
    """The bare read of the country's numbers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.element, f.period, f.number FROM consolidation_figure f JOIN orgunits_unit u ON u.id = f.unit_id "
            "WHERE u.code = %s",
            [code],
        )
        return {(element, period): number for element, period, number in cursor.fetchall()}


def fetch(statement: str, parameters: list[object]) -> list[tuple]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def count_wrong_totals(user, top, elements: list[str]) -> int:
    """Totals of the country, and of its communes without the agencies, that SQL does not make of the values."""
    from sokehoach.domain.analysis.question import Places
    from sokehoach.domain.orgtree.succession import UnitBasis

    wrong = 0
    for places, levels in ((Places.AREA, ("commune", "agency")), (Places.COMMUNES, ("commune",))):
        reporters = COMMUNES + (count_agencies() if len(levels) > 1 else 0)
        rows = fetch(
            "SELECT f.element, f.period, SUM(i.number), COUNT(i.number), SUM(i.gap = 'not_applicable') "
            "FROM consolidation_figureinput i JOIN consolidation_figure f ON f.id = i.figure_id "
            "JOIN orgunits_unit u ON u.id = i.unit_id WHERE i.submission IS NOT NULL AND u.level IN (%s, %s) "
            "GROUP BY 1, 2",
            [levels[0], levels[-1]],
        )
        summed = {(element, period): (number, count, reporters - gaps) for element, period, number, count, gaps in rows}
        for basis in UnitBasis:
            wrong += compare(summed, ask(user, top, elements, places, basis), lambda fact: fact.part)
    return wrong


def count_wrong_rates(user, top) -> int:
    """Rates of the country, and of its communes without the agencies, that SQL does not make of the values."""
    from sokehoach.domain.analysis.question import Places
    from sokehoach.domain.orgtree.succession import UnitBasis

    wrong = 0
    for places, levels in ((Places.AREA, ("commune", "agency")), (Places.COMMUNES, ("commune",))):
        reporters = COMMUNES + (count_agencies() if len(levels) > 1 else 0)
        summed = {}
        for code in RATES:
            part, whole, applies = SIDES[code]
            rows = fetch(
                f"""
                WITH given AS (
                    SELECT f.period, i.unit_id, f.element, i.number, i.gap
                    FROM consolidation_figure f JOIN consolidation_figureinput i ON i.figure_id = f.id
                    JOIN orgunits_unit u ON u.id = i.unit_id
                    WHERE i.submission IS NOT NULL AND u.level IN (%s, %s)
                      AND f.element IN ('{FORM}E00', '{FORM}E01', '{FORM}E02', '{FORM}E03')),
                reporter AS (
                    SELECT g.period, g.unit_id,
                        {
                    ", ".join(
                        f"MAX(CASE g.element WHEN '{FORM}E0{n}' THEN g.number END) e{n}, "
                        f"MAX(CASE g.element WHEN '{FORM}E0{n}' THEN g.gap END) g{n}"
                        for n in range(4)
                    )
                }
                    FROM given g GROUP BY 1, 2),
                side AS (
                    SELECT r.period, {part} AS part, {whole} AS whole, {applies} AS applies
                    FROM reporter r LEFT JOIN indicators_denominator d
                    ON d.unit_id = r.unit_id AND d.year = CAST(SUBSTR(r.period, 1, 4) AS INTEGER))
                SELECT period, SUM(CASE WHEN whole IS NOT NULL AND applies THEN part END),
                    SUM(CASE WHEN applies THEN whole END),
                    SUM(applies AND part IS NOT NULL AND whole IS NOT NULL), SUM(NOT applies)
                FROM side GROUP BY 1""",
                [levels[0], levels[-1]],
            )
            unsent = fetch_unsent(code, levels)
            summed |= {
                (code, period): ((part, whole + unsent.get(period, 0)), received, reporters - not_applicable)
                for period, part, whole, received, not_applicable in rows
            }
        for basis in UnitBasis:
            facts = ask(user, top, [*RATES], places, basis)
            wrong += compare(summed, facts, lambda fact: (fact.part, fact.whole))
    return wrong


# In SQL: the sides of one reporter, and whether it is not excused by «không áp dụng» from each element that is named.
SIDES = {
    "rate1": ("e1", "e2", "NOT (g1 = 'not_applicable' AND g2 = 'not_applicable')"),
    "rate2": (
        "e0 + e1", "2 * e3", "NOT (g0 = 'not_applicable' AND g1 = 'not_applicable' AND g3 = 'not_applicable')"
    ),
    "rate3": ("e2", "d.value", "g2 <> 'not_applicable'"),
    "rate4": ("e3", "4", "g3 <> 'not_applicable'"),
}  # fmt: skip


def fetch_unsent(code: str, levels: tuple[str, ...]) -> dict[str, int]:
    """By half-year: what those who have not sent add to the denominator, who are there all the same."""
    if code not in ("rate3", "rate4"):
        return {}
    size_of_one = "d.value" if code == "rate3" else "4"
    rows = fetch(
        f"""
        SELECT p.period, SUM({size_of_one}) FROM (SELECT DISTINCT period FROM consolidation_figure) p
        JOIN reporting_submission s ON s.state = 'draft' JOIN orgunits_unit u ON u.id = s.unit_id
        LEFT JOIN indicators_denominator d ON d.unit_id = u.id AND d.year = CAST(SUBSTR(p.period, 1, 4) AS INTEGER)
        WHERE u.level IN (%s, %s) GROUP BY 1""",
        [levels[0], levels[-1]],
    )
    return {period: number or 0 for period, number in rows}


def count_agencies() -> int:
    from sokehoach.apps.orgunits.models import Unit

    return Unit.objects.filter(level="agency").count()


def ask(user, top, measures: list[str], places, basis) -> Iterator[tuple[tuple[str, str], object]]:
    from sokehoach.apps.analysis.pages.answers import load_answer
    from sokehoach.apps.analysis.pages.catalogue import load_catalogue
    from sokehoach.domain.analysis.pivot import Dimension
    from sokehoach.domain.analysis.question import Question

    question = Question(top.code, tuple(measures), tuple(PERIODS), places, rows=(Dimension.MEASURE,), basis=basis)
    answer = load_answer(user, load_catalogue(user, AT.date()), question, date(2021, 6, 22))
    return list_totals(answer, PERIODS)


def compare(summed: dict, facts: Iterator, read: Callable[[object], object]) -> int:
    """How many facts are not the sums of SQL, or count other answers, and how many sums have no fact."""
    left, wrong = dict(summed), 0
    for key, fact in facts:
        expected = left.pop(key)
        found = (read(fact), fact.received, fact.expected)
        if found != expected:
            wrong += 1
            if wrong < 4:
                print(f"DIFFERS {key}: {found}, SQL {expected}", flush=True)
    return wrong + len(left)


def measure(work: Callable[[], object]) -> float:
    return statistics.median(_time(work) for _time_of in range(TIMES))


def _time(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
