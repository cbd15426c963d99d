"""Acceptance of a report: it moves figures, so it stands here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.consolidation.services import closing, figures
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.selectors.submissions import told_of
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.outcomes import Invalid, Refused


@write("figures.accept")
def accept(*, submission: uuid.UUID, version: int, why: str = "", by: User, at: datetime) -> Done:
    """Accept a sent report and bring the areas above up to date, in one transaction.

    A correction takes the place of the edition before: its figures leave and the new ones come in the same moment.
    Where areas above have closed the period, `why` says why it is closed anew; a correction brings its own reason.
    Invalid without one. Refused (409) where the report is not waiting, or another was first; 404 where `by` may not
    see it.
    """
    accepted = submissions.mark_accepted(submission=submission, version=version, by=by, at=at)
    values = observations.accepted_in(submission)
    form, period = str(accepted.answer["form"]), str(accepted.answer["period"])
    touched = figures.refresh(form=form, period=period, accepted=values, at=at)
    report = told_of(submission)
    closing.again(sender=report.unit, form=form, period=period, why=why.strip() or report.why, by=by, at=at)
    return Done(
        subject=accepted.subject,
        unit=accepted.unit,
        detail={"figures": touched, "form": form, "period": period},
        answer=accepted.answer,
        function=accepted.function,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report as the page of many showed it."""

    submission: uuid.UUID
    version: int


@write("figures.accept_many")
def accept_many(*, reports: Sequence[Waiting], by: User, at: datetime) -> Done:
    """Accept each, but for those that cannot be: these stay as they are, and the answer says why.

    `answer`: «accepted», how many; «left», a sentence by report.
    """
    left: dict[str, Json] = {}
    for one in reports:
        try:
            with transaction.atomic():  # what is refused leaves nothing behind
                accept(submission=one.submission, version=one.version, by=by, at=at)
        except Refused as refusal:
            left[str(one.submission)] = refusal.message
        except Invalid as invalid:
            left[str(one.submission)] = " ".join(said for of in invalid.messages.values() for said in of)
        except Http404:
            left[str(one.submission)] = _("Báo cáo này không còn ở trạng thái chờ duyệt.")
    return Done(
        subject="reports",
        detail={"accepted": len(reports) - len(left), "left": [*left]},
        answer={"accepted": len(reports) - len(left), "left": left},
    )
