"""The consolidated sheet of a form for a unit: the only way in which figures leave this app."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of, may_view
from sokehoach.apps.consolidation.selectors.figures import Name, answers, figures, numbers, reckons
from sokehoach.apps.consolidation.selectors.senders import Sender, senders
from sokehoach.apps.indicators.selectors import earlier
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.selectors import forms
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.domain.consolidation.figure import Coverage, Figure
from sokehoach.domain.disclosure.publish import Audience, PublishedFigure, publish
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.window import window
from sokehoach.domain.reporting.form import Cell, Form, Section


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the sheet, with what was accepted for the same period of the year before."""

    cell: Cell
    code: str  # as it is printed
    element: DataElement
    figure: PublishedFigure
    before: Decimal | None
    before_old: bool  # «số liệu cũ»: brought in from before the product
    reckons: bool  # drawn together again from its inputs, it is the same

    @property
    def label(self) -> str:
        return self.cell.label or self.element.name

    @property
    def is_comparable(self) -> bool:
        """Whether a rise or fall is shown: not where fewer than half of those who are to tell the figure have."""
        told = self.before is not None and self.figure.value is not None
        return told and 2 * self.figure.received >= self.figure.expected


@dataclass(frozen=True, slots=True)
class Sheet:
    unit: Unit
    form: Form
    period: periods.Period
    audience: Audience
    senders: tuple[Sender, ...]
    sections: tuple[tuple[Section, tuple[Line, ...]], ...]
    forms: tuple[Form, ...]  # all of the programme, for the way from one sheet to another

    @property
    def expected(self) -> tuple[Expected, ...]:
        """The reports of all below, by sender."""
        return tuple(report for sender in self.senders for report in sender.reports)

    @property
    def received(self) -> tuple[Sender, ...]:
        return tuple(one for one in self.senders if one.state == "accepted")

    @property
    def missing(self) -> tuple[Sender, ...]:
        return tuple(one for one in self.senders if one.state != "accepted")

    @property
    def areas(self) -> tuple[Sender, ...]:
        """Those that close before their figures come up."""
        return tuple(one for one in self.senders if one.is_area)

    @property
    def coverage(self) -> Coverage:
        return Coverage(len(self.received), len(self.senders))

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for _, lines in self.sections for line in lines)

    @property
    def has_history(self) -> bool:
        return any(line.before is not None for line in self.lines)

    def line(self, element: str, disaggregation: str) -> Line:
        for line in self.lines:
            if _name(line.cell) == (element, disaggregation):
                return line
        raise Http404


def sheet_for(user: User, *, unit: str, form: str, period: str) -> Sheet:
    """The sheet as this account may see it; outside its scope there is none (404)."""
    row = area_for(user, unit=unit, period=period)
    return sheet(audience_of(user), unit=row, form=form, period=period)


def area_for(user: User, *, unit: str, period: str) -> Unit:
    """The area of that code, for an account that may see its figures; 404 for every other."""
    row = area(unit, period)
    if not may_view(user, row):
        raise Http404
    return row


def sheet(audience: Audience, *, unit: Unit, form: str, period: str) -> Sheet:
    """The sheet as an audience may see it."""
    known = forms.forms()
    definition = next((one for one in known if one.code == form), None)
    if definition is None:
        raise Http404
    when = periods.parse(period)
    last_year = periods.previous_year(when).id
    known_senders = senders(unit, definition, period)
    stored = numbers(unit=unit, form=form, periods=(period, last_year))
    values = {name: stored[period].get(name) for name in map(_name, definition.cells)}
    now = figures(unit=unit, form=form, period=period, senders=known_senders, values=values)
    meaning = elements()
    levels = {one.key: one.place.level for one in known_senders}
    old = earlier.figures(unit.code, last_year)

    def line(cell: Cell) -> Line:
        element = meaning[cell.element]
        then_told = stored[last_year].get(_name(cell))
        is_old = then_told is None and _name(cell) in old
        number = old[_name(cell)] if is_old else then_told
        then = Figure(*_name(cell), number, parts=(), expected=(), missing=())
        shown = publish(
            now[_name(cell)], element, unit_level=unit.level, audience=audience, part_levels=levels
        )
        before = publish(then, element, unit_level=unit.level, audience=audience)
        sound = reckons(now[_name(cell)], element.over_place)
        earlier_number = None if shown.withheld else before.value
        return Line(cell, definition.printed_codes[cell.code], element, shown, earlier_number, is_old, sound)

    sections = tuple(
        (section, tuple(line(cell) for cell in section.cells)) for section in definition.sections
    )
    return Sheet(unit, definition, when, audience, known_senders, sections, known)


def reporters(sheet: Sheet) -> dict[int, str]:
    """Of all below, in the order of `sheet.expected`: the row of each and its key."""
    keys: dict[int, str] = {}
    for one in sheet.expected:
        code = one.unit.code
        keys[one.unit.pk] = code if code not in keys.values() else f"{code}@{one.unit.valid_from}"
    return keys


def answers_of(sheet: Sheet, names: Collection[Name]) -> dict[Name, PublishedFigure]:
    """What each reporter gave of these, for the sheet's audience: no query where every sender is a reporter."""
    if not sheet.areas:
        return {name: sheet.line(*name).figure for name in names}
    keys, meaning = reporters(sheet), elements()
    found = answers(
        areas={sheet.unit.pk, *(one.unit.pk for one in sheet.areas if one.closing)},
        form=sheet.form.code, period=sheet.period.id, keys=keys, names=names,
    )  # fmt: skip
    levels = {keys[one.unit.pk]: units.area_of(one.unit).level for one in sheet.expected}
    return {
        name: publish(
            figure, meaning[name[0]], unit_level=sheet.unit.level, audience=sheet.audience, part_levels=levels
        )
        for name, figure in found.items()
    }


def _name(cell: Cell) -> Name:
    return cell.element, cell.disaggregation


def area(code: str, period: str) -> Unit:
    """The unit of that code at the end of the period; 404 where none had it.

    Figures are drawn together above the reporters: for a district or a province, never for a commune.
    """
    try:
        when = periods.parse(period)
        above = units.areas(window(when).cut_off).filter(level__in=(Level.DISTRICT, Level.PROVINCE))
        return above.select_related("parent").get(code=code)
    except (ValueError, Unit.DoesNotExist) as error:
        raise Http404 from error
