"""A workbook that came back, kept."""

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
    """Keep what the workbook says, all cells or none; with `source`, for the unit that sent it by e-mail.

    Raises what `proxy_entry.begin` and `submissions.save` raise: Invalid by cell, Stale with what others typed.
    """
    assert workbook.submission is not None
    if source:
        proxy_entry.begin(form=form, unit=unit, period=period, channel="mail", source=source, by=by, at=at)
    return submissions.save(submission=workbook.submission, changes=workbook.changes, texts={}, by=by, at=at)
