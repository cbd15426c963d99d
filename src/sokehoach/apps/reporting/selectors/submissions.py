"""Finds the reports that an account may see; every other report is a 404."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Submission
from sokehoach.domain.reporting.workflow import EDITABLE_STATES, ReportState


def list_visible_submissions(user: User) -> QuerySet[Submission]:
    return Submission.objects.filter(permissions.build_visibility_filter(scope_of(user))).select_related("form", "unit")


def access_submission(user: User, pk: uuid.UUID) -> Submission:
    """The submission; 404 where the account may not see it in its current state. One query."""
    submission = list_visible_submissions(user).filter(pk=pk).first()
    if submission is None:
        raise Http404
    return submission


def find_newest_edition(*, form: str, unit: int, period: str) -> uuid.UUID | None:
    """The newest edition of a unit's report."""
    return (
        Submission.objects.filter(form__code=form, unit=unit, period=period)
        .order_by("-edition")
        .values_list("pk", flat=True)
        .first()
    )


def list_corrections(user: User, period: str) -> tuple[Submission, ...]:
    """Corrections in progress that the account may see, by form and unit. One query."""
    rows = list_visible_submissions(user).filter(
        period=period, edition__gt=1, state__in=(*EDITABLE_STATES, ReportState.SENT)
    )
    return tuple(rows.order_by("form__code", "unit__code"))


def list_periods() -> tuple[str, ...]:
    """Every period in which somebody has begun a report."""
    period_ids = Submission.objects.order_by("period").values_list("period", flat=True).distinct()
    return tuple(period_ids)


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What the consolidating level needs of a report that it may not see."""

    unit: Unit
    why: str  # the reason of a correction


def list_reports(reports: Collection[uuid.UUID], *, form: str, period: str) -> dict[uuid.UUID, ReportSummary]:
    """Those of the reports that belong to the form and period. One query."""
    rows = Submission.objects.filter(pk__in=reports, form__code=form, period=period).select_related("unit")
    return {row.pk: ReportSummary(row.unit, row.why) for row in rows}
