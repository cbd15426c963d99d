"""Long work is done: one job at a time, each whole or not at all.

Nothing here leaves an audit event: progress is no act of a person. Who asked and who stopped it, `jobs` tells.
Signs of life (`told_at`) are by the machine's clock, what a person reads by the product's.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connections
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sokehoach.apps.audit.services import Json
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.jobs.selectors import jobs as selectors
from sokehoach.apps.shell import clock, trouble
from sokehoach.apps.shell.outcomes import Refused

MOST = 3  # attempts
_log = logging.getLogger(__name__)
_one = threading.Lock()  # of one process: two jobs at once only make both slow

type Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    content_type: str
    content: bytes


class Stopped(Exception):
    """The person asked the job to stop."""


def kick() -> None:
    """Begin what waits in a thread of this process; call it on commit."""
    threading.Thread(target=_thread, name="jobs", daemon=True).start()


def kick_lost() -> None:
    """The same where a killed process has left work behind: whoever looks at it begins it again."""
    if selectors.lost(timezone.now()).exists():
        kick()


def run_waiting() -> int:
    """Do all that waits, one after another; how many ended."""
    ended = 0
    with _one:
        while (row := _claimed()) is not None:
            _run(row)
            ended += 1
    return ended


def may_take(row: Job) -> bool:
    """Whether the right that the result rests on still stands; asked each time it is taken."""
    rule = settings.JOB_RIGHTS.get(row.kind)
    return rule is None or bool(import_string(rule)(row.arguments))


def _thread() -> None:
    try:
        run_waiting()
    finally:
        connections.close_all()


def _claimed() -> Job | None:
    """The oldest job that waits or has lost its process, now this process's own; a job is claimed once."""
    now = timezone.now()
    lost = selectors.lost(now)
    lost.filter(attempts__gte=MOST).update(
        state=Job.State.FAILED,
        ended_at=clock.now(),
        failure=_("Việc bị ngắt nhiều lần. Hãy làm lại với ít văn bản hơn."),
    )
    lost.update(state=Job.State.WAITING, done=0)
    for pk in (
        Job.objects.filter(state=Job.State.WAITING).order_by("made_at", "pk").values_list("pk", flat=True)
    ):
        mine = Job.objects.filter(pk=pk, state=Job.State.WAITING)
        if mine.update(state=Job.State.RUNNING, attempts=F("attempts") + 1, told_at=now, done=0):
            return Job.objects.get(pk=pk)
    return None


def _run(row: Job) -> None:
    attempt = Job.objects.filter(pk=row.pk, state=Job.State.RUNNING, attempts=row.attempts)

    def tell(done: int) -> None:
        if Job.objects.filter(pk=row.pk, stop_asked=True).exists() or not attempt.exists():
            raise Stopped
        attempt.update(done=min(done, row.total), told_at=timezone.now())

    try:
        result: Result = import_string(settings.JOBS[row.kind])(row.arguments, tell)
        attempt.update(
            state=Job.State.DONE, done=row.total, ended_at=clock.now(), result=result.content,
            result_name=result.name, result_type=result.content_type,
        )  # fmt: skip
    except Stopped:
        attempt.update(state=Job.State.STOPPED, ended_at=clock.now())
    except Exception as error:
        _log.exception("job %s", row.pk)
        attempt.update(state=Job.State.FAILED, ended_at=clock.now(), failure=_why(error)[:300])


def _why(error: Exception) -> str:
    """For the person who asked. What a library says may hold their data: it goes to the log alone."""
    if trouble.no_room(error):
        return str(trouble.NO_ROOM)
    match error:
        case Refused():
            return error.message
        case Http404():
            return _("Có thứ trong việc này không còn, hoặc tài khoản không còn được xem. Hãy bắt đầu lại.")
        case _:
            said = _(
                "Lỗi phần mềm (%(name)s), đã ghi vào nhật ký máy chủ. Hãy làm lại; lỗi còn thì báo người quản trị."
            )
            return said % {"name": type(error).__name__}


def arguments_of(told: dict[str, Json], name: str) -> list[int]:
    """The row ids under a name of a job's arguments."""
    held = told[name]
    assert isinstance(held, list)
    return [one for one in held if isinstance(one, int)]
