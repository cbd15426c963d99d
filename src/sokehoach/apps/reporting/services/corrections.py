"""A new edition of a report that counts already."""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Step, Submission
from sokehoach.apps.reporting.selectors.recorded import DIGEST, digest_values
from sokehoach.apps.reporting.selectors.steps import OPEN
from sokehoach.apps.reporting.services.held import done, hold
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.reporting.workflow import WRITTEN, Action, State


@write("report.correct")
def begin(*, submission: uuid.UUID, version: int, why: str, by: User, at: datetime) -> Done:
    """Begin a correction as a draft that says what the report says; the report counts until it is accepted.

    Invalid without a reason; Refused where a correction is under way.
    """
    row = hold(submission, Action.CORRECT, by=by, at=at, version=version).row
    why = why.strip()
    if not why:
        raise Invalid({"why": [_("Ghi lý do đính chính: sai ở đâu, vì sao sửa.")]})
    guard.refuse({"why": why})
    if under_way(row) is not None:
        raise Refused(_("Đã có bản đính chính đang soạn hoặc chờ duyệt. Mở danh sách báo cáo để vào bản đó."))
    fresh = Submission.objects.create(
        form=row.form,
        unit=row.unit,
        period=row.period,
        edition=row.edition + 1,
        why=why,
        created_at=at,
    )
    copies = _copies(row, fresh)
    DataValue.objects.bulk_create(copies)
    NarrativeText.objects.bulk_create(
        NarrativeText(
            submission=fresh,
            heading=one.heading,
            text=one.text,
            version=one.version,
            updated_by=one.updated_by,
            updated_at=one.updated_at,
        )
        for one in row.narratives.select_related("updated_by")
    )
    Step.objects.create(submission=fresh, action=OPEN, state=fresh.state, reason=why, by=by, at=at)
    return done(fresh, detail={"reason": why, "edition": fresh.edition, DIGEST: digest_values(copies)})


def _copies(row: Submission, fresh: Submission) -> list[DataValue]:
    """The cells with who typed them when: a copy is nobody's typing."""
    copies = list(row.values.select_related("element"))
    for one in copies:
        one.pk, one.submission = None, fresh
    return copies


def under_way(row: Submission) -> Submission | None:
    """The other edition that is being written or waits."""
    return (
        Submission.objects.filter(form=row.form_id, unit=row.unit_id, period=row.period)
        .exclude(pk=row.pk)
        .filter(state__in=(*WRITTEN, State.SENT))
        .first()
    )
