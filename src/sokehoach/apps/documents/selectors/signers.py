"""Finds the name below the signature of a printed document."""

from dataclasses import replace
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.holders import list_holders
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.selectors.documents import get_content
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.document_workflow import DocumentState
from sokehoach.domain.documents.signers import build_signed_block


def build_printed_document(row: OfficialDocument, day: date) -> Document:
    """The document as printed on that day. While it waits for its signature it has the name of the only account that
    signs for the issuer; the name is left blank where several accounts do.
    """
    document = get_content(row)
    signer = find_expected_signer(row, day) if row.life is DocumentState.TO_SIGN else None
    return document if signer is None else fill_signer_name(document, signer)


def find_expected_signer(row: OfficialDocument, day: date) -> User | None:
    users_by_unit = list_holders(Action.DOCUMENT_SIGN, day)
    people = {user for (unit, _function), users in users_by_unit.items() if unit == row.issuer_id for user in users}
    return User.objects.get(pk=people.pop()) if len(people) == 1 else None


def fill_signer_name(document: Document, by: User) -> Document:
    """The document with the signer's name, and their title where they sign in place of the head."""
    return replace(document, signature=build_signed_block(document.signature, name=by.full_name, title=by.title))
