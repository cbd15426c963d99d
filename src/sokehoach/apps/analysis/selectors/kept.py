"""Questions that an account has kept, and those shared with its unit."""

import uuid

from django.db.models import Q, QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.analysis import permissions
from sokehoach.apps.analysis.models import KeptQuestion
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.analysis import question as questions
from sokehoach.domain.analysis.question import Question


def kept_for(user: User) -> QuerySet[KeptQuestion]:
    """Its own, and those shared with its unit: a unit is told by its code, whatever version was shared with."""
    mine = Q(owner=user) | Q(shared_with__code=user.unit.code)
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


def offered(user: User) -> list[Unit]:
    """The units with whose accounts the account may share: those within its scope, but its own."""
    within = permissions.areas(scope_of(user))
    return list(Unit.objects.filter(pk__in=within).exclude(pk=user.unit_id).order_by("level", "code"))
