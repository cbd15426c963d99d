"""Compares the figures of one meaning that a report would print from several sources, before it is drafted."""

from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.selectors import outlines, own_reports, report_drafts, reports
from sokehoach.apps.documents.selectors.document_paper import get_url_builder
from sokehoach.apps.reporting.selectors.meanings import list_meanings
from sokehoach.domain.documents.content import Operand, Reference
from sokehoach.domain.documents.meanings import MeaningSource
from sokehoach.domain.documents.outline import list_outline_operands
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """`url`: the page of the number, «» where the account may not open it."""

    source: MeaningSource
    value: Value
    url: str

    @property
    def key(self) -> str:
        return str(self.source.operand)


@dataclass(frozen=True, slots=True)
class FigureComparison:
    name: str
    figures: tuple[SourceFigure, ...]

    @property
    def differs(self) -> bool:
        return len({figure.value for figure in self.figures}) > 1

    @property
    def choices(self) -> tuple[SourceFigure, ...]:
        """The figures of which one may be printed for all; none where there are fewer than two."""
        interchangeable = tuple(figure for figure in self.figures if figure.source.interchangeable)
        return interchangeable if len(interchangeable) > 1 else ()


def compare_figures(user: User, code: str, period: str) -> list[FigureComparison]:
    """Compares figures of the report that the account's office begins by the outline; 404 where it writes none."""
    row, issuer, area = report_drafts.resolve_outline(user, code)
    outline = outlines.build_outline(row)
    if area is None:
        own_figures = own_reports.get_unit_figures(user, issuer, period)
        figures = {operand: value for operand, (value, _url) in own_figures.items()}
        urls = {operand: url for operand, (_value, url) in own_figures.items()}
    else:
        figures = reports.get_report_figures(row, period=period, audience=audience_of(user))
        build_url = get_url_builder(user, area)
        urls = {operand: build_url((Reference(operand, period),)) for operand in figures}
    return list(_compare_meanings(figures, urls, list_outline_operands(outline)))


def _compare_meanings(
    figures: dict[Operand, Value], urls: dict[Operand, str], named: frozenset[Operand]
) -> Iterator[FigureComparison]:
    for meaning in list_meanings():
        source_figures = tuple(
            SourceFigure(source, figures.get(source.operand, Gap.NOT_REPORTED), urls.get(source.operand, ""))
            for source in meaning.sources
            if source.operand in named and source.operand in figures
        )
        if len(source_figures) > 1:
            yield FigureComparison(meaning.name, source_figures)
