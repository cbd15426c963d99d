"""What a draft changes, and its publication; a version that does not apply yet is withdrawn."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sokehoach.apps.accounts.freshness import require_fresh
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.services import addresses
from sokehoach.apps.setup.forms.drafts import PublicationForm, WithdrawalForm, parse_typed_day
from sokehoach.apps.setup.pages.difference_page import describe_shared, load_difference_page, load_version_page
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.definition_check import check_definition
from sokehoach.apps.setup.queries.first_day import find_passed_periods, get_default_day, propose_day
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.services import withdrawal
from sokehoach.apps.setup.services.programmes import MiscountedDaysError
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.apps.shell.periods import period_name


@require_fresh
@require_http_methods(["GET", "POST"])
def show_publication(request: OfficialRequest, code: str) -> HttpResponse:
    """The difference from the version in force, and the form that publishes it."""
    draft = queries.access_draft(request.user, code)
    if draft.problems:
        return redirect("setup:draft", code)
    definition = services.read_draft(draft)
    checked = check_definition(definition)
    proposed_day = propose_day(definition, checked, clock.today())
    day = proposed_day.day
    if request.method == "POST":
        day = parse_typed_day(request.POST) or get_default_day(definition, checked, clock.today())
    form = PublicationForm(
        request.POST or None,
        passed=find_passed_periods(definition, checked, clock.today(), day=day),
        initial={"revision": draft.revision, "day": proposed_day.day},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            had_forms = queries.has_published_forms(code)
            try:
                result = services.publish_draft(
                    draft=draft,
                    revision=form.cleaned_data["revision"],
                    reason=form.cleaned_data["reason"],
                    day=form.cleaned_data["day"],
                    miscounting_day=form.cleaned_data["miscounting_day"],
                    collected_from=None if form.collects_earlier else clock.today(),
                    by=request.user,
                    at=clock.now(),
                    key=request.POST.get("key", ""),
                )
                addresses.import_units(by=request.user, at=clock.now())  # agencies that were added since
                number = result.answer["version"]
                messages.success(request, _("Đã công bố phiên bản %(number)s.") % {"number": number})
                if not had_forms:
                    messages.info(request, _("Việc tiếp theo: mời cán bộ của các đơn vị."))
                return redirect("setup:programme", code)
            except MiscountedDaysError as refusal:
                status = 409
                form.add_error(None, refusal.message)
                form.data = form.data.copy()
                form.data["miscounting_day"] = refusal.day.isoformat()
            except ActionRefused as refusal:
                status = 409
                form.add_error(None, refusal.message)
            except InvalidInput as invalid:
                for field, texts in invalid.messages.items():
                    form.add_error(field if field in form.fields else None, texts[0])
    difference = load_difference_page(definition, checked)
    context = {
        "draft": draft,
        "form": form,
        "difference": difference,
        "shared": describe_shared(difference.shared),
        "proposed_day": proposed_day,
        "first_periods": ", ".join(period_name(period) for period in proposed_day.periods),
    }
    return render(request, "setup/publish.html", context, status=status)


@require_fresh
@require_http_methods(["GET", "POST"])
def confirm_withdrawal(request: OfficialRequest, code: str, number: int) -> HttpResponse:
    """Asks for the reason, shows what the version had changed, and withdraws it."""
    version = queries.access_version(request.user, code, number)
    form, status = WithdrawalForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                result = withdrawal.withdraw_version(
                    programme=version.programme, number=number, reason=form.cleaned_data["reason"],
                    by=request.user, at=clock.now(), key=request.POST.get("key", ""),
                )  # fmt: skip
                texts = {"number": number, "current": result.answer["version"]}
                messages.success(request, _("Đã rút phiên bản %(number)s. Đang dùng phiên bản %(current)s.") % texts)
                return redirect("setup:programme", code)
            except ActionRefused as refusal:
                status = 409
                form.add_error(None, refusal.message)
            except InvalidInput as invalid:
                form.add_error("reason", invalid.messages["reason"])
    context = {
        "programme": version.programme,
        "version": version,
        "form": form,
        "difference": load_version_page(version),
    }
    return render(request, "setup/withdraw.html", context, status=status)
