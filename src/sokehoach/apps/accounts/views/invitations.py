"""The invited opens the link: sets a password, and is led on to a second factor where the role asks for one."""

from allauth.account.internal.flows import login as logins
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sokehoach.apps.accounts.forms import NewPassword
from sokehoach.apps.accounts.selectors import invitations as listed
from sokehoach.apps.accounts.services import invitations
from sokehoach.apps.shell import clock


@login_not_required
@never_cache
@sensitive_post_parameters("new")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation = listed.open_by(invitations.digest(token), clock.now())
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=410)
    user = invitation.user
    form = NewPassword(request.POST or None, user=user)
    if form.is_valid():
        invitations.accept(invitation=invitation, password=form.cleaned_data["new"], by=user, at=clock.now())
        if request.user.is_authenticated:
            return redirect("accounts:own")
        user.refresh_from_db()
        login = Login(user=user, redirect_url="/tai-khoan/cua-toi/")
        return logins.perform_password_login(request, {"username": user.username}, login)
    context = {"form": form, "person": user}
    return render(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)
