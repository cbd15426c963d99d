"""The switch between Vietnamese and English in the header of every page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import users
from sokehoach.apps.shell import clock


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps the language in the account and in a cookie; redirects to `next`, a page of this host alone.

    Many people use an account of the demonstration: there the cookie alone keeps what each of them chose.
    """
    user, language = request.user, request.POST.get("language", "")
    if isinstance(user, User) and not user.cast_as and language in dict(settings.LANGUAGES):
        users.choose_language(user=user, language=language, by=user, at=clock.now())
    return set_language(request)
