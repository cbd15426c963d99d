"""Looks up the recipients that a document names in the address book."""

from collections.abc import Sequence
from dataclasses import dataclass

from sokehoach.apps.documents.models import Correspondent, OfficialDocument
from sokehoach.apps.documents.selectors.documents import get_content
from sokehoach.apps.documents.selectors.offices import format_addressee
from sokehoach.domain.text import fold_accents


@dataclass(frozen=True, slots=True)
class NamedRecipients:
    """The recipients under «Kính gửi» and «Nơi nhận», in order. `missing`: names not in the address book."""

    found: tuple[Correspondent, ...]
    missing: tuple[str, ...]


def find_recipients(row: OfficialDocument, among: Sequence[Correspondent]) -> NamedRecipients:
    document = get_content(row)
    book: dict[str, Correspondent] = {
        fold_accents(correspondent.name): correspondent for correspondent in reversed(among)
    }
    for correspondent in among:
        for name in _list_names(correspondent):
            book.setdefault(fold_accents(name), correspondent)
    names = (*document.addressees, *document.recipients.copies)
    matches = dict.fromkeys(book[fold_accents(name)] for name in names if fold_accents(name) in book)
    return NamedRecipients(tuple(matches), tuple(name for name in names if fold_accents(name) not in book))


def _list_names(correspondent: Correspondent) -> tuple[str, ...]:
    """Names of the correspondent's unit besides the one in the book."""
    unit = correspondent.unit
    return () if unit is None else (format_addressee(unit), unit.name, unit.letterhead, unit.short_name)
