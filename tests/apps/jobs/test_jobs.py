"""Long work: done whole, stopped, failed, begun again after its process was lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sokehoach.apps.jobs import services
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.jobs.services import ReportProgress, Result
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from tests.factories.cast import AT

pytestmark = pytest.mark.django_db


def counting(arguments: dict[str, Any], tell: ReportProgress) -> Result:
    for done in range(1, 4):
        if arguments.get("fails") == done:
            raise {
                "refused": ActionRefused("Đơn vị chưa có biểu."),
                "gone": NotFoundError(),
                "fault": ValueError("Lò Văn A"),
            }[arguments["how"]]
        if arguments.get("stops") == done:
            services.stop_job(job=Job.objects.get().pk, person=7, by="tests", at=AT)
        if arguments.get("lost") == done:  # another process has taken it over meanwhile
            Job.objects.update(attempts=2)
        tell(done)
    return Result("x.txt", "text/plain", b"whole")


@pytest.fixture(autouse=True)
def handlers(settings: Any) -> None:
    settings.JOBS = {"count": "tests.apps.jobs.test_jobs.counting"}


def started(**arguments: Any) -> Job:
    done = services.start_job(kind="count", title="Đếm", arguments=arguments, total=3, person=7, by="tests", at=AT)
    return Job.objects.get(pk=done.answer["id"])


@pytest.mark.faults("job.start")
def test_it_works() -> None:
    row = started()
    assert services.run_waiting() == 1
    row.refresh_from_db()
    assert (row.state, row.done, bytes(row.result or b""), row.attempts) == ("done", 3, b"whole", 1)
    assert row.ended_at is not None
    assert row.ended_at.date() == clock.today(), "a demonstration's day"
    assert services.run_waiting() == 0


@pytest.mark.parametrize(
    ("arguments", "state", "why"),
    [
        ({"fails": 2, "how": "refused"}, "failed", "Đơn vị chưa có biểu."),
        ({"fails": 2, "how": "gone"}, "failed", "không còn được xem"),
        ({"fails": 2, "how": "fault"}, "failed", "Lỗi phần mềm (ValueError)"),
        ({"stops": 2}, "stopped", ""),
    ],
    ids=["refused", "gone", "fault", "stopped"],
)
def test_what_does_not_end_leaves_nothing_but_why(arguments: dict[str, Any], state: str, why: str) -> None:
    row = started(**arguments)
    services.run_waiting()
    row.refresh_from_db()
    assert (row.state, row.done, row.result) == (state, 1, None)
    assert why in row.failure
    assert "Lò Văn A" not in row.failure


def test_a_lost_process_writes_no_result_over_that_of_the_next() -> None:
    row = started(lost=2)
    services.run_waiting()
    row.refresh_from_db()
    assert (row.state, row.result, row.attempts) == ("running", None, 2)


@pytest.mark.parametrize(("attempts", "state"), [(1, "done"), (3, "failed")])
def test_a_job_whose_process_was_lost_is_begun_again_three_times_at_most(attempts: int, state: str) -> None:
    row = started()
    silent = timezone.now() - timedelta(minutes=3)
    Job.objects.update(state="running", attempts=attempts, told_at=silent, done=2)
    services.run_waiting()
    row.refresh_from_db()
    assert row.state == state


def test_a_job_that_still_tells_is_left_alone() -> None:
    started()
    Job.objects.update(state="running", attempts=1, told_at=timezone.now())
    assert services.run_waiting() == 0


@pytest.mark.parametrize(("silent", "kicked"), [(1, 0), (3, 1)])
def test_whoever_looks_at_a_lost_job_begins_it_again(silent: int, kicked: int, monkeypatch: pytest.MonkeyPatch) -> None:
    began: list[int] = []
    monkeypatch.setattr(services, "start_worker", lambda: began.append(1))
    started()
    Job.objects.update(state="running", attempts=1, told_at=timezone.now() - timedelta(minutes=silent))
    services.resume_lost_jobs()
    assert len(began) == kicked


@pytest.mark.faults("job.stop")
def test_what_waits_is_stopped_at_once_and_by_its_owner_alone() -> None:
    row = started()
    with pytest.raises(NotFoundError):
        services.stop_job(job=row.pk, person=8, by="tests", at=AT)
    services.stop_job(job=row.pk, person=7, by="tests", at=AT)
    row.refresh_from_db()
    assert row.state == "stopped"
    assert services.run_waiting() == 0
