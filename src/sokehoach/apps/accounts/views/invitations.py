"""Invites a list of staff, prints their letters, and shows the state of invitations."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sokehoach.adapters.readers.tables import read_table_file
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.apps.accounts.forms import StaffListForm
from sokehoach.apps.accounts.freshness import require_fresh, require_fresh_first
from sokehoach.apps.accounts.models import Invitation, User
from sokehoach.apps.accounts.pages import staff_list
from sokehoach.apps.accounts.queries.invitations import InvitationState, list_invited_users, list_renewable_users
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.accounts.services import invitations, staff_lists
from sokehoach.apps.accounts.views.links import show_letters
from sokehoach.apps.notices.services import security
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.content_types import XLSX
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.apps.shell.post_params import parse_count
from sokehoach.apps.shell.vietnamese import write_in_vietnamese
from sokehoach.domain.delimited_text import join_rows
from sokehoach.domain.staff.staff_list import (
    MAX_PEOPLE,
    StaffListTooLargeError,
    Table,
    parse_table,
)

PER_PAGE = 50
CREATE = "create"  # the button that invites; the others read the list again


@require_fresh_first
@never_cache
@require_http_methods(["GET", "POST"])
def invite_list(request: OfficialRequest) -> HttpResponse:
    """A list is read, shown with what is wrong in each line, and sent again to be carried out as a whole or not."""
    directory = staff_list.StaffDirectory(request.scope)
    role_names = directory.list_role_names()
    is_post = request.method == "POST"
    form = StaffListForm(request.POST if is_post else None, request.FILES if is_post else None, role_names=role_names)
    if not form.is_valid():
        return render(request, "accounts/invite_list.html", {"form": form}, status=422 if is_post else 200)
    cleaned = form.cleaned_data
    try:
        table = _read_table(form)
    except FileRefusedError as refused:
        form.add_error("file", str(refused))
    except StaffListTooLargeError:
        message = _("Bảng có quá nhiều dòng hoặc cột: tối đa %(people)s người một danh sách.")
        form.add_error("file" if cleaned["file"] else "table", message % {"people": MAX_PEOPLE})
    if form.errors:
        return render(request, "accounts/invite_list.html", {"form": form}, status=422)
    preview = staff_list.build_preview(
        directory, table,
        places=None if cleaned["file"] or "c-unit" not in request.POST else request.POST.dict(),
        default_role=cleaned["role"], allows_offices=cleaned["allows_offices"],
    )  # fmt: skip
    if preview.is_complete and request.POST.get("step") == CREATE:
        try:
            return _invite_all(request, preview)
        except ActionRefused as refused:
            form.add_error(None, refused.message)
    problems = preview.list_problems()
    context = {
        "form": StaffListForm(
            role_names=role_names,
            initial={"table": preview.text, "role": cleaned["role"], "allows_offices": cleaned["allows_offices"]},
        ),
        "preview": preview,
        "people": preview.list_people(),
        "unable_signers": preview.list_unable_signers(),
        "complete_table": preview.format_complete_table() if preview.is_complete else "",
        "problems": problems[: staff_list.MAX_PROBLEMS],
        "count": len(problems),
        "refusals": form.non_field_errors(),
    }
    status = 422 if problems or form.errors or not preview.lines else 200
    return render(request, "accounts/invite_list.html", context, status=status)


@require_safe
@write_in_vietnamese
def download_template(request: OfficialRequest) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="danh-sach-moi.xlsx"', "Cache-Control": "private, no-store"}
    return HttpResponse(staff_list.build_template(request.scope), content_type=XLSX, headers=headers)


@require_safe
def show_invitations(request: OfficialRequest) -> HttpResponse:
    query = request.GET.get("tim", "").strip()[:100]
    state = next((state for state in InvitationState if state == request.GET.get("trang-thai")), None)
    invited = list_invited_users(request.scope, clock.now(), state=state, text=query)
    context = {
        "page_obj": Paginator(invited.rows, PER_PAGE).get_page(request.GET.get("trang")),
        "states": [(name.value, staff_list.STATE_LABELS[name], count) for name, count in invited.counts.items()],
        "state": state,
        "query": query,
        "all": sum(invited.counts.values()),
    }
    return render(request, "accounts/invitations.html", context)


@require_fresh
@never_cache
@require_POST
def renew_links(request: OfficialRequest) -> HttpResponse:
    users = _list_ticked_users(request)
    if not users:
        return redirect("accounts:invitations")
    tokens = {user.username: invitations.generate_sheet_token() for user in users}
    digests = {username: invitations.hash_token(token) for username, token in tokens.items()}
    staff_lists.renew_links(digests=digests, by=request.user, at=clock.now())
    return show_letters(request, [(user, tokens[user.username]) for user in users])


@require_fresh
@require_POST
def withdraw_links(request: OfficialRequest) -> HttpResponse:
    users = _list_ticked_users(request)
    if users:
        staff_lists.withdraw_links(users=users, by=request.user, at=clock.now())
        messages.success(
            request,
            ngettext(
                "Đã rút lời mời của %(n)s người: liên kết cũ không mở được nữa.",
                "Đã rút lời mời của %(n)s người: liên kết cũ không mở được nữa.",
                len(users),
            )
            % {"n": len(users)},
        )
    return redirect("accounts:invitations")


def _list_ticked_users(request: OfficialRequest) -> list[User]:
    pks = {parse_count(text) for text in request.POST.getlist("user")[:MAX_PEOPLE]}
    if not pks:
        messages.warning(request, _("Chưa đánh dấu người nào."))
    return list_renewable_users(request.scope, clock.now(), pks)


def _read_table(form: StaffListForm) -> Table:
    file = form.cleaned_data["file"]
    if not file:
        return parse_table(form.cleaned_data["table"])
    content = read_table_file(file.read())
    return parse_table(content if isinstance(content, str) else join_rows(content))


def _invite_all(request: OfficialRequest, preview: staff_list.StaffListPreview) -> HttpResponse:
    at = clock.now()
    tokens: dict[str, str] = {}
    people: list[staff_lists.NewStaff] = []
    for member, unit, parts in preview.list_members():
        tokens[member.username] = invitations.generate_sheet_token()
        digest = invitations.hash_token(tokens[member.username])
        people.append(staff_lists.NewStaff(member.username, member.full_name, member.title, unit, parts, digest))
    result = staff_lists.invite_staff(people=people, by=request.user, at=at)
    security.deliver_notices(by=request.user, at=at)
    return show_letters(request, _list_letters(tokens), requests=int(str(result.answer["requests"])))


def _list_letters(tokens: dict[str, str]) -> Sequence[tuple[User, str]]:
    """The accounts whose link was made, with its token: those that need a second administrator have none yet."""
    digests = {invitations.hash_token(token): token for token in tokens.values()}
    links = Invitation.objects.filter(digest__in=digests).select_related("user__unit")
    return [(link.user, digests[link.digest]) for link in links.order_by("user__unit__code", "user__full_name")]
