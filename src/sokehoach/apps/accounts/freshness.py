"""Requires recent authentication before signing, granting and changing factors.

`require_fresh` keeps the posted form and continues after the confirmation; `require_fresh_first` keeps nothing.
"""

import functools
import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _


def is_fresh(request: HttpRequest) -> bool:
    """Whether the last sign-in or confirmation is at most ten minutes old; always true in a demonstration."""
    if settings.DEMONSTRATION is not None:
        return True
    records = get_authentication_records(request, request.user)
    latest = max((float(record["at"]) for record in records), default=0.0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def require_fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Requires a password, code or passkey where the last is over ten minutes old, then continues the request."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return wrapper


def require_fresh_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Requires recent authentication before showing a form whose input must not be stored: a key's password, a file.

    A user who waits too long over the form gets it empty again, with a message.
    """

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            messages.warning(
                request,
                _(
                    "Trang mở đã quá 10 phút. Hãy xác nhận lại, rồi chọn lại tệp và gõ lại mật khẩu: "
                    "phần mềm không giữ những thứ này."
                ),
            )
        back = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{back}")

    return wrapper
