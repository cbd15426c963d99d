"""A report on its way to the office, whoever has the last word in its unit."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.approvals import digest_page, list_approvers
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import approvals, submissions


def send_or_approve(report: Submission, *, by: User, at: datetime) -> ServiceResult:
    """Sent by who wrote it or, where somebody approves the unit's reports, submitted and approved."""
    approvers = list_approvers([report], at.date())[report.pk]
    if not approvers:
        return submissions.send(submission=report.pk, version=report.version, by=by, at=at)
    submissions.submit(submission=report.pk, version=report.version, by=by, at=at)
    report.refresh_from_db()
    approver = User.objects.get(pk=min(approvers))
    digest = digest_page(build_sheet(report))
    return approvals.approve(submission=report.pk, version=report.version, page_digest=digest, by=approver, at=at)
