"""Builds the context of the page frame: menu, user, unit, footer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from sokehoach.apps.shell import clock, installation
from sokehoach.apps.shell.dates import is_english


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PageContext:
    """`programmes`: names of those of the account (row ids), empty where it works in one; `programme`: the one that the
    page shows alone; `offers_programmes`: whether another may be chosen on this page.
    """

    superior: str
    unit: str
    user: str
    initials: str
    menu: tuple[MenuItem, ...]
    demonstration: bool
    today: date
    is_trial: bool = False  # the page of a draft that is tried out
    links: tuple[MenuItem, ...] = ()  # in the footer
    unseen: int = 0  # unread reminders
    programmes: Mapping[int, str] = field(default_factory=dict)
    programme: int | None = None
    offers_programmes: bool = False

    @property
    def installation(self) -> str:
        """What the installation is called; «» where it has no name."""
        return installation.get_name()

    @property
    def programme_name(self) -> str:
        return self.programmes.get(self.programme, "") if self.programme is not None else ""


def build_page_context(request: HttpRequest) -> dict[str, PageContext]:
    user = getattr(request, "user", None)
    is_signed_in = user is not None and user.is_authenticated
    unit = user.unit if is_signed_in else None  # type: ignore[union-attr]
    return {
        "page": PageContext(
            superior=unit.superior_letterhead if unit else "",
            unit=unit.letterhead if unit else "",
            user=str(user) if is_signed_in else "",
            initials=user.initials if is_signed_in else "",  # type: ignore[union-attr]
            menu=_build_menu(request, settings.MENU) if is_signed_in else (),
            demonstration=settings.DEMONSTRATION is not None,
            is_trial=settings.DEMONSTRATION is not None and settings.DEMONSTRATION.is_trial,
            today=clock.today(),
            unseen=getattr(user, "unseen", 0),
            links=_build_menu(request, settings.FOOTER) if is_signed_in else (),
            programmes=getattr(request, "programmes", {}),
            programme=getattr(request, "shown_programme", None),
            offers_programmes=getattr(request, "offers_programmes", False),
        )
    }


def _build_menu(request: HttpRequest, table: Sequence[tuple[Any, str, str | None]]) -> tuple[MenuItem, ...]:
    """Returns the menu items of a settings table that this account may open."""
    items = []
    scope = request.menu_scope if hasattr(request, "menu_scope") else request.scope  # type: ignore[attr-defined]
    for label, route, action in table:
        if (action is None or scope.anywhere(action)) and is_offered(route, request.user):
            url = reverse(settings.ENGLISH_ROUTES.get(route, route) if is_english() else route)
            current = request.path == url if url == "/" else request.path.startswith(url)
            items.append(MenuItem(str(label) if isinstance(label, Promise) else gettext(label), url, current))
    return tuple(items)


def is_offered(route: str, user: Any) -> bool:
    """Whether the page has anything to show to this account, which has the permission for it."""
    path = settings.OFFERED.get(route)
    if path is None:
        return True
    check: Callable[[Any], bool] = import_string(path)
    return check(user)
