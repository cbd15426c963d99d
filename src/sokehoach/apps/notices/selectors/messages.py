"""Lists messages for the page, mail and copying into a chat."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from urllib.parse import urljoin

from django.db.models import Func, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from sokehoach.apps.notices.models import Address, Feed, Message

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


def count_days_reminded(of: Mapping[str, date], day: date) -> Counter[str]:
    """Counts on how many days up to `day` somebody was reminded of each item; one query or none.

    `of` maps the text of a line before «: hạn …» to the first day that counts.
    """
    if not of:
        return Counter()
    days_by_head: dict[str, set[date]] = defaultdict(set)
    rows = Message.objects.filter(day__gte=min(of.values()), day__lte=day)
    for when, lines in rows.values_list("day", "lines"):
        for line in lines:
            head = line["text"].partition(": hạn ")[0]
            if head in of and when >= of[head]:
                days_by_head[head].add(when)
    return Counter({head: len(days) for head, days in days_by_head.items()})


def format_message(message: Message, site: str) -> str:
    """Formats the lines as text: what, by when, and the address."""
    head = _("Nhắc việc ngày %(day)s") % {"day": f"{message.day:%d/%m/%Y}"}
    lines = [f"- {line['text']}\n  {urljoin(site, line['url'])}" for line in message.lines]
    return "\n".join([head, *lines, ""])
