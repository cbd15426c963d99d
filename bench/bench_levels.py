"""Consolidation over levels: recomputation, acceptance and the sheet, as units go 19 → 129 → 705.

A province of districts of at most 19 communes, 90 elements; 129 communes over eight half-years, the others over one.
Every district has closed but those whose reports still wait. The floor, in the same run, is the bare SQL sum of the
accepted values.
Limits for 129 communes × 90 elements × 4 years: every figure and share counted again and compared in 10 s, all rows
built anew in 10 s; 200 ms a sheet, of 705 communes as well. All of the process's own time, since a machine is shared.
"""

import shutil
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

from bench.deployment import begin_in_2021
from bench.short import held, size

AT = datetime(2021, 6, 20, 8, tzinfo=UTC)
SINCE = date(2004, 1, 1)
ELEMENTS, IN_DISTRICT, TIMES = size(90, 9), 19, size(7, 2)
YEARS = [f"{year}S{half}" for year in (2018, 2019, 2020, 2021) for half in (1, 2)]
LIMITED, BUILT, RECOUNTED, SHEET = 129, 10.0, 10.0, 0.200


def main() -> int:
    home = begin_in_2021()
    try:
        over = 0
        for number, (communes, periods) in enumerate(
            size(
                ((19, YEARS[-2:-1]), (129, YEARS), (705, YEARS[-2:-1])),
                ((19, YEARS[-2:-1]), (40, YEARS[-2:])),
            ),
            1,
        ):
            over += measure(str(number), communes, periods)
        return over
    finally:
        shutil.rmtree(home)


def measure(province: str, communes: int, periods: list[str]) -> int:
    from django.test import Client

    from sokehoach.apps.consolidation.models import Figure
    from sokehoach.apps.consolidation.queries.recounts import list_recounts
    from sokehoach.apps.consolidation.services import acceptance, figures

    form, user, waiting = world(province, communes, periods)

    def rebuild() -> None:
        for period in periods:
            figures.recompute(form=form, period=period, at=AT)

    def kept() -> list[tuple[object, ...]]:
        rows = Figure.objects.filter(form=form).order_by("unit", "period", "element")
        return list(rows.values_list("unit", "period", "element", "number"))

    before = kept()
    rebuilt = timed(rebuild)
    same = before == kept()
    wrong: list[int] = []
    counted = timed(lambda: wrong.extend(len(one.differences) for one in list_recounts() if one.form == form))
    floor = min(timed(lambda: bare_sum(form)) for _ in range(3))
    taken = [timed(lambda one=one: acceptance.accept(submission=one, version=1, by=user, at=AT)) for one in waiting]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    pages = {}
    for level, unit in (("province", province), ("district", f"{province}.0")):
        address = f"/tong-hop/{unit}/{periods[-1]}/{form}/"
        assert client.get(address).status_code == 200, address
        pages[level] = statistics.median(timed(lambda a=address: client.get(a)) for _ in range(TIMES))
    accepted = statistics.median(taken)
    print(
        f"{communes} communes × {ELEMENTS} × {len(periods)}: floor {floor * 1000:.0f} ms; built anew {rebuilt:.1f} s"
        f" ({rebuilt / floor:.0f} ×), {'equal' if same else 'NOT EQUAL'}; recounted {counted:.1f} s, "
        f"{sum(wrong)} differ; accept {accepted * 1000:.0f} ms; sheet of the province "
        f"{pages['province'] * 1000:.0f} ms, of a district {pages['district'] * 1000:.0f} ms",
        flush=True,
    )
    over = sum(one > SHEET for one in pages.values())
    if communes <= LIMITED:
        over += (counted > RECOUNTED) + (rebuilt > BUILT)
    return int(not same) + sum(wrong) + held(over)


