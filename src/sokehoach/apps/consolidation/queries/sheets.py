"""Builds the consolidated sheet of a form for a unit: the only way in which figures leave this app."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.consolidation.permissions import audience_of, may_view
from sokehoach.apps.consolidation.queries.area_history import AreaHistory
from sokehoach.apps.consolidation.queries.figures import Name, is_reproducible, list_answers, list_figures, load_numbers
from sokehoach.apps.consolidation.queries.senders import Sender, build_unit_keys, list_senders
from sokehoach.apps.indicators.queries import earlier_figures
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import get_levels, list_consolidating_codes
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.reporting.queries.overlaps import describe_overlaps
from sokehoach.apps.reporting.queries.window_rules import get_common_cut_off, get_cut_off
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.consolidation.figure import Coverage, Figure
from sokehoach.domain.disclosure.publish import Audience, PublishedFigure, merge_published_figures, publish_figure
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.orgtree.succession import Obstacle, UnitBasis
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.sequence import get_previous_period
from sokehoach.domain.programmes.earlier import has_break
from sokehoach.domain.reporting.components import format_cell_share
from sokehoach.domain.reporting.form import Cell, Form, FormSection


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the sheet, with the numbers of the same period a year before and of the period just before."""

    cell: Cell
    code: str  # as printed
    element: DataElement
    figure: PublishedFigure
    before: Decimal | None
    before_old: bool  # «số liệu cũ»: imported from before the product
    previous: Decimal | None  # of the period just before; None where that is the one a year before
    previous_old: bool
    share: str  # of the denominator of a percentage: the percentage, or why there is none
    reckons: bool  # aggregating its inputs again gives the same number
    has_changed: bool = False  # what it counts changed since the year before, with which it is not compared
    overlap: str = ""  # the sentence that its parts are not added up
    had_most_answers: bool = True  # a year before; of numbers from before the product nobody knows

    @property
    def label(self) -> str:
        return self.cell.label or self.element.name

    @property
    def has_most_answers(self) -> bool:
        """Whether at least half of the expected senders have a number: of fewer, no rise or fall is shown."""
        return 2 * self.figure.received >= self.figure.expected

    @property
    def is_comparable(self) -> bool:
        is_known = self.before is not None and self.figure.value is not None
        return is_known and self.has_most_answers and self.had_most_answers


@dataclass(frozen=True, slots=True)
class ConsolidatedSheet:
    unit: Unit
    programme: int  # row id
    form: Form
    period: periods.Period
    audience: Audience
    senders: tuple[Sender, ...]
    sections: tuple[tuple[FormSection, tuple[FigureLine, ...]], ...]
    forms: tuple[Form, ...]  # all of the programme, for links between sheets
    history: AreaHistory | None = None  # by today's units; None: by the units of then
    predecessors: tuple["ConsolidatedSheet", ...] = ()  # the sheets of then of which the figures are made
    obstacle: Obstacle | None = None  # why the sheet of today's area cannot be made; it has no figures then

    @property
    def first_day(self) -> date:
        """The first day that the period counts."""
        return self.form.get_first_day(self.period)

    @property
    def collected_from(self) -> date | None:
        """The day from which the form is collected, of a period that was due before and of which there is no report."""
        is_empty = not self.senders and not self.form.is_collected(self.period)
        return self.form.collected_from if is_empty else None

    @property
    def basis(self) -> UnitBasis:
        return UnitBasis.THEN if self.history is None else UnitBasis.NOW

    @property
    def expected(self) -> tuple[ExpectedReport, ...]:
        """The reports of all reporters below, by sender."""
        return tuple(report for sender in self.senders for report in sender.reports)

    @property
    def received(self) -> tuple[Sender, ...]:
        return tuple(sender for sender in self.senders if sender.state == "accepted")

    @property
    def missing(self) -> tuple[Sender, ...]:
        return tuple(sender for sender in self.senders if sender.state != "accepted")

    @property
    def areas(self) -> tuple[Sender, ...]:
        """The senders that are areas: they close before their figures come up."""
        return tuple(sender for sender in self.senders if sender.is_area)

    @property
    def coverage(self) -> Coverage:
        return Coverage(len(self.received), len(self.senders))

    @property
    def lines(self) -> tuple[FigureLine, ...]:
        return tuple(line for _, lines in self.sections for line in lines)

    @property
    def has_history(self) -> bool:
        return any(line.before is not None or line.has_changed for line in self.lines)

    @property
    def has_previous(self) -> bool:
        return any(line.previous is not None for line in self.lines)

    @property
    def previous_period(self) -> periods.Period:
        return get_previous_period(self.period)

    @property
    def columns(self) -> int:
        return 5 + 2 * self.has_history + self.has_previous

    def line(self, element: str, disaggregation: str) -> FigureLine:
        for line in self.lines:
            if _cell_name(line.cell) == (element, disaggregation):
                return line
        raise NotFoundError


