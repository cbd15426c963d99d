"""What every page shows around its content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from sokehoach.apps.shell import clock


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Page:
    superior: str
    unit: str
    user: str
    initials: str
    menu: tuple[Entry, ...]
    demonstration: bool
    today: date
    links: tuple[Entry, ...] = ()  # of the footer
    unseen: int = 0  # reminders


def page(request: HttpRequest) -> dict[str, Page]:
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    own = user.unit if signed_in else None  # type: ignore[union-attr]
    return {
        "page": Page(
            superior=own.parent.letterhead if own and own.parent else "",
            unit=own.letterhead if own else "",
            user=str(user) if signed_in else "",
            initials=user.initials if signed_in else "",  # type: ignore[union-attr]
            menu=_entries(request, settings.MENU) if signed_in else (),
            demonstration=settings.DEMONSTRATION is not None,
            today=clock.today(),
            unseen=getattr(user, "unseen", 0),
            links=_entries(request, settings.FOOTER) if signed_in else (),
        )
    }


def _entries(request: HttpRequest, table: Sequence[tuple[str, str, str | None]]) -> tuple[Entry, ...]:
    """The rooms of a table in settings that this account may enter."""
    entries = []
    for label, route, action in table:
        if action is None or request.scope.anywhere(action):  # type: ignore[attr-defined]
            url = reverse(route)
            current = request.path == url if url == "/" else request.path.startswith(url)
            entries.append(Entry(gettext(label), url, current))
    return tuple(entries)
