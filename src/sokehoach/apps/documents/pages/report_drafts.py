"""Builds a report from its outline with today's figures: a new draft, changed figures, sources that differ."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.pages import annexes, own_reports, reports
from sokehoach.apps.documents.pages.documents import get_url_builder
from sokehoach.apps.documents.queries import outlines
from sokehoach.apps.documents.queries.documents import get_content, get_form_functions
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.meanings import list_meanings
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.documents import figure_refresh
from sokehoach.domain.documents.content import Document, Operand, Reference, parse_operand
from sokehoach.domain.documents.figure_refresh import FigureChange
from sokehoach.domain.documents.meanings import Meaning, MeaningSource, format_meaning
from sokehoach.domain.documents.outline import list_outline_operands
from sokehoach.domain.periods.period import Period
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class DraftReport:
    """`area`: the unit whose consolidated figures the content carries; None for a unit's own report. `function`: that
    of the forms from which a unit's own report is written.
    """

    outline: ReportOutline
    issuer: Unit
    area: Unit | None
    content: Document
    function: str


def build_current_report(user: User, row: OfficialDocument) -> Document | None:
    """The same report with today's figures, by the same version of its outline; None where it has no outline."""
    if row.outline_id is None:
        return None
    outline = ReportOutline.objects.select_related("issuer__parent", "unit").get(pk=row.outline_id)
    return _build_report(user, outline, row.issuer, row.period, [parse_operand(key) for key in row.chosen_figures])


def build_draft_report(user: User, uid: str, period: str, chosen_keys: Sequence[str] = ()) -> DraftReport:
    """The report that the account's office begins by that outline; NotFoundError where it writes none by it.

    `chosen_keys`: the figures printed where several have one meaning, as operands are written.
    """
    row, issuer, area = resolve_outline(user, uid, period)
    functions = (
        frozenset() if area is not None else get_form_functions(user, issuer, period, programme=row.programme_id)
    )
    confidential = functions - {GENERAL}
    if len(confidential) > 1:
        raise ActionRefused(_("Một văn bản không lấy số liệu của hai chức năng bảo mật."))
    function = max(confidential, default=GENERAL)
    figures = [parse_operand(key) for key in chosen_keys]
    return DraftReport(row, issuer, area, _build_report(user, row, issuer, period, figures), function)


def list_annex_choices(row: ReportOutline, period: Period) -> list[tuple[str, str]]:
    """The title and the name in a list of each annex that the report of the period may have: of the outline's forms,
    and pictures of an area's report.
    """
    forms = {form.uid: form.at(period) for form in query_forms.list_forms(row.programme)}
    annexed = [forms[uid] for uid in row.definition["annexes"] if uid in forms]
    choices = [
        (annexes.build_annex_title(form, period), f"{form.code} {form.name}")
        for form in annexed
        if period.type in form.period_types
    ]
    pictures = [(annexes.PICTURES_TITLE, _("Biểu đồ, bản đồ"))]
    return [*choices, *(pictures if row.writers == ReportOutline.Writers.ISSUER else [])]


def resolve_outline(user: User, uid: str, period: str) -> tuple[ReportOutline, Unit, Unit | None]:
    """The outline of the period's report, its issuer, and the area whose figures it carries (None: a unit's own
    report).
    """
    own_outline = next((row for row in outlines.list_own_outlines(user) if row.uid == uid), None)
    row = outlines.find_version(own_outline or outlines.access_outline(user, uid), period)
    return (row, user.unit, None) if own_outline is not None else (row, row.issuer, row.unit)


def _build_report(
    user: User, row: ReportOutline, issuer: Unit, period: str, chosen_operands: Collection[Operand]
) -> Document:
    if row.writers == ReportOutline.Writers.ISSUER:
        return reports.build_report_for(user, row, period=period, chosen_operands=chosen_operands)
    return own_reports.build_report(user, row, unit=issuer, period=period, chosen_operands=chosen_operands)


def list_changed_figures(user: User, row: OfficialDocument) -> tuple[FigureChange, ...]:
    """Figures whose values differ from those that the draft prints."""
    current_report = build_current_report(user, row)
    return () if current_report is None else figure_refresh.find_changed_figures(get_content(row), current_report)


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


def compare_figures(user: User, uid: str, period: str) -> list[FigureComparison]:
    """Compares figures of the report that the account's office begins by the outline; NotFoundError where it writes
    none.
    """
    row, issuer, area = resolve_outline(user, uid, period)
    outline = outlines.build_outline(row)
    if area is None:
        own_figures = own_reports.get_unit_figures(user, issuer, period, programme=row.programme_id)
        figures = {operand: value for operand, (value, _url) in own_figures.items()}
        urls = {operand: url for operand, (_value, url) in own_figures.items()}
    else:
        figures = reports.get_report_figures(row, period=period, audience=audience_of(user))
        build_url = get_url_builder(user, area)
        urls = {operand: build_url((Reference(operand, period),)) for operand in figures}
    return list(_compare_meanings(list_meanings(row.programme), figures, urls, list_outline_operands(outline)))


def _compare_meanings(
    meanings: Iterable[Meaning], figures: dict[Operand, Value], urls: dict[Operand, str], named: frozenset[Operand]
) -> Iterator[FigureComparison]:
    for meaning in meanings:
        source_figures = tuple(
            SourceFigure(source, figures.get(source.operand, Gap.NOT_REPORTED), urls.get(source.operand, ""))
            for source in meaning.sources
            if source.operand in named and source.operand in figures
        )
        if len(source_figures) > 1:
            yield FigureComparison(format_meaning(meaning.name, translate), source_figures)
