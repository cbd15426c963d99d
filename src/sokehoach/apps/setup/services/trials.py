"""Starts the trial of a draft, and runs it for the job."""

from datetime import datetime

from django.conf import settings

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult
from sokehoach.apps.jobs.services import ReportProgress, Result, start_job
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.queries.drafts import TRIAL_KIND, access_draft
from sokehoach.apps.setup.trial.process import run_trial_process
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.domain.messages import say

_HUNDREDTHS = 100


def start_trial(*, draft: ProgrammeDraft, by: User, at: datetime, key: str = "") -> ServiceResult:
    """Queue the trial of the draft as it is saved now. Raises ActionRefused while it has faults, or is being tried."""
    if draft.problems:
        raise ActionRefused(say("Bản nháp còn lỗi, chưa chạy thử được. Hãy sửa các chỗ đã nêu."))
    return start_job(
        kind=TRIAL_KIND,
        title=say("Chạy thử bản nháp %(code)s", code=draft.code),
        arguments={"code": draft.code, "revision": draft.revision, "person": by.pk},
        total=_HUNDREDTHS,
        is_single=True,
        person=by.pk,
        by=by,
        at=at,
        key=key,
    )


def run_trial(arguments: dict[str, Json], report_progress: ReportProgress) -> Result:
    """`arguments`: those of `start_trial`. Raises ActionRefused where the draft was saved in between."""
    user = User.objects.get(pk=int(str(arguments["person"])))
    draft = access_draft(user, str(arguments["code"]))
    if draft.revision != arguments["revision"]:
        raise ActionRefused(say("Bản nháp đã được lưu lại trước khi chạy thử. Hãy chạy thử lần nữa."))
    content = run_trial_process(
        draft.files, home=settings.HOME, static=str(settings.STATIC_ROOT), report_progress=report_progress
    )
    return Result(f"chay-thu-{draft.code}.zip", "application/zip", content)


def may_have_trial(arguments: dict[str, Json]) -> bool:
    """Whether the person may still define the programme."""
    try:
        access_draft(User.objects.get(pk=int(str(arguments["person"]))), str(arguments["code"]))
    except (NotFoundError, User.DoesNotExist):
        return False
    return True
