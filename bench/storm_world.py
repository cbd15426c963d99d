"""The world of a deadline storm: so many communes, each with a begun report and a session; and what is left of it.

usage: python -m bench.storm_world build HOME UNITS WORLD.json
       python -m bench.storm_world told HOME WORLD.json STANDS.json

`build` writes the communes with their rows straight into the tables: what is measured is the storm. `told` reads the
rows that the storm left, then accepts every report through the product's own service, so that its totals can be asked.
"""

import json
import secrets
import sys
import time
import uuid
from datetime import timedelta
from pathlib import Path

from bench.deployment import begin_in_2021

FORM, PERIOD, TOP = "01-XA", "2021S1", "099"
CHUNK = 50  # reports accepted in one write


def main() -> None:
    what, home, *rest = sys.argv[1:]
    begin_in_2021(home)
    if what == "build":
        Path(rest[1]).write_text(json.dumps(build(int(rest[0]))), "utf-8")
    else:
        world = json.loads(Path(rest[0]).read_text("utf-8"))
        Path(rest[1]).write_text(json.dumps(told(world)), "utf-8")


def build(count: int) -> list[dict[str, str]]:
    """For each commune its code, its report's address, the key of its session."""
    from django.utils import timezone

    from sokehoach.apps.accounts.models import Role, User
    from sokehoach.apps.accounts.services import grants, users
    from sokehoach.apps.orgunits.models import Unit
    from sokehoach.apps.reporting.models import Form, Step, Submission
    from sokehoach.apps.setup.demonstration.calendar import ROLES_SINCE
    from sokehoach.apps.setup.services import programmes
    from sokehoach.apps.shell import clock

    at = clock.now()
    programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="bench", at=at)
    top = Unit.objects.get(code=TOP)
    users.create_user(username="office", full_name="Cà Thị Hương", title="", unit=top, by="bench", at=at)
    grants.create_grant(
        user=User.objects.get(username="office"), role=Role.objects.get(code="standing_office"), unit=top,
        function="general", since=ROLES_SINCE, by="bench", at=at,
    )  # fmt: skip
    communes = Unit.objects.bulk_create(
        Unit(
            code=f"9{n:05}", name=f"Xã Thứ {n}", short_name=f"Thứ {n}", letterhead=f"UBND xã Thứ {n}",
            folded=f"xa thu {n}", level="commune", parent=top, valid_from=ROLES_SINCE,
            valid_to=top.valid_to,
        )
        for n in range(count)
    )  # fmt: skip
    clerks = _clerks(communes, Role.objects.get(code="commune_clerk"), ROLES_SINCE)
    form = Form.objects.get(code=FORM)
    reports = Submission.objects.bulk_create(
        Submission(form=form, unit=unit, period=PERIOD, created_at=at) for unit in communes
    )
    Step.objects.bulk_create(
        Step(submission=report, action="open", state=report.state, by=clerk, at=at)
        for report, clerk in zip(reports, clerks, strict=True)
    )
    sessions = _sessions(clerks, until=timezone.now() + timedelta(hours=8))
    return [
        {"code": clerk.unit.code, "report": str(report.pk), "session": session}
        for clerk, report, session in zip(clerks, reports, sessions, strict=True)
    ]


def _clerks(communes, role, since):
    from sokehoach.apps.accounts.models import Capacity, Grant, User

    clerks = User.objects.bulk_create(
        User(username=f"xa{unit.code}", full_name="Lò Văn Minh", unit=unit, password="!") for unit in communes
    )
    held = Capacity.objects.bulk_create(Capacity(user=clerk, function="general") for clerk in clerks)
    Grant.objects.bulk_create(Grant(capacity=one, role=role, unit=one.user.unit, valid_from=since) for one in held)
    return clerks


def _sessions(clerks, *, until) -> list[str]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    store = SessionStore()
    began = int(time.time())
    rows = [
        Session(
            session_key=secrets.token_hex(16),
            session_data=store.encode(
                {
                    SESSION_KEY: str(clerk.pk),
                    BACKEND_SESSION_KEY: "sokehoach.apps.accounts.backends.Backend",
                    HASH_SESSION_KEY: clerk.get_session_auth_hash(),
                    "began": began,
                    "seen": began,
                }
            ),
            expire_date=until,
        )
        for clerk in clerks
    ]
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]


def told(world: list[dict[str, str]]) -> dict:
    """By report: its state, what its cells hold, how often it was sent by the trail and by its own steps. Then the
    acceptance: how many, how many seconds."""
    from collections import Counter, defaultdict

    from sokehoach.apps.accounts.models import User
    from sokehoach.apps.audit.models import Event
    from sokehoach.apps.consolidation.services import acceptance
    from sokehoach.apps.reporting.models import DataValue, Step, Submission, SubmissionSnapshot
    from sokehoach.apps.shell import clock

    rows = {
        row.pk: row
        for row in Submission.objects.select_related("form").filter(pk__in=[uuid.UUID(one["report"]) for one in world])
    }
    cells: dict[uuid.UUID, dict[str, int]] = defaultdict(dict)
    for pk, cell, number in DataValue.objects.filter(number__isnull=False).values_list("submission", "cell", "number"):
        cells[pk][cell] = int(number)
    steps = Counter(Step.objects.filter(action="send").values_list("submission", flat=True))
    kept = Counter(SubmissionSnapshot.objects.values_list("submission", flat=True))
    events = Counter(Event.objects.filter(action="report.send").values_list("subject", flat=True))
    stands = {
        str(pk): {
            "state": row.state,
            "cells": cells[pk],
            "sent": [steps[pk], kept[pk], events[f"submission:{pk}"]],
        }
        for pk, row in rows.items()
    }
    waiting = [acceptance.ReportVersion(pk, row.version) for pk, row in rows.items() if row.state == "sent"]
    [(form, period)] = {(row.form.code, row.period) for row in rows.values()}
    office = User.objects.get(username="office")
    began, accepted = time.monotonic(), 0
    for first in range(0, len(waiting), CHUNK):
        done = acceptance.accept_many(
            form=form, period=period, reports=waiting[first : first + CHUNK], by=office, at=clock.now()
        )
        accepted += int(done.answer["accepted"])
    return {"reports": stands, "accepted": accepted, "accepting_seconds": time.monotonic() - began}


if __name__ == "__main__":
    main()
