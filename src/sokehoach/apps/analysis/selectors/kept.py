"""Questions that an account has kept, and those shared with its unit."""

import uuid
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.holders import holders
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.analysis import permissions
from sokehoach.apps.analysis.models import KeptQuestion
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock
from sokehoach.domain.analysis import question as questions
from sokehoach.domain.analysis.question import Question


def kept_for(user: User) -> QuerySet[KeptQuestion]:
    """Its own, and those shared with its unit: a unit is told by its code, whatever version was shared with. A question
    is shared as long as its owner may ask.
    """
    mine = Q(owner=user) | Q(
        shared_with__code=user.unit.code, owner__in=[asker.pk for asker in _askers(clock.today())]
    )
    return KeptQuestion.objects.filter(mine).select_related("owner", "owner__unit").distinct()


def kept(user: User, pk: uuid.UUID) -> KeptQuestion:
    """Http404 where it is neither the account's own nor shared with its unit."""
    found = kept_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def own(user: User, pk: uuid.UUID) -> KeptQuestion:
    found = KeptQuestion.objects.filter(owner=user, pk=pk).first()
    if found is None:
        raise Http404
    return found


def question_of(row: KeptQuestion) -> Question:
    return questions.read(row.definition)


def offered(user: User, day: date) -> list[Unit]:
    """The units within its scope, but its own, that can open what is shared with them."""
    within = Unit.objects.filter(pk__in=permissions.areas(scope_of(user, day)), code__in=opening(day))
    return list(within.exclude(pk=user.unit_id).order_by("level", "code"))


def opening(day: date) -> frozenset[str]:
    """The codes of units one of whose accounts may ask: only these could open a question."""
    return frozenset(asker.unit.code for asker in _askers(day))


def _askers(day: date) -> list[User]:
    """The accounts that may ask on the day, with their units: two queries."""
    people = {person for found in holders(Action.CONSOLIDATE_VIEW, day).values() for person in found}
    accounts = User.objects.filter(pk__in=people).select_related("unit")
    return [user for user in accounts if user.stands(day)]
