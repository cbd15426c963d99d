"""Who stands on which side of a report, and who sees it.

A report of a walled function (PRODUCT.md, line 3) belongs to the holders of that function until it is sent.
A sent one is the district's total: the reviewer sees its numbers, not how they came about; whoever holds
the other side of the wall sees nothing of it, reviewer or not.
"""

from django.db.models import Exists, OuterRef, Q

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import AdHocUnit, Submission
from sokehoach.domain.reporting.workflow import SUBMITTED_STATES

GENERAL = "general"
_FUNCTIONS = (GENERAL, "enforcement", "support")


def can_edit_submission(scope: Scope, submission: Submission) -> bool:
    return scope.may(Action.REPORT_EDIT, submission.unit_id, submission.form.function)


def can_send_submission(scope: Scope, submission: Submission) -> bool:
    return scope.may(Action.REPORT_SEND, submission.unit_id, submission.form.function)


def can_review_submission(scope: Scope, submission: Submission) -> bool:
    return submission.unit_id in list_reviewable_units(scope, submission.form.function)


def can_enter_by_proxy(scope: Scope, unit: Unit, function: str) -> bool:
    """Whether the account may type a report for the unit: whoever reviews it, of the general function alone.

    What stands behind the wall is not told over a telephone.
    """
    return function == GENERAL and unit.pk in list_reviewable_units(scope, function)


def can_see_history(scope: Scope, submission: Submission) -> bool:
    """Who typed what when, register rows, drafts: for holders of the form's function."""
    return scope.may(Action.REPORT_VIEW, submission.unit_id, submission.form.function)


def list_readable_units(scope: Scope, function: str) -> frozenset[int]:
    """Units whose reports in the function are read in every state."""
    return scope.units(Action.REPORT_VIEW, function)


def list_reviewable_units(scope: Scope, function: str) -> frozenset[int]:
    """Units whose sent reports in the function are reviewed: an office's work, done in the general
    function.
    """
    return frozenset() if _is_across_wall(scope, function) else scope.units(Action.REPORT_REVIEW, GENERAL)


def _is_across_wall(scope: Scope, function: str) -> bool:
    """Whether the account stands on the other side of the wall."""
    return function != GENERAL and bool(scope.sides - {function})


def list_askable_units(scope: Scope, function: str) -> frozenset[int]:
    """Units that may be asked in a hurry: what stands behind the wall, only by who reviews within its function."""
    return scope.units(Action.REPORT_REVIEW, function)


def list_answerable_units(scope: Scope, function: str) -> frozenset[int]:
    """Units for which the account answers what is asked in a hurry."""
    return scope.units(Action.REPORT_SEND, function)


def build_ad_hoc_filter(scope: Scope) -> Q:
    """What was asked in a hurry of such units alone as the account reviews or reads, in that function."""
    condition = Q(pk__in=[])
    for function in _FUNCTIONS:
        visible_units = list_askable_units(scope, function) | list_readable_units(scope, function)
        invisible_units = AdHocUnit.objects.filter(ad_hoc=OuterRef("pk")).exclude(unit__in=visible_units)
        condition |= Q(~Exists(invisible_units), function=function)
    return condition


def can_open_submission(scope: Scope, unit: int, function: str, state: str) -> bool:
    """The same as `build_visibility_filter`, for one report."""
    return unit in list_readable_units(scope, function) or (
        state in SUBMITTED_STATES and unit in list_reviewable_units(scope, function)
    )


def list_followed_units(scope: Scope, function: str) -> frozenset[int]:
    """Units that may be followed in lists: whether they have reported, no numbers. When a report of the other side was
    begun or sent tells of its work, so it is followed by those alone who stand on neither side.
    """
    if _is_across_wall(scope, function):
        return frozenset()
    return (
        list_readable_units(scope, function)
        | list_readable_units(scope, GENERAL)
        | list_reviewable_units(scope, GENERAL)
    )


def build_visibility_filter(scope: Scope) -> Q:
    """The submissions that exist for the account."""
    condition = Q(pk__in=[])
    for function in _FUNCTIONS:
        readable_reports = Q(unit__in=list_readable_units(scope, function))
        handed_in = Q(unit__in=list_reviewable_units(scope, function), state__in=SUBMITTED_STATES)
        condition |= Q(form__function=function) & (readable_reports | handed_in)
    return condition
