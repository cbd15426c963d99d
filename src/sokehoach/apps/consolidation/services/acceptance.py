"""Services that accept reports and update the figures."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.services import closing, figures
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.submissions import ReportSummary, list_reports
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import say


@write("figures.accept", seal=True)
def accept(*, submission: uuid.UUID, version: int, why: str = "", by: User, at: datetime) -> ServiceResult:
    """Accept a sent report and update the areas above, in one transaction.

    A correction replaces the edition before: its figures leave and the new ones come at the same moment. Where areas
    above have closed the period, `why` is the reason for closing again; a correction has its own.

    Raises InvalidInput without a reason, ActionRefused (409) where the report is not waiting, or another was first.
    NotFoundError where `by` may not see it.
    """
    accepted = submissions.mark_accepted(submission=submission, version=version, by=by, at=at)
    form, period = str(accepted.answer["form"]), str(accepted.answer["period"])
    report = list_reports([submission], form=form, period=period)[submission]
    values = observations.list_accepted_in([submission])
    figure_count = figures.refresh(form=form, period=period, accepted=values, at=at)
    closing.close_again(sender=report.unit, form=form, period=period, why=why.strip() or report.why, by=by, at=at)
    return _build_result(accepted, figures=figure_count)


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """A report with the version that the page showed."""

    submission: uuid.UUID
    version: int


@write("figures.accept_many", seal=True)
def accept_many(*, form: str, period: str, reports: Sequence[ReportVersion], by: User, at: datetime) -> ServiceResult:
    """Accept those of these reports that can be; the others stay unchanged, with the reason in the answer.

    Figures are updated once, at the end. `answer`: «accepted», the number; «left», a sentence by report.
    """
    reports_by_id = list_reports([report_version.submission for report_version in reports], form=form, period=period)
    closings_above = closings.list_closings_above(
        form=form, period=period, senders={report.unit.pk for report in reports_by_id.values()}
    )
    accepted_ids: list[uuid.UUID] = []
    refusals: dict[str, Json] = {}
    for report_version in reports:
        try:
            report = reports_by_id.get(report_version.submission)
            if report is None:
                raise NotFoundError
            with transaction.atomic():  # a refused report is rolled back
                _accept_among(
                    report_version=report_version,
                    report=report,
                    closings_above=closings_above[report.unit.pk],
                    by=by,
                    at=at,
                )
            accepted_ids.append(report_version.submission)
        except (ActionRefused, InvalidInput) as refusal:
            refusals[str(report_version.submission)] = refusal.message
        except NotFoundError:
            refusals[str(report_version.submission)] = say("Báo cáo này không còn ở trạng thái chờ duyệt.")
    figure_count = figures.refresh(
        form=form, period=period, accepted=observations.list_accepted_in(accepted_ids), at=at
    )
    for report in (reports_by_id[pk] for pk in accepted_ids if closings_above[reports_by_id[pk].unit.pk]):
        closing.close_again(sender=report.unit, form=form, period=period, why=report.why, by=by, at=at)
    definition = query_forms.get_form(form)
    return ServiceResult(
        subject=f"form:{form}",
        detail={
            "form": definition.code,
            "period": period,
            "accepted": len(accepted_ids),
            "left": [*refusals],
            "figures": figure_count,
        },
        answer={"accepted": len(accepted_ids), "left": refusals},
        function=definition.function,
    )


@dataclass(frozen=True, slots=True)
class FormReports:
    """Reports of one form."""

    form: str
    reports: tuple[ReportVersion, ...]


@write("figures.accept_period", seal=True)
def accept_period(*, period: str, forms: Sequence[FormReports], by: User, at: datetime) -> ServiceResult:
    """Accept those of the reports of several forms that can be, as `accept_many` does form by form."""
    accepted_count, refusals = 0, dict[str, Json]()
    for item in forms:
        answer = accept_many(form=item.form, period=period, reports=item.reports, by=by, at=at).answer
        accepted_count += cast(int, answer["accepted"])
        refusals |= cast(dict[str, Json], answer["left"])
    return ServiceResult(
        subject=f"period:{period}",
        detail={"period": period, "accepted": accepted_count, "left": [*refusals]},
        answer={"accepted": accepted_count, "left": refusals},
    )


@write("figures.accept")
def _accept_among(
    *,
    report_version: ReportVersion,
    report: ReportSummary,
    closings_above: Sequence[Closing],
    by: User,
    at: datetime,
) -> ServiceResult:
    """Accept one of many. The caller updates the areas and closes those of `closings_above` again."""
    accepted = submissions.mark_accepted(
        submission=report_version.submission, version=report_version.version, by=by, at=at
    )
    closing.check_reclosing_reason(report.unit, closings_above, report.why)
    return _build_result(accepted)


def _build_result(accepted: ServiceResult, **counts: int) -> ServiceResult:
    detail = {"form": accepted.detail["form"], "period": accepted.answer["period"], **counts}
    return ServiceResult(accepted.subject, accepted.unit, detail, accepted.answer, accepted.function)
