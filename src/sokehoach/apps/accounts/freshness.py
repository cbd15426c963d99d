"""Whether the person at the keyboard has just shown who they are: asked before signing, granting, changing factors."""

import functools
import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse


def is_fresh(request: HttpRequest) -> bool:
    """A sign-in or a confirmation at most ten minutes ago. A demonstration never asks: nobody has a password there."""
    if settings.DEMONSTRATION is not None:
        return True
    records = get_authentication_records(request, request.user)
    latest = max((float(one["at"]) for one in records), default=0.0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the password, a code or the passkey first where that is older than ten minutes. What was typed waits: the
    request goes on as it was after the confirmation.
    """

    @functools.wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return asked
