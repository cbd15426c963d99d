"""Who takes a document."""

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit


def may_take(user: User, unit: Unit) -> bool:
    return scope_of(user).may(Action.DOCUMENT_TAKE, unit.pk)
