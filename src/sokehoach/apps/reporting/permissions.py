"""Rules of who writes, sends, reviews and sees a report.

A report of a confidential function (limits.md, 3) belongs to accounts with that function until it is sent. A sent
one is the district's total: the reviewer sees its numbers, not their history. An account with the other confidential
function sees nothing of it, reviewer or not.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import build_programme_filter
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.queries.policies import list_functions
from sokehoach.apps.reporting.models import AdHocUnit, Submission
from sokehoach.domain.policy.groups import GENERAL, is_confidential
from sokehoach.domain.reporting.workflow import (
    SENDING_ACTIONS,
    SUBMITTED_STATES,
    ReportAction,
    ReportRole,
    ReportState,
)


def _restrict(scope: Scope, submission: Submission) -> Scope:
    return scope.restrict_to(submission.form.programme_id)


def can_edit_submission(scope: Scope, submission: Submission) -> bool:
    return _restrict(scope, submission).may(Action.REPORT_EDIT, submission.unit_id, submission.form.function)


def can_send_submission(scope: Scope, submission: Submission) -> bool:
    return _restrict(scope, submission).may(Action.REPORT_SEND, submission.unit_id, submission.form.function)


def can_approve_submission(scope: Scope, submission: Submission) -> bool:
    """Whether the account has the right to approve reports there, of that unit or of one above it."""
    return can_approve(scope, submission.unit_id, submission.form.function, submission.form.programme_id)


def can_approve(scope: Scope, unit: int, function: str, programme: int | None) -> bool:
    """Whether the account has the right to approve what is sent there, of that unit (row id) or of one above it."""
    return restrict_to_ad_hoc(scope, programme).may(Action.REPORT_APPROVE, unit, function)


def can_review_submission(scope: Scope, submission: Submission) -> bool:
    return submission.unit_id in list_reviewable_units(_restrict(scope, submission), submission.form.function)


def list_report_roles(scope: Scope, submission: Submission, user: User, *, sends: bool = False) -> list[ReportRole]:
    """The sides of the report on which the account may act, its own unit's first. `sends`: by the right to send it.

    Nobody reviews their own work, whatever rights they hold now.
    """
    may_write = can_send_submission if sends else can_edit_submission
    roles = [ReportRole.REPORTER] if may_write(scope, submission) else []
    if can_review_submission(scope, submission) and not is_own_work(scope, submission, user):
        roles.append(ReportRole.REVIEWER)
    return roles


def is_own_work(scope: Scope, submission: Submission, user: User) -> bool:
    """Whether the person sent the report last, or works on the reports of that unit, which is the person's own.

    A colleague in the office, who neither writes nor approves its reports, may review them: nobody else could.
    """
    rules = (can_edit_submission, can_send_submission, can_approve_submission)
    if submission.unit_id == user.unit_id and any(rule(scope, submission) for rule in rules):
        return True
    return user.pk in _list_senders(submission)


def _list_senders(submission: Submission) -> set[int]:
    """The accounts (row ids) that sent the report last: who sent it, or who submitted and who approved it.

    None after proxy entry: the numbers are the unit's, which confirms them. One query, none where the report's steps
    were loaded with it.
    """
    steps = sorted(submission.steps.all(), key=lambda step: step.pk)
    last_steps = [step for step in steps if step.action in {*SENDING_ACTIONS, ReportAction.SUBMIT}][-2:]
    if last_steps and last_steps[-1].action != ReportAction.APPROVE:
        last_steps = last_steps[-1:]
    return {step.by_id for step in last_steps if step.action != ReportAction.TAKE_OVER}


def can_see_approval(scope: Scope, submission: Submission, user: User) -> bool:
    """Whether the account reads who submitted the report to the unit's leader, and why it was declined.

    That is the unit's own matter: an office above does not read it, though it may hold every right over the unit.
    Of a dissolved unit it is the matter of the unit that took it over, the leader's too.
    """
    may_act = can_edit_submission(scope, submission) or can_send_submission(scope, submission)
    if submission.unit_id == user.unit_id or submission.unit.valid_to is not None:
        may_act = may_act or can_approve_submission(scope, submission)
    return may_act and (submission.unit_id == user.unit_id or not can_review_submission(scope, submission))


def can_enter_by_proxy(scope: Scope, unit: Unit, function: str, *, own_unit: int) -> bool:
    """Whether the account may enter a report on behalf of the unit: it reviews it, in the general function.

    Figures of a confidential function are not given over the telephone, nor are those of the account's own unit (row
    id): there they are written, approved and sent.
    """
    return function == GENERAL and unit.pk != own_unit and unit.pk in list_reviewable_units(scope, function)


def can_see_history(scope: Scope, submission: Submission) -> bool:
    """Whether the account sees who typed what when, register entries and drafts: it has the form's function."""
    return _restrict(scope, submission).may(Action.REPORT_VIEW, submission.unit_id, submission.form.function)


def list_readable_units(scope: Scope, function: str) -> frozenset[int]:
    """Units whose reports in the function the account reads in every state."""
    return scope.units(Action.REPORT_VIEW, function)


def list_reviewable_units(scope: Scope, function: str) -> frozenset[int]:
    """Units whose sent reports in the function the account reviews: an office's work, done in the general function."""
    return frozenset() if _is_across_wall(scope, function) else scope.units(Action.REPORT_REVIEW, GENERAL)


def _is_across_wall(scope: Scope, function: str) -> bool:
    """Whether the account has another confidential function and not this one."""
    return is_confidential(function) and bool(scope.sides) and function not in scope.sides


