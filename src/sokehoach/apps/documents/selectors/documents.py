"""Official documents that an account may open, and the context of one document's page."""

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
from sokehoach.apps.documents.selectors.document_paper import build_paper, get_url_builder
from sokehoach.domain.documents import document_workflow, serialization
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.document_workflow import WORKFLOW, DocumentRole

_ACTIONS = (*permissions.ROLE_ACTIONS.values(), Action.DOCUMENT_TAKE)


def list_all_documents() -> QuerySet[OfficialDocument]:
    """All documents with the relations that their names need, without their content."""
    return OfficialDocument.objects.select_related("issuer__parent", "drafted_by", "area").defer("content")


def list_documents(user: User) -> list[OfficialDocument]:
    """The documents that the account may open, the newest first."""
    scope = scope_of(user)
    units = frozenset().union(*(scope.units(action, "general") for action in _ACTIONS))
    rows = list_all_documents().filter(issuer__in=units).prefetch_related("deliveries")
    return [row for row in rows if permissions.may_see(user, row)]


def list_drafts(user: User) -> list[OfficialDocument]:
    """The documents that the account may edit now, the newest first."""
    return [
        row for row in list_documents(user) if document_workflow.DocumentAction.WRITE in list_allowed_steps(user, row)
    ]


def list_documents_to_sign(user: User) -> list[OfficialDocument]:
    """The documents that wait for the account's signature, the oldest first."""
    units = scope_of(user).units(Action.DOCUMENT_SIGN, "general")
    rows = (
        list_all_documents()
        .filter(issuer__in=units, state=document_workflow.DocumentState.TO_SIGN)
        .order_by("drafted_at", "pk")
    )
    return [row for row in rows if document_workflow.DocumentAction.SIGN in list_allowed_steps(user, row)]


def access_document(user: User, pk: int) -> OfficialDocument:
    """The document; 404 where the account may not see it."""
    row = OfficialDocument.objects.select_related("issuer__parent", "plan", "area", "drafted_by").filter(pk=pk).first()
    if row is None or not permissions.may_see(user, row):
        raise Http404
    return row


def access_file(user: User, pk: int, file: int) -> DocumentFile:
    document_file = DocumentFile.objects.filter(document=access_document(user, pk), pk=file).first()
    if document_file is None:
        raise Http404
    return document_file


def get_content(row: OfficialDocument) -> Document:
    """The content of a document, with its number and day where it has them."""
    document = serialization.load_document(row.content)
    if row.number is None or row.day is None:
        return document
    return replace(document, letterhead=replace(document.letterhead, number=row.number, day=row.day))


def list_allowed_steps(user: User, row: OfficialDocument) -> frozenset[str]:
    """The workflow steps that the account may take now."""
    roles = permissions.get_document_roles(user, row)
    return frozenset(action.value for role in roles for action in WORKFLOW.list_actions(row.life, role))


def build_page_context(user: User, row: OfficialDocument, day: date) -> Mapping[str, Any]:
    """The template context of a document's page."""
    roles, document = permissions.get_document_roles(user, row), get_content(row)
    return {
        "document": row,
        "paper": build_paper(document, get_url_builder(user, row.area)),
        "annexes": len(document.annexes),
        "files": row.files.defer("content").select_related("added_by"),
        "steps": [
            (document_workflow.DocumentAction(step.action).label_vi, step) for step in row.steps.select_related("by")
        ],
        "may": list_allowed_steps(user, row),
        "names": DocumentRole.CLERK in roles and row.life not in document_workflow.ISSUED_STATES,
        "clerk": DocumentRole.CLERK in roles,
        "deliveries": [
            (delivery, is_late, permissions.may_receive(user, delivery))
            for delivery, is_late in dispatches.list_deliveries(row, day)
        ],
        "unnamed": dispatches.list_unnamed_units(row) if roles else [],
    }
