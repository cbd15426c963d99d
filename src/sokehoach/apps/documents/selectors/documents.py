"""Official documents: those an account may open, and one of them as its page tells it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.selectors import dispatches
from sokehoach.apps.documents.selectors.reading import opening_for, paper
from sokehoach.domain.documents import life, stored
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.life import LIFE, Role

_ACTIONS = (*permissions.HOLDERS.values(), Action.DOCUMENT_TAKE)


def all_documents() -> QuerySet[OfficialDocument]:
    """With what their names need, without their content."""
    return OfficialDocument.objects.select_related("issuer__parent", "drafted_by", "area").defer("content")


def listed(user: User) -> list[OfficialDocument]:
    """What the account may open, the newest first."""
    scope = scope_of(user)
    units = frozenset().union(*(scope.units(action, "general") for action in _ACTIONS))
    rows = all_documents().filter(issuer__in=units).prefetch_related("deliveries")
    return [row for row in rows if permissions.may_see(user, row)]


def drafts(user: User) -> list[OfficialDocument]:
    """Those that the account may write on now, the newest first."""
    return [row for row in listed(user) if life.Action.WRITE in may(user, row)]


def to_sign(user: User) -> list[OfficialDocument]:
    """What waits for the account's signature, the oldest first."""
    units = scope_of(user).units(Action.DOCUMENT_SIGN, "general")
    rows = all_documents().filter(issuer__in=units, state=life.State.TO_SIGN).order_by("drafted_at", "pk")
    return [row for row in rows if life.Action.SIGN in may(user, row)]


def document_for(user: User, pk: int) -> OfficialDocument:
    """404 outside the scope."""
    row = (
        OfficialDocument.objects.select_related("issuer__parent", "plan", "area", "drafted_by")
        .filter(pk=pk)
        .first()
    )
    if row is None or not permissions.may_see(user, row):
        raise Http404
    return row


def file_for(user: User, pk: int, file: int) -> DocumentFile:
    kept = DocumentFile.objects.filter(document=document_for(user, pk), pk=file).first()
    if kept is None:
        raise Http404
    return kept


def content(row: OfficialDocument) -> Document:
    """What the document says, with its number and day where it has them."""
    written = stored.load(row.content)
    if row.number is None or row.day is None:
        return written
    return replace(written, letterhead=replace(written.letterhead, number=row.number, day=row.day))


def may(user: User, row: OfficialDocument) -> frozenset[str]:
    """The steps that the account may take now."""
    roles = permissions.roles_of(user, row)
    return frozenset(action.value for role in roles for action in LIFE.allowed(row.life, role))


def told(user: User, row: OfficialDocument, day: date) -> Mapping[str, Any]:
    """What the page shows of it."""
    roles, said = permissions.roles_of(user, row), content(row)
    return {
        "document": row,
        "paper": paper(said, opening_for(user, row.area)),
        "annexes": len(said.annexes),
        "files": row.files.defer("content").select_related("added_by"),
        "steps": [(life.Action(one.action).label_vi, one) for one in row.steps.select_related("by")],
        "may": may(user, row),
        "names": Role.CLERK in roles and row.life not in life.OUT,
        "clerk": Role.CLERK in roles,
        "deliveries": [
            (one, late, permissions.may_receive(user, one)) for one, late in dispatches.deliveries(row, day)
        ],
        "unnamed": dispatches.unnamed(row) if roles else [],
    }
