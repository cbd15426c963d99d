"""The views shared by all registers."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.registers.core import pages, sheets
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import (
    CHOICE_KINDS,
    LIST_KINDS,
    NUMBER_KINDS,
    FieldKind,
    Values,
    format_value,
)
from sokehoach.apps.registers.core.forms import (
    EntryForm,
    FilterForm,
    StrikeForm,
    format_initial_value,
)
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries, entry_pages, entry_search, similar_entries, unique_per_unit
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.entries import EntryChoiceNames
from sokehoach.apps.registers.core.queries.register_owners import get_register_programme
from sokehoach.apps.registers.core.queries.similar_entries import SimilarEntriesError
from sokehoach.apps.registers.core.reports import get_register_window_rule
from sokehoach.apps.registers.core.row_pages import (
    Table,
    add_blank_row,
    are_valid,
    build_tables,
    get_parent_link,
    list_row_inputs,
    list_row_lists,
    warn_of_all_reports,
)
from sokehoach.apps.registers.core.services import entries as writing
from sokehoach.apps.registers.core.workbooks import RegisterWorkbook
from sokehoach.apps.shell import clock, post_params
from sokehoach.apps.shell.content_types import XLSX
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.notation import write_day


@require_GET
def show_registers(request: OfficialRequest) -> HttpResponse:
    if not request.scope.anywhere(Action.REGISTER_VIEW):
        raise Http404
    readable_summaries = pages.list_summaries(request.user, clock.today())
    # Registers of the account's own unit come first; where it has none, those that have entries.
    first = [summary for summary in readable_summaries if summary.is_own] or [
        summary for summary in readable_summaries if summary.lines
    ]
    context = {
        "first": first or readable_summaries,
        "other_registers": [summary for summary in readable_summaries if summary not in first] if first else [],
        "reports": request.scope.anywhere(Action.REPORT_VIEW),
    }
    return render(request, "core/list.html", context)


@require_GET
def show_register(request: OfficialRequest, slug: str) -> HttpResponse:
    register = entries.access_register(request.user, slug)
    units = entries.list_readable_units(request.user, register)
    form = FilterForm(
        register,
        choices=_build_choices(request, register),
        units=units,
        today=clock.today(),
        window_rule=get_register_window_rule(request.user, register.code),
        data=request.GET,
    )
    entry_filter, readable_entries = form.wanted(), entries.list_entries_with_values(request.user, register)
    filtered_entries, latest_hits = entry_search.search_entries(
        register, readable_entries, entry_filter, units=[unit.pk for unit in units]
    )
    in_full = "tong" in request.GET
    sums = entry_search.compute_totals(register, filtered_entries, latest_hits=latest_hits, in_full=in_full)
    count = sums["lines"] or 0
    page = entry_pages.load_page(
        filtered_entries, after=request.GET.get("sau", ""), before=request.GET.get("truoc", "")
    )
    day = register.field("day")
    context = {
        "register": register,
        "programme": get_register_programme(request.user, register.code),
        "form": form,
        "entry_page": page,
        "columns": [(field.label, field.kind in NUMBER_KINDS) for field in map(register.field, register.columns)],
        "rows": [
            (
                entry,
                format_value(day, entry.day, EntryChoiceNames(register, entry)),
                pages.build_list_cells(register, entry),
                register.address(entry.pk),
            )
            for entry in page.entries
        ],
        "links": pages.list_links(register),
        "day_label": day.label,
        "add_address": reverse(register.add_page) if register.add_page else reverse("registers:add", args=[slug]),
        "count": count if in_full else min(count, entry_search.MAX_HITS),
        "many": not in_full and count > entry_search.MAX_HITS,
        "totals": [(register.field(name).label, sums[name]) for name in register.totals],
        "several": len(units) > 1,
        "writes": entries.can_write_register(request.user, register),
        "has_entries": count > 0 or readable_entries.exists(),
    }
    return render(request, "core/register.html", context)


@require_http_methods(["GET", "POST"])
def add_entry(request: OfficialRequest, slug: str) -> HttpResponse:
    register = entries.access_register_to_write(request.user, slug)
    form = _build_form(request, register, units=entries.list_writable_units(request.user, register))
    tables = build_tables(request, register, unit=form.unit)
    if "add-row" in request.POST:
        return _show_form(request, register, form.keep_typed(), tables=add_blank_row(request, tables))
    if form.is_bound and are_valid(form, tables):
        try:
            result = writing.create_entry(
                register=register.code, unit=form.unit, values=form.values(), by=request.user, at=clock.now(),
                key=_get_write_key(request), rows=list_row_inputs(tables),
                asks_about_similar="write-anyway" not in request.POST,
            )  # fmt: skip
        except SimilarEntriesError as refused:
            return _show_form(request, register, form, tables=tables, similar=refused.similar)
        except InvalidInput as refused:
            form.add_refusal(refused.messages)
            return _show_form(request, register, form, tables=tables)
        messages.success(request, _("Đã ghi vào sổ."))
        pk, day = UUID(str(result.answer["id"])), form.values().get("day")
        warn_of_all_reports(request, register, pk, form.unit, day)
        if "again" in request.POST:
            return redirect("registers:add", slug)
        return redirect("registers:entry", slug, result.answer["id"])
    return _show_form(request, register, form, tables=tables)


@require_GET
def show_entry(request: OfficialRequest, slug: str, entry: UUID) -> HttpResponse:
    register = entries.access_register(request.user, slug)
    line = entries.access_entry(request.user, register, entry)
    if register.page:
        return redirect(register.page, line.pk)
    return _show_entry(request, register, line, StrikeForm(initial={"version": line.version}))


@require_http_methods(["GET", "POST"])
def change_entry(request: OfficialRequest, slug: str, entry: UUID) -> HttpResponse:
    register = entries.access_register_to_write(request.user, slug)
    line = entries.access_entry_to_write(request.user, register, entry)
    form = _build_form(request, register, units=[line.unit], line=line)
    tables = build_tables(request, register, unit=line.unit, parent=line)
    if "add-row" in request.POST:
        return _show_form(request, register, form.keep_typed(), tables=add_blank_row(request, tables), line=line)
    if form.is_bound and are_valid(form, tables):
        try:
            writing.update_entry(
                register=register.code, entry=entry, version=post_params.get_version(request), values=form.values(),
                by=request.user, at=clock.now(), key=_get_write_key(request), rows=list_row_inputs(tables),
            )  # fmt: skip
        except VersionConflictError as stale:
            return _show_form(request, register, form, tables=tables, line=line, stale=stale)
        except InvalidInput as refused:
            form.add_refusal(refused.messages)
            return _show_form(request, register, form, tables=tables, line=line)
        messages.success(request, _("Đã sửa."))
        warn_of_all_reports(request, register, line.pk, line.unit, line.day, form.values().get("day"))
        return redirect("registers:entry", slug, entry)
    return _show_form(request, register, form, tables=tables, line=line)


@require_POST
def void_entry(request: OfficialRequest, slug: str, entry: UUID) -> HttpResponse:
    register = entries.access_register_to_write(request.user, slug)
    line = entries.access_entry_to_write(request.user, register, entry)
    form = StrikeForm(request.POST)
    if not form.is_valid():
        return _show_entry(request, register, line, form, status=422)
    writing.void_entry(
        register=register.code, entry=entry, version=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"], by=request.user, at=clock.now(), key=_get_write_key(request),
    )  # fmt: skip
    messages.success(request, _("Đã gạch bỏ. Dòng này không tính vào báo cáo nữa."))
    warn_of_all_reports(request, register, line.pk, line.unit, line.day)
    return redirect("registers:entry", slug, entry)


@require_POST
def restore_entry(request: OfficialRequest, slug: str, entry: UUID) -> HttpResponse:
    register = entries.access_register_to_write(request.user, slug)
    line = entries.access_entry_to_write(request.user, register, entry)
    writing.restore_entry(
        register=register.code,
        entry=entry,
        version=post_params.get_version(request),
        by=request.user,
        at=clock.now(),
        key=_get_write_key(request),
    )
    messages.success(request, _("Đã khôi phục. Dòng này lại tính vào báo cáo."))
    warn_of_all_reports(request, register, line.pk, line.unit, line.day)
    return redirect("registers:entry", slug, entry)


@require_GET
def export_entries(request: OfficialRequest, slug: str) -> HttpResponse:
    """Returns the filtered entries as an Excel file, without voided ones."""
    register = entries.access_register(request.user, slug)
    units = entries.list_readable_units(request.user, register)
    choices = _build_choices(request, register)
    form = FilterForm(
        register,
        choices=choices,
        units=units,
        today=clock.today(),
        window_rule=get_register_window_rule(request.user, register.code),
        data=request.GET,
    )
    readable_entries = entries.list_entries_with_values(request.user, register).filter(voided=False)
    filtered_entries = entry_search.filter_entries(
        register, readable_entries, form.wanted(), units=[unit.pk for unit in units]
    )
    book = RegisterWorkbook(register, by=request.user, today=clock.today())
    if max(filtered_entries.count(), book.count_rows(filtered_entries.values("pk"))) > sheets.MAX_ROWS:
        raise ActionRefused(_("Hơn 20.000 dòng. Hãy lọc bớt rồi tải về."))
    return _build_attachment(book.build(filtered_entries), f"{slug}-{clock.today():%Y-%m-%d}.xlsx")


@require_GET
def download_template(request: OfficialRequest, slug: str) -> HttpResponse:
    register = entries.access_register_to_write(request.user, slug)
    book = RegisterWorkbook(register, by=request.user, today=clock.today())
    return _build_attachment(book.build_template(), f"mau-{slug}.xlsx")


def _build_choices(request: OfficialRequest, register: RegisterDefinition) -> Choices:
    return Choices(register, by=request.user, day=clock.today())


def _build_form(
    request: OfficialRequest, register: RegisterDefinition, *, units: list[Any], line: Entry | None = None
) -> EntryForm:
    choices = Choices(register, by=request.user, day=clock.today(), entries=[] if line is None else [line])
    copied = None if line or request.method == "POST" else _find_copied_entry(request, register)
    values: Values = {"day": clock.today()} if register.field("day").kind is FieldKind.DAY else {}
    if line is not None:
        values = entries.get_entry_values(register, line)
    elif copied is not None:
        values = {**similar_entries.copy_values(register, copied), **values}
    return EntryForm(
        register,
        choices=choices,
        units=units,
        today=clock.today(),
        data=request.POST if request.method == "POST" else None,
        initial={field.name: format_initial_value(field, values, choices) for field in register.fields}
        | (_get_preset_values(request, register) if line is None else {})
        | ({} if copied is None else {"unit": str(copied.unit_id)}),
        unlike=partial(unique_per_unit.find_duplicate_problems, register, exclude_pk=line.pk if line else None),
    )


def _find_copied_entry(request: OfficialRequest, register: RegisterDefinition) -> Entry | None:
    """Returns the entry that the address asks to copy, as far as the account may read it; None without one."""
    try:
        copied_id = UUID(request.GET.get("chep", ""))
    except ValueError:
        return None
    return entries.list_entries_with_values(request.user, register).filter(pk=copied_id, voided=False).first()


def _get_preset_values(request: OfficialRequest, register: RegisterDefinition) -> dict[str, str]:
    """Returns initial choices from the query string: the page of an establishment links to `?establishment=…`."""
    names = [field.name for field in register.of_kind(*CHOICE_KINDS) if field.kind not in LIST_KINDS]
    return {name: request.GET[name] for name in names if name in request.GET}


def _show_form(
    request: OfficialRequest,
    register: RegisterDefinition,
    form: EntryForm,
    *,
    tables: Sequence[Table],
    line: Entry | None = None,
    stale: VersionConflictError | None = None,
    similar: Sequence[Entry] = (),
) -> HttpResponse:
    status = 409 if stale else 422 if form.is_bound else 200
    is_first_view = line is None and request.method == "GET"
    previous = similar_entries.find_previous_entry(request.user, register) if is_first_view else None
    context = {
        "register": register,
        "form": form,
        "tables": tables,
        "has_unit_lines": any(table.has_lines for table in tables),
        "line": line,
        "stale": stale,
        "similar": [
            (entries.format_title(register, entry), entry.created_by, entry.created_at, register.address(entry.pk))
            for entry in similar
        ],
        "copied": _find_copied_entry(request, register) if is_first_view else None,
        "previous": previous,
        "previous_title": "" if previous is None else entries.format_title(register, previous),
        "version": _get_form_version(request, line, stale),
    }
    return render(request, "core/form.html", context, status=status)


def _get_form_version(request: OfficialRequest, line: Entry | None, stale: VersionConflictError | None) -> int:
    """Returns the version that the form was shown with, until the page shows its user a newer one."""
    if line is None:
        return 0
    return post_params.get_version(request) if request.method == "POST" and stale is None else line.version


def _show_entry(
    request: OfficialRequest, register: RegisterDefinition, line: Entry, form: StrikeForm, status: int = 200
) -> HttpResponse:
    texts = entries.format_entry(register, line)
    removed_on = register.storage.get_removal_day(line)
    context = {
        "register": register,
        "programme": get_register_programme(request.user, register.code),
        "line": line,
        "title": texts[register.title] if register.title else str(line),
        "removed_on": "" if removed_on is None else translate(write_day(removed_on)),
        "facts": [
            (field.group, field.label, texts[field.name]) for field in register.fields if field.name != register.title
        ],
        "links": () if register.line_links is None else register.line_links(request.user, line),
        "parent": get_parent_link(register, line),
        "row_lists": list_row_lists(register, line),
        "history": entries.list_revisions(register, line),
        "trail": f"{register.code}:{line.pk}" if request.scope.anywhere(Action.AUDIT_VIEW) else "",
        "writes": register.manual_entry and entries.can_write_for_unit(request.user, register, line.unit_id),
        "strike_form": form,
    }
    return render(request, "core/entry.html", context, status=status)


def _build_attachment(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _get_write_key(request: OfficialRequest) -> str:
    return request.POST.get("key", "")
