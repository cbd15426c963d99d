"""Reads a person's messages and security notices, mail address and calendar."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django.contrib.auth import get_user_model
from django.db.models import Func, OuterRef, QuerySet, Subquery

from sokehoach.apps.notices.models import Address, Feed, Message, SecurityNotice
from sokehoach.apps.shell import codes
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.notation import write_day

DAYS_LISTED = 30
DAYS_MAILED = 3  # a reminder that could not be mailed by then is dropped


def list_messages(person: int, day: date) -> QuerySet[Message]:
    return Message.objects.filter(person=person, day__gt=day - timedelta(days=DAYS_LISTED), day__lte=day)


def count_unseen() -> Subquery:
    """Builds a subquery for the number of an account's unseen messages."""
    rows = Message.objects.filter(person=OuterRef("pk"), seen_at__isnull=True).order_by()
    return Subquery(rows.annotate(n=Func("pk", function="Count")).values("n"))


def find_email(person: int) -> str:
    return Address.objects.filter(person=person).values_list("email", flat=True).first() or ""


def has_feed(person: int) -> bool:
    return Feed.objects.filter(person=person, revoked_at__isnull=True).exists()


def list_unsent(people: Collection[int], *, max_attempts: int, day: date) -> QuerySet[Message]:
    return Message.objects.filter(
        person__in=people,
        mailed_at__isnull=True,
        attempts__lt=max_attempts,
        day__gt=day - timedelta(days=DAYS_MAILED),
    )


type RemindedItem = tuple[str, int | None]  # text of a line before «: hạn …», programme (row id)


def count_days_reminded(of: Mapping[RemindedItem, date], day: date) -> Counter[RemindedItem]:
    """Counts on how many days up to `day` somebody was reminded of each item; one query or none.

    `of` gives the first day that counts. Lines from before they named their programme count for each.
    """
    if not of:
        return Counter()
    items_by_head: dict[str, list[RemindedItem]] = defaultdict(list)
    for item in of:
        items_by_head[item[0]].append(item)
    days_by_item: dict[RemindedItem, set[date]] = defaultdict(set)
    rows = Message.objects.filter(day__gte=min(of.values()), day__lte=day)
    for when, lines in rows.values_list("day", "lines"):
        for line in lines:
            for item in items_by_head.get(line["text"].partition(": hạn ")[0], ()):
                if when >= of[item] and line.get("programme", item[1]) == item[1]:
                    days_by_item[item].add(when)
    return Counter({item: len(days) for item, days in days_by_item.items()})


def format_message(message: Message, site: str) -> str:
    """Formats the lines as text: what, by when, and the address."""
    head = say("Nhắc việc ngày %(day)s", day=write_day(message.day))
    lines = ["- " + _format_line(line) + f"\n  {urljoin(site, line['url'])}" for line in message.lines]
    return join_messages("\n", [head, *lines, ""])


def _format_line(line: Mapping[str, Any]) -> str:
    programme = line.get("programme_name", "")
    return str(line["text"]) + (f" ({programme})" if programme else "")


def list_languages(people: Collection[int]) -> dict[int, str]:
    """Returns the language that each account chose; «» where it chose none."""
    return dict(get_user_model().objects.filter(pk__in=people).values_list("pk", "language"))


LINK_WAITING_TIME = timedelta(hours=24)  # a changed address: time for its owner, notified at the old one, to object
MAX_CODE_TRIES = 5


def find_link_address(person: int, at: datetime) -> str:
    """Returns the person's address if confirmed and stored for a day, else «»."""
    row = Address.objects.filter(person=person, confirmed_at__isnull=False, at__lte=at - LINK_WAITING_TIME).first()
    return row.email if row else ""


def find_address(person: int) -> Address | None:
    return Address.objects.filter(person=person).first()


def can_confirm_address(address: Address) -> bool:
    return address.confirmed_at is None and address.tries < MAX_CODE_TRIES


def build_code(address: Address) -> str:
    """Returns eight digits, different for each address and each time that it is stored."""
    parts = (str(address.person), address.email, address.at.isoformat())
    return codes.build_code("sokehoach.notices.address", *parts)


def mask_address(email: str) -> str:
    """Masks an address: «h•••@example.gov.vn», recognizable to its owner alone; «» for «»."""
    if not email:
        return ""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••@{host}"


LISTED_FOR = timedelta(days=90)  # on the page of one's own account
ANNOUNCED_FOR = timedelta(days=7)  # shown at each sign-in
MAILED_WITHIN = timedelta(days=3)  # a notice that could not be mailed by then is dropped


def list_notices(person: int, at: datetime) -> QuerySet[SecurityNotice]:
    return SecurityNotice.objects.filter(person=person, at__gt=at - LISTED_FOR, at__lte=at)


def list_fresh_notices(person: int, at: datetime) -> list[SecurityNotice]:
    """Returns recent notices, newest first. They cannot be marked as read: an intruder in the account could do so."""
    return list(list_notices(person, at).filter(at__gt=at - ANNOUNCED_FOR)[:5])


def get_calendar_owner(token: str) -> int:
    """Returns the account id; NotFoundError for an unknown or revoked address."""
    feed = Feed.objects.filter(digest=hash_calendar_token(token), revoked_at__isnull=True).first()
    if feed is None:
        raise NotFoundError
    return feed.person


def hash_calendar_token(token: str) -> str:
    """Hashes a secret address for storage; it is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
