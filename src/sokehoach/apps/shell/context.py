"""Builds the context of the page frame: menu, user, unit, footer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from sokehoach.apps.shell import clock


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PageContext:
    superior: str
    unit: str
    user: str
    initials: str
    menu: tuple[MenuItem, ...]
    demonstration: bool
    today: date
    links: tuple[MenuItem, ...] = ()  # in the footer
    unseen: int = 0  # unread reminders


def build_page_context(request: HttpRequest) -> dict[str, PageContext]:
    user = getattr(request, "user", None)
    is_signed_in = user is not None and user.is_authenticated
    unit = user.unit if is_signed_in else None  # type: ignore[union-attr]
    return {
        "page": PageContext(
            superior=unit.parent.letterhead if unit and unit.parent else "",
            unit=unit.letterhead if unit else "",
            user=str(user) if is_signed_in else "",
            initials=user.initials if is_signed_in else "",  # type: ignore[union-attr]
            menu=_build_menu(request, settings.MENU) if is_signed_in else (),
            demonstration=settings.DEMONSTRATION is not None,
            today=clock.today(),
            unseen=getattr(user, "unseen", 0),
            links=_build_menu(request, settings.FOOTER) if is_signed_in else (),
        )
    }


def _build_menu(request: HttpRequest, table: Sequence[tuple[str, str, str | None]]) -> tuple[MenuItem, ...]:
    """Returns the menu items of a settings table that this account may open."""
    items = []
    for label, route, action in table:
        if action is None or request.scope.anywhere(action):  # type: ignore[attr-defined]
            url = reverse(route)
            current = request.path == url if url == "/" else request.path.startswith(url)
            items.append(MenuItem(gettext(label), url, current))
    return tuple(items)