def list_askable_units(scope: Scope, function: str) -> frozenset[int]:
    """Units that the account may ask ad hoc; in a confidential function, only if it reviews within that function."""
    return scope.units(Action.REPORT_REVIEW, function)


def list_answerable_units(scope: Scope, function: str) -> frozenset[int]:
    """Units for which the account answers ad hoc questions."""
    return scope.units(Action.REPORT_SEND, function)


def restrict_to_ad_hoc(scope: Scope, programme: int | None) -> Scope:
    """The scope by which an ad hoc report of that programme (row id) is asked, read and answered."""
    return scope if programme is None else scope.restrict_to(programme)


def build_ad_hoc_filter(scope: Scope) -> Q:
    """Ad hoc reports all of whose units the account reviews or reads in that function and programme."""
    return _build_ad_hoc_programme_filter(scope, _build_ad_hoc_filter, "programme")


def build_answerable_ad_hoc_filter(scope: Scope) -> Q:
    """The rows (`AdHocUnit`) of units for which the account answers ad hoc questions."""
    return _build_ad_hoc_programme_filter(scope, _build_answerable_filter, "ad_hoc__programme")


def build_approvable_ad_hoc_filter(scope: Scope) -> Q:
    """The rows (`AdHocUnit`) of units where, or above which, the account may approve what is sent."""
    return _build_ad_hoc_programme_filter(scope, _build_approvable_filter, "ad_hoc__programme")


def can_see_ad_hoc_submission(scope: Scope, unit: int, function: str, programme: int | None, *, own_unit: int) -> bool:
    """Whether the account, which answers for the unit (row id), reads what was submitted to the unit's leader.

    An office above that asks does not read it, though it may hold every right over the unit.
    """
    in_programme = restrict_to_ad_hoc(scope, programme)
    return unit == own_unit or unit not in list_askable_units(in_programme, function)


def _build_ad_hoc_programme_filter(scope: Scope, build: Callable[[Scope], Q], field: str) -> Q:
    return build_programme_filter(scope, build, field) | (Q(**{field: None}) & build(scope))


def _build_answerable_filter(scope: Scope) -> Q:
    condition = Q(pk__in=[])
    for function in list_functions():
        condition |= Q(ad_hoc__function=function, unit__in=list_answerable_units(scope, function))
    return condition


def _build_approvable_filter(scope: Scope) -> Q:
    condition = Q(pk__in=[])
    for function in list_functions():
        condition |= Q(ad_hoc__function=function, unit__in=scope.units(Action.REPORT_APPROVE, function))
    return condition


def _build_ad_hoc_filter(scope: Scope) -> Q:
    condition = Q(pk__in=[])
    for function in list_functions():
        visible_units = list_askable_units(scope, function) | list_readable_units(scope, function)
        invisible_units = AdHocUnit.objects.filter(ad_hoc=OuterRef("pk")).exclude(unit__in=visible_units)
        condition |= Q(~Exists(invisible_units), function=function)
    return condition


def can_open_submission(scope: Scope, unit: int, function: str, state: str) -> bool:
    """The rule of `build_visibility_filter` for one report."""
    return unit in list_readable_units(scope, function) or (
        state in SUBMITTED_STATES and unit in list_reviewable_units(scope, function)
    )


def list_opened_units(scope: Scope, function: str, state: str = ReportState.SENT) -> frozenset[int]:
    """Units whose reports of the function in that state the account may open, by `can_open_submission`."""
    readable_units = list_readable_units(scope, function)
    return readable_units | list_reviewable_units(scope, function) if state in SUBMITTED_STATES else readable_units


def list_followed_units(scope: Scope, function: str) -> frozenset[int]:
    """Units whose reports the account sees listed as reported or not, without numbers. The dates of a report reveal
    work of its function, so accounts with the other confidential function do not follow it.
    """
    if _is_across_wall(scope, function):
        return frozenset()
    return (
        list_readable_units(scope, function)
        | list_readable_units(scope, GENERAL)
        | list_reviewable_units(scope, GENERAL)
    )


def build_visibility_filter(scope: Scope) -> Q:
    """The submissions that the account may see."""
    return build_programme_filter(scope, _build_visibility_filter, "form__programme")


def _build_visibility_filter(scope: Scope) -> Q:
    condition = Q(pk__in=[])
    for function in list_functions():
        readable_reports = Q(unit__in=list_readable_units(scope, function))
        handed_in = Q(unit__in=list_reviewable_units(scope, function), state__in=SUBMITTED_STATES)
        condition |= Q(form__function=function) & (readable_reports | handed_in)
    return condition


def build_answerable_extension_filter(scope: Scope) -> Q:
    """The requests that the account answers: those of units whose reports it reviews."""
    return build_programme_filter(scope, _build_reviewable_filter, "form__programme")


def build_own_extension_filter(scope: Scope) -> Q:
    """The requests of units for which the account sends reports."""
    return build_programme_filter(scope, _build_sendable_filter, "form__programme")


def _build_sendable_filter(scope: Scope) -> Q:
    condition = Q(pk__in=[])
    for function in list_functions():
        condition |= Q(form__function=function, unit__in=scope.units(Action.REPORT_SEND, function))
    return condition


def _build_reviewable_filter(scope: Scope) -> Q:
    condition = Q(pk__in=[])
    for function in list_functions():
        condition |= Q(form__function=function, unit__in=list_reviewable_units(scope, function))
    return condition
