"""Words under the headings of a report."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.reporting.models import NarrativeText, Submission
from sokehoach.apps.reporting.services.held import done, hold
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Stale
from sokehoach.domain.reporting.workflow import Action


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the box of a heading, and the version that the page showed (0: none)."""

    text: str
    version: int


@write("report.tell")
def save(*, submission: uuid.UUID, words: Mapping[str, Words], by: User, at: datetime) -> Done:
    """Keep the words under these headings, all or none. Raises Invalid by heading, Stale with `theirs` by
    heading.
    """
    row = hold(submission, Action.SAVE, by=by, at=at).row
    changed = tell(row, words, by=by, at=at)
    return done(row, detail={"headings": [*changed]}, answer={"headings": [*changed]})


def tell(row: Submission, words: Mapping[str, Words], *, by: User, at: datetime) -> list[str]:
    """Write the words into a held report; the headings whose words are not what they were."""
    if not words:
        return []
    boxes = {box.code: box for box in row.form.definition.narratives}
    wrong = {
        heading: _wrong(typed.text, boxes[heading].most)
        for heading, typed in words.items()
        if heading in boxes
    }
    wrong |= {heading: [_("Biểu không có mục này.")] for heading in words.keys() - boxes.keys()}
    if any(wrong.values()):
        raise Invalid({heading: said for heading, said in wrong.items() if said})
    held = {
        one.heading: one
        for one in NarrativeText.objects.filter(submission=row, heading__in=words).select_related(
            "updated_by"
        )
    }
    changed = [heading for heading, typed in words.items() if _text(held.get(heading)) != _clean(typed.text)]
    guard.refuse(
        {heading: _clean(words[heading].text) for heading in changed},
        before=" ".join(_text(one) for one in held.values()),
    )
    theirs = {
        heading: one
        for heading in changed
        if (one := held.get(heading)) and one.version != words[heading].version and one.updated_by_id != by.pk
    }
    if theirs:
        raise Stale(_say(theirs), theirs=theirs)
    for heading in changed:
        one = held.get(heading) or NarrativeText(submission=row, heading=heading, version=0)
        one.text, one.version = _clean(words[heading].text), one.version + 1
        one.updated_by, one.updated_at = by, at
        one.save()
    return changed


def _text(row: NarrativeText | None) -> str:
    return "" if row is None else row.text


def _clean(text: str) -> str:
    """A browser ends its lines with CR LF, and counts each as one letter."""
    return text.replace("\r\n", "\n").strip()


def _wrong(text: str, most: int) -> list[str]:
    letters = len(_clean(text))
    if letters <= most:
        return []
    return [_("Đoạn này dài %(letters)s chữ cái, nhiều nhất %(most)s.") % {"letters": letters, "most": most}]


def _say(theirs: Mapping[str, NarrativeText]) -> str:
    who = {f"{one.updated_by} ({timezone.localtime(one.updated_at):%H:%M})" for one in theirs.values()}
    return _("Người khác đã sửa phần lời trong lúc bạn gõ: %(who)s.") % {"who": ", ".join(sorted(who))}
