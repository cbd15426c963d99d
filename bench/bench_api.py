"""The API: figures of a district, a report of 70 values filled, and an export of two years by five programs at once.

The floor, in the same run, is GET /api/v1/me: the token, its scope, and nothing else. In the demonstration's district:
`figures` of 19 communes, limit 50 ms. Beginning, filling and checking 19 reports of 70 values in one request,
of `/api/v1` and of DHIS2's dataValueSets: limit 300 ms each; one request for each report is measured beside. These are
asked in this process; beside the time that passed stands the processor time of the process, which other work on the
machine does not lengthen.

In a province of 3,321 communes: `sokehoach serve` in two processes, five programs at one time, each with a token and
a connection of its own (bench.api_export), pages of 500 accepted values of the province and all below it in four
half-years, the 95th percentile: limit 100 ms. Five programs that ask the floor at one time are measured before and
after, on the same server. Each token is used once before, since its first use of a day writes to the trail: that is
measured by itself.
"""

import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench.api_export import PAGE, Reading, ask_at_once, describe, percentile, read_again_at_once, read_at_once
from bench.deployment import begin_in_2021, settle
from bench.serving import serve
from bench.short import SHORT, held, size

AT = datetime(2021, 6, 20, 8, tzinfo=UTC)
CELLS, COMMUNES = 70, size(19, 3)
PROVINCE = size(3321, 8)  # communes
TIMES = size(40, 3)
WARMING = 2  # times that are not counted
PERIODS = ("2019S2", "2020S1", "2020S2", "2021S1")
PAGES = size(30, 3)  # of each half-year that a program reads: in the short form all


def main() -> int:
    home = begin_in_2021()
    try:
        from django.conf import settings

        settings.API_REQUESTS_A_MINUTE = 0
        over = 0
        district = make_area("1", COMMUNES)
        floor = measure(lambda: get(district.office, "me"))
        print(f"floor, GET /me: {floor * 1000:.1f} ms")
        filled = fill_reports(district)
        print(
            f"fill {COMMUNES} reports of {CELLS} values, with checks: {filled * 1000:.0f} ms, "
            f"one {filled / COMMUNES * 1000:.1f} ms"
        )
        send_and_accept(district)
        for name, (seconds, spent) in store_together().items():
            print(
                f"{name}, {COMMUNES} reports of {CELLS} values in one request, with checks: {seconds * 1000:.0f} ms; "
                f"of the processor {spent * 1000:.0f} ms"
            )
            over += held(seconds > 0.300)
        settle()
        began_spending = time.process_time()
        figures = measure(lambda: get(district.office, "figures?unit=1.D&form=B1&period=2021S1"))
        spent = (time.process_time() - began_spending) / (TIMES + WARMING)
        print(
            f"figures of a district of {COMMUNES} communes × {CELLS}: {figures * 1000:.1f} ms = "
            f"{figures / floor:.1f} × the floor; of the processor {spent * 1000:.1f} ms"
        )
        over += held(figures > 0.050)
        province = make_area("2", PROVINCE)
        count = store_accepted(province)
        settle()
        print(f"first use of a token on a day: {statistics.median(use_first(province)) * 1000:.1f} ms")
        over += held(export_at_once(province, count, Path(home)) > 0.100)
        return int(bool(over))
    finally:
        shutil.rmtree(home)


