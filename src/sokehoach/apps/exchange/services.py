"""Service that stores a filled-in workbook."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.exchange.report_workbook import ParsedWorkbook
from sokehoach.apps.orgunits.models import Unit
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
    return submissions.save(submission=workbook.submission, changes=workbook.changes, texts={}, by=by, at=at)
