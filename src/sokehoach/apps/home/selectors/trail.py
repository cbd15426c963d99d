"""The audit trail as an account may read it, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.selectors.trail import events
from sokehoach.apps.home import sentences
from sokehoach.apps.home.permissions import audited, reads_audit
from sokehoach.apps.home.selectors import actors
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.text.folding import fold


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words. `who` is a member of staff, or the name of the system's own work."""

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


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: the life of one thing, one kind of work, one person's doings, days (both included), words.

    Words are looked for, without regard to marks, in what the reader sees: people, work, units, the thing's address.
    """

    subject: str = ""
    action: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""


def trail(user: User, asked: Asked = Asked()) -> QuerySet[Event]:
    """Newest first; 404 for an account that reads no trail. One query for the codes of its units, one for each word."""
    scope = scope_of(user)
    if not reads_audit(scope):
        raise Http404
    known = _codes(scope)
    found = _readable(scope, known, asked.subject, asked.action)
    if asked.actor:
        found = found.filter(actor=asked.actor)
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    for word in fold(asked.words).split():
        found = found.filter(_telling(word, dict(known.values())))
    return found


def as_rows(found: QuerySet[Event]) -> Iterator[list[str]]:
    """For a table: number, moment, account, name, work, details, unit, thing, hash. The first row names them."""
    yield ["Số", "Lúc", "Tài khoản", "Người làm", "Việc", "Chi tiết", "Đơn vị", "Đối tượng", "Mã băm"]
    for one in tell(found):
        yield [
            str(one.seq), one.at.isoformat(), one.actor, one.who, one.sentence, one.details, one.unit, one.subject,
            one.leaf,
        ]  # fmt: skip


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _telling(word: str, names: Mapping[str, str]) -> Q:
    people = [name for name, full in User.objects.values_list("username", "full_name") if word in fold(full)]
    work = [code for code, told in sentences.ACTIONS.items() if word in fold(str(told))]
    units = [code for code, name in names.items() if word in fold(name)]
    seen = Q(actor__in=people) | Q(action__in=work) | Q(unit__in=units)
    # and as they stand in the row: an account, a thing, a period, a code
    seen |= Q(actor__icontains=word) | Q(subject__icontains=word)
    for name in sentences.DETAILS:  # what is not told is not found: numbers of a draft are in a body as well
        seen |= Q(**{f"body__detail__{name}__icontains": word})
    return seen


def recent(user: User, count: int) -> list[Told]:
    """The last events of the account's scope, steps within larger ones left out; none where it reads no trail."""
    scope = scope_of(user)
    if not reads_audit(scope):
        return []
    known = _codes(scope)
    found = _readable(scope, known, "", "").exclude(action__in=sentences.SMALL)
    return tell(found[:count], names=dict(known.values()))


def tell(found: Iterable[Event], *, names: Mapping[str, str] | None = None) -> list[Told]:
    """Events in words: a query for the people and, unless `names` of units by code are given, one for these."""
    rows = list(found)
    people = actors.names(row.actor for row in rows)
    if names is None:
        versions = Unit.objects.filter(code__in={row.unit for row in rows}).order_by("valid_from")
        names = dict(versions.values_list("code", "short_name"))  # the newest version of a code stays
    return [
        Told(
            at=timezone.localtime(row.at),
            who=people[row.actor],
            sentence=sentences.sentence(row.action),
            details=sentences.details(row.body.get("detail", {})),
            unit=names.get(row.unit, row.unit),
            subject=row.subject,
            kind=sentences.kind(row.subject),
            leaf=row.leaf,
            seq=row.seq,
            actor=row.actor,
        )
        for row in rows
    ]


def _codes(scope: Scope) -> dict[int, tuple[str, str]]:
    """Code and short name of the units whose events may be read, by row: one query."""
    units = frozenset[int]().union(*audited(scope).values())
    return {
        pk: (code, name)
        for pk, code, name in Unit.objects.filter(pk__in=units).values_list("pk", "code", "short_name")
    }


def _readable(
    scope: Scope, known: Mapping[int, tuple[str, str]], subject: str, action: str
) -> QuerySet[Event]:
    found = Event.objects.none()
    for function, units in audited(scope).items():
        codes = {known[unit][0] for unit in units}
        found = found | events(units=codes, functions={function}, subject=subject, action=action)
    return found
