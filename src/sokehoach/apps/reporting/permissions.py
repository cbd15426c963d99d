"""Who stands on which side of a report, and who sees it.

A report of a walled function (PRODUCT.md, line 3) belongs to the holders of that function until it is sent.
A sent one is the district's total: the reviewer sees its numbers, not how they came about; whoever holds
the other side of the wall sees nothing of it, reviewer or not.
"""

from django.db.models import Exists, OuterRef, Q

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import AdHocUnit, Submission
from sokehoach.domain.reporting.workflow import HANDED_IN

GENERAL = "general"
_FUNCTIONS = (GENERAL, "enforcement", "support")


def edits(scope: Scope, submission: Submission) -> bool:
    return scope.may(Action.REPORT_EDIT, submission.unit_id, submission.form.function)


def sends(scope: Scope, submission: Submission) -> bool:
    return scope.may(Action.REPORT_SEND, submission.unit_id, submission.form.function)


def reviews(scope: Scope, submission: Submission) -> bool:
    return submission.unit_id in reviewable(scope, submission.form.function)


def takes(scope: Scope, unit: Unit, function: str) -> bool:
    """Whether the account may type a report for the unit: whoever reviews it, of the general function alone.

    What stands behind the wall is not told over a telephone.
    """
    return function == GENERAL and unit.pk in reviewable(scope, function)


def sees_history(scope: Scope, submission: Submission) -> bool:
    """Who typed what when, register rows, drafts: for holders of the form's function."""
    return scope.may(Action.REPORT_VIEW, submission.unit_id, submission.form.function)


def readable(scope: Scope, function: str) -> frozenset[int]:
    """Units whose reports in the function are read in every state."""
    return scope.units(Action.REPORT_VIEW, function)


def reviewable(scope: Scope, function: str) -> frozenset[int]:
    """Units whose sent reports in the function are reviewed: an office's work, done in the general
    function.
    """
    return frozenset() if _across(scope, function) else scope.units(Action.REPORT_REVIEW, GENERAL)


def _across(scope: Scope, function: str) -> bool:
    """Whether the account stands on the other side of the wall."""
    return function != GENERAL and bool(scope.sides - {function})


def asks(scope: Scope, function: str) -> frozenset[int]:
    """Units that may be asked in a hurry: what stands behind the wall, only by who reviews within its function."""
    return scope.units(Action.REPORT_REVIEW, function)


def tells(scope: Scope, function: str) -> frozenset[int]:
    """Units for which the account answers what is asked in a hurry."""
    return scope.units(Action.REPORT_SEND, function)


def ad_hocs(scope: Scope) -> Q:
    """What was asked in a hurry of such units alone as the account reviews or reads, in that function."""
    found = Q(pk__in=[])
    for function in _FUNCTIONS:
        seen = asks(scope, function) | readable(scope, function)
        beyond = AdHocUnit.objects.filter(ad_hoc=OuterRef("pk")).exclude(unit__in=seen)
        found |= Q(~Exists(beyond), function=function)
    return found


def opens(scope: Scope, unit: int, function: str, state: str) -> bool:
    """The same as `visible`, for one report."""
    return unit in readable(scope, function) or (state in HANDED_IN and unit in reviewable(scope, function))


def watched(scope: Scope, function: str) -> frozenset[int]:
    """Units that may be followed in lists: whether they have reported, no numbers. When a report of the other side was
    begun or sent tells of its work, so it is followed by those alone who stand on neither side.
    """
    if _across(scope, function):
        return frozenset()
    return readable(scope, function) | readable(scope, GENERAL) | reviewable(scope, GENERAL)


def visible(scope: Scope) -> Q:
    """The submissions that exist for the account."""
    found = Q(pk__in=[])
    for function in _FUNCTIONS:
        own = Q(unit__in=readable(scope, function))
        handed_in = Q(unit__in=reviewable(scope, function), state__in=HANDED_IN)
        found |= Q(form__function=function) & (own | handed_in)
    return found
