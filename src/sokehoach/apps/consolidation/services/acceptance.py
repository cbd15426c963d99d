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
from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.selectors import closings
from sokehoach.apps.consolidation.services import closing, figures
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.selectors import forms
from sokehoach.apps.reporting.selectors.submissions import Report, told_of
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.outcomes import Invalid, Refused


@write("figures.accept", seal=True)
def accept(*, submission: uuid.UUID, version: int, why: str = "", by: User, at: datetime) -> Done:
    """Accept a sent report and bring the areas above up to date, in one transaction.

    A correction takes the place of the edition before: its figures leave and the new ones come in the same moment.
    Where areas above have closed the period, `why` says why it is closed anew; a correction brings its own reason.
    Invalid without one. Refused (409) where the report is not waiting, or another was first; 404 where `by` may not
    see it.
    """
    accepted = submissions.mark_accepted(submission=submission, version=version, by=by, at=at)
    form, period = str(accepted.answer["form"]), str(accepted.answer["period"])
    report = told_of([submission], form=form, period=period)[submission]
    values = observations.accepted_in([submission])
    touched = figures.refresh(form=form, period=period, accepted=values, at=at)
    closing.again(sender=report.unit, form=form, period=period, why=why.strip() or report.why, by=by, at=at)
    return _done(accepted, figures=touched)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report as the page of many showed it."""

    submission: uuid.UUID
    version: int


@write("figures.accept_many", seal=True)
def accept_many(*, form: str, period: str, reports: Sequence[Waiting], by: User, at: datetime) -> Done:
    """Accept each report of the form and period, but for those that cannot be: these stay as they are, and the answer
    says why. Figures are drawn together once, when the last is in.

    `answer`: «accepted», how many; «left», a sentence by report.
    """
    told = told_of([one.submission for one in reports], form=form, period=period)
    above = closings.above(form=form, period=period, senders={report.unit.pk for report in told.values()})
    taken: list[uuid.UUID] = []
    left: dict[str, Json] = {}
    for one in reports:
        try:
            report = told.get(one.submission)
            if report is None:
                raise Http404
            with transaction.atomic():  # what is refused leaves nothing behind
                _accept_among(one=one, report=report, above=above[report.unit.pk], by=by, at=at)
            taken.append(one.submission)
        except Refused as refusal:
            left[str(one.submission)] = refusal.message
        except Invalid as invalid:
            left[str(one.submission)] = " ".join(said for of in invalid.messages.values() for said in of)
        except Http404:
            left[str(one.submission)] = _("Báo cáo này không còn ở trạng thái chờ duyệt.")
    touched = figures.refresh(form=form, period=period, accepted=observations.accepted_in(taken), at=at)
    for report in (told[pk] for pk in taken if above[told[pk].unit.pk]):
        closing.again(sender=report.unit, form=form, period=period, why=report.why, by=by, at=at)
    return Done(
        subject=f"form:{form}",
        detail={"form": form, "period": period, "accepted": len(taken), "left": [*left], "figures": touched},
        answer={"accepted": len(taken), "left": left},
        function=forms.form(form).function,
    )


@write("figures.accept")
def _accept_among(*, one: Waiting, report: Report, above: Sequence[Closing], by: User, at: datetime) -> Done:
    """One of many: whoever calls brings the areas up to date and closes anew those `above` that had closed."""
    accepted = submissions.mark_accepted(submission=one.submission, version=one.version, by=by, at=at)
    closing.owe(report.unit, above, report.why)
    return _done(accepted)


def _done(accepted: Done, **counted: int) -> Done:
    detail = {"form": accepted.answer["form"], "period": accepted.answer["period"], **counted}
    return Done(accepted.subject, accepted.unit, detail, accepted.answer, accepted.function)
