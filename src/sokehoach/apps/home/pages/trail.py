"""The audit trail in sentences, the history of one number, and a person's access."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.permissions import build_event_filter
from sokehoach.apps.home import sentences
from sokehoach.apps.home.permissions import can_read_audit, list_access_unit_ids
from sokehoach.apps.home.queries import trail
from sokehoach.apps.home.queries.trail import list_readable_events, list_unit_codes
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.pages import cell_history
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.notation import Notation, read_value


@dataclass(frozen=True, slots=True)
class EventDescription:
    """An event in words. `who` is a member of staff, or the name of the system's own work."""

    at: datetime
    who: str
    sentence: str
    details: str
    unit: str
    subject: str
    kind: str
    leaf: str
    seq: int
    actor: str


def build_rows(rows: QuerySet[Event]) -> Iterator[list[str]]:
    """Yields table rows: number, time, account, name, action, details, unit, subject, hash. The first is the header."""
    yield ["Số", "Lúc", "Tài khoản", "Người làm", "Việc", "Chi tiết", "Đơn vị", "Đối tượng", "Mã băm"]
    for event in describe_events(rows):
        yield [
            str(event.seq),
            event.at.isoformat(),
            event.actor,
            event.who,
            event.sentence,
            event.details,
            event.unit,
            event.subject,
            event.leaf,
        ]


def list_recent_events(user: User, count: int) -> list[EventDescription]:
    """Returns the last events of the account's scope, without steps of larger ones; none where it reads no trail."""
    scope = scope_of(user)
    if not can_read_audit(scope):
        return []
    unit_codes = list_unit_codes(scope)
    rows = list_readable_events(user, unit_codes, "", "").exclude(action__in=sentences.SMALL_ACTIONS)
    return describe_events(rows[:count], names=dict(unit_codes.values()))


def describe_events(events: Iterable[Event], *, names: Mapping[str, str] | None = None) -> list[EventDescription]:
    """Describes events in words: a query for the people, and one for the units without `names` of units by code."""
    rows = list(events)
    people = trail.list_actor_names(row.actor for row in rows)
    if names is None:
        versions = Unit.objects.filter(code__in={row.unit for row in rows}).order_by("valid_from")
        names = dict(versions.values_list("code", "short_name"))  # the newest version of a code wins
    return [
        EventDescription(
            at=timezone.localtime(row.at),
            who=people[row.actor],
            sentence=sentences.format_action(row.action),
            details=sentences.format_details(row.body.get("detail", {})),
            unit=names.get(row.unit, row.unit),
            subject=row.subject,
            kind=sentences.format_subject_kind(row.subject),
            leaf=row.leaf,
            seq=row.seq,
            actor=row.actor,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    who: str
    sentence: str
    was: str
    now: str
    changes: bool
    reason: str
    seq: int
    leaf: str


@dataclass(frozen=True, slots=True)
class ValueHistory:
    submission: uuid.UUID
    unit: Unit
    code: str
    label: str
    lines: tuple[HistoryLine, ...]  # newest first


def load_value_history(user: User, *, submission: uuid.UUID, cell: str) -> ValueHistory:
    """Loads the history; NotFoundError as for the report's own page. One query more than that page, for the actors'
    names.
    """
    record = cell_history.load_cell_history(user, submission=submission, cell=cell)
    people = trail.list_actor_names(turn.actor for turn in record.turns)
    lines = tuple(
        HistoryLine(
            at=timezone.localtime(turn.at),
            who=people[turn.actor],
            sentence=sentences.format_action(turn.action) + _format_edition(turn.edition),
            was=_format_value(turn.was),
            now=_format_value(turn.now),
            changes=None not in (turn.was, turn.now) and turn.was != turn.now,
            reason=turn.reason,
            seq=turn.seq,
            leaf=turn.leaf,
        )
        for turn in record.turns
    )
    return ValueHistory(record.submission, record.unit, record.code, record.label, lines)


def _format_value(typed: str | None) -> str:
    if typed is None:
        return "–"
    return {"": _("chưa báo cáo"), "-": _("không áp dụng")}.get(typed) or translate(
        read_value(typed, Notation.VIETNAMESE)
    )


def _format_edition(number: int) -> str:
    return "" if number == 1 else _(", bản đính chính lần %(n)s") % {"n": number - 1}


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that the person holds. `by` is who gave it; «» where that was before the trail began."""

    role: str
    unit: str
    since: date
    until: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Access:
    """A person's roles and access events. `reads` is whether the reader may open the whole trail."""

    person: User
    held: tuple[HeldRole, ...]
    events: QuerySet[Event]  # newest first
    reads: bool


def load_access(reader: User, username: str) -> Access:
    """Loads what the reader may know of an account: all of their own, of others what permissions allow.

    Raises NotFoundError for an account of a unit outside the reader's permissions. Runs five queries, without the
    events.
    """
    scope = scope_of(reader)
    units = list_access_unit_ids(scope)
    person = User.objects.select_related("unit").filter(username=username).first()
    if person is None or not (person == reader or any(person.unit_id in unit_ids for unit_ids in units.values())):
        raise NotFoundError
    grant_filter = event_filter = Q(pk__in=[]) if person != reader else ~Q(pk__in=[])
    codes = dict(Unit.objects.filter(pk__in=frozenset[int]().union(*units.values())).values_list("pk", "code"))
    for function, ids in units.items():
        grant_filter |= Q(capacity__function=function, unit__in=ids)
        event_filter |= build_event_filter(units=[codes[pk] for pk in ids], functions=[function])
    grants = list(
        Grant.objects.filter(grant_filter, capacity__user=person)
        .select_related("role", "unit")
        .order_by("-valid_from", "-pk")
    )
    subjects = [f"user:{person.username}", *(f"grant:{grant.pk}" for grant in grants)]
    events = Event.objects.filter(event_filter, subject__in=subjects)
    return Access(person, _build_held_roles(grants, events), events, can_read_audit(scope))


def _build_held_roles(grants: Sequence[Grant], events: QuerySet[Event]) -> tuple[HeldRole, ...]:
    givers = {row.subject: row.who for row in describe_events(events.filter(action="grant.give"))}
    return tuple(
        HeldRole(
            role=grant.role.name,
            unit=grant.unit.name,
            since=grant.valid_from,
            until=grant.valid_to,
            by=givers.get(f"grant:{grant.pk}", ""),
        )
        for grant in grants
    )