class Area:
    """A district, its communes with a clerk each, and an office that reads figures; clients by token."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.communes: list = []
        self.clerks: list = []
        self.office = None
        self.tokens: list = []
        self.reviewer = None


def make_area(code: str, communes: int) -> Area:
    from tests.factories.levels import store_groups, store_levels
    from tests.factories.programmes import first_programme

    from sokehoach.apps.accounts.models import Role, User
    from sokehoach.apps.accounts.services import grants, users
    from sokehoach.apps.indicators.models import DataElement
    from sokehoach.apps.orgunits.models import Unit, UnitLevel
    from sokehoach.apps.reporting.services import forms as service_forms
    from sokehoach.domain.reporting.form import Cell, Check, Form, FormSection, Reporters, Rule

    if not UnitLevel.objects.exists():
        store_levels()
        store_groups()

    def unit(unit_code: str, level: str, parent: Unit | None) -> Unit:
        return Unit.objects.create(
            code=unit_code, name=unit_code, short_name=unit_code, folded=unit_code, level=level, parent=parent,
            valid_from=date(2004, 1, 1),
        )  # fmt: skip

    area, form = Area(code), f"B{code}"
    top = unit(f"{code}.D", "district", unit(code, "province", None))
    elements = [
        DataElement.objects.create(
            programme=first_programme(), uid=f"{form}E{n:02}", code=f"{form}E{n:02}", name=f"Chỉ tiêu {n}",
            unit="cuộc", kind="count", nature="flow", over_time="sum", over_place="sum", function="general", form=form,
            source="bench",
        )
        for n in range(CELLS)
    ]  # fmt: skip
    cells = tuple(Cell(f"A{n:02}", element.uid) for n, element in enumerate(elements))
    checks = tuple(Check(Rule.PART_WITHIN_WHOLE, (cells[n + 1].code, cells[n].code)) for n in range(0, CELLS - 1, 7))
    definition = Form(
        uid=form, code=form, name="bench", period_type="six-month", function="general",
        reporters=Reporters(levels=("commune",)), sections=(FormSection("A", "A", cells),), checks=checks,
    )  # fmt: skip
    service_forms.import_forms(programme=first_programme(), forms=[definition], unit=top, by="bench", at=AT)
    area.communes = [unit(f"{code}.{n:04}", "commune", top) for n in range(communes)]
    clerk_role, _new = Role.objects.get_or_create(
        code="clerk", defaults={"name": "clerk", "actions": ["report.view", "report.edit", "report.send"]}
    )
    office_role, _new = Role.objects.get_or_create(
        code="office", defaults={"name": "office", "actions": ["report.view", "report.review", "consolidate.view"]}
    )

    def account(username: str, role: Role, over: Unit) -> User:
        users.create_user(username=username, full_name="Lò Thị Minh", title="", unit=over, by="bench", at=AT)
        user = User.objects.get(username=username)
        grants.create_grant(
            user=user, role=role, unit=over, function="general", since=date(2004, 1, 1), by="bench", at=AT
        )
        return user

    if communes <= COMMUNES:
        area.clerks = [make_client(account(f"xa{code}{n}", clerk_role, row)) for n, row in enumerate(area.communes)]
    area.reviewer = account(f"office{code}", office_role, top)
    area.tokens = [make_client(area.reviewer, f"máy {n}") for n in range(5)]
    area.office = area.tokens[0]
    return area


def make_client(user, name: str = "máy"):
    from django.test import Client
    from tests.factories.api_tokens import make_token

    token = make_token(user, name=name, expires_on=(AT + timedelta(days=90)).date()).text
    return Client(headers={"Authorization": f"Bearer {token}", "host": "127.0.0.1"})


def get(client, path: str):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200, (path, answer.status_code, answer.content[:300])
    return answer


def fill_reports(area: Area) -> float:
    """Seconds in which a program fills the begun report of each commune; what it reads first is not counted."""
    sent = []
    values = {f"A{n:02}": {"value": 100 - n} for n in range(CELLS)}
    for client, commune in zip(area.clerks, area.communes, strict=True):
        new = {"form": f"B{area.code}", "unit": commune.code, "period": "2021S1"}
        begun = client.post("/api/v1/submissions", json.dumps(new), content_type="application/json")
        assert begun.status_code == 201, begun.content
        address = f"submissions/{begun.json()['id']}"
        sent.append((client, f"/api/v1/{address}", get(client, address)["ETag"]))
    began = time.perf_counter()
    for client, address, tag in sent:
        answer = client.patch(
            address, json.dumps({"values": values}), content_type="application/json", headers={"If-Match": tag}
        )
        assert len(answer.json()["cells"]) == CELLS
    return time.perf_counter() - began


def store_together() -> dict[str, tuple[float, float]]:
    """Seconds that passed and of the processor of one request with new reports of all communes, by what it is; each in
    a district of its own.
    """
    areas = [make_area(code, COMMUNES) for code in ("3", "4", "5", "6", "7", "8")]
    for area in areas:
        let_write(area)
    warmed, warmed_sent, stored, sent, warmed_message, message = areas
    settle()  # the server collects garbage before a large body: not what the bench has made
    # What a process loads once is not counted; each client of the test loads the middleware of its own.
    for area in areas:
        get(area.office, "me")
    post(warmed.office, "/api/v1/submission-batches", build_batch(warmed, send=False))
    post(warmed_sent.office, "/api/v1/submission-batches", build_batch(warmed_sent, send=True))
    post(warmed_message.office, "/api/dataValueSets", build_message(warmed_message))
    taken = {}
    for name, area, path, body in (
        ("/api/v1, stored", stored, "/api/v1/submission-batches", build_batch(stored, send=False)),
        ("/api/v1, sent", sent, "/api/v1/submission-batches", build_batch(sent, send=True)),
        ("dataValueSets", message, "/api/dataValueSets", build_message(message)),
    ):
        began, began_spending = time.perf_counter(), time.process_time()
        answer = post(area.office, path, body).json()
        taken[name] = time.perf_counter() - began, time.process_time() - began_spending
        imported = answer["imported"] if "imported" in answer else answer["response"]["importCount"]["imported"]
        assert imported == COMMUNES * CELLS
    return taken


def let_write(area: Area) -> None:
    """The office of the district types the reports of its communes."""
    from sokehoach.apps.accounts.models import Role, User
    from sokehoach.apps.accounts.services import grants

    role, _new = Role.objects.get_or_create(
        code="typist", defaults={"name": "typist", "actions": ["report.view", "report.edit", "report.send"]}
    )
    grants.create_grant(
        user=area.reviewer, role=role, unit=area.communes[0].parent, function="general", since=date(2004, 1, 1),
        by="bench", at=AT,
    )  # fmt: skip
    area.office = make_client(User.objects.get(pk=area.reviewer.pk), "máy ghi")


def build_batch(area: Area, *, send: bool) -> dict:
    values = {f"A{n:02}": {"value": 100 - n} for n in range(CELLS)}
    form = {"form": f"B{area.code}", "period": "2021S1", "values": values, "send": send}
    return {"reports": [form | {"unit": commune.code} for commune in area.communes]}


def build_message(area: Area) -> dict:
    form = f"B{area.code}"
    values = [
        {"dataElement": f"{form}E{n:02}", "orgUnit": commune.code, "value": str(100 - n)}
        for commune in area.communes
        for n in range(CELLS)
    ]
    return {"dataSet": form, "period": "2021S1", "dataValues": values}


def post(client, path: str, body: dict):
    answer = client.post(path, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, (path, answer.status_code, answer.content[:300])
    return answer


def send_and_accept(area: Area) -> None:
    from sokehoach.apps.consolidation.services import acceptance
    from sokehoach.apps.reporting.models import Submission

    for client, row in zip(area.clerks, Submission.objects.order_by("unit__code"), strict=True):
        answer = client.post(
            f"/api/v1/submissions/{row.pk}/send", "{}", content_type="application/json", headers={"If-Match": "*"}
        )
        assert answer.status_code == 200, answer.content
        acceptance.accept(submission=row.pk, version=2, by=area.reviewer, at=AT)


def store_accepted(area: Area) -> int:
    """Accepted reports of all communes, straight into the tables; how many values they have."""
    from sokehoach.apps.indicators.models import DataElement
    from sokehoach.apps.reporting.models import DataValue, Form, Submission

    form = Form.objects.get(uid=f"B{area.code}")
    elements = list(DataElement.objects.filter(form=form.uid).order_by("uid"))
    for period in PERIODS:
        rows = Submission.objects.bulk_create(
            Submission(form=form, unit=commune, period=period, state="accepted", created_at=AT)
            for commune in area.communes
        )
        DataValue.objects.bulk_create(
            (
                DataValue(submission=row, element=element, cell=f"A{n:02}", number=n, source="typed", updated_at=AT)
                for row in rows
                for n, element in enumerate(elements)
            ),
            batch_size=5000,
        )
    return len(area.communes) * CELLS * len(PERIODS)


def use_first(area: Area) -> list[float]:
    return [timed(lambda client=client: get(client, "me")) for client in area.tokens]


def export_at_once(area: Area, count: int, home: Path) -> float:
    """Print what five programs met that read two years at one time, and return the 95th percentile of a page."""
    tokens = [client.defaults["HTTP_AUTHORIZATION"].removeprefix("Bearer ") for client in area.tokens]
    lists = [
        [
            f"/api/v1/accepted-values?form=B{area.code}&period={PERIODS[(first + n) % len(PERIODS)]}&limit={PAGE}"
            for n in range(len(PERIODS))
        ]
        for first in range(len(tokens))
    ]
    with serve(home, os.environ | {"SOKEHOACH_HOME": str(home), "SOKEHOACH_API_RATE": "0"}) as served:

        def tell(name: str, ask: Callable[[], list[Reading]]) -> list[Reading]:
            began = served.get_processor_seconds()
            readings = ask()
            requests = sum(len(reading.seconds) for reading in readings)
            spent = (served.get_processor_seconds() - began) / requests
            print(
                f"{name}: {requests} requests, {describe(readings)}; "
                f"of the server's processors {spent * 1000:.1f} ms each"
            )
            return readings

        def ask_floor() -> list[Reading]:
            return ask_at_once(served.port, tokens, "/api/v1/me", TIMES)

        ask_floor()  # what a process loads once is not counted
        floor = tell("five programs at once, the floor", ask_floor)
        read_at_once(served.port, tokens, lists, 1)  # from here each process knows the last event of the trail
        time.sleep(size(6, 0))  # longer than that, as between two readings of a program
        pages = tell(
            f"five programs at once, {count} values of {PROVINCE} communes in {len(PERIODS)} half-years, {PAGE} a page",
            lambda: read_at_once(served.port, tokens, lists, PAGES),
        )
        tell("the same pages with their tags, 304", lambda: read_again_at_once(served.port, tokens, pages))
        floor += tell("the floor again", ask_floor)
    whole = count if SHORT else PAGES * PAGE * len(PERIODS)
    assert {reading.values for reading in pages} == {whole}, "each program reads each value once"
    slow = percentile(pages, 95)
    print(f"p95 of a page = {slow / percentile(floor, 95):.1f} × the floor; load {os.getloadavg()[0]:.1f}")
    return slow


def measure(ask: Callable[[], object]) -> float:
    for _time in range(WARMING):
        ask()
    return statistics.median(timed(ask) for _time in range(TIMES))


def timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