def access_sheet(user: User, *, unit: str, form: str, period: str, today: date | None = None) -> ConsolidatedSheet:
    """The sheet as this account may see it; NotFoundError outside its scope.

    `today`: the day of the units over which figures are drawn; None: the units of then. An area that has ended by then
    stays as it was, and only the units below it are drawn over today's.
    """
    programme_forms = query_forms.load_forms_beside(form, period)
    history = None if today is None else AreaHistory(user, today)
    area = None if history is None else history.find_area(unit)
    if history is None or area is None:
        row = get_area(unit, get_cut_off(programme_forms.get(form), period))
        if not may_view(user, row, programme_forms.programme):
            raise NotFoundError
        return _build_sheet(audience_of(user), row, programme_forms, form, period, history)
    if not may_view(user, area, programme_forms.programme):
        raise NotFoundError
    areas = history.find_areas(area, get_cut_off(programme_forms.get(form), period))
    if areas == (area,):
        return _build_sheet(audience_of(user), area, programme_forms, form, period, history)
    return _merge_sheets(audience_of(user), area, areas, programme_forms, form, period, history)


def access_area(user: User, *, unit: str, period: str) -> Unit:
    """The area of that code, as most forms of the account have it; NotFoundError where it may not see its figures."""
    row = get_area(unit, get_common_cut_off(scope_of(user).programmes, period))
    if not may_view(user, row):
        raise NotFoundError
    return row


def build_sheet(audience: Audience, *, unit: Unit, form: str, period: str) -> ConsolidatedSheet:
    """The sheet as an audience may see it; NotFoundError for an unknown form."""
    return _build_sheet(audience, unit, query_forms.load_forms_beside(form, period), form, period)


