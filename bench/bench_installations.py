"""34 provinces with an installation of their own, and one above them that is fed their closed figures over the API.

Each province has 98 communes, a form of 30 elements with gaps and zeros, and a server of its own on this machine. In
the first start one province is down and, while another is read, so is the installation above; later starts find all of
them up. Then every figure of the country must be the sum that SQL makes of all communes' own values, one report of each
province must be there, and the third start must have written nothing.

Servers run TOGETHER at a time; milliseconds are those of their processes, since a machine is shared.
"""

import os
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
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
from bench.serving import Served, serve
from bench.short import size

if TYPE_CHECKING:
    from sokehoach_client.feed import FeedResult as Result

PROVINCES, COMMUNES, TOGETHER = size((34, 98, 6), (3, 5, 3))
DATABASE, COUNTRY, AREA = "sokehoach.sqlite3", "00", "1"
CLIENT = str(Path(__file__).resolve().parents[1] / "clients" / "python")
TOKEN_ABOVE, TOKEN = "SKH_TOKEN_BO", "SKH_TOKEN_TINH"


def main() -> int:
    root = Path(begin_in_2021())
    homes = [root / "tinh" / f"{n:02}" for n in range(1, PROVINCES + 1)]
    try:
        above = _copy_home(root, root / "bo")
        _use(above)
        tokens, reviewer = build_above()
        province = _copy_home(root, root / "mau")
        _use(province)
        tokens |= build_province()
        for n, home in enumerate(homes, 1):
            _use(_copy_home(province, home))
            store_values(n)
        return run(above, homes, tokens, reviewer)
    finally:
        shutil.rmtree(root)


def run(above: Path, homes: list[Path], tokens: Mapping[str, str], reviewer: int) -> int:
    began = time.perf_counter()
    down, cut_off = homes[len(homes) // 2], homes[-1]
    starts: list[list[Result]] = [[], [], []]
    seconds = [0.0, 0.0, 0.0]
    for first in range(0, len(homes), TOGETHER):
        wave = homes[first : first + TOGETHER]
        with ExitStack() as stack:
            served = {home: stack.enter_context(_serve(home)) for home in (above, *wave)}
            for n, results in enumerate(starts):
                before = sum(served[home].get_processor_seconds() for home in wave)
                gone = {down: down, cut_off: above} if n == 0 else {}
                results += [feed(served, above, home, gone.get(home), tokens) for home in wave]
                seconds[n] += sum(served[home].get_processor_seconds() for home in wave) - before
    for n, results in enumerate(starts, 1):
        print(f"start {n}: {dict(Counter(str(result.outcome) for result in results))}")
    names = [result.source for result in starts[0] if not result.is_done]
    print(f"named as not reached in the first start: {', '.join(names)}")
    wrong = [*names] != [_name(down), _name(cut_off)]
    wrong += sum(not result.is_done for result in starts[1])
    wrong += sum(str(result.outcome) != "không đổi" for result in starts[2])
    _use(above)
    wrong += accept_all(reviewer) != len(homes)
    figures, sums = read_figures(above), add_up(homes)
    each = [spent / len(homes) * 1000 for spent in seconds]
    different = {name for name in figures.keys() | sums.keys() if figures.get(name) != sums.get(name)}
    wrong += len(different) + (not figures)
    print(
        f"{len(homes)} × {COMMUNES} communes, {len(figures)} figures of the country: "
        f"{f'{len(different)} DIFFER' if different else 'each is the sum of all communes'}; "
        f"its server spends {each[0]:.0f} ms on each, unchanged {each[2]:.0f} ms; "
        f"{time.perf_counter() - began:.0f} s altogether, load {os.getloadavg()[0]:.0f}"
    )
    return int(wrong)


def feed(
    served: Mapping[Path, Served], above: Path, home: Path, gone: Path | None, tokens: Mapping[str, str]
) -> "Result":
    """What became of a province. `gone`: the installation that does not answer, of the province or the one above."""
    sys.path.insert(0, CLIENT)
    from sokehoach_client import Client, RetryPolicy
    from sokehoach_client.feed import Source, feed_all

    sites = {place: f"http://127.0.0.1:{9 if place is gone else served[place].port}" for place in (home, above)}
    source = Source(_name(home), sites[home], TOKEN, AREA, home.name, {FORM: FORM})
    with Client(sites[above], tokens[TOKEN_ABOVE], retries=RetryPolicy(attempts=1)) as to:
        (result,) = feed_all(to, [source], PERIOD, tokens)
    return result


@contextmanager
def _serve(home: Path) -> Iterator[Served]:
    with serve(home, os.environ | {"SOKEHOACH_HOME": str(home), "SOKEHOACH_API_RATE": "0"}, workers=1) as served:
        yield served


def _name(home: Path) -> str:
    return f"Tỉnh {home.name}"


def _copy_home(source: Path, home: Path) -> Path:
    from django.db import connection

    connection.close()  # on SQLite the last one to close writes the log into the file
    shutil.copytree(source, home, ignore=shutil.ignore_patterns("tinh", "bo", "mau"))
    return home


def _use(home: Path) -> None:
    """Makes this process write into the database of that installation."""
    from django.db import connection

    from sokehoach.apps.shell.thread_cache import forget_answers

    connection.close()
    connection.settings_dict["NAME"] = str(home / DATABASE)
    forget_answers()


def build_above() -> tuple[dict[str, str], int]:
    """The country, the provinces, an account that writes and sends their reports; its token, and who accepts."""
    from tests.factories.api_tokens import make_token

    store_levels()
    (country,) = create_units([(COUNTRY, "country", None)])
    provinces = create_units((f"{n:02}", "province", country) for n in range(1, PROVINCES + 1))
    import_form(country, level="province")
    reviewer_role, clerk_role = create_roles()
    clerk = create_user("feed", provinces[0], clerk_role, extra=provinces[1:])
    return {TOKEN_ABOVE: make_token(clerk).text}, create_user("reviewer", country, reviewer_role).pk


def build_province() -> dict[str, str]:
    from tests.factories.api_tokens import make_token

    from sokehoach.apps.reporting.models import DataValue, Form, Submission

    store_levels()
    (area,) = create_units([(AREA, "province", None)])
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
    """Values of its own for each commune of the province, with zeros and both gaps; then the province closes."""
    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.consolidation.queries import closings
    from sokehoach.apps.consolidation.services import closing, figures
    from sokehoach.apps.orgunits.models import Unit
    from sokehoach.apps.reporting.models import DataValue

    values = list(DataValue.objects.order_by("submission__unit__code", "cell"))
    for n, value in enumerate(values):
        kind = (n * 7 + province) % 11
        value.gap = "not_reported" if kind == 3 else "not_applicable" if kind == 5 or value.cell == "A01" else ""
        value.number = None if value.gap else (0 if kind == 7 else (n * 31 + province * 17) % 9_973)
        if value.cell == "A02" and province == 2:
            value.number, value.gap = None, "not_reported"  # nobody of this province answers
    DataValue.objects.bulk_update(values, ["number", "gap"], batch_size=500)
    figures.recompute(form=FORM, period=PERIOD, at=AT)
    area, reviewer = Unit.objects.get(code=AREA), User.objects.get(username="reviewer")
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
