"""Sets up an empty installation in the browser: the server's one-time code, a programme, the first administrator."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sokehoach.adapters.programme_files.national_units import LIST_DATE, ListMissingError, list_provinces
from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.shipped import SHIPPED, list_shipped_programmes
from sokehoach.adapters.programme_files.text_form import read_archive
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.hooks import get_origin
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.users import find_waiting_administrator
from sokehoach.apps.accounts.services import attempts, invitations
from sokehoach.apps.documents.services import addresses
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.installation import get_installation_name
from sokehoach.apps.programmes.services import installation
from sokehoach.apps.setup.forms.first_run import (
    FirstAdministratorForm,
    FirstProgrammeForm,
    FirstRunCodeForm,
    FirstUnitsForm,
    InstallationForm,
)
from sokehoach.apps.setup.pages.first_run import build_first_offer, find_first_unit
from sokehoach.apps.setup.services import first_run, programmes
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.apps.shell.thread_cache import forget_answers

MAX_PROBLEMS = 50  # of an archive, that are shown
_OPENED = "first_run"  # session key: the digest of the code that was typed
ACTOR = first_run.ACTOR


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def show_first_run(request: HttpRequest) -> HttpResponse:
    administrator = None if first_run.is_empty() else find_waiting_administrator()
    if administrator is None and not first_run.is_empty():
        return redirect("accounts:sign_in")
    form = FirstRunCodeForm(request.POST or None)
    if form.is_valid():
        origin = get_origin(request)
        if attempts.address_must_wait(origin, clock.now()):
            return render(request, "accounts/too_many.html", status=429)
        digest = first_run.match_code(form.cleaned_data["code"])
        if digest and administrator is not None:
            return _lead_to_invitation(request, administrator)
        if digest:
            request.session.cycle_key()
            request.session[_OPENED] = digest
            return redirect("setup:first_run")
        attempts.record_failure(username="", user=None, origin=origin, step=_OPENED, by=ACTOR, at=clock.now())
        form.add_error("code", _("Mã không đúng. Mỗi lần máy chủ khởi động in một mã mới; mã cũ không dùng được nữa."))
    if form.is_bound or administrator is not None or not _is_opened(request):
        context = {"form": form, "is_invited": administrator is not None}
        return render(request, "setup/first_run_code.html", context, status=422 if form.is_bound else 200)
    return _render_steps(request)


def _lead_to_invitation(request: HttpRequest, administrator: User) -> HttpResponse:
    """Opens the page that sets the password of the first administrator, by a new link."""
    try:
        token = first_run.renew_invitation(administrator)
    except first_run.FirstRunOverError:
        return redirect("accounts:sign_in")
    request.session.flush()
    return redirect("accounts:invitation", token)


def require_code(view: Any) -> Any:
    """Decorates a view of the first run: without the code it leads to the page that asks for it."""

    @wraps(view)
    def check_code_first(request: HttpRequest) -> HttpResponse:
        if not first_run.is_empty() or not _is_opened(request):
            return redirect("setup:first_run")
        answer: HttpResponse = view(request)
        return answer

    return check_code_first


def _is_opened(request: HttpRequest) -> bool:
    digest = request.session.get(_OPENED, "")
    return bool(digest) and digest == first_run.read_digest()


@login_not_required
@require_POST
@require_code
def name_installation(request: HttpRequest) -> HttpResponse:
    form = InstallationForm(request.POST)
    if form.is_valid():
        try:
            installation.name_installation(name=form.cleaned_data["installation"], by=ACTOR, at=clock.now())
        except InvalidInput as invalid:
            form.add_error("installation", invalid.message)
        else:
            return redirect("setup:first_run")
    return _render_steps(request, installation_form=form, status=422)


@login_not_required
@require_POST
@require_code
def load_first_programme(request: HttpRequest) -> HttpResponse:
    form = FirstProgrammeForm(request.POST, request.FILES, shipped=list_shipped_programmes())
    if form.is_valid():
        archive = form.cleaned_data["archive"]
        try:
            source = read_archive(archive.read()) if archive else SHIPPED / form.cleaned_data["programme"]
            programme = programmes.read_programme(source)
            programmes.import_programme(programme=programme, by=ACTOR, at=clock.now(), collected_from=clock.today())
        except DefinitionError as error:
            for problem in error.problems[:MAX_PROBLEMS]:
                place = _("%(file)s, dòng %(line)s") % {"file": problem.file, "line": problem.line}
                form.add_error("archive", f"{place}: {translate(problem.reason)}")
        except (ActionRefused, FileRefusedError) as refused:
            form.add_error("archive" if archive else "programme", str(refused))
        else:
            messages.success(request, _("Đã nạp chương trình «%(name)s».") % {"name": programme.name})
            return redirect("setup:first_run")
    return _render_steps(request, programme_form=form, status=422)


def build_units_form(typed: QueryDict | None = None) -> FirstUnitsForm | None:
    """None where set-up has not derived the list of units."""
    try:
        provinces = list_provinces()
    except ListMissingError:
        return None
    return FirstUnitsForm(typed, provinces=provinces, initial={"year": clock.today().year})


@login_not_required
@require_POST
@require_code
def invite_first_administrator(request: HttpRequest) -> HttpResponse:
    if not Programme.objects.exists():
        return redirect("setup:first_run")
    form = FirstAdministratorForm(request.POST, offer=build_first_offer(clock.today()))
    if form.is_valid():
        person, token = form.cleaned_data, invitations.generate_token()
        addresses.import_units(by=ACTOR, at=clock.now())  # else the first report could be sent to nobody
        try:
            invitations.create_invitation(
                username=person["username"], full_name=person["full_name"], title=person["title"], unit=person["unit"],
                parts=person["parts"], digest=invitations.hash_token(token), by=ACTOR, at=clock.now(),
                key="", check_first=first_run.check_empty,
            )  # fmt: skip
        except first_run.FirstRunOverError:
            return redirect("setup:first_run")
        except InvalidInput as invalid:
            for name, texts in invalid.messages.items():
                form.add_error(name or None, texts[0])
        else:
            request.session.flush()
            return redirect("accounts:invitation", token)
    return _render_steps(request, administrator_form=form, status=422)


def _render_steps(
    request: HttpRequest,
    *,
    installation_form: InstallationForm | None = None,
    programme_form: FirstProgrammeForm | None = None,
    administrator_form: FirstAdministratorForm | None = None,
    status: int = 200,
) -> HttpResponse:
    forget_answers()  # the name as another thread has just stored it
    programmes_in_use = list(Programme.objects.order_by("name"))
    if programmes_in_use and administrator_form is None:
        offer = build_first_offer(clock.today())
        initial = {"parts": list(offer.parts), "unit": find_first_unit(offer, programmes_in_use[0])}
        administrator_form = FirstAdministratorForm(offer=offer, initial=initial)
    context = {
        "installation_form": installation_form or InstallationForm(initial={"installation": get_installation_name()}),
        "loaded": programmes_in_use,
        "units_form": build_units_form(),
        "list_date": LIST_DATE,
        "programme_form": programme_form or FirstProgrammeForm(shipped=list_shipped_programmes()),
        "administrator_form": administrator_form,
        "has_no_units": administrator_form is not None and not administrator_form.offer.units,
    }
    return render(request, "setup/first_run.html", context, status=status)
