"""34 provinces with an installation of their own, and one above them that is fed their closed figures over the API.

Each province has 98 communes, a form of 30 elements with gaps and zeros, a database and a server of its own on this
machine; all servers run at once. In the first start one province is down, and before the last province is read the
installation above goes down; at the second start both are back, at the third nothing is new. Then every figure of the
country must be the sum that SQL makes of all communes' own values, one report of each province must be there, and the
third start must have written nothing.

The first province is built through the services; the others are copies with codes and values of their own, which the
services add up and close. Servers are forks of this process; milliseconds are those of their processes, since a machine
is shared.
"""

import os
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bench.bench_country import (
    AT,
    FORM,
    PERIOD,
    create_roles,
    create_units,
    create_user,
    import_form,
    store_levels,
)
from bench.deployment import begin_in_2021
from bench.serving import Served, find_free_ports, serve_fork
from bench.short import size

if TYPE_CHECKING:
    from sokehoach_client.feed import FeedResult as Result

PROVINCES, COMMUNES = size((34, 98), (3, 5))
DATABASE, COUNTRY = "sokehoach.sqlite3", "00"
CLIENT = str(Path(__file__).resolve().parents[1] / "clients" / "python")
TOKEN_ABOVE, TOKEN = "SKH_TOKEN_BO", "SKH_TOKEN_TINH"


def main() -> int:
    os.environ["SOKEHOACH_API_RATE"] = "0"
    began = time.perf_counter()
    root = Path(begin_in_2021(is_copied=True))
    homes = [root / "tinh" / f"{n:02}" for n in range(1, PROVINCES + 1)]
    try:
        above, province = _copy_database(root, root / "bo"), _copy_database(root, root / "mau")
        with _build(above):
            tokens, reviewer = build_above()
        with _build(province):
            tokens |= build_province()
        for n, home in enumerate(homes, 1):
            with _build(_copy_database(province, home)):
                store_values(n)
        print(f"{len(homes)} × {COMMUNES} communes built in {time.perf_counter() - began:.0f} s", flush=True)
        return run(above, homes, tokens, reviewer)
    finally:
        shutil.rmtree(root)


