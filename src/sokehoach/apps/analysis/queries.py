"""Reads the questions that an account has saved, and those shared with its unit."""

import uuid
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.holders import list_holders
from sokehoach.apps.accounts.queries.own_programmes import list_named_programmes
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.analysis import permissions
from sokehoach.apps.analysis.models import SavedQuestion
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.analysis import question as questions
from sokehoach.domain.analysis.question import Question


def list_saved_questions(user: User) -> QuerySet[SavedQuestion]:
    """Returns the account's own questions and those shared with its unit.

    Units are compared by code, so sharing survives a new version of the unit. A question is shared as long as its
    owner may ask, with those who work in every programme that it asks about: its name tells of them.
    """
    own_questions = Q(owner=user)
    shared_questions = Q(
        shared_with__code=user.unit.code, owner__in=[asker.pk for asker in _list_askers(clock.today())]
    )
    if (programmes := scope_of(user).programmes) is not None:
        link = SavedQuestion.programmes.through.objects.filter(savedquestion=OuterRef("pk"))
        inside_link, outside_link = (
            Exists(link.filter(programme__in=programmes)),
            Exists(link.exclude(programme__in=programmes)),
        )
        own_questions &= Q(inside_link) | ~Q(outside_link)
        shared_questions &= ~Q(outside_link)
    rows = (
        SavedQuestion.objects.filter(own_questions | shared_questions).select_related("owner", "owner__unit").distinct()
    )
    return rows.prefetch_related("programmes") if list_named_programmes(user) else rows


def access_saved_question(user: User, pk: uuid.UUID) -> SavedQuestion:
    """Returns the question; NotFoundError where it is neither the account's own nor shared with its unit."""
    question = list_saved_questions(user).filter(pk=pk).first()
    if question is None:
        raise NotFoundError
    return question


def access_own_question(user: User, pk: uuid.UUID) -> SavedQuestion:
    question = SavedQuestion.objects.filter(owner=user, pk=pk).first()
    if question is None:
        raise NotFoundError
    return question


def parse_definition(row: SavedQuestion) -> Question:
    return questions.parse_question(row.definition)


def list_shareable_units(user: User, day: date) -> list[Unit]:
    """Returns the other units in the account's scope that can open what is shared with them."""
    units_in_scope = Unit.objects.filter(
        pk__in=permissions.list_area_ids(scope_of(user, day)), code__in=list_asking_unit_codes(day)
    )
    return list(units_in_scope.exclude(pk=user.unit_id).order_by("level", "code"))


def list_asking_unit_codes(day: date) -> frozenset[str]:
    """Returns the codes of units with an account that may ask: only these could open a question."""
    return frozenset(asker.unit.code for asker in _list_askers(day))


def _list_askers(day: date) -> list[User]:
    """Returns the accounts that may ask on the day, with their units. Two queries."""
    asker_ids = {user_id for user_ids in list_holders(Action.CONSOLIDATE_VIEW, day).values() for user_id in user_ids}
    accounts = User.objects.filter(pk__in=asker_ids).select_related("unit")
    return [user for user in accounts if user.stands(day)]
