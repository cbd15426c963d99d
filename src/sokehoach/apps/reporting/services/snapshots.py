"""Stores the snapshot of a report when it is sent."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models import Sending, Submission
from sokehoach.apps.reporting.selectors.changes import compute_digest
from sokehoach.apps.reporting.selectors.sheets import ReportSheet


def create_snapshot(row: Submission, sheet: ReportSheet, *, by: User, at: datetime) -> int:
    """Create the snapshot; returns its number, 1 for the first."""
    number = row.sendings.count() + 1
    Sending.objects.create(
        submission=row,
        number=number,
        cells={line.cell.code: line.typed for line in sheet.lines},
        words={box.narrative.code: compute_digest(box.text) for box in sheet.boxes},
        by=by,
        at=at,
    )
    return number
