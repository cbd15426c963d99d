"""The letter that answers a recommendation."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from sokehoach.apps.registers.core.drafts import (
    DocumentSource,
    DraftedDocument,
    NothingToWrite,
    Offices,
    get_demo_notice,
)
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.domain.documents import letters
from sokehoach.domain.documents.kinds import DocumentKind


def draft_answer(entry: Entry, offices: Offices) -> DraftedDocument:
    assert isinstance(entry, SupervisionVisit)
    if not entry.recommendation or entry.addressee is None:
        raise NothingToWrite(_("Cuộc giám sát không có kiến nghị để trả lời."))
    content = letters.build_reply_letter(
        office=offices.build_office(entry.addressee),
        asked_by=offices.format_addressee(entry.unit),
        recommendation=entry.recommendation,
        visited_on=entry.day,
        reply="",
        year=entry.day.year,
        notice=get_demo_notice(),
    )
    return DraftedDocument(DocumentKind.LETTER, entry.addressee, content)


SOURCES = {
    "tra-loi": DocumentSource(
        "supervision",
        _lazy("Công văn trả lời kiến nghị"),
        draft_answer,
        Q(addressee__isnull=False) & ~Q(recommendation=""),
    ),
}
