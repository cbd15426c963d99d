"""A report written now from its outline: to begin a draft, and to see which figures of a draft have moved since."""

from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.selectors import reports
from sokehoach.apps.documents.selectors.documents import content
from sokehoach.domain.documents import editing, living
from sokehoach.domain.documents.content import Document, FigureRun, Heading, Missing, Paragraph
from sokehoach.domain.documents.living import Changed


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (without `words`) or a paragraph of the body as it is typed, with the fields that it holds."""

    heading: str
    words: str = ""
    fields: tuple[FigureRun | Missing, ...] = ()


def fresh(user: User, row: OfficialDocument) -> Document | None:
    """The same report by the same version of its outline, with today's figures; None where it came from none."""
    if row.outline_id is None:
        return None
    begun = ReportOutline.objects.select_related("issuer__parent", "unit").get(pk=row.outline_id)
    return reports.document(begun, period=row.period, audience=audience_of(user))


def changed(user: User, row: OfficialDocument) -> tuple[Changed, ...]:
    """What is no longer as the draft prints it."""
    now = fresh(user, row)
    return () if now is None else living.changed(content(row), now)


def lines(document: Document) -> tuple[Line, ...]:
    """The body in order; tables and pictures are not typed here."""
    told = []
    for block in document.blocks:
        if isinstance(block, Heading):
            told.append(Line(f"{block.number} {block.text}".strip()))
        elif isinstance(block, Paragraph):
            told.append(Line("", editing.typed(block), editing.fields(block)))
    return tuple(told)