def bare_sum(form: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.period, v.element_id, u.parent_id, SUM(v.number) FROM reporting_datavalue v"
            " JOIN reporting_submission s ON s.id = v.submission_id JOIN reporting_form f ON f.id = s.form_id"
            " JOIN orgunits_unit u ON u.id = s.unit_id WHERE f.code = %s AND s.state IN ('accepted', 'consolidated')"
            " GROUP BY 1, 2, 3",
            [form],
        )
        cursor.fetchall()


def world(province: str, communes: int, periods: list[str]):
    """Its form; who reviews it; the last reports, which wait (the rest is accepted and closed)."""
    from tests.factories.levels import store_levels
    from tests.factories.programmes import first_programme

    from sokehoach.apps.accounts.models import Role, User
    from sokehoach.apps.accounts.services import grants, users
    from sokehoach.apps.consolidation.models import Closing
    from sokehoach.apps.consolidation.services import figures
    from sokehoach.apps.indicators.models import DataElement
    from sokehoach.apps.orgunits.models import Unit
    from sokehoach.apps.reporting.models import DataValue, Submission
    from sokehoach.apps.reporting.models import Form as FormRow
    from sokehoach.apps.reporting.services import forms as service_forms
    from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters

    def unit(code: str, level: str, parent: Unit | None) -> Unit:
        return Unit.objects.create(
            code=code, name=code, short_name=code, folded=code, level=level, parent=parent, valid_from=SINCE
        )

    store_levels()
    form, top = f"B{province}", unit(province, "province", None)
    elements = DataElement.objects.bulk_create(
        DataElement(
            programme=first_programme(), uid=f"{form}E{n:02}", code=f"{form}E{n:02}", name="x", unit="x", kind="count",
            nature="flow", over_time="sum", over_place="sum", function="general", form=form, source="bench",
        )
        for n in range(ELEMENTS)
    )  # fmt: skip
    definition = Form(
        uid=form, code=form, name="bench", period_type="six-month", function="general",
        reporters=Reporters(levels=("commune",)),
        sections=(FormSection("A", "A", tuple(Cell(f"A{n:02}", one.code) for n, one in enumerate(elements))),),
    )  # fmt: skip
    service_forms.import_forms(programme=first_programme(), forms=[definition], unit=top, by="bench", at=AT)
    row = FormRow.objects.get(code=form)

    class Reviewer:
        code, name, actions = "bench", "bench", ("report.view", "report.review", "consolidate.view")
        functions, levels = (), ()

    grants.import_roles(programme=first_programme(), roles=[Reviewer()], by="bench", at=AT)
    users.create_user(username=f"bench{province}", full_name="Bench", title="", unit=top, by="bench", at=AT)
    user = User.objects.get(username=f"bench{province}")
    role = Role.objects.get(code="bench")
    grants.create_grant(user=user, role=role, unit=top, function="general", since=SINCE, by="bench", at=AT)

    districts = [unit(f"{province}.{n}", "district", top) for n in range(-(-communes // IN_DISTRICT))]
    places = [unit(f"{one.code}.{n}", "commune", one) for one in districts for n in range(IN_DISTRICT)][:communes]
    waiting = []
    for period in periods:
        for n, place in enumerate(places):
            waits = period == periods[-1] and n >= communes - TIMES
            report = Submission.objects.create(
                form=row, unit=place, period=period, state="sent" if waits else "accepted", created_at=AT
            )
            waiting += [report.pk] if waits else []
            DataValue.objects.bulk_create(
                DataValue(
                    submission=report, element=one, cell=f"A{m:02}", source="typed", updated_at=AT,
                    number=None if (n + m) % 11 == 0 else n * m % 7, gap="not_reported" if (n + m) % 11 == 0 else "",
                )
                for m, one in enumerate(elements)
            )  # fmt: skip
        Closing.objects.bulk_create(
            Closing(unit=one, form=form, period=period, edition=1, by=user, at=AT)
            for one in districts[: (communes - TIMES) // IN_DISTRICT]
        )
        figures.recompute(form=form, period=period, at=AT)
    return form, user, waiting


def timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
