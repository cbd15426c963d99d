"""The pages of every register."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sokehoach.adapters.xlsx.package import Unreadable
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.shelf import sheets
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import CHOSEN, NUMBERS, SEVERAL, show
from sokehoach.apps.registers.shelf.forms import BringInForm, EntryForm, FilterForm, StrikeForm, as_typed
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.reports import warn_of_reports
from sokehoach.apps.registers.shelf.selectors import entries, found, once, summaries
from sokehoach.apps.registers.shelf.selectors.choices import Choices
from sokehoach.apps.registers.shelf.selectors.entries import Held
from sokehoach.apps.registers.shelf.services import entries as writing
from sokehoach.apps.shell import clock, posted
from sokehoach.apps.shell.outcomes import Refused, Stale

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def show_registers(request: OfficialRequest) -> HttpResponse:
    found_registers = summaries.list_summaries(request.user, clock.today())
    if not found_registers:
        raise Http404
    # First the registers that the account's own unit keeps; for who keeps none, those that hold something.
    first = [each for each in found_registers if each.own] or [each for each in found_registers if each.lines]
    context = {
        "first": first or found_registers,
        "others": [each for each in found_registers if each not in first] if first else [],
        "reports": request.scope.anywhere(Action.REPORT_VIEW),
    }
    return render(request, "shelf/list.html", context)


@require_GET
def show_register(request: OfficialRequest, slug: str) -> HttpResponse:
    register = entries.register_of(request.user, slug)
    units = entries.units_to_read(request.user, register)
    form = FilterForm(
        register, choices=_choices(request, register), units=units, today=clock.today(), data=request.GET
    )
    wanted, mine = form.wanted(), entries.lines(request.user, register)
    lines = found.found(register, mine, wanted, units=[unit.pk for unit in units])
    totals = found.totals(register, lines, wanted)
    count = totals["lines"] or 0
    paginator = Paginator(lines, PER_PAGE)
    paginator.count = min(count, found.MOST) if wanted.words else count  # else it would count once more
    page = paginator.get_page(request.GET.get("trang"))
    day = register.field("day")
    context = {
        "register": register,
        "form": form,
        "page_obj": page,
        "columns": [(each.label, each.kind in NUMBERS) for each in map(register.field, register.columns)],
        "rows": [
            (line, show(day, line.day, Held(line)), entries.cells(register, line), register.address(line.pk))
            for line in page
        ],
        "day_label": day.label,
        "add_address": reverse(register.add_page) if register.add_page else reverse("shelf:add", args=[slug]),
        "count": paginator.count,
        "many": count > paginator.count,
        "totals": [(register.field(name).label, totals[name]) for name in register.totals],
        "several": len(units) > 1,
        "writes": entries.writes(request.user, register),
        "holds": count > 0 or mine.exists(),
    }
    return render(request, "shelf/register.html", context)


@require_http_methods(["GET", "POST"])
def add(request: OfficialRequest, slug: str) -> HttpResponse:
    register = entries.register_to_write(request.user, slug)
    form = _form(request, register, units=entries.units_to_write(request.user, register))
    if form.is_bound and form.is_valid():
        done = writing.add(
            register=register.code,
            unit=form.unit,
            values=form.values(),
            by=request.user,
            at=clock.now(),
            key=_key(request),
        )
        messages.success(request, _("Đã ghi vào sổ."))
        warn_of_reports(request, register.code, form.unit, form.values().get("day"))
        if "again" in request.POST:
            return redirect("shelf:add", slug)
        return redirect("shelf:entry", slug, done.answer["id"])
    return _show_form(request, register, form)


@require_GET
def show_entry(request: OfficialRequest, slug: str, entry: UUID) -> HttpResponse:
    register = entries.register_of(request.user, slug)
    line = entries.line(request.user, register, entry)
    if register.page:
        return redirect(register.page, line.pk)
    return _show_entry(request, register, line, StrikeForm(initial={"version": line.version}))


@require_http_methods(["GET", "POST"])
def change(request: OfficialRequest, slug: str, entry: UUID) -> HttpResponse:
    register = entries.register_to_write(request.user, slug)
    line = entries.line_to_write(request.user, register, entry)
    form = _form(request, register, units=[line.unit], line=line)
    if form.is_bound and form.is_valid():
        try:
            writing.change(
                register=register.code, entry=entry, version=posted.version(request), values=form.values(),
                by=request.user, at=clock.now(), key=_key(request),
            )  # fmt: skip
        except Stale as stale:
            return _show_form(request, register, form, line=line, stale=stale)
        messages.success(request, _("Đã sửa."))
        warn_of_reports(request, register.code, line.unit, line.day, form.values().get("day"))
        return redirect("shelf:entry", slug, entry)
    return _show_form(request, register, form, line=line)


@require_POST
def strike(request: OfficialRequest, slug: str, entry: UUID) -> HttpResponse:
    register = entries.register_to_write(request.user, slug)
    line = entries.line_to_write(request.user, register, entry)
    form = StrikeForm(request.POST)
    if not form.is_valid():
        return _show_entry(request, register, line, form, status=422)
    writing.strike(
        register=register.code, entry=entry, version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"], by=request.user, at=clock.now(), key=_key(request),
    )  # fmt: skip
    messages.success(request, _("Đã gạch bỏ. Dòng này không tính vào báo cáo nữa."))
    warn_of_reports(request, register.code, line.unit, line.day)
    return redirect("shelf:entry", slug, entry)


@require_POST
def restore(request: OfficialRequest, slug: str, entry: UUID) -> HttpResponse:
    register = entries.register_to_write(request.user, slug)
    line = entries.line_to_write(request.user, register, entry)
    writing.restore(
        register=register.code,
        entry=entry,
        version=posted.version(request),
        by=request.user,
        at=clock.now(),
        key=_key(request),
    )
    messages.success(request, _("Đã khôi phục. Dòng này lại tính vào báo cáo."))
    warn_of_reports(request, register.code, line.unit, line.day)
    return redirect("shelf:entry", slug, entry)


@require_GET
def export(request: OfficialRequest, slug: str) -> HttpResponse:
    """The lines of the filter in hand as Excel; struck ones are never among them."""
    register = entries.register_of(request.user, slug)
    units = entries.units_to_read(request.user, register)
    choices = _choices(request, register)
    form = FilterForm(register, choices=choices, units=units, today=clock.today(), data=request.GET)
    mine = entries.lines(request.user, register).filter(struck=False)
    lines = found.found(register, mine, form.wanted(), units=[unit.pk for unit in units])
    if lines.count() > sheets.MOST_ROWS:
        raise Refused(_("Hơn 20.000 dòng. Hãy lọc bớt rồi tải về."))
    return _attachment(sheets.sheet_of(register, lines, choices), f"{slug}-{clock.today():%Y-%m-%d}.xlsx")


@require_GET
def template(request: OfficialRequest, slug: str) -> HttpResponse:
    register = entries.register_to_write(request.user, slug)
    return _attachment(sheets.template(register, _choices(request, register)), f"mau-{slug}.xlsx")


@require_http_methods(["GET", "POST"])
def bring_in(request: OfficialRequest, slug: str) -> HttpResponse:
    register = entries.register_to_write(request.user, slug)
    units = entries.units_to_write(request.user, register)
    posted = request.method == "POST"
    form = BringInForm(request.POST if posted else None, request.FILES if posted else None, units=units)
    context: dict[str, Any] = {"register": register, "form": form}
    if posted and form.is_valid():
        try:
            brought = sheets.brought(
                form.cleaned_data["file"].read(), register, unit=form.unit, units=units,
                choices=_choices(request, register), today=clock.today(),
            )  # fmt: skip
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
        else:
            if not brought.problems:
                done = writing.bring_in(
                    register=register.code,
                    lines=brought.lines,
                    by=request.user,
                    at=clock.now(),
                    key=_key(request),
                )
                messages.success(request, _told(done.answer))
                for unit in {unit for unit, _values in brought.lines}:
                    own = [values.get("day") for whose, values in brought.lines if whose == unit]
                    warn_of_reports(request, register.code, unit, *own)
                return redirect("shelf:register", slug)
            context |= {"problems": brought.problems[:200], "count": len(brought.problems)}
    return render(request, "shelf/bring_in.html", context, status=422 if posted else 200)


def _choices(request: OfficialRequest, register: Register) -> Choices:
    return Choices(register, by=request.user, day=clock.today())


def _told(answer: dict[str, Any]) -> str:
    told = _("Đã ghi %(written)s dòng.") % answer
    if answer["known"]:
        told += " " + _("%(known)s dòng đã có trong sổ từ trước, không ghi lại.") % answer
    return told


def _form(
    request: OfficialRequest, register: Register, *, units: list[Any], line: Entry | None = None
) -> EntryForm:
    choices = _choices(request, register)
    values = entries.values_of(register, line) if line else {}
    return EntryForm(
        register,
        choices=choices,
        units=units,
        today=clock.today(),
        data=request.POST if request.method == "POST" else None,
        initial={each.name: as_typed(each, values, choices) for each in register.fields}
        | (_given(request, register) if line is None else {}),
        unlike=partial(once.check, register, but=line.pk if line else None),
    )


def _given(request: OfficialRequest, register: Register) -> dict[str, str]:
    """What the address chooses beforehand: `?establishment=…` comes from the page of that line."""
    names = [each.name for each in register.of_kind(*CHOSEN) if each.kind not in SEVERAL]
    return {name: request.GET[name] for name in names if name in request.GET}


def _show_form(
    request: OfficialRequest,
    register: Register,
    form: EntryForm,
    *,
    line: Entry | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    status = 409 if stale else 422 if form.is_bound else 200
    context = {
        "register": register,
        "form": form,
        "line": line,
        "stale": stale,
        "version": _shown(request, line, stale),
    }
    return render(request, "shelf/form.html", context, status=status)


def _shown(request: OfficialRequest, line: Entry | None, stale: Stale | None) -> int:
    """The version that the form answers to: the one first shown, until its reader is told of a newer one."""
    if line is None:
        return 0
    return posted.version(request) if request.method == "POST" and stale is None else line.version


def _show_entry(
    request: OfficialRequest, register: Register, line: Entry, form: StrikeForm, status: int = 200
) -> HttpResponse:
    shown = entries.texts(register, line)
    context = {
        "register": register,
        "line": line,
        "title": shown[register.title] if register.title else str(line),
        "facts": [
            (each.group, each.label, shown[each.name])
            for each in register.fields
            if each.name != register.title
        ],
        "links": () if register.line_links is None else register.line_links(request.user, line),
        "history": entries.history(register, line),
        "trail": f"{register.code}:{line.pk}" if request.scope.anywhere(Action.AUDIT_VIEW) else "",
        "writes": register.by_hand and entries.may_write(request.user, register, line.unit_id),
        "strike_form": form,
    }
    return render(request, "shelf/entry.html", context, status=status)


def _attachment(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _key(request: OfficialRequest) -> str:
    return request.POST.get("key", "")
