"""Lists the programmes in which an account works, and names them beside entries of a page that brings them together."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.permissions import INSTALLATION_WIDE
from sokehoach.apps.accounts.queries.scopes import SHOWN_PROGRAMME, get_programme_names, get_scope_cache
from sokehoach.apps.programmes.models import Programme


def list_own_programmes(user: User) -> Mapping[int, str]:
    """Returns the short names of the programmes (row ids) whose data the account opens, by name; empty where it is one.

    No query beside those of its scope; one where roles of no programme open all.
    """
    scope, names = get_programme_names(user)
    if scope.programmes is None and scope.units_by_action:
        cache, key = get_scope_cache(user), "programmes"
        if key not in cache:
            cache[key] = dict(Programme.objects.values_list("pk", "short_name"))
        names = cache[key]
    return dict(sorted(names.items(), key=lambda pair: pair[::-1])) if len(names) > 1 else {}


def show_programme(user: User, programme: int) -> None:
    """Makes the scope of this account object that in one programme (row id), for a page that shows it alone."""
    user.__dict__[SHOWN_PROGRAMME] = programme


def get_shown_programme(user: User) -> int | None:
    programme: int | None = user.__dict__.get(SHOWN_PROGRAMME)
    return programme


def list_named_programmes(user: User) -> Mapping[int, str]:
    """Returns the programmes that entries of the page must name: none where the page shows one alone."""
    return {} if get_shown_programme(user) is not None else list_own_programmes(user)


def name_programme(user: User, programme: int | None) -> str:
    """Returns the name to print beside an entry of this programme (row id); «» where none is needed."""
    return "" if programme is None else list_named_programmes(user).get(programme, "")


def list_programmes_by_account(day: date) -> Mapping[int, Collection[int]]:
    """Returns, by account (id), the programmes (row ids) in which it has a role on the day. One query."""
    grants = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, role__programme__isnull=False
    ).values_list("capacity__user_id", "role__programme_id", "role__actions")
    programmes: dict[int, set[int]] = defaultdict(set)
    for user, programme, actions in grants:
        if not INSTALLATION_WIDE.issuperset(actions):
            programmes[user].add(programme)
    return programmes
