"""Acceptance of a report: it moves figures, so it stands here."""

import uuid
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.consolidation.services import figures
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.services import submissions


@write("figures.accept")
def accept(*, submission: uuid.UUID, version: int, by: User, at: datetime) -> Done:
    """Accept a sent report and bring all units above up to date, in one transaction.

    Refused (409) where the report is not waiting, or another was first; 404 where `by` may not see it.
    """
    accepted = submissions.mark_accepted(submission=submission, version=version, by=by, at=at)
    values = observations.accepted_in(submission)
    form, period = str(accepted.answer["form"]), str(accepted.answer["period"])
    touched = figures.refresh(form=form, period=period, accepted=values, at=at)
    return Done(
        subject=accepted.subject,
        unit=accepted.unit,
        detail={"figures": touched, "form": form, "period": period},
        answer=accepted.answer,
        function=accepted.function,
    )
