"""Outlines as the domain knows them, who may have their reports and who may change them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.permissions import may_draft, may_take
from sokehoach.apps.documents.selectors.vocabulary import vocabulary
from sokehoach.apps.indicators.selectors.indicators import indicators
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.documents import outline_text
from sokehoach.domain.documents.outline import Outline, Section, Sentence

_KINDS = {
    Level.COMMUNE: ReportOutline.Writers.COMMUNES,
    Level.TOWNSHIP: ReportOutline.Writers.COMMUNES,
    Level.AGENCY: ReportOutline.Writers.AGENCIES,
}
LINES = ("authority", "copies")
FRAME = ("place", "symbol", "filed", "addressees", "annexes", *LINES)


@dataclass(frozen=True, slots=True)
class Wording:
    """What an official changes of an outline. `frame` has the keys of FRAME; `body` the lines of `outline_text`."""

    title: str
    frame: Mapping[str, Any]
    body: str


def outline(row: ReportOutline) -> Outline:
    return Outline(row.code, row.title, tuple(_section(section) for section in row.definition["sections"]))


def standing() -> QuerySet[ReportOutline]:
    """The version of each outline that drafts are begun with."""
    return ReportOutline.objects.filter(stands=True).select_related("issuer__parent", "unit")


def outlines_for(user: User) -> list[ReportOutline]:
    """Of the reports that one office writes on an area."""
    rows = standing().filter(writers=ReportOutline.Writers.ISSUER)
    return [row for row in rows if may_take(user, row.unit)]


def outline_for(user: User, code: str) -> ReportOutline:
    """404 outside the scope."""
    for row in outlines_for(user):
        if row.code == code:
            return row
    raise Http404


def own_for(user: User) -> list[ReportOutline]:
    """Of the reports that each unit of the account's kind writes to its area through the standing office."""
    unit = user.unit
    kind = _KINDS.get(Level(unit.level))
    if kind is None or not may_draft(user, unit):
        return []
    return list(standing().filter(writers=kind, unit=unit.parent).exclude(issuer=unit))


def outline_of(unit: str) -> ReportOutline:
    """The outline of the report on that unit from which others derive; 404 where no pack supplies one."""
    rows = standing().filter(unit__code=unit, writers=ReportOutline.Writers.ISSUER)
    row = rows.filter(follows="").first() or rows.first()
    if row is None:
        raise Http404
    return row


def kept_by(user: User) -> list[ReportOutline]:
    """Those that the account may change: it drafts for their issuer."""
    return [row for row in standing().select_related("kept_by") if may_draft(user, row.issuer, row.unit)]


def kept(user: User, code: str) -> ReportOutline:
    """404 for who may not draft there."""
    for row in kept_by(user):
        if row.code == code:
            return row
    raise Http404


def versions(row: ReportOutline) -> QuerySet[ReportOutline]:
    """Every version, the newest first."""
    return ReportOutline.objects.filter(code=row.code).select_related("kept_by").order_by("-version")


def wording(row: ReportOutline) -> Wording:
    """The outline as it is typed."""
    frame = {key: row.definition[key] for key in FRAME}
    return Wording(row.title, frame, outline_text.typed(outline(row).sections))


def names(row: ReportOutline, day: date) -> outline_text.Names:
    """Every figure and box of words that the outline may name; the targets are those of the area, not of one unit."""
    known = vocabulary(row.issuer, day)
    figures = {one.operand: f"{one.name}, {one.part}" if one.part else one.name for one in known.figures}
    measured = {}
    if row.writers == ReportOutline.Writers.ISSUER:
        measured = {one.code: one.name for one in indicators().values()}
    return outline_text.Names(figures, known.narratives, measured)


def proposed(row: ReportOutline, told: Wording, day: date) -> ReportOutline:
    """The next version as it would stand, not saved. Raises Invalid with every fault of the body by its line."""
    sections = row.definition["sections"]
    if not row.follows:
        read, faults = outline_text.read(told.body, names(row, day))
        if faults:
            raise Invalid(
                {
                    "body": [
                        _("Dòng %(line)s: %(said)s") % {"line": one.line, "said": one.said} for one in faults
                    ]
                }
            )
        sections = [stored(section) for section in read]
    return next_version(row, told.title, {**row.definition, **told.frame, "sections": sections})


def next_version(row: ReportOutline, title: str, definition: dict[str, Any]) -> ReportOutline:
    return ReportOutline(
        code=row.code, version=row.version + 1, title=title, issuer=row.issuer, writers=row.writers, unit=row.unit,
        due_days=row.due_days, follows=row.follows, definition=definition,
    )  # fmt: skip


def stored(section: Section) -> dict[str, Any]:
    """A section as a definition keeps it."""
    return {
        "heading": section.heading,
        "level": section.level,
        "narrative": section.narrative,
        "sentences": [{"text": one.text, "zero": one.zero} for one in section.sentences],
    }


def _section(told: Mapping[str, Any]) -> Section:
    return Section(
        heading=told["heading"],
        level=told["level"],
        sentences=tuple(Sentence(sentence["text"], sentence["zero"]) for sentence in told["sentences"]),
        narrative=told["narrative"],
    )
