"""Reads the audit trail within an account's scope, and the names of those who act in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.queries.trail import list_events
from sokehoach.apps.home import sentences
from sokehoach.apps.home.permissions import can_read_audit, list_audited_unit_ids
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.reporting.workflow import APPROVAL_ACTIONS
from sokehoach.domain.text import fold_accents

# A unit's leader approves what it sends before it is sent: the steps before that (docs/adr/0080, 0089).
_OWN_ACTIONS = tuple(f"{subject}.{action}" for subject in ("report", "ad_hoc") for action in APPROVAL_ACTIONS)


def list_actor_names(actors: Iterable[str]) -> dict[str, str]:
    """Maps actors to names, with one query: staff by full name, the system's work by label, others unchanged."""
    usernames = set(actors)
    system_names = {
        "demo": _("lệnh dựng trình diễn"),
        "first run": _("người thiết lập lần đầu"),
        "tick": _("máy chủ, theo giờ hẹn"),
    }
    people = User.objects.filter(username__in=usernames).order_by().values_list("username", "full_name")
    return {name: system_names.get(name, name) for name in usernames} | dict(people)


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Filters by subject, kind of action, person, days (both inclusive) and words.

    Words match, ignoring accents, what the reader sees: people, actions, units, the subject's address.
    """

    subject: str = ""
    action: str = ""
    actor: str = ""
    day_from: date | None = None
    day_until: date | None = None
    text: str = ""


def list_trail_events(user: User, trail_filter: TrailFilter = TrailFilter()) -> QuerySet[Event]:
    """Returns events newest first; NotFoundError for an account that reads no trail. One query for unit codes, one
    per word.
    """
    scope = scope_of(user)
    if not can_read_audit(scope):
        raise NotFoundError
    unit_codes = list_unit_codes(scope)
    rows = list_readable_events(user, unit_codes, trail_filter.subject, trail_filter.action)
    if trail_filter.actor:
        rows = rows.filter(actor=trail_filter.actor)
    if trail_filter.day_from:
        rows = rows.filter(at__gte=_start_of_day(trail_filter.day_from))
    if trail_filter.day_until:
        rows = rows.filter(at__lt=_start_of_day(trail_filter.day_until + timedelta(days=1)))
    for term in fold_accents(trail_filter.text).split():
        rows = rows.filter(_build_term_filter(term, dict(unit_codes.values())))
    return rows


def _start_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _build_term_filter(term: str, names: Mapping[str, str]) -> Q:
    people = [name for name, full in User.objects.values_list("username", "full_name") if term in fold_accents(full)]
    work = [code for code, label in sentences.ACTIONS.items() if term in fold_accents(str(label))]
    units = [code for code, name in names.items() if term in fold_accents(name)]
    condition = Q(actor__in=people) | Q(action__in=work) | Q(unit__in=units)
    # and raw column values: an account, a subject, a period, a code
    condition |= Q(actor__icontains=term) | Q(subject__icontains=term)
    for (
        name
    ) in sentences.DETAILS:  # details that are not shown are not searched: a body also holds the numbers of drafts
        condition |= Q(**{f"body__detail__{name}__icontains": term})
    return condition


def list_unit_codes(scope: Scope) -> dict[int, tuple[str, str]]:
    """Returns code and short name of the units whose events may be read, by row id. One query."""
    units = frozenset[int]().union(*list_audited_unit_ids(scope).values())
    return {
        pk: (code, name) for pk, code, name in Unit.objects.filter(pk__in=units).values_list("pk", "code", "short_name")
    }


def list_readable_events(
    user: User, unit_codes: Mapping[int, tuple[str, str]], subject: str, action: str
) -> QuerySet[Event]:
    """Returns the events of the units that the account audits. What is a unit's own matter only its people read."""
    rows = Event.objects.none()
    for function, units in list_audited_unit_ids(scope_of(user)).items():
        codes = {unit_codes[unit][0] for unit in units}
        rows = rows | list_events(units=codes, functions={function}, subject=subject, action=action)
    return rows.exclude(~Q(unit=user.unit.code), action__in=_OWN_ACTIONS)


def is_account(username: str) -> bool:
    """Whether the actor of an event is a person: the system's own work has a plain name."""
    return bool(username) and User.objects.filter(username=username).exists()
