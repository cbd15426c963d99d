"""Before a report is drafted: figures of one meaning that it would print from several sources, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.selectors import drafting, outlines, own_reports, reports
from sokehoach.apps.documents.selectors.reading import opening_for
from sokehoach.apps.reporting.selectors.meanings import meanings
from sokehoach.domain.documents.content import Operand, Reference
from sokehoach.domain.documents.meanings import Source
from sokehoach.domain.documents.outline import names
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """`url`: where the number is from; «» where the account may not open it."""

    source: Source
    value: Value
    url: str

    @property
    def key(self) -> str:
        return str(self.source.operand)


@dataclass(frozen=True, slots=True)
class Compared:
    name: str
    figures: tuple[SourceFigure, ...]

    @property
    def differs(self) -> bool:
        return len({figure.value for figure in self.figures}) > 1

    @property
    def choices(self) -> tuple[SourceFigure, ...]:
        """Those of which one may be printed for all; none where there is nothing to choose among."""
        found = tuple(figure for figure in self.figures if figure.source.interchangeable)
        return found if len(found) > 1 else ()


def compare_figures(user: User, code: str, period: str) -> list[Compared]:
    """Of the report that the account's office begins by that outline; 404 where it writes none by it."""
    row, issuer, area = drafting.outline_of(user, code)
    outline = outlines.outline(row)
    if area is None:
        found = own_reports.figures_of(user, issuer, period)
        figures = {operand: value for operand, (value, _url) in found.items()}
        urls = {operand: url for operand, (_value, url) in found.items()}
    else:
        figures = reports.figures_of(row, period=period, audience=audience_of(user))
        opens = opening_for(user, area)
        urls = {operand: opens((Reference(operand, period),)) for operand in figures}
    return list(_compared(figures, urls, names(outline)))


def _compared(
    figures: dict[Operand, Value], urls: dict[Operand, str], named: frozenset[Operand]
) -> Iterator[Compared]:
    for meaning in meanings():
        told = tuple(
            SourceFigure(one, figures.get(one.operand, Gap.NOT_REPORTED), urls.get(one.operand, ""))
            for one in meaning.sources
            if one.operand in named and one.operand in figures
        )
        if len(told) > 1:
            yield Compared(meaning.name, told)
