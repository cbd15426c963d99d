"""A workbook that came back, kept."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.exchange.sheets import Brought
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.services import intakes, submissions


@write("report.bring")
def bring(
    *, brought: Brought, form: str, unit: Unit, period: str, source: str, by: User, at: datetime
) -> Done:
    """Keep what the workbook says, all cells or none; with `source`, for the unit that sent it by e-mail.

    Raises what `intakes.begin` and `submissions.save` raise: Invalid by cell, Stale with what others typed.
    """
    assert brought.submission is not None
    if source:
        intakes.begin(form=form, unit=unit, period=period, channel="mail", source=source, by=by, at=at)
    return submissions.save(submission=brought.submission, changes=brought.changes, words={}, by=by, at=at)
