"""Finds who may accept a sent report: not who wrote, approved or sent it."""

from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.holders import list_unit_holders
from sokehoach.apps.accounts.queries.resets import list_administrators
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Submission

_MAX_CANDIDATES = 20  # that are looked at: each costs two queries


def list_reviewers(submission: Submission, day: date) -> list[User]:
    """Returns the accounts that may accept the report now, by name; empty where nobody may."""
    places = set[int]()
    area: Unit | None = submission.unit
    while area is not None:
        places.add(area.pk)
        area = area.parent
    candidates = {holder.user for holder in list_unit_holders(Action.REPORT_REVIEW, day, places)}
    users = User.objects.filter(pk__in=candidates).select_related("unit").order_by("full_name", "pk")
    return [user for user in users[:_MAX_CANDIDATES] if _may_review(user, submission, day)]


def list_reviewer_inviters(unit: Unit, day: date) -> list[User]:
    """Returns who may invite somebody to accept reports at the unit: its administrators and those above."""
    return list_administrators({unit.pk}, day)


def _may_review(user: User, submission: Submission, day: date) -> bool:
    scope = scope_of(user, day)
    return (
        user.stands(day)
        and permissions.can_review_submission(scope, submission)
        and not permissions.is_own_work(scope, submission, user)
    )
