"""Opens an invitation: sets a password, then leads to a second factor where the role needs one."""

from allauth.account.internal.flows import login as logins
from allauth.account.models import Login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sokehoach.apps.accounts.forms import NewPasswordForm, SheetPasswordForm
from sokehoach.apps.accounts.queries import resets as listed
from sokehoach.apps.accounts.services import invitations
from sokehoach.apps.notices.services import security
from sokehoach.apps.shell import clock


@login_not_required
@never_cache
@sensitive_post_parameters("new", "sheet_code")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invitation = listed.find_open_invitation(invitations.hash_token(token), clock.now())
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=410)
    user, approval = invitation.user, invitation.request
    form = (NewPasswordForm if approval is None else SheetPasswordForm)(request.POST or None, user=user)
    typed = request.POST.get("sheet_code", "")
    if approval is not None and typed and not listed.is_code(approval, typed):
        invitations.count_wrong_code(invitation=invitation, by=user, at=clock.now())
        form.add_error("sheet_code", _("Mã không đúng. Sai %(n)s lần thì phiếu hết giá trị.") % {"n": listed.MAX_TRIES})
    if form.is_valid():
        invitations.accept_invitation(
            invitation=invitation, password=form.cleaned_data["new"], code=typed, by=user, at=clock.now()
        )
        security.deliver_notices(by=user, at=clock.now())
        if request.user.is_authenticated:
            return redirect("accounts:own")
        user.refresh_from_db()
        login = Login(user=user, redirect_url="/tai-khoan/cua-toi/")
        return logins.perform_password_login(request, {"username": user.username}, login)
    context = {"form": form, "person": user, "asked": approval}
    return render(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)
