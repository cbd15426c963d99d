"""The trial of a draft: started, followed, its pages and documents shown."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.jobs import services as job_services
from sokehoach.apps.setup.pages.trials import load_trial
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.services import trials as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import DOCX

# A captured page runs nothing, sends nothing and opens nothing; only pages of the product show it in a frame.
_CAPTURED = settings.SECURE_CSP | {"sandbox": ["allow-same-origin"], "frame-ancestors": [CSP.SELF]}
_FRAMING = settings.SECURE_CSP | {"frame-src": [CSP.SELF]}


@csp_override(_FRAMING)
@require_http_methods(["GET", "POST"])
def show_trial(request: OfficialRequest, code: str) -> HttpResponse:
    """The last trial of this account; POST starts another."""
    draft = queries.access_draft(request.user, code)
    if draft.problems:
        return redirect("setup:draft", code)
    if request.method == "POST":
        services.start_trial(draft=draft, by=request.user, at=clock.now(), key=request.POST.get("key", ""))
        transaction.on_commit(job_services.start_worker)
        return redirect("setup:trial", code)
    job_services.resume_lost_jobs()
    trial = load_trial(request.user, draft)
    return render(
        request,
        "setup/trial.html",
        {"draft": draft, "trial": trial, "shown": trial.pick_page(request.GET.get("trang"))},
    )


@csp_override(_CAPTURED)
@xframe_options_sameorigin
@require_safe
def show_page(request: OfficialRequest, code: str, key: str) -> HttpResponse:
    """A page as an account of the trial saw it."""
    trial = load_trial(request.user, queries.access_draft(request.user, code))
    if key not in {page.key for page in trial.outcome.pages}:
        raise Http404
    return HttpResponse(trial.get_file(key))


@require_safe
def download_document(request: OfficialRequest, code: str, key: str) -> HttpResponse:
    """A report of the trial."""
    trial = load_trial(request.user, queries.access_draft(request.user, code))
    if key not in {document.key for document in trial.outcome.documents}:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="chay-thu-{key}"'}
    return HttpResponse(trial.get_file(key), content_type=DOCX, headers=headers)
