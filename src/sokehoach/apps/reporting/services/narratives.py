"""Services that store the narratives of a report."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.reporting.models import NarrativeText, Submission
from sokehoach.apps.reporting.queries.stored_reports import StoredReport
from sokehoach.apps.reporting.services.submission_lock import build_result, lock_submission
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.workflow import ReportAction


@dataclass(frozen=True, slots=True)
class TypedText:
    """The text under a heading, and the version that the page showed (0: none)."""

    text: str
    version: int


@write("report.tell")
def save(*, submission: uuid.UUID, texts: Mapping[str, TypedText], by: User, at: datetime) -> ServiceResult:
    """Store texts by heading, all or none. Raises InvalidInput, VersionConflictError with `theirs`, by heading."""
    row = lock_submission(submission, ReportAction.SAVE, by=by, at=at).row
    changed = write_texts(row, texts, by=by, at=at)
    return build_result(row, detail={"headings": [*changed]}, answer={"headings": [*changed]})


def write_texts(
    row: Submission,
    texts: Mapping[str, TypedText],
    *,
    stored: StoredReport | None = None,
    by: User,
    at: datetime,
) -> list[str]:
    """Write texts into a locked report, and into what is `stored`; returns the headings whose text changed."""
    if not texts:
        return []
    known_texts = {text.heading: text for text in row.narratives.all()} if stored is None else stored.texts
    boxes = {box.code: box for box in row.definition.text_boxes}
    cleaned = {
        heading: _clean_text(typed.text, is_line=heading in boxes and boxes[heading].is_line)
        for heading, typed in texts.items()
    }
    wrong = {
        heading: _find_length_problem(text, boxes[heading].most)
        for heading, text in cleaned.items()
        if heading in boxes
    }
    wrong |= {heading: [say("Biểu không có mục này.")] for heading in texts.keys() - boxes.keys()}
    if any(wrong.values()):
        raise InvalidInput({heading: messages for heading, messages in wrong.items() if messages})
    stored_texts = {heading: known_texts[heading] for heading in texts if heading in known_texts}
    changed = [heading for heading, text in cleaned.items() if _get_text(stored_texts.get(heading)) != text]
    pii_filter.check_texts(
        {heading: cleaned[heading] for heading in changed},
        stored_text=" ".join(_get_text(stored_text) for stored_text in stored_texts.values()),
    )
    conflicts = {
        heading: stored_text
        for heading in changed
        if (stored_text := stored_texts.get(heading))
        and stored_text.version != texts[heading].version
        and stored_text.updated_by_id != by.pk
    }
    if conflicts:
        raise VersionConflictError(_format_conflicts(conflicts), theirs=conflicts)
    for heading in changed:
        stored_text = stored_texts.get(heading) or NarrativeText(submission=row, heading=heading, version=0)
        stored_text.text, stored_text.version = cleaned[heading], stored_text.version + 1
        stored_text.updated_by, stored_text.updated_at = by, at
        stored_text.save()
        known_texts[heading] = stored_text
    return changed


def _get_text(row: NarrativeText | None) -> str:
    return "" if row is None else row.text


def _clean_text(text: str, *, is_line: bool) -> str:
    """The text with LF line ends: a browser posts CR LF but counts each as one character. A line has none."""
    return " ".join(text.split()) if is_line else text.replace("\r\n", "\n").strip()


def _find_length_problem(text: str, most: int) -> list[str]:
    letters = len(text)
    if letters <= most:
        return []
    return [say("Đoạn này dài %(letters)s ký tự, nhiều nhất %(most)s.", letters=letters, most=most)]


def _format_conflicts(conflicts: Mapping[str, NarrativeText]) -> str:
    who = {
        f"{stored_text.updated_by} ({timezone.localtime(stored_text.updated_at):%H:%M})"
        for stored_text in conflicts.values()
    }
    return say("Người khác đã sửa phần lời trong lúc bạn gõ: %(who)s.", who=", ".join(sorted(who)))
