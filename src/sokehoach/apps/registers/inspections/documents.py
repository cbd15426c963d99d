"""The minutes of an inspection."""

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
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.domain.documents import minutes
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.minutes import PrintedChecklistAnswer


def draft_inspection(entry: Entry, offices: Offices) -> DraftedDocument:
    """Minutes without names of inspectors or persons met: they are added by hand (limits.md, 2)."""
    assert isinstance(entry, Visit)
    if entry.held_on is None or entry.checklist is None:
        raise NothingToWrite(_("Cuộc kiểm tra chưa tiến hành."))
    answer_by_item = {answer.item: answer.get_answer_display() for answer in entry.answers.all()}
    answers = [
        PrintedChecklistAnswer(question["text"], answer_by_item.get(question["code"], "chưa ghi"))
        for question in entry.checklist.items
        if question["code"] in answer_by_item
    ]
    content = minutes.build_inspection_minutes(
        office=offices.build_office(entry.unit),
        place=str(entry.establishment), body=entry.body.name, day=entry.held_on,
        answers=answers, findings=entry.findings, notice=get_demo_notice(),
    )  # fmt: skip
    return DraftedDocument(DocumentKind.MINUTES, entry.unit, content)


SOURCES = {
    "kiem-tra": DocumentSource(
        "inspections",
        _lazy("Biên bản kiểm tra"),
        draft_inspection,
        Q(held_on__isnull=False, checklist__isnull=False),
    ),
}
