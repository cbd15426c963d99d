"""From a district to the country: 19 → 129 → 705 → 3,321 → 10,599 communes, one form of 30 elements, SQLite.

Sending, acceptance and closing through the services, sheets and home pages through the whole web stack, at every level.
The trees: one district; districts of a province; 34 provinces over their communes; 63 provinces with districts. All
communes but the last ones of one district have reported and are accepted; the areas have closed. Each size runs in a
process of its own. Queries are counted; times are those of the process itself, since a machine is shared.

usage: python -m bench.bench_country [N …]

Only the queries of `GROWING` may grow, and no step may take longer than its limit. The plan of every statement is read:
none reads a table of `LARGE` whole, and the indexes by which rows are found are printed. On PostgreSQL, whose plans are
those of full tables in the long form alone: tools/postgres.py .venv/bin/python -m bench.bench_country 10599
(tests/apps/consolidation/test_plans.py reads the plans of both databases in a small country).
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime

from bench.deployment import begin_in_2021
from bench.short import SHORT, held, size

AT = datetime(2021, 6, 20, 8, tzinfo=UTC)
SINCE, PERIOD, FORM = date(2004, 1, 1), "2021S1", "B1"
# Communes, and how many areas are on each level above them, the lowest last.
TREES = size(
    {
        19: (("district", 1),),
        129: (("province", 1), ("district", 7)),
        705: (("province", 1), ("district", 38)),
        3_321: (("country", 1), ("province", 34)),
        10_599: (("country", 1), ("province", 63), ("district", 705)),
    },
    {4: (("district", 1),), 24: (("country", 1), ("province", 4))},
)
ELEMENTS, WAITING, TIMES = size(30, 4), size(8, 3), size(5, 2)
LIMITS = {
    "send": 100,
    "accept": 100,
    "close": 400,
    "sheet": 150,
    "home": 150,
    "ask": 300,
}  # ms, of the process, at 10,599
GROWING = {"close"}  # two queries for each report of the area that closes
# No statement of a step reads one of these from end to end.
LARGE = frozenset({
    "audit_event", "consolidation_figure", "consolidation_figureinput",
    "reporting_datavalue", "reporting_step", "reporting_submission",
})  # fmt: skip
SCANS: list[str] = []
INDEXES: defaultdict[str, set[str]] = defaultdict(set)  # by table
SPARE = 6  # what a thread keeps for some seconds is asked again or not; levels above differ


def main() -> int:
    if "--one" in sys.argv:
        print(json.dumps(measure_size(int(sys.argv[sys.argv.index("--one") + 1]))))
        return 0
    sizes = [int(text) for text in sys.argv[1:] if text.isdecimal()] or [*TREES]
    is_on_postgres = "DATABASE_URL" in os.environ
    found = [run_alone(communes) for communes in sizes]
    scans = report_plans("PostgreSQL" if is_on_postgres else "SQLite", found)
    return scans + report([steps for steps, _plans in found])


type Steps = dict[str, tuple[float, int]]
type Answer = Callable[[int, int], int | str]
type Plans = dict[str, list[str]]  # the indexes by table; under "scans" the tables that were read whole


def run_alone(communes: int) -> tuple[Steps, Plans]:
    command = [sys.executable, "-m", "bench.bench_country", "--one", str(communes), *(["--short"] if SHORT else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    steps, plans = json.loads(done.stdout.splitlines()[-1])
    words = ", ".join(f"{name} {took:.0f} ms/{queries}" for name, (took, queries) in steps.items())
    print(f"{communes:,} communes: {words}", flush=True)
    return steps, plans


def report_plans(database: str, found: Sequence[tuple[Steps, Plans]]) -> int:
    scans = [table for _steps, plans in found for table in plans.pop("scans")]
    print(f"{database}: {len(scans)} STATEMENTS READ A LARGE TABLE WHOLE" if scans else f"{database}: all by an index")
    for table, indexes in sorted(found[-1][1].items()):
        print(f"  {table}: {', '.join(indexes)}")
    return len(scans)


def report(sizes: list[Steps]) -> int:
    slow = grown = 0
    for name in dict.fromkeys(name for steps in sizes for name in steps):
        found = [steps[name] for steps in sizes if name in steps]
        counts = [queries for _took, queries in found]
        slow += any(took > LIMITS[name.split()[0]] for took, _queries in found)
        if max(counts) - min(counts) > SPARE and name not in GROWING:
            grown += 1
            print(f"QUERIES OF «{name}» GROW: {counts}")
    print("queries do not grow with the tree" if not grown else f"{grown} steps grow")
    return grown + held(slow)


def measure_size(communes: int) -> tuple[Steps, Plans]:
    home = begin_in_2021(is_copied=True)
    try:
        steps = measure_steps(*build_country(communes))
        return steps, {table: sorted(indexes) for table, indexes in INDEXES.items()} | {"scans": SCANS}
    finally:
        shutil.rmtree(home)


def measure_steps(areas, clerk, waiting) -> Steps:
    """`areas`: those above the waiting communes, by level, each with its reviewer; `waiting`: reports not yet sent."""
    from sokehoach.apps.consolidation.queries import closings
    from sokehoach.apps.consolidation.services import acceptance, closing
    from sokehoach.apps.reporting.services import submissions

    lowest, reviewer = [*areas.values()][-1]
    steps = {
        "send": measure(
            [lambda report=report: submissions.send(submission=report, version=1, by=clerk, at=AT)
             for report in waiting]
        ),
        "accept": measure(
            [lambda report=report: acceptance.accept(submission=report, version=2, by=reviewer, at=AT)
             for report in waiting]
        ),
    }  # fmt: skip

    def close() -> None:
        digest = closings.compute_inputs_digest(unit=lowest, form=FORM, period=PERIOD)
        closing.close(unit=lowest, form=FORM, period=PERIOD, seen_digest=digest, by=reviewer, at=AT)

    open_page(reviewer, f"/tong-hop/{lowest.code}/{PERIOD}/{FORM}/")()  # who closes has the sheet before them
    steps["close"] = measure([close])
    for level, (area, user) in areas.items():
        for step, address in (("sheet", f"/tong-hop/{area.code}/{PERIOD}/{FORM}/"), ("home", "/")):
            load = open_page(user, address)
            load()
            steps[f"{step} {level}"] = measure([load] * TIMES)
    top, user = next(iter(areas.values()))
    question = f"/hoi-so-lieu/?vung={top.code}&chi-tieu={FORM}E01&ky={PERIOD}"
    for places in ("area", "communes"):
        load = open_page(user, f"{question}&noi={places}")
        load()
        steps[f"ask {places}"] = measure([load] * TIMES)
    load = open_page(clerk, "/")
    load()
    steps["home commune"] = measure([load] * TIMES)
    return steps


def open_page(user, address: str) -> Callable[[], None]:
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)

    def load() -> None:
        assert client.get(address).status_code == 200, address

    return load


def measure(calls: list[Callable[[], object]]) -> tuple[float, int]:
    """The median of the process's own milliseconds, and the queries of the last call, whose plans are read.

    Of several calls the last is not timed: keeping each statement takes a third of the time of an acceptance.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = [_time(call) for call in calls[:-1]]
    with CaptureQueriesContext(connection) as queries:
        last = _time(calls[-1])
    read_plans(query["sql"] for query in queries)
    return statistics.median(times or [last]), len(queries)


