"""The request type of views for signed-in officials, and the mark of pages that bring programmes together."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope


class OfficialRequest(HttpRequest):
    """A request after LoginRequiredMiddleware, ScopeMiddleware and HtmxMiddleware."""

    user: User
    scope: Scope
    htmx: HtmxDetails


CHOSEN_PROGRAMME = "programme"  # key of the session: row id of the programme that such pages show


def filter_by_programme[View: Callable[..., Any]](view: View) -> View:
    """Marks a view whose page brings programmes together and, where one is chosen, shows it alone."""
    view.filters_by_programme = True  # type: ignore[attr-defined]
    return view
