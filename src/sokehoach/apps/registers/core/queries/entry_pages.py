"""Pages a list of entries by key: a page begins after the place of an entry, or ends before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from sokehoach.apps.registers.core.models import Entry

PER_PAGE = 50
_KEY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,18})\.([0-9a-f]{32})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NEWEST_FIRST = ("-day", "-created_at", "id")
_OLDEST_FIRST = ("day", "created_at", "-id")


@dataclass(frozen=True, slots=True)
class EntryKey:
    """The place of an entry in a list, newest first. It stands also where the entry has changed or is not listed."""

    day: date
    created_at: datetime
    pk: UUID

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{(self.created_at - _EPOCH) // _MICROSECOND}.{self.pk.hex}"


def parse_key(text: str) -> EntryKey | None:
    """None for what is no key."""
    match = _KEY.fullmatch(text)
    if match is None:
        return None
    try:
        return EntryKey(date.fromisoformat(match[1]), _EPOCH + int(match[2]) * _MICROSECOND, UUID(match[3]))
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of a list. `previous` and `next`: keys for `before` and `after`, «» where there is no such page."""

    entries: Sequence[Entry]
    previous: str = ""
    next: str = ""


def load_page(entries: QuerySet[Entry], *, after: str = "", before: str = "") -> EntryPage:
    """Returns the page after or before a key, else the first. One query, a second where no page is there any more."""
    if (key := parse_key(after)) is not None:
        rows = list(_list_after(entries, key)[: PER_PAGE + 1])
        if rows:
            return _build_page(rows[:PER_PAGE], has_previous=True, has_next=len(rows) > PER_PAGE)
    elif (key := parse_key(before)) is not None:
        rows = list(_list_before(entries, key)[: PER_PAGE + 1])
        if len(rows) > PER_PAGE:  # else it is the first page, which holds more than these
            return _build_page(rows[PER_PAGE - 1 :: -1], has_previous=True, has_next=True)
    rows = list(entries.order_by(*_NEWEST_FIRST)[: PER_PAGE + 1])
    return _build_page(rows[:PER_PAGE], has_previous=False, has_next=len(rows) > PER_PAGE)


def _build_page(rows: Sequence[Entry], *, has_previous: bool, has_next: bool) -> EntryPage:
    return EntryPage(
        rows,
        previous=str(_build_key(rows[0])) if has_previous else "",
        next=str(_build_key(rows[-1])) if has_next else "",
    )


def _build_key(entry: Entry) -> EntryKey:
    return EntryKey(entry.day, entry.created_at, entry.pk)


def _list_after(entries: QuerySet[Entry], key: EntryKey) -> QuerySet[Entry]:
    """The bound of the day alone lets an index begin there; the rest is asked of the entries of that day."""
    of_that_day = Q(created_at__lt=key.created_at) | Q(created_at=key.created_at, pk__gt=key.pk)
    return entries.filter(Q(day__lt=key.day) | of_that_day, day__lte=key.day).order_by(*_NEWEST_FIRST)


def _list_before(entries: QuerySet[Entry], key: EntryKey) -> QuerySet[Entry]:
    of_that_day = Q(created_at__gt=key.created_at) | Q(created_at=key.created_at, pk__lt=key.pk)
    return entries.filter(Q(day__gt=key.day) | of_that_day, day__gte=key.day).order_by(*_OLDEST_FIRST)