def _time(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1000


def read_plans(statements: Iterable[str], *, are_small: bool = False) -> None:
    """Adds to `INDEXES`, and prints each statement that reads a table of `LARGE` from end to end.

    `are_small`: PostgreSQL, which rightly reads small tables whole, plans as if they were large, joins row by row, and
    nothing is known of the values: in a few reports of one form and period every condition seems to match all rows. In
    a transaction that is rolled back.
    """
    from django.db import connection

    is_sqlite = connection.vendor == "sqlite"
    if are_small and not is_sqlite:
        with connection.cursor() as cursor:
            for way in ("seqscan", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute("ANALYZE")
            cursor.execute("DELETE FROM pg_statistic WHERE starelid = ANY(%s::regclass[])", [[*LARGE]])
            cursor.execute("UPDATE pg_class SET reltuples = 1e7, relpages = 1 WHERE relname = ANY(%s)", [[*LARGE]])
    for statement in {text for text in statements if text.startswith("SELECT")}:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{statement.replace('%', '%%')}", [])
            plan = [str(row[-1]).strip() for row in cursor.fetchall()]
        is_first_row = statement.endswith("LIMIT 1") and not any(
            "TEMP B-TREE" in line or "Sort" in line for line in plan
        )
        aliases = {alias: table for table, alias in re.findall(r'(?:FROM|JOIN) "(\w+)" "?([A-Z]\w*)"?', statement)}
        for line, next_line in zip(plan, [*plan[1:], ""], strict=True):
            if not (match := _PLAN_LINES[is_sqlite].search(line)):
                continue
            words = match.groupdict()
            table = aliases.get(words["table"], words["table"])
            if table not in LARGE or is_first_row:  # in the order of the table
                continue
            if words["index"] and (line.startswith("SEARCH") if is_sqlite else next_line.startswith("Index Cond")):
                INDEXES[table].add(words["index"])
            else:
                print(f"SCAN {table}: {line}; {statement}", file=sys.stderr, flush=True)
                SCANS.append(table)


# By whether it is SQLite: a table, and the index in which its rows are searched, none where it is read whole.
_PLAN_LINES = {
    True: re.compile(r"(?:SCAN|SEARCH) (?P<table>\w+)(?: USING (?:COVERING )?(?:INDEX )?(?P<index>\w+))?"),
    False: re.compile(r"(?:Seq Scan|Index(?: Only)? Scan(?: Backward)? using (?P<index>\w+)) on (?P<table>\w+)"),
}


def build_country(communes: int, *, answer: Answer = lambda n, m: (n * m) % 7, with_agencies: bool = False):
    """The areas above the last commune with their reviewers, a clerk of the waiting communes, and their reports.

    `answer`: by number of a place and of an element, a number or a gap. `with_agencies`: one of each highest area but
    one reports as well.
    """
    from sokehoach.apps.consolidation.models import Closing
    from sokehoach.apps.consolidation.services import figures
    from sokehoach.apps.orgunits.models import Unit
    from sokehoach.apps.reporting.models import DataValue, Step, Submission
    from sokehoach.apps.reporting.models import Form as FormRow

    tree = TREES[communes]
    store_levels()
    above: list[list[Unit]] = []
    for depth, (level, count) in enumerate(tree):
        above.append(
            create_units(
                (f"{depth}{n:04}", level, above[-1][n % len(above[-1])] if above else None) for n in range(count)
            )
        )
    places = create_units((f"9{n:05}", "commune", above[-1][n % len(above[-1])]) for n in range(communes))
    last = above[-1][(communes - 1) % len(above[-1])]
    if with_agencies:
        places += create_units((f"8{n:05}", "agency", area) for n, area in enumerate(above[1]))
    elements = import_form(above[0][0], levels=("commune", "agency") if with_agencies else ("commune",))
    row = FormRow.objects.get(code=FORM)
    own = [place for place in places if place.parent_id == last.pk][-WAITING:]
    reports = Submission.objects.bulk_create(
        [
            Submission(
                form=row, unit=place, period=PERIOD, state="draft" if place in own else "accepted", created_at=AT
            )
            for place in places
        ],
        batch_size=2_000,
    )
    reviewer_role, clerk_role = create_roles()
    clerk = create_user("clerk", own[0], clerk_role, extra=own[1:])
    Step.objects.bulk_create(
        (
            Step(submission=report, action=action, state=state, by=clerk, at=AT)
            for report in reports if report.state == "accepted"
            for action, state in (("send", "sent"), ("accept", "accepted"))
        ),
        batch_size=2_000,
    )  # fmt: skip
    DataValue.objects.bulk_create(
        (
            DataValue(
                submission=report, element=element, cell=f"A{m:02}", source="typed", updated_at=AT,
                **({"number": None, "gap": given} if isinstance(given := answer(n, m), str) else {"number": given}),
            )
            for n, report in enumerate(reports)
            for m, element in enumerate(elements)
        ),
        batch_size=2_000,
    )  # fmt: skip
    areas, unit = {}, last
    while unit is not None:
        areas[unit.level] = (unit, create_user(f"reviewer{unit.code}", unit, reviewer_role))
        unit = unit.parent
    areas = dict(reversed(areas.items()))
    top_user = areas[tree[0][0]][1]
    Closing.objects.bulk_create(
        Closing(unit=area, form=FORM, period=PERIOD, edition=1, by=top_user, at=AT)
        for level in above[1:]
        for area in level
        if area.pk not in {kept.pk for kept, _user in areas.values()}
    )
    figures.recompute(form=FORM, period=PERIOD, at=AT)
    return areas, clerk, [report.pk for report in reports if report.unit in own]


def store_levels() -> None:
    from tests.factories import levels

    from sokehoach.domain.orgtree.level import Level, Levels

    country = Level("country", 0, "cả nước", "", "country", "countries", consolidates=True, counts_persons=True)
    levels.store_levels(Levels((country, *levels.LEVELS)))


def create_units(units):
    from sokehoach.apps.orgunits.models import Unit

    return Unit.objects.bulk_create(
        [
            Unit(code=code, name=code, short_name=code, folded=code, level=level, parent=parent, valid_from=SINCE)
            for code, level, parent in units
        ],
        batch_size=2_000,
    )


def import_form(top, *, levels=("commune",)):
    from tests.factories.programmes import first_programme

    from sokehoach.apps.indicators.models import DataElement
    from sokehoach.apps.reporting.services import forms as service_forms
    from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters

    elements = DataElement.objects.bulk_create(
        DataElement(
            programme=first_programme(), uid=f"{FORM}E{n:02}", code=f"{FORM}E{n:02}", name="x", unit="x", kind="count",
            nature="flow", over_time="sum", over_place="sum", function="general", form=FORM, source="bench",
        )
        for n in range(ELEMENTS)
    )  # fmt: skip
    definition = Form(
        uid=FORM, code=FORM, name="bench", period_type="six-month", function="general",
        reporters=Reporters(levels=levels),
        sections=(FormSection("A", "A", tuple(Cell(f"A{n:02}", one.code) for n, one in enumerate(elements))),),
    )  # fmt: skip
    service_forms.import_forms(programme=first_programme(), forms=[definition], unit=top, by="bench", at=AT)
    return elements


def create_roles():
    from tests.factories.programmes import first_programme

    from sokehoach.apps.accounts.models import Role
    from sokehoach.apps.accounts.services import grants

    class Reviewer:
        code = name = "bench_reviewer"
        actions = ("plan.view", "duty.view", "report.view", "report.review", "consolidate.view")
        functions, levels = (), ()

    class Clerk:
        code = name = "bench_clerk"
        actions = ("plan.view", "duty.view", "report.view", "report.edit", "report.send")
        functions, levels = (), ()

    grants.import_roles(programme=first_programme(), roles=[Reviewer(), Clerk()], by="bench", at=AT)
    return Role.objects.get(code=Reviewer.code), Role.objects.get(code=Clerk.code)


def create_user(name: str, unit, role, extra=()):
    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.accounts.services import grants, users

    users.create_user(username=name, full_name=name, title="", unit=unit, by="bench", at=AT)
    user = User.objects.get(username=name)
    for place in (unit, *extra):
        grants.create_grant(user=user, role=role, unit=place, function="general", since=SINCE, by="bench", at=AT)
    return user


if __name__ == "__main__":
    sys.exit(main())
