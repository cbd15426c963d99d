"""Service that begins a new edition of a counted report."""

import uuid
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Step, Submission
from sokehoach.apps.reporting.queries.submissions import OPEN_ACTION
from sokehoach.apps.reporting.queries.trail_comparison import DIGEST, digest_values
from sokehoach.apps.reporting.services.submission_lock import build_result, lock_submission
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.workflow import EDITABLE_STATES, ReportAction, ReportState


@write("report.correct")
def begin(*, submission: uuid.UUID, version: int, why: str, by: User, at: datetime) -> ServiceResult:
    """Begin a correction as a draft with the report's values; the report counts until the correction is accepted.

    Raises InvalidInput without a reason, ActionRefused where a correction is in progress.
    """
    row = lock_submission(submission, ReportAction.CORRECT, by=by, at=at, version=version).row
    why = why.strip()
    pii_filter.check_texts({"why": why})
    if find_correction_under_way(row) is not None:
        raise ActionRefused(say("Đã có bản đính chính đang soạn hoặc chờ duyệt. Mở danh sách báo cáo để vào bản đó."))
    correction = Submission.objects.create(
        form=row.form,
        unit=row.unit,
        period=row.period,
        edition=row.edition + 1,
        why=why,
        created_at=at,
    )
    copies = _copy_values(row, correction)
    DataValue.objects.bulk_create(copies)
    NarrativeText.objects.bulk_create(
        NarrativeText(
            submission=correction,
            heading=narrative.heading,
            text=narrative.text,
            version=narrative.version,
            updated_by=narrative.updated_by,
            updated_at=narrative.updated_at,
        )
        for narrative in row.narratives.select_related("updated_by")
    )
    Step.objects.create(submission=correction, action=OPEN_ACTION, state=correction.state, reason=why, by=by, at=at)
    return build_result(
        correction, detail={"reason": why, "edition": correction.edition, DIGEST: digest_values(copies)}
    )


def _copy_values(row: Submission, correction: Submission) -> list[DataValue]:
    """Copies of the cells that keep who typed them and when."""
    copies = list(row.values.select_related("element"))
    for copy in copies:
        copy.pk, copy.submission = None, correction
    return copies


def find_correction_under_way(row: Submission) -> Submission | None:
    """Another edition that is being written or waits for acceptance."""
    return (
        Submission.objects.filter(form=row.form_id, unit=row.unit_id, period=row.period)
        .exclude(pk=row.pk)
        .filter(state__in=(*EDITABLE_STATES, ReportState.SENT))
        .first()
    )