def _build_sheet(
    audience: Audience,
    unit: Unit,
    programme_forms: query_forms.ProgrammeForms,
    form: str,
    period: str,
    history: AreaHistory | None = None,
) -> ConsolidatedSheet:
    definition = programme_forms.get(form)
    when = periods.parse_period(period)
    last_year, previous = periods.get_period_year_before(when).id, get_previous_period(when).id
    all_senders = list_senders(unit, definition, period)
    cut_offs = _get_cut_offs(definition, last_year, previous)
    were_there = all(sender.unit.valid_from <= cut_offs[last_year] for sender in all_senders)
    stored, rarely_answered = load_numbers(
        unit=unit, form=form, periods=(period, last_year, previous),
        answered_in=last_year, expected=len(all_senders) if were_there else None,
    )  # fmt: skip
    values = {name: stored[period].get(name) for name in map(_cell_name, definition.cells)}
    now = list_figures(unit=unit, form=form, period=period, senders=all_senders, values=values)
    elements_by_code = list_elements(programme=programme_forms.programme, day=definition.get_first_day(when))
    level, levels = get_levels()[unit.level], {sender.key: get_levels()[sender.place.level] for sender in all_senders}
    if history is None or unit != history.find_area(unit.code):
        imported_figures: Mapping[str, Mapping[Name, Decimal | None]] = earlier_figures.list_figures_by_period(
            unit.code, cut_offs
        )
    else:
        stored |= history.list_numbers(unit, form, cut_offs, elements_by_code)
        rarely_answered = frozenset()
        imported_figures = history.list_imported(unit, cut_offs, elements_by_code)

    def publish(cell: Cell, figure: Figure, period_id: str) -> PublishedFigure:
        return publish_figure(
            figure,
            elements_by_code[cell.element],
            unit_level=level,
            audience=audience,
            part_levels=levels,
            counted_from=definition.get_first_day(periods.parse_period(period_id)),
        )

    overlaps = describe_overlaps(definition)
    figures_by_code = {cell.code: publish(cell, now[_cell_name(cell)], period) for cell in definition.cells}

    def is_compared_with(cell: Cell, period_id: str) -> bool:
        return _is_comparable(elements_by_code[cell.element], definition, when, period_id)

    def build_line(cell: Cell) -> FigureLine:
        element = elements_by_code[cell.element]
        name = _cell_name(cell)
        expected_keys = now[name].expected
        number, is_imported = _get_number(name, stored[last_year], imported_figures[last_year])
        previous_number, is_previous_imported = _get_number(name, stored[previous], imported_figures[previous])
        published, has_changed = figures_by_code[cell.code], not is_compared_with(cell, last_year)
        year_before = publish(cell, Figure(*name, number, (), expected_keys, ()), last_year)
        just_before = publish(cell, Figure(*name, previous_number, (), expected_keys, ()), previous)
        return FigureLine(
            cell=cell,
            code=definition.printed_codes[cell.code],
            element=element,
            figure=published,
            before=None if published.withheld or has_changed else year_before.value,
            before_old=is_imported,
            previous=None
            if published.withheld or previous == last_year or not is_compared_with(cell, previous)
            else just_before.value,
            previous_old=is_previous_imported,
            share=""
            if published.withheld
            else format_cell_share(cell, definition, elements_by_code, lambda part: figures_by_code[part.code].value),
            reckons=is_reproducible(now[_cell_name(cell)], element.over_place),
            has_changed=has_changed and year_before.value is not None,
            overlap=overlaps.get(cell.code, ""),
            had_most_answers=is_imported or name not in rarely_answered,
        )

    sections = tuple(
        (section, tuple(build_line(cell) for cell in section.number_cells)) for section in definition.sections
    )
    return ConsolidatedSheet(
        unit, programme_forms.programme, definition, when, audience, all_senders, sections, programme_forms.forms,
        history,
    )  # fmt: skip


def _merge_sheets(
    audience: Audience,
    area: Unit,
    areas: tuple[Unit, ...] | Obstacle,
    programme_forms: query_forms.ProgrammeForms,
    form: str,
    period: str,
    history: AreaHistory,
) -> ConsolidatedSheet:
    """The sheet of today's area from the published figures of the areas of then; without figures where it cannot be."""
    definition, when = programme_forms.get(form), periods.parse_period(period)
    obstacle = areas if isinstance(areas, Obstacle) else None
    sheets = tuple(
        _build_sheet(audience, row, programme_forms, form, period)
        for row in (() if isinstance(areas, Obstacle) else areas)
    )
    last_year, previous = periods.get_period_year_before(when).id, get_previous_period(when).id
    first_day, level = definition.get_first_day(when), get_levels()[area.level]
    elements_by_code = list_elements(programme=programme_forms.programme, day=first_day)
    cut_offs = _get_cut_offs(definition, last_year, previous)
    numbers = history.list_numbers(area, form, cut_offs, elements_by_code)
    imported_figures = history.list_imported(area, cut_offs, elements_by_code)

    cells = () if obstacle else definition.cells
    lines_by_code = {cell.code: [sheet.line(*_cell_name(cell)) for sheet in sheets] for cell in cells}
    figures_by_code = {
        cell.code: merge_published_figures(
            [line.figure for line in lines_by_code[cell.code]],
            elements_by_code[cell.element],
            unit_level=level,
            audience=audience,
            counted_from=first_day,
        )
        for cell in cells
    }

    def merge_lines(cell: Cell) -> FigureLine:
        name, element, figure = _cell_name(cell), elements_by_code[cell.element], figures_by_code[cell.code]
        number, is_imported = _get_number(name, numbers[last_year], imported_figures[last_year])
        previous_number, is_previous_imported = _get_number(name, numbers[previous], imported_figures[previous])
        has_changed = not _is_comparable(element, definition, when, last_year)
        return FigureLine(
            cell=cell,
            code=definition.printed_codes[cell.code],
            element=element,
            figure=figure,
            before=None if figure.withheld or has_changed else element.restore_value(number),
            before_old=is_imported and number is not None,
            previous=None
            if figure.withheld or previous == last_year or not _is_comparable(element, definition, when, previous)
            else element.restore_value(previous_number),
            previous_old=is_previous_imported,
            share=""
            if figure.withheld
            else format_cell_share(cell, definition, elements_by_code, lambda side: figures_by_code[side.code].value),
            reckons=all(line.reckons for line in lines_by_code[cell.code]),
            has_changed=has_changed and number is not None,
            overlap=lines_by_code[cell.code][0].overlap,
            had_most_answers=all(line.had_most_answers for line in lines_by_code[cell.code]),
        )

    sections = tuple(
        (section, tuple(merge_lines(cell) for cell in section.number_cells))
        for section in (() if obstacle else definition.sections)
    )
    senders = tuple(sender for sheet in sheets for sender in sheet.senders)
    return ConsolidatedSheet(
        area, programme_forms.programme, definition, when, audience, senders, sections, programme_forms.forms,
        history, predecessors=sheets, obstacle=obstacle,
    )  # fmt: skip


