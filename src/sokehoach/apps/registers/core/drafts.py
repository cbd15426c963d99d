"""What a module says of the documents that are drafted from its entries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.db.models import Q
from django.utils.functional import Promise

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.models import Entry
from sokehoach.domain.documents.content import Document
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.office import Office
from sokehoach.domain.messages import keep_vietnamese


class NothingToWrite(ValueError):
    """The entry lacks what the document needs; the message names what is missing."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


@dataclass(frozen=True, slots=True)
class DraftedDocument:
    """`function`, `programme` (row id): those of the register of the entry."""

    kind: DocumentKind
    issuer: Unit
    content: Document
    function: str = "general"
    programme: int | None = None


class Offices(Protocol):
    """How units sign and are addressed in documents (`documents.pages.offices`)."""

    def build_office(self, unit: Unit, *, drafter: Unit | None = None) -> Office: ...

    def format_addressee(self, unit: Unit) -> str: ...


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """`complete_entries`: the condition of entries that hold what the document needs; no other is offered."""

    register: str
    label: str | Promise
    write: Callable[[Entry, Offices], DraftedDocument]
    complete_entries: Q


def get_demo_notice() -> str:
    return keep_vietnamese(settings.DEMONSTRATION.notice_text) if settings.DEMONSTRATION else ""
