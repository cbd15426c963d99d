"""The request type of views for signed-in officials."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope


class OfficialRequest(HttpRequest):
    """A request after LoginRequiredMiddleware, ScopeMiddleware and HtmxMiddleware."""

    user: User
    scope: Scope
    htmx: HtmxDetails
