"""Drafts documents from register entries: an account that may read the entry may have its document drafted."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.pages import offices
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.drafts import DocumentSource, DraftedDocument
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.modules import list_modules
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.register_owners import get_register_programme
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.vietnamese import write_in_vietnamese

MAX_ENTRIES = 8  # entries offered for each source


def list_sources() -> Mapping[str, DocumentSource]:
    """The documents that modules draft, by the word in the address."""
    return {code: source for module in list_modules() for code, source in module.sources.items()}


def list_offered_sources(user: User) -> list[tuple[str, DocumentSource, list[Entry]]]:
    """The newest entries for each document that the account's registers offer. Two or three queries a register."""
    register_by_code = {register.code: register for register in entries.list_readable_registers(user)}
    offers = []
    for code, source in list_sources().items():
        if source.register not in register_by_code:
            continue
        rows = entries.list_entries(user, register_by_code[source.register])
        newest = list(
            rows.filter(source.complete_entries, voided=False).select_related("unit").distinct()[:MAX_ENTRIES]
        )
        if newest:
            offers.append((code, source, newest))
    return offers


def draft_from_entry(user: User, source: str, pk: UUID) -> DraftedDocument:
    """The drafted document. NotFoundError for an unknown source or an entry outside the scope; raises
    NothingToWrite.
    """
    document_source = list_sources().get(source)
    if document_source is None:
        raise NotFoundError
    definition = get_register(document_source.register)
    entry = entries.access_entry(user, definition, pk)
    if entry.voided:
        raise NotFoundError
    return replace(
        write_in_vietnamese(document_source.write)(entry, offices),
        function=definition.function,
        programme=get_register_programme(user, definition.code),
    )
