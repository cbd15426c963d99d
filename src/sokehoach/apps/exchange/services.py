"""Services that store a filled-in workbook, and record an exported snapshot."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.exchange.report_workbook import ParsedWorkbook, split_changes
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import proxy_entry, submissions


@write("report.bring")
def import_workbook(
    *, workbook: ParsedWorkbook, form: str, unit: Unit, period: str, source: str, by: User, at: datetime
) -> ServiceResult:
    """Store the workbook, all cells or none; with `source`, as proxy entry for the unit that sent it by e-mail.

    Raises the errors of `proxy_entry.begin` and `submissions.save`: InvalidInput by cell, VersionConflictError by cell.
    """
    assert workbook.submission is not None
    if source:
        proxy_entry.begin(form=form, unit=unit, period=period, channel="mail", source=source, by=by, at=at)
    definition = access_submission(by, workbook.submission).definition
    changes, texts = split_changes(workbook, definition)
    return submissions.save(submission=workbook.submission, changes=changes, texts=texts, by=by, at=at)


@write("figures.snapshot")
def record_snapshot(
    *, digest: str, periods: Mapping[str, Sequence[str]], confidential: bool, by: str, at: datetime
) -> ServiceResult:
    """Put the digest of a snapshot into the trail. `periods`: those that it holds, by programme (code)."""
    detail: dict[str, Json] = {
        "digest": digest,
        "confidential": confidential,
        "periods": {programme: [*ids] for programme, ids in periods.items()},
    }
    return ServiceResult(subject=f"snapshot:{digest[:16]}", detail=detail)
