"""What the figures and indicators of a superior's form are worth, as one account may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors import sheets
from sokehoach.apps.consolidation.selectors.sheets import Line, Sheet
from sokehoach.apps.documents.selectors.form_units import FormUnits
from sokehoach.apps.indicators.selectors import earlier
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors.forms import forms
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.source import Role
from sokehoach.domain.documents.foreign.spans import span, together
from sokehoach.domain.periods.period import Period, name_vi, parse
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import show


@dataclass(frozen=True, slots=True)
class Ground:
    """A figure that a number rests on, with the address of its page."""

    said: str
    form: str
    period: str
    operand: Operand
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` None: there is no number, and `why` says so. `told`: how the number was made, where it is no figure.
    `percent`: it is a share of 100.
    """

    value: Decimal | None
    why: str = ""
    grounds: tuple[Ground, ...] = ()
    told: str = ""
    percent: bool = False


class Figures:
    """The sheets of an area by form and period, each drawn once."""

    def __init__(self, user: User, area: Unit, period: Period, units: FormUnits) -> None:
        self.user, self.area, self.period, self.units = user, area, period, units
        self.elements = elements()
        self.forms = {form.code: form for form in forms()}
        self._sheets: dict[tuple[str, str], Sheet | None] = {}
        self._old: dict[tuple[str, str], dict[tuple[str, str], Decimal]] = {}

    @property
    def drawn(self) -> list[Sheet]:
        """Those of the period itself."""
        return [one for (_form, at), one in self._sheets.items() if one is not None and at == self.period.id]

    def sheet(self, form: str, period: str) -> Sheet | None:
        """None where the area, or the form, had no such period."""
        if (form, period) not in self._sheets:
            try:
                found = sheets.sheet_for(self.user, unit=self.area.code, form=form, period=period)
            except Http404:
                found = None
            self._sheets[form, period] = found
        return self._sheets[form, period]

    def summed(self, operands: Sequence[Operand], role: Role, unit: str) -> Answer:
        """The sum of the operands; a sentence where one of them has no number: never a part of a sum."""
        total, grounds, told = Decimal(), [], []
        for operand in operands:
            if operand.element not in self.elements:
                return Answer(
                    None, _("chỉ tiêu «%(code)s» không còn trong bộ dữ liệu") % {"code": operand.element}
                )
            found = self._over(operand, role, unit)
            if isinstance(found, str):
                return Answer(None, found)
            number, rests_on, words = found
            total += number
            grounds += rests_on
            told.append(words)
        return Answer(total, grounds=tuple(grounds), told=" + ".join(told) if len(grounds) > 1 else "")

    def _over(self, operand: Operand, role: Role, unit: str) -> tuple[Decimal, list[Ground], str] | str:
        """The number, what it rests on, and how it was made; else why there is none."""
        element = self.elements[operand.element]
        form = self.forms[element.form]
        ids = span(self.period, role, form.period_types)
        if not ids:
            return _("biểu %(form)s không có %(period)s") % {
                "form": form.code,
                "period": name_vi(self.period),
            }
        numbers = [self._number(operand, one, unit, before=role is Role.BEFORE) for one in ids]
        found = together(numbers, element.over_time)
        if found is None:
            return _("chỉ tiêu này không lũy kế được")
        if isinstance(found, str):
            return found
        grounds = [self._ground(operand, one, unit) for one in ids]
        return found, grounds, " + ".join(show(one) if isinstance(one, Decimal) else one for one in numbers)

    def _ground(self, operand: Operand, period: str, unit: str) -> Ground:
        """Of a unit that was several in that period, the figure of all."""
        element = self.elements[operand.element]
        alone = unit if unit and self.units.then(unit, period) == [unit] else ""
        return Ground(f"{element.name}, {name_vi(parse(period))}", element.form, period, operand, alone)

    def line(self, operand: Operand, period: str) -> Line | None:
        drawn = self.sheet(self.elements[operand.element].form, period)
        try:
            return None if drawn is None else drawn.line(operand.element, operand.disaggregation)
        except Http404:
            return None

    def _number(self, operand: Operand, period: str, unit: str, *, before: bool) -> Decimal | str:
        if before and not unit and not period[6:]:  # ad hoc days have no such writing
            now = self.line(operand, _year_after(period))
            if now is not None and now.before is not None:
                return now.before
        line = self.line(operand, period)
        if line is None:
            return _("không có số liệu của %(period)s") % {"period": name_vi(parse(period))}
        withheld = line.figure.withheld or (line.figure.parts_withheld if unit else None)
        if withheld is not None:
            return withheld.message_vi
        if not unit:
            return _("chưa báo cáo") if line.figure.value is None else line.figure.value
        return self._of_unit(operand, line, period, unit)

    def _of_unit(self, operand: Operand, line: Line, period: str, unit: str) -> Decimal | str:
        """A unit that others were joined into has for an earlier period what they had too."""
        codes = self.units.then(unit, period)
        if not codes:
            return self.units.absent(unit, period)
        given = {part.unit: part.value for part in line.figure.parts}
        total = Decimal()
        for code in codes:
            value = given.get(code)
            told = self._earlier(operand, period, code) if value is None else value
            if not isinstance(told, Decimal):
                why = told.label_vi if isinstance(told, Gap) else told
                return why if code == unit else f"{self.units.name(code)}: {why}"
            total += told
        return total

    def _earlier(self, operand: Operand, period: str, unit: str) -> Decimal | str:
        """Brought in from before the product, where parts may be told."""
        if (unit, period) not in self._old:
            self._old[unit, period] = earlier.figures(unit, period)
        told = self._old[unit, period].get((operand.element, operand.disaggregation))
        persons = self.elements[operand.element].counts_persons
        return _("chưa báo cáo") if told is None or persons else told


def _year_after(period: str) -> str:
    return f"{int(period[:4]) + 1}{period[4:]}"
