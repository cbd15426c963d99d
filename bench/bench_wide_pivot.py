"""The pivot over ten million values: 10,599 communes, 30 elements, 32 half-years, three levels of areas; SQLite.

The country of bench_country, whose one half-year is copied by SQL, each half-year with numbers of its own. Through the
whole web stack: totals of the country, one province, districts, communes. Seconds of the process itself, the median,
beside the bare read of the numbers that the page of totals shows. Limit: one second for each page. Each total is
compared with the sum that SQL makes of the values, and its count of answers with the number of accepted reports.

usage: python -m bench.bench_wide_pivot
"""

import shutil
import statistics
import sys
import time
from collections.abc import Callable

from bench import bench_country
from bench.bench_country import AT, FORM, PERIOD
from bench.bench_pivot import list_totals
from bench.deployment import begin_in_2021
from bench.short import held, size

COMMUNES, TIMES, LIMIT = size(10_599, 60), size(5, 2), 1.0
PERIODS = [f"{year}S{half}" for year in size(range(2006, 2022), range(2020, 2022)) for half in (1, 2)]
PERIODS.remove("2021S2")
PERIODS.insert(0, size("2005S2", "2019S2"))


def main() -> int:
    home = begin_in_2021(is_copied=True)
    try:
        areas, _clerk, waiting = bench_country.build_country(COMMUNES)
        close_above(areas)
        values = copy_half_years()
        return ask_pages(areas, values, len(waiting))
    finally:
        shutil.rmtree(home)


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


def ask_pages(areas, values: int, waiting: int) -> int:
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
        ("communes, all elements and half-years, first page", top, elements, PERIODS, "communes"),
    ):
        query = "&".join((f"vung={area.code}", f"noi={places}", *(f"chi-tieu={code}" for code in measures)))
        load = bench_country.open_page(user, f"/hoi-so-lieu/?{query}&{'&'.join(f'ky={one}' for one in periods)}")
        load()
        took = measure(load)
        over += held(took > LIMIT)
        mark = "   OVER THE LIMIT" if took > LIMIT else ""
        print(f"{name}: {took:.2f} s = {took / floor:.0f} × the floor{mark}", flush=True)
    wrong = count_wrong(user, top, elements, waiting)
    print(
        f"{values:,} values; floor {floor * 1000:.0f} ms; {f'{wrong} TOTALS DIFFER' if wrong else 'totals are equal'}"
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


def count_wrong(user, top, elements: list[str], waiting: int) -> int:
    """Totals of the country that are not the sum of the communes' values, or count other answers."""
    from django.db import connection

    from sokehoach.apps.analysis.pages.answers import load_answer
    from sokehoach.apps.analysis.pages.catalogue import load_catalogue
    from sokehoach.domain.analysis.pivot import Dimension
    from sokehoach.domain.analysis.question import Question

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.element, f.period, SUM(i.number), COUNT(i.number) FROM consolidation_figureinput i "
            "JOIN consolidation_figure f ON f.id = i.figure_id WHERE i.submission IS NOT NULL GROUP BY 1, 2"
        )
        summed = {(element, period): (int(number), count) for element, period, number, count in cursor.fetchall()}
    question = Question(top.code, tuple(elements), tuple(PERIODS), rows=(Dimension.MEASURE,))
    answer = load_answer(user, load_catalogue(user, AT.date()), question, AT.date())
    wrong = 0
    for key, fact in list_totals(answer, PERIODS):
        wrong += (int(fact.part or 0), fact.received) != summed.pop(key)
        wrong += fact.expected != COMMUNES or fact.received != COMMUNES - waiting
    return wrong + len(summed)


def measure(work: Callable[[], object]) -> float:
    return statistics.median(_time(work) for _time_of in range(TIMES))


def _time(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
