"""The first page, the weekly meeting, the calendar feed, the search, the guide and the borders."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.readers import geojson
from sokehoach.adapters.writers import ics
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.own_programmes import name_programme
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.requests import OfficialRequest, filter_by_programme
from sokehoach.apps.home.forms import BoundariesForm
from sokehoach.apps.home.pages import borders, guide, leader, policy, site_search, today
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.notices.models import NoticeLine
from sokehoach.apps.notices.queries import get_calendar_owner
from sokehoach.apps.orgunits.services import units as services
from sokehoach.apps.plans.forms.assignments import DirectionForm
from sokehoach.apps.plans.queries.assignments import list_direction_receivers
from sokehoach.apps.plans.services import directions
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.text import capitalize_first


@filter_by_programme
@require_safe
def show_today(request: HttpRequest) -> HttpResponse:
    return render(request, "home/today.html", {"today": today.load_today(request.user, clock.today())})


@filter_by_programme
@require_http_methods(["GET", "POST"])
def show_leader_page(request: OfficialRequest) -> HttpResponse:
    area, now = leader.get_led_area(request.user), clock.now()
    form = DirectionForm(request.POST or None, units=list_direction_receivers(area, clock.today()))
    if request.method == "POST":
        try:
            if form.is_valid():
                write_params = {"by": request.user, "at": now, "key": request.POST.get("key", "")}
                directions.give_direction(unit=area, **form.cleaned_data, **write_params)
                messages.success(request, _("Đã giao. Nhiệm vụ ở trong việc của đơn vị nhận."))
                return redirect("home:leader")
        except InvalidInput as invalid:
            for field, field_messages in invalid.messages.items():
                form.add_error(field, field_messages)
    page = leader.load_leader_page(request.user, now, indicator_code=request.GET.get("chi-so", ""))
    status = 422 if form.is_bound else 200
    return render(request, "home/leader.html", {"leader": page, "form": form}, status=status)


@require_safe
@login_not_required
@write_in_vietnamese
def show_calendar(request: HttpRequest, token: str) -> HttpResponse:
    user = get_object_or_404(User.objects.select_related("unit"), pk=get_calendar_owner(token))
    if not user.stands(clock.today()) or not scope_of(user).anywhere(Action.REPORT_SEND):
        raise Http404  # the right that the address requires has ended
    with translation.override(user.language or settings.LANGUAGE_CODE):
        events = [
            ics.CalendarEvent(
                uid=f"{name}@sokehoach",
                day=line.due,
                title=_format_title(user, line),
                url=request.build_absolute_uri(line.url),
            )
            for name, line in reminders.list_calendar_lines(user, clock.today())
            if line.due is not None
        ]
        content = ics.write(_("Hạn nộp báo cáo"), events, at=clock.now())
    reply = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    reply["Cache-Control"] = "private, no-store"
    return reply


def _format_title(user: User, line: NoticeLine) -> str:
    programme = name_programme(user, line.programme)
    return translate(line.text) + (f" ({programme})" if programme else "")


@filter_by_programme
@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    hits = site_search.list_hits(request.user, query, day=clock.today())
    context = {"query": query, "kinds": hits, "least": site_search.MIN_LETTERS, "most": site_search.MAX_HITS}
    return render(request, "home/search.html", context)


@require_safe
@login_not_required
def show_guide(request: HttpRequest) -> HttpResponse:
    return render(request, "home/guide.html", {"chapters": guide.list_chapters()})


@require_safe
def show_policy(request: OfficialRequest) -> HttpResponse:
    return render(request, "home/policy.html", {"policies": policy.load_policy_page(request.user, clock.today())})


@require_safe
@login_not_required
def show_chapter(request: HttpRequest, slug: str) -> HttpResponse:
    current_chapter = guide.get_chapter(slug, clock.today())
    chapters_by_number = {chapter.number: chapter for chapter in guide.list_chapters()}
    context = {
        "chapter": current_chapter,
        "chapters": guide.list_chapters(),
        "previous_chapter": chapters_by_number.get(current_chapter.number - 1),
        "next_chapter": chapters_by_number.get(current_chapter.number + 1),
    }
    return render(request, "home/chapter.html", context)


@require_http_methods(["GET", "POST"])
def show_boundaries(request: OfficialRequest) -> HttpResponse:
    area_borders = borders.load_area_borders(request.scope, clock.today())
    form = BoundariesForm(request.POST or None, request.FILES or None, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            if cleaned["file"].size > geojson.MAX_BYTES:
                raise geojson.BordersFileError(_("tệp lớn hơn 5 MB"))
            allowed_codes = borders.list_area_codes(request.scope, cleaned["since"])
            rings = geojson.read_borders(cleaned["file"].read(), codes=allowed_codes)
            services.import_boundaries(
                rings=rings, since=cleaned["since"], source=cleaned["source"], by=request.user, at=clock.now(),
                key=request.POST.get("key", ""),
            )  # fmt: skip
        except geojson.BordersFileError as wrong:
            reason = translate(capitalize_first(str(wrong)))
            form.add_error("file", _("%(why)s. Không có gì thay đổi.") % {"why": reason})
        except ActionRefused as refused:
            form.add_error("since", _("%(why)s Không có gì thay đổi.") % {"why": translate(refused.message)})
        except InvalidInput as invalid:
            for field, field_messages in invalid.messages.items():
                form.add_error(field, field_messages)
        else:
            messages.success(
                request,
                ngettext("Đã nhập ranh giới của %(n)s đơn vị.", "Đã nhập ranh giới của %(n)s đơn vị.", len(rings))
                % {"n": len(rings)},
            )
            return redirect("home:boundaries")
    status = 422 if form.is_bound else 200
    return render(request, "home/boundaries.html", {"area_borders": area_borders, "form": form}, status=status)
