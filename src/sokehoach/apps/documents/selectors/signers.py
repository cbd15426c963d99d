"""Whose name stands below the signature."""

from dataclasses import replace
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.holders import holders
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.selectors.documents import content
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.life import State
from sokehoach.domain.documents.signers import signed_by


def printed(row: OfficialDocument, day: date) -> Document:
    """The document as it is printed on that day: while it waits for its signature, under the name of the one account
    that signs for the issuer. Where several do, room is left.
    """
    said = content(row)
    signs = expected(row, day) if row.life is State.TO_SIGN else None
    return said if signs is None else named(said, signs)


def expected(row: OfficialDocument, day: date) -> User | None:
    held = holders(Action.DOCUMENT_SIGN, day)
    people = {user for (unit, _function), users in held.items() if unit == row.issuer_id for user in users}
    return User.objects.get(pk=people.pop()) if len(people) == 1 else None


def named(said: Document, by: User) -> Document:
    """With the name of who signs, and their office where they stand in for the head."""
    return replace(said, signature=signed_by(said.signature, name=by.full_name, title=by.title))
