"""A report written now from its outline: to begin a draft, and to see which figures of a draft have moved since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import count

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.selectors import outlines, own_reports, reports
from sokehoach.apps.documents.selectors.documents import content
from sokehoach.apps.documents.selectors.functions import functions_of_forms
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.documents import editing, living
from sokehoach.domain.documents.content import (
    Document,
    FigureRun,
    Heading,
    Missing,
    Operand,
    Paragraph,
    operand_of,
)
from sokehoach.domain.documents.living import Changed
from sokehoach.domain.indicators.element import Function

_LETTERS = 110  # in a line of the box


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (without `words`) or a paragraph of the body as it is typed, with the fields that it holds.

    `number`: of the paragraph, from 1. `error`: why what was typed cannot stay.
    """

    heading: str
    words: str = ""
    fields: tuple[FigureRun | Missing, ...] = ()
    number: int = 0
    error: str = ""

    @property
    def rows(self) -> int:
        """How tall its box is where the browser does not fit it to the words."""
        return sum(1 + len(line) // _LETTERS for line in self.words.split("\n"))


@dataclass(frozen=True, slots=True)
class Begun:
    """`area`: whose consolidated figures the content carries; none where a unit reports its own. `function`: that
    of the forms which the unit's own report is written from.
    """

    outline: ReportOutline
    issuer: Unit
    area: Unit | None
    content: Document
    function: str


def fresh(user: User, row: OfficialDocument) -> Document | None:
    """The same report by the same version of its outline, with today's figures; None where it came from none."""
    if row.outline_id is None:
        return None
    begun = ReportOutline.objects.select_related("issuer__parent", "unit").get(pk=row.outline_id)
    return _written(user, begun, row.issuer, row.period, [operand_of(one) for one in row.chosen_figures])


def begun(user: User, code: str, period: str, chosen: Sequence[str] = ()) -> Begun:
    """The report that the account's office begins by that outline; 404 where it writes none by it.

    `chosen`: of figures of one meaning those that it prints, as operands are written.
    """
    row, issuer, area = outline_of(user, code)
    functions = frozenset() if area is not None else functions_of_forms(user, issuer, period)
    function = max(functions - {Function.GENERAL}, default=Function.GENERAL)  # an account holds one at most
    figures = [operand_of(one) for one in chosen]
    return Begun(row, issuer, area, _written(user, row, issuer, period, figures), function)


def outline_of(user: User, code: str) -> tuple[ReportOutline, Unit, Unit | None]:
    """The outline, who issues the report, and the area whose figures it carries (none: a unit's own report)."""
    own = next((row for row in outlines.own_for(user) if row.code == code), None)
    row = own or outlines.outline_for(user, code)
    return (row, user.unit, None) if own is not None else (row, row.issuer, row.unit)


def _written(
    user: User, row: ReportOutline, issuer: Unit, period: str, chosen: Collection[Operand]
) -> Document:
    if row.writers == ReportOutline.Writers.ISSUER:
        return reports.for_user(user, row, period=period, chosen=chosen)
    return own_reports.document(user, row, unit=issuer, period=period, chosen=chosen)


def changed(user: User, row: OfficialDocument) -> tuple[Changed, ...]:
    """What is no longer as the draft prints it."""
    now = fresh(user, row)
    return () if now is None else living.changed(content(row), now)


def lines(document: Document) -> tuple[Line, ...]:
    """The body in order; tables and pictures are not typed here."""
    told = []
    numbers = count(1)
    for block in document.blocks:
        if isinstance(block, Heading):
            told.append(Line(f"{block.number} {block.text}".strip()))
        elif isinstance(block, Paragraph):
            told.append(Line("", editing.typed(block), editing.fields(block), next(numbers)))
    return tuple(told)
