"""Whom a document names, found in the address book."""

from collections.abc import Sequence
from dataclasses import dataclass

from sokehoach.apps.documents.models import Correspondent, OfficialDocument
from sokehoach.apps.documents.selectors.documents import content
from sokehoach.apps.documents.selectors.offices import known
from sokehoach.domain.text import fold


@dataclass(frozen=True, slots=True)
class Written:
    """Under «Kính gửi» and «Nơi nhận», in that order. `missing`: names that the address book does not have."""

    found: tuple[Correspondent, ...]
    missing: tuple[str, ...]


def written(row: OfficialDocument, among: Sequence[Correspondent]) -> Written:
    said = content(row)
    book: dict[str, Correspondent] = {fold(one.name): one for one in reversed(among)}
    for one in among:
        for name in _names(one):
            book.setdefault(fold(name), one)
    names = (*said.addressees, *said.recipients.copies)
    found = dict.fromkeys(book[fold(name)] for name in names if fold(name) in book)
    return Written(tuple(found), tuple(name for name in names if fold(name) not in book))


def _names(one: Correspondent) -> tuple[str, ...]:
    """How its unit is called besides the name in the book."""
    unit = one.unit
    return () if unit is None else (known(unit), unit.name, unit.letterhead, unit.short_name)