def _get_number(
    name: Name, accepted_numbers: Mapping[Name, Decimal | None], imported_numbers: Mapping[Name, Decimal | None]
) -> tuple[Decimal | None, bool]:
    """The accepted number, else that from before the product; and whether it is the latter."""
    number = accepted_numbers.get(name)
    is_imported = number is None and name in imported_numbers
    return (imported_numbers[name], True) if is_imported else (number, False)


def list_reporter_keys(sheet: ConsolidatedSheet) -> dict[int, str]:
    """The key of each reporter by its row id, in the order of `sheet.expected`; of a sender that reports, its own."""
    keys = build_unit_keys(report.unit for report in sheet.expected)
    return {report.unit.pk: keys[report.unit.pk] for report in sheet.expected}


def publish_answers(sheet: ConsolidatedSheet, names: Collection[Name]) -> dict[Name, PublishedFigure]:
    """The reporters' inputs to these figures, for the sheet's audience. No query where every sender is a reporter."""
    if not sheet.areas:
        return {name: sheet.line(*name).figure for name in names}
    first_day, keys = sheet.first_day, list_reporter_keys(sheet)
    elements_by_code = list_elements(programme=sheet.programme, day=first_day)
    figures_by_name = list_answers(
        areas={sheet.unit.pk, *(sender.unit.pk for sender in sheet.areas if sender.closing)},
        form=sheet.form.uid, period=sheet.period.id, keys=keys, names=names,
    )  # fmt: skip
    levels = {keys[report.unit.pk]: get_levels()[units.get_unit_area(report.unit).level] for report in sheet.expected}
    return {
        name: publish_figure(
            figure,
            elements_by_code[name[0]],
            unit_level=get_levels()[sheet.unit.level],
            audience=sheet.audience,
            part_levels=levels,
            counted_from=first_day,
        )
        for name, figure in figures_by_name.items()
    }


def _is_comparable(element: DataElement, form: Form, period: periods.Period, other_period: str) -> bool:
    """Whether the element counts the same in the other period as in this one."""
    days = (form.get_first_day(periods.parse_period(other_period)), form.get_first_day(period))
    return not has_break(element.breaks, days)


def _get_cut_offs(form: Form, *period_ids: str) -> dict[str, date]:
    return {period: get_cut_off(form, period) for period in period_ids}


def _cell_name(cell: Cell) -> Name:
    return cell.element, cell.disaggregation


def get_area(code: str, day: date) -> Unit:
    """The unit of that code on the day; NotFoundError where there was none.

    Figures are consolidated above the reporters: never for a base area.
    """
    areas = units.list_areas(day).filter(level__in=list_consolidating_codes())
    try:
        return areas.select_related("parent").get(code=code)
    except Unit.DoesNotExist as error:
        raise NotFoundError from error
