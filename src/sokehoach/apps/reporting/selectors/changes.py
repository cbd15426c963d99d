"""Compares a report, cell by cell, with its last snapshot."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sokehoach.apps.reporting.models import Sending, Submission
from sokehoach.domain.reporting.workflow import EDITABLE_STATES, ReportState


@dataclass(frozen=True, slots=True)
class PreviousSnapshot:
    """The snapshot to compare with: its `number`, `cells` as typed, `narrative_digests` by heading."""

    number: int
    cells: Mapping[str, str]
    narrative_digests: Mapping[str, str]

    def cell(self, code: str, now: str) -> str | None:
        """The previous text of the cell, where it differs from the current one; otherwise None."""
        then = self.cells.get(code, "")
        return then if then != now else None

    def is_narrative_changed(self, heading: str, now: str) -> bool:
        return self.narrative_digests.get(heading, compute_digest("")) != compute_digest(now)


def find_previous_snapshot(submission: Submission) -> PreviousSnapshot | None:
    """The snapshot before this version of the report; None for the first. One query.

    While the report is written it is the last one; once sent, the one before the last. A correction without an
    earlier snapshot of its own is compared with the last one of the edition that it corrects.
    """
    rows = list(
        Sending.objects.filter(
            submission__form=submission.form_id,
            submission__unit=submission.unit_id,
            submission__period=submission.period,
            submission__edition__in=(submission.edition, submission.edition - 1),
        )
        .order_by("-submission__edition", "-number")
        .values_list("submission", "number", "cells", "words")
    )
    if submission.state not in EDITABLE_STATES and rows and rows[0][0] == submission.pk:
        rows = rows[1:]
    if not rows or submission.state == ReportState.SUPERSEDED:
        return None
    _submission, number, cells, digests = rows[0]
    return PreviousSnapshot(number, cells, digests)


def compute_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ""
