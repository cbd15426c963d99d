"""Builds the page of a report around its sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Intake, Submission
from sokehoach.apps.reporting.selectors import obligations, steps
from sokehoach.apps.reporting.selectors.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.selectors.steps import Stop
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.window import Window
from sokehoach.domain.reporting.workflow import COUNTED_STATES, ReportAction, ReportState


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report's page. `can_write`, `can_send` and the like: what the account may do now.

    intake     numbers that the office enters for the unit, or has entered and the unit has not confirmed
    other      the edition beside this one: the correction in progress, or the one that it corrects
    token      changes with every stored cell or box
    """

    sheet: ReportSheet
    due: date
    counting_window: Window
    life: Sequence[Stop]
    returned: str  # the reason, while the report is returned
    can_write: bool
    can_send: bool
    can_review: bool
    can_see_history: bool
    can_correct: bool
    can_confirm: bool
    intake: Intake | None
    other: Submission | None
    token: str

    @property
    def submission(self) -> Submission:
        return self.sheet.submission

    @property
    def unit_vi(self) -> str:
        """«xã Tênh Phông» within a sentence; an agency's name keeps its capital letter."""
        unit = self.submission.unit
        return unit.name if unit.level == Level.AGENCY else unit.name[:1].lower() + unit.name[1:]

    @property
    def last_year(self) -> str:
        """The year as text: a template would group its digits."""
        return str(self.sheet.period.year - 1)

    @property
    def period_vi(self) -> str:
        return period_name(self.sheet.period)


def load_report_page(user: User, submission: Submission) -> ReportPage:
    scope = scope_of(user)
    report_sheet = build_sheet(submission)
    due = obligations.due_of(submission, report_sheet.form)
    steps_taken = list(steps.steps_of(submission))
    return_steps = [step for step in steps_taken if step.action == ReportAction.RETURN]
    intake, other = _find_open_intake(submission), _find_other_edition(submission)
    is_for_unit = (
        intake is not None
        and intake.handed_in_at is None
        and permissions.can_enter_by_proxy(scope, submission.unit, submission.form.function)
    )
    return ReportPage(
        sheet=report_sheet,
        due=due,
        counting_window=obligations.get_counting_window(report_sheet.form, submission.period),
        life=steps.build_stops(
            submission,
            steps_taken,
            due=_("hạn %(day)s/%(month)s") % {"day": due.day, "month": due.month},
            office=_("cơ quan nhận báo cáo"),
        ),
        returned=return_steps[-1].reason if return_steps and submission.state == ReportState.RETURNED else "",
        can_write=report_sheet.editable and (permissions.can_edit_submission(scope, submission) or is_for_unit),
        can_send=report_sheet.editable and (permissions.can_send_submission(scope, submission) or is_for_unit),
        can_review=submission.state == ReportState.SENT and permissions.can_review_submission(scope, submission),
        can_see_history=permissions.can_see_history(scope, submission),
        can_correct=submission.state in COUNTED_STATES
        and other is None
        and permissions.can_edit_submission(scope, submission),
        can_confirm=intake is not None
        and not report_sheet.editable
        and permissions.can_edit_submission(scope, submission),
        intake=intake,
        other=other,
        token=_compute_token(report_sheet),
    )


def _compute_token(sheet: ReportSheet) -> str:
    """The same token as `cells.compute_token`, without its queries."""
    versions = sum(line.version for line in sheet.lines), sum(box.version for box in sheet.boxes)
    return f"{sheet.submission.version}.{versions[0]}.{versions[1]}"


def _find_open_intake(submission: Submission) -> Intake | None:
    """The intake that is not confirmed yet. One query."""
    return submission.intakes.filter(confirmed_at__isnull=True).select_related("by__unit").last()


def _find_other_edition(submission: Submission) -> Submission | None:
    """The newer or the corrected edition. One query, none while the first edition is written or waits."""
    if submission.edition == 1 and submission.state not in (*COUNTED_STATES, ReportState.SUPERSEDED):
        return None
    other_editions = Submission.objects.filter(
        form=submission.form_id, unit=submission.unit_id, period=submission.period
    ).exclude(pk=submission.pk)
    newer_edition = other_editions.filter(edition__gt=submission.edition).order_by("-edition").first()
    return (
        newer_edition
        if submission.state in (*COUNTED_STATES, ReportState.SUPERSEDED)
        else other_editions.order_by("-edition").first()
    )
