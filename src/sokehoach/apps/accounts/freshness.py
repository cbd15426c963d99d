"""Whether the person at the keyboard has just shown who they are: asked before signing, granting, changing factors.

Two ways to ask: `require_fresh` keeps what was posted for after the confirmation, `require_fresh_first` keeps nothing.
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
    """A sign-in or a confirmation at most ten minutes ago. A demonstration never asks: nobody has a password there."""
    if settings.DEMONSTRATION is not None:
        return True
    records = get_authentication_records(request, request.user)
    latest = max((float(record["at"]) for record in records), default=0.0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def require_fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for the password, a code or the passkey first where that is older than ten minutes. What was typed waits: the
    request goes on as it was after the confirmation.
    """

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return wrapper


def require_fresh_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same before a form that takes what must be kept nowhere: the password of a key, a file. Asked before the form
    is shown; whoever waits too long over it comes back to it empty, and is told so.
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
