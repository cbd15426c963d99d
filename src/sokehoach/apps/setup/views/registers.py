"""The registers of a draft: what they are called and who keeps them, and the page of one with its tables."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from sokehoach.adapters.programme_files.register_files import (
    FIELDS,
    FIRST_FIELD,
    RegisterFile,
    get_file_name,
    read_draft_levels,
    read_draft_option_sets,
    read_draft_types,
)
from sokehoach.adapters.programme_files.yaml_lists import YamlListError
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.registers.core import catalogue
from sokehoach.apps.registers.data_registers.previews import build_preview
from sokehoach.apps.setup.forms.registers import NewRegisterForm, RegisterHeadForm, get_initial
from sokehoach.apps.setup.pages import register_page
from sokehoach.apps.setup.pages.register_tables import list_part_faults
from sokehoach.apps.setup.queries import drafts as queries
from sokehoach.apps.setup.queries.register_drafts import (
    RegisterContext,
    build_context,
    list_owners,
    list_register_files,
)
from sokehoach.apps.setup.services import drafts as services
from sokehoach.apps.setup.services.register_drafts import build_head_changes
from sokehoach.apps.setup.views.drafts import tell_saved
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.registers.field_kinds import TITLE_KINDS, FieldKind

_FRAMING = csp_override(settings.SECURE_CSP | {"frame-src": [CSP.SELF]})
_FRAMED = csp_override(settings.SECURE_CSP | {"frame-ancestors": [CSP.SELF]})


def access_register(request: OfficialRequest, code: str, register: str) -> tuple[ProgrammeDraft, RegisterContext]:
    """The draft and a register of it that can be read; else 404."""
    draft = queries.access_draft(request.user, code)
    context = build_context(draft, register)
    if context is None:
        raise Http404
    return draft, context


@require_http_methods(["GET", "POST"])
def add_register(request: OfficialRequest, code: str) -> HttpResponse:
    """The head of a new register; its tables are filled in afterwards."""
    draft = queries.access_draft(request.user, code)
    used_codes = [*list_register_files(draft), *catalogue.get_product_registers()]
    form = NewRegisterForm(
        request.POST or None,
        initial={"revision": draft.revision},
        levels=read_draft_levels(draft.files),
        used_codes=used_codes,
    )
    if form.is_bound and form.is_valid():
        file = RegisterFile(
            {**form.build_head(form.code, {}), "columns": []}, {FIELDS: [FIRST_FIELD]}, {FIELDS: []}, ""
        )
        if _save_head(request, draft, form, form.code, file):
            return redirect("setup:register", code, form.code)
    return _show_head(request, draft, form, None)


@require_http_methods(["GET", "POST"])
def edit_register_head(request: OfficialRequest, code: str, register: str) -> HttpResponse:
    draft, context = access_register(request, code, register)
    fields = context.file.parts[FIELDS]
    ownership = next((owner for owner in list_owners(draft) if owner.get("code") == register), {})
    form = RegisterHeadForm(
        request.POST or None,
        initial={"revision": draft.revision, **get_initial(context.file, ownership)},
        levels=read_draft_levels(draft.files),
        titles=_list_choices(fields, *TITLE_KINDS),
        parents=_list_choices(fields, FieldKind.LINE),
        units=_list_choices(fields, FieldKind.UNIT),
    )
    if form.is_bound and form.is_valid():
        file = RegisterFile(form.build_head(register, context.file.head), context.file.parts, {}, context.file.comments)
        if _save_head(request, draft, form, register, file):
            return redirect("setup:register", code, register)
    return _show_head(request, draft, form, context)


@require_safe
@_FRAMING
def show_register(request: OfficialRequest, code: str, register: str) -> HttpResponse:
    """The register as it stands: its tables, explained, and the entry page as a phone shows it."""
    draft, context = access_register(request, code, register)
    types, faulty = read_draft_types(
        draft.files, catalogue.get_product_registers(), catalogue.list_referable_registers()
    )
    is_readable = get_file_name(register) not in faulty and register in types
    faults = list_part_faults(draft, context)
    page = {
        "draft": draft,
        "register": context.file.head,
        "code": register,
        "tables": register_page.list_tables(context, faults, types),
        "option_sets": register_page.list_used_sets(context),
        "is_readable": is_readable,
        "file": get_file_name(register),
        "head_faults": [fault.reason for fault in faults[""].get(0, ())],
    }
    return render(request, "setup/register.html", page)


@require_http_methods(["GET", "POST"])
@xframe_options_sameorigin
@_FRAMED
def preview_register(request: OfficialRequest, code: str, register: str) -> HttpResponse:
    """The entry page of the register; POST checks what was typed, and stores nothing."""
    draft = queries.access_draft(request.user, code)
    types, faulty = read_draft_types(
        draft.files, catalogue.get_product_registers(), catalogue.list_referable_registers()
    )
    if register not in types or get_file_name(register) in faulty:
        raise Http404
    preview = build_preview(
        types[register],
        types={type_code: item for type_code, item in types.items() if get_file_name(type_code) not in faulty},
        option_sets=read_draft_option_sets(draft.files),
        by=request.user,
        today=clock.today(),
        data=request.POST if request.method == "POST" else None,
    )
    status, is_right = 200, False
    if "add-row" in request.POST:
        preview = preview.show_again(more=request.POST["add-row"])
    elif request.method == "POST":
        is_right = preview.is_valid()
        status = 200 if is_right else 422
    page: dict[str, Any] = {
        "register": preview.register,
        "form": preview.form,
        "tables": preview.tables,
        "has_unit_lines": any(table.has_lines for table in preview.tables),
        "is_right": is_right,
    }
    return render(request, "core/preview.html", page, status=status)


def _list_choices(fields: Any, *kinds: FieldKind) -> list[tuple[str, str]]:
    return [(str(item.get("code")), str(item.get("label"))) for item in fields if item.get("kind") in kinds]


def _save_head(
    request: OfficialRequest, draft: ProgrammeDraft, form: RegisterHeadForm, register: str, file: RegisterFile
) -> bool:
    """Whether it was saved; if not, the form says why."""
    try:
        changes = build_head_changes(draft, file, form.build_ownership(register))
        services.save_files(
            draft=draft, revision=form.cleaned_data["revision"], changes=changes, by=request.user, at=clock.now(),
            key=request.POST.get("key", ""),
        )  # fmt: skip
    except VersionConflictError as conflict:
        form.add_error(None, conflict.message)
        form.conflict = True
        return False
    except InvalidInput as invalid:
        for messages in invalid.messages.values():
            for message in messages:
                form.add_error(None, message)
        return False
    except (ActionRefused, YamlListError) as refusal:
        form.add_error(None, str(refusal))
        return False
    tell_saved(request, draft.code)
    return True


def _show_head(
    request: OfficialRequest, draft: ProgrammeDraft, form: RegisterHeadForm, context: RegisterContext | None
) -> HttpResponse:
    status = 409 if form.conflict else 422 if form.is_bound else 200
    page = {
        "draft": draft,
        "form": form,
        "register": context.file.head if context else None,
        "code": context.register if context else "",
        "title": _("Sổ mới") if context is None else context.file.head.get("name"),
    }
    return render(request, "setup/register_head.html", page, status=status)
