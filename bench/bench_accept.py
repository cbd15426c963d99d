"""Accepting one report: time and queries, on a small tree and on 5 districts of 19 communes, 5 elements.

The floor, in the same run, is a write that changes one row: a transaction, its audit event, its fsync.
"""

import shutil
import statistics
import sys
import time
from datetime import UTC, date, datetime

from bench.deployment import begin
from bench.short import size

AT = datetime(2021, 6, 20, 8, tzinfo=UTC)
ELEMENTS = 5


def main() -> int:
    home = begin()
    try:
        floor = measure_floor()
        small, few = measure("1", districts=1, communes=3)
        large, many = measure("2", districts=size(5, 2), communes=size(19, 5))
        print(f"floor, a write of one row: {floor * 1000:.1f} ms")
        print(f"accept, 1 × 3 communes: {small * 1000:.1f} ms, {few} queries")
        tree = size("5 × 19", "2 × 5")
        print(f"accept, {tree} communes: {large * 1000:.1f} ms = {large / floor:.1f} × the floor, {many} queries")
        print("queries do not grow with the tree" if few == many else f"QUERIES GROW: {few} → {many}")
        return int(few != many)
    finally:
        shutil.rmtree(home)


def measure_floor() -> float:
    from tests.factories.programmes import first_programme

    from sokehoach.apps.accounts.services import grants

    class Role:
        code, name, actions, functions, levels = "floor", "floor", ("plan.view",), (), ()

    return statistics.median(
        timed(lambda: grants.import_roles(programme=first_programme(), roles=[Role()], by="bench", at=AT))
        for _ in range(size(40, 10))
    )


def measure(province: str, *, districts: int, communes: int) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sokehoach.apps.consolidation.services import acceptance

    reviewer, waiting = world(province, districts, communes)
    # The first is not counted: it asks for what a thread then keeps for some seconds (shell.thread_cache).
    acceptance.accept(submission=waiting.pop(), version=1, by=reviewer, at=AT)
    with CaptureQueriesContext(connection) as queries:
        acceptance.accept(submission=waiting.pop(), version=1, by=reviewer, at=AT)
    taken = [timed(lambda one=one: acceptance.accept(submission=one, version=1, by=reviewer, at=AT)) for one in waiting]
    return statistics.median(taken[-40:]), len(queries)


def world(province: str, districts: int, communes: int):
    """A tree whose every commune has sent its report; the reviewer, and the reports' ids."""
    from tests.factories.programmes import first_programme

    from sokehoach.apps.accounts.models import Role, User
    from sokehoach.apps.accounts.services import grants, users
    from sokehoach.apps.indicators.models import DataElement
    from sokehoach.apps.orgunits.models import Unit
    from sokehoach.apps.reporting.models import DataValue, Submission
    from sokehoach.apps.reporting.models import Form as FormRow
    from sokehoach.apps.reporting.services import forms as service_forms
    from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters

    def unit(code: str, level: str, parent: Unit | None) -> Unit:
        return Unit.objects.create(
            code=code, name=code, short_name=code, folded=code, level=level, parent=parent,
            valid_from=date(2004, 1, 1),
        )  # fmt: skip

    top = unit(province, "province", None)
    form = f"B{province}"
    elements = [
        DataElement.objects.create(
            programme=first_programme(), uid=f"{form}E{n}", code=f"{form}E{n}", name="x", unit="x", kind="count",
            nature="flow", over_time="sum", over_place="sum",
            function="general", form=form, source="bench",
        )
        for n in range(ELEMENTS)
    ]  # fmt: skip
    definition = Form(
        uid=form, code=form, name="bench", period_type="six-month", function="general",
        reporters=Reporters(levels=("commune",)),
        sections=(FormSection("A", "A", tuple(Cell(f"A{n}", one.code) for n, one in enumerate(elements))),),
    )  # fmt: skip
    service_forms.import_forms(programme=first_programme(), forms=[definition], unit=top, by="bench", at=AT)
    row = FormRow.objects.get(code=form)
    waiting = []
    for d in range(districts):
        district = unit(f"{province}.{d}", "district", top)
        for c in range(communes):
            commune = unit(f"{province}.{d}.{c}", "commune", district)
            submission = Submission.objects.create(form=row, unit=commune, period="2021S1", state="sent", created_at=AT)
            DataValue.objects.bulk_create(
                DataValue(
                    submission=submission,
                    element=one,
                    cell=f"A{n}",
                    number=c + n,
                    source="typed",
                    updated_at=AT,
                )
                for n, one in enumerate(elements)
            )
            waiting.append(submission.pk)

    class Reviewer:
        code, name, actions, functions, levels = "bench", "bench", ("report.view", "report.review"), (), ()

    grants.import_roles(programme=first_programme(), roles=[Reviewer()], by="bench", at=AT)
    users.create_user(username=f"bench{province}", full_name="Bench", title="", unit=top, by="bench", at=AT)
    user = User.objects.get(username=f"bench{province}")
    grants.create_grant(
        user=user, role=Role.objects.get(code="bench"), unit=top, function="general", since=date(2004, 1, 1),
        by="bench", at=AT,
    )  # fmt: skip
    return user, waiting


def timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
