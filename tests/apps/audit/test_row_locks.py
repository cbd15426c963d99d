"""A row that another transaction holds: the service waits at that row, then sees what the other has done.

The advisory lock of the write path puts services one after another; these are the writers outside of it (the worker
of long jobs, second factors, a migration, psql), against which a row's own lock is all there is.
"""

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.db.models import F

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import factors
from sokehoach.apps.audit.models import Event
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import numbers
from sokehoach.apps.jobs import services as job_services
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.accounts.conftest import code_at, with_totp
from tests.apps.audit.hammer import together
from tests.apps.documents.written import to_sign
from tests.apps.registers.conftest import LINE, options
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, PERIOD, District

__all__ = ["options"]

pytestmark = pytest.mark.django_db(transaction=True)
# Read live: pg_stat_activity would show one transaction the same moment for ever.
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer and no lock of a row")


def meeting(row: models.Model, act: Callable[[], object], **moved: Any) -> str:
    """What `act` is told, begun while another holds the row, who then changes it as `moved` says and commits."""
    told: list[str] = []
    held, waits = threading.Event(), threading.Event()

    def work(thread: int) -> None:
        if thread == 0:
            with transaction.atomic():
                mine = type(row)._default_manager.filter(pk=row.pk)
                mine.select_for_update().get()
                held.set()
                for _ in range(3000):
                    with connection.cursor() as cursor:
                        cursor.execute(WAITING)
                        if cursor.fetchone()[0]:
                            waits.set()
                            break
                    time.sleep(0.02)
                mine.update(**moved)
            return
        assert held.wait(60)
        try:
            act()
        except ActionRefused as refusal:
            told.append(refusal.message)

    assert together(work, 2) == []
    assert waits.is_set(), "it did not wait at the row"
    return " ".join(told)


def test_a_report(district: District) -> None:
    commune = district.cast.commune
    opened = submissions.open_submission(form=COMMUNES, unit=commune.unit, period=PERIOD, by=commune, at=AT)
    pk = uuid.UUID(str(opened.answer["id"]))
    values.save(submission=pk, changes={"B1": TypedCell("3", 0), "B2": TypedCell("0", 0)}, by=commune, at=AT)
    row = Submission.objects.get()
    before = Event.objects.count()
    told = meeting(
        row,
        lambda: submissions.send(submission=pk, version=row.version, by=commune, at=AT),
        version=F("version") + 1,
    )
    assert told
    assert (Submission.objects.get().state, Event.objects.count()) == (row.state, before)


def test_a_document_and_its_number(district: District) -> None:
    clerk = district.cast.commune
    row = to_sign(clerk, clerk.unit)
    told = meeting(
        row,
        lambda: numbers.assign_number(
            document=row.pk, version=row.version, number=None, day=AT.date(), by=clerk, at=AT
        ),
        version=F("version") + 1,
    )
    assert told
    assert OfficialDocument.objects.get().number is None


def test_a_line_of_a_register(district: District) -> None:
    commune = district.cast.commune
    entries.create_entry(register="activities", unit=commune.unit, values=LINE, by=commune, at=AT)
    row = DataEntry.objects.get()
    told = meeting(
        row,
        lambda: entries.update_entry(
            register="activities", entry=row.pk, version=1, values=LINE | {"people": 50}, by=commune, at=AT
        ),
        unit=district.cast.units["03269"],  # as where communes are merged
    )
    assert "không sửa dòng này được" in told
    assert DataEntry.objects.get().content["people"] == LINE["people"]


def test_a_job_that_ends_while_it_is_stopped_has_ended() -> None:
    done = job_services.start_job(kind="count", title="Đếm", arguments={}, total=3, person=7, by="tests", at=AT)
    row = Job.objects.get(pk=done.answer["id"])
    told = meeting(
        row,
        lambda: job_services.stop_job(job=row.pk, person=7, by="tests", at=AT),
        state=Job.State.DONE, done=3, ended_at=AT, result=b"whole", result_name="x.txt", result_type="text/plain",
    )  # fmt: skip
    row.refresh_from_db()
    assert (told, row.state, row.stop_asked) == ("", Job.State.DONE, False)


def test_one_code_opens_once_however_many_come_with_it(district: District) -> None:
    """No audit event, and so no advisory lock: the row of the factor is what the second one waits at."""
    user = User.objects.get(pk=district.cast.commune.pk)
    secret = with_totp(user)
    code, let_in = code_at(secret, time.time()), list[bool]()
    assert together(lambda _: let_in.append(factors.use_code(user=user, code=code) is not None), 4) == []
    assert sorted(let_in) == [False, False, False, True]