def run(above: Path, homes: list[Path], tokens: Mapping[str, str], reviewer: int) -> int:
    began = time.perf_counter()
    down, last = homes[len(homes) // 2], homes[-1]
    ports = dict(zip((above, *homes), find_free_ports(1 + len(homes)), strict=True))
    starts: list[list[Result]] = []
    with ExitStack() as stack:
        served = {home: stack.enter_context(_serve(home, ports[home])) for home in homes if home is not down}
        with _serve(above, ports[above]) as lost:
            seconds = -_spent(served.values())
            starts.append(feed(ports, above, tokens, before={last: lost.stop}))
            seconds += _spent(served.values())
        for home in (above, down):
            served[home] = stack.enter_context(_serve(home, ports[home]))
        for _start in range(2):
            starts.append(feed(ports, above, tokens))
        seconds_above = served[above].get_processor_seconds()
    for n, results in enumerate(starts, 1):
        print(f"start {n}: {dict(Counter(str(result.outcome) for result in results))}")
    names = [result.source for result in starts[0] if not result.is_done]
    print(f"named as not reached in the first start: {', '.join(names)}")
    wrong = names != [_name(down), _name(last)]
    wrong += sum(len(results) != len(homes) for results in starts)
    wrong += sum(not result.is_done for result in starts[1])
    wrong += sum(str(result.outcome) != "không đổi" for result in starts[2])
    _use(above)
    wrong += accept_all(reviewer) != len(homes)
    figures, sums = read_figures(above), add_up(homes)
    different = {name for name in figures.keys() | sums.keys() if figures.get(name) != sums.get(name)}
    wrong += len(different) + (not figures)
    each, each_above = seconds / (len(homes) - 1) * 1000, seconds_above / 2 / len(homes) * 1000
    print(
        f"{len(homes)} × {COMMUNES} communes, {len(figures)} figures of the country: "
        f"{f'{len(different)} DIFFER' if different else 'each is the sum of all communes'}; a province spends "
        f"{each:.0f} ms on a start, the one above {each_above:.0f} ms on a province; "
        f"{time.perf_counter() - began:.0f} s for all starts, load {os.getloadavg()[0]:.0f}"
    )
    return int(wrong)


def feed(
    ports: Mapping[Path, int],
    above: Path,
    tokens: Mapping[str, str],
    before: Mapping[Path, Callable[[], object]] = MappingProxyType({}),
) -> "list[Result]":
    """One start of the feed over all provinces. `before`: what happens when its turn comes to a province."""
    sys.path.insert(0, CLIENT)
    from sokehoach_client import Client, RetryPolicy
    from sokehoach_client.feed import Source, feed_all

    sites = {home: f"http://127.0.0.1:{port}" for home, port in ports.items()}
    results = []
    with Client(sites.pop(above), tokens[TOKEN_ABOVE], retries=RetryPolicy(attempts=1)) as to:
        for home, site in sites.items():
            before.get(home, bool)()
            source = Source(_name(home), site, TOKEN, home.name, home.name, {FORM: FORM})
            results += feed_all(to, [source], PERIOD, tokens)
    return results


def _serve(home: Path, port: int) -> AbstractContextManager[Served]:
    return serve_fork(partial(_use, home), port, home.with_suffix(".log"))


def _spent(served: Iterable[Served]) -> float:
    return sum(one.get_processor_seconds() for one in served)


def _name(home: Path) -> str:
    return f"Tỉnh {home.name}"


def _copy_database(source: Path, home: Path) -> Path:
    from django.db import connection

    connection.close()  # on SQLite the last one to close writes the log into the file
    home.mkdir(parents=True)
    shutil.copy(source / DATABASE, home)
    return home


def _use(home: Path) -> None:
    """Makes this process write into the database of that installation."""
    from django.db import connection

    from sokehoach.apps.shell.thread_cache import forget_answers

    connection.close()
    connection.settings_dict["NAME"] = str(home / DATABASE)
    forget_answers()


@contextmanager
def _build(home: Path) -> Iterator[None]:
    """Writes into that installation without waiting for the disk."""
    from django.db import connection

    _use(home)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
    yield
    connection.close()


def build_above() -> tuple[dict[str, str], int]:
    """The country, the provinces, an account that writes and sends their reports; its token, and who accepts."""
    from tests.factories.api_tokens import make_token

    store_levels()
    (country,) = create_units([(COUNTRY, "country", None)])
    provinces = create_units((f"{n:02}", "province", country) for n in range(1, PROVINCES + 1))
    import_form(country, levels=("province",))
    reviewer_role, clerk_role = create_roles()
    clerk = create_user("feed", provinces[0], clerk_role, extra=provinces[1:])
    return {TOKEN_ABOVE: make_token(clerk).text}, create_user("reviewer", country, reviewer_role).pk


def build_province() -> dict[str, str]:
    from tests.factories.api_tokens import make_token

    from sokehoach.apps.reporting.models import DataValue, Form, Submission

    store_levels()
    (area,) = create_units([(COUNTRY, "province", None)])
    communes = create_units((f"{n:05}", "commune", area) for n in range(1, COMMUNES + 1))
    elements = import_form(area)
    form = Form.objects.get(code=FORM)
    reports = Submission.objects.bulk_create(
        Submission(form=form, unit=commune, period=PERIOD, state="accepted", created_at=AT) for commune in communes
    )
    DataValue.objects.bulk_create(
        (
            DataValue(submission=report, element=element, cell=f"A{m:02}", source="typed", updated_at=AT, number=0)
            for report in reports
            for m, element in enumerate(elements)
        ),
        batch_size=2_000,
    )
    reviewer_role, _clerk_role = create_roles()
    return {TOKEN: make_token(create_user("reviewer", area, reviewer_role)).text}


def store_values(province: int) -> None:
    """Codes and values of its own for each commune, with zeros and both gaps; then the province closes."""
    from django.db import connection

    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.consolidation.queries import closings
    from sokehoach.apps.consolidation.services import closing, figures
    from sokehoach.apps.orgunits.models import Unit
    from sokehoach.apps.reporting.models import DataValue

    own = f"{province:02}"
    for unit in Unit.objects.all():
        code = own if unit.level == "province" else f"{own}{unit.code}"
        Unit.objects.filter(pk=unit.pk).update(code=code, name=code, short_name=code, folded=code)
    rows = []
    for n, (pk, cell) in enumerate(
        DataValue.objects.order_by("submission__unit__code", "cell").values_list("pk", "cell")
    ):
        kind = (n * 7 + province) % 11
        gap = "not_reported" if kind == 3 else "not_applicable" if kind == 5 or cell == "A01" else ""
        if cell == "A02" and province == 2:
            gap = "not_reported"  # nobody of this province answers
        rows.append((None if gap else 0 if kind == 7 else (n * 31 + province * 17) % 9_973, gap, pk))
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE reporting_datavalue SET number = %s, gap = %s WHERE id = %s", rows)
    figures.recompute(form=FORM, period=PERIOD, at=AT)
    area, reviewer = Unit.objects.get(code=own), User.objects.get(username="reviewer")
    digest = closings.compute_inputs_digest(unit=area, form=FORM, period=PERIOD)
    closing.close(unit=area, form=FORM, period=PERIOD, seen_digest=digest, by=reviewer, at=AT)


def accept_all(reviewer: int) -> int:
    """The number of reports above, all of which are accepted then."""
    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.consolidation.services import acceptance
    from sokehoach.apps.reporting.models import Submission

    reports = list(Submission.objects.filter(state="sent"))
    by = User.objects.get(pk=reviewer)
    for report in reports:
        acceptance.accept(submission=report.pk, version=report.version, by=by, at=AT)
    return len(reports)


def read_figures(above: Path) -> dict[str, Decimal | None]:
    from sokehoach.apps.consolidation.models import Figure

    _use(above)
    return {figure.element: figure.number for figure in Figure.objects.filter(form=FORM, period=PERIOD)}


def add_up(homes: list[Path]) -> dict[str, Decimal | None]:
    """Each element over all communes of all installations, by SQL alone; None where no commune has a number."""
    sums: dict[str, Decimal | None] = {}
    for home in homes:
        with sqlite3.connect(home / DATABASE) as database:
            rows = database.execute(
                "SELECT e.uid, COUNT(v.number), SUM(v.number) FROM reporting_datavalue v "
                "JOIN indicators_dataelement e ON e.id = v.element_id GROUP BY e.uid"
            )
            for element, count, total in rows:
                earlier = sums.get(element)
                sums[element] = earlier if not count else Decimal(str(total)) + (earlier or 0)
    return sums


if __name__ == "__main__":
    sys.exit(main())
