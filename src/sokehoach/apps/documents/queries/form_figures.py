"""Computes the figures of a superior's form as one account may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.documents.queries.superior_forms import FormUnits
from sokehoach.apps.indicators.queries import earlier_figures
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.level_names import explain_withholding
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.reporting.queries.forms import list_own_forms
from sokehoach.apps.reporting.queries.window_rules import get_cut_off
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.period_spans import aggregate_periods, list_period_ids
from sokehoach.domain.documents.external_form.source import PeriodRole
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.periods.period import Period, parse_period
from sokehoach.domain.programmes.earlier import has_break
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_value


@dataclass(frozen=True, slots=True)
class ProvenanceSource:
    """A figure that a number is made of, with what the link to its page needs."""

    label: str
    form: str
    period: str
    operand: Operand
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """`value` None: there is no number, and `why` gives the reason.

    `explanation`: how the number was computed, where it is not a single figure. `percent`: it is a share of 100.
    """

    value: Decimal | None
    why: str = ""
    provenance: tuple[ProvenanceSource, ...] = ()
    explanation: str = ""
    percent: bool = False


class Figures:
    """The consolidated sheets of an area by form and period, each built once."""

    def __init__(self, user: User, area: Unit, period: Period, units: FormUnits) -> None:
        self.user, self.area, self.period, self.units = user, area, period, units
        self.elements = list_elements(user=user)
        self.forms = {form.uid: form for form in list_own_forms(user)}
        self._sheets: dict[tuple[str, str], ConsolidatedSheet | None] = {}
        self._old: dict[tuple[str, str, str], dict[tuple[str, str], Decimal]] = {}

    @property
    def period_sheets(self) -> list[ConsolidatedSheet]:
        """The sheets of the form's own period."""
        return [sheet for (_form, at), sheet in self._sheets.items() if sheet is not None and at == self.period.id]

    def sheet(self, form: str, period: str) -> ConsolidatedSheet | None:
        """The sheet; None where the area or the form had no such period."""
        if (form, period) not in self._sheets:
            try:
                sheet = sheets.access_sheet(self.user, unit=self.area.code, form=form, period=period)
            except NotFoundError:
                sheet = None
            self._sheets[form, period] = sheet
        return self._sheets[form, period]

    def sum_operands(self, operands: Sequence[Operand], role: PeriodRole, unit: str) -> FormAnswer:
        """The sum of the operands, or the reason why one of them has no number: a partial sum is never given."""
        total, provenance, explanations = Decimal(), [], []
        if len(operands) > 1 and any(
            operand.element in self.elements and self.elements[operand.element].kind is ValueKind.DATE
            for operand in operands
        ):
            return FormAnswer(None, _("ngày không cộng được: mỗi ô chỉ lấy một ngày"))
        for operand in operands:
            if operand.element not in self.elements:
                return FormAnswer(None, _("chỉ tiêu «%(code)s» không còn trong bộ dữ liệu") % {"code": operand.element})
            outcome = self._sum_periods(operand, role, unit)
            if isinstance(outcome, str):
                return FormAnswer(None, outcome)
            number, sources, explanation = outcome
            total = number if isinstance(number, DayNumber) else total + number
            provenance += sources
            explanations.append(explanation)
        return FormAnswer(
            total, provenance=tuple(provenance), explanation=" + ".join(explanations) if len(provenance) > 1 else ""
        )

    def _sum_periods(
        self, operand: Operand, role: PeriodRole, unit: str
    ) -> tuple[Decimal, list[ProvenanceSource], str] | str:
        """The number, the figures that it is made of and its explanation; or the reason why there is none."""
        element = self.elements[operand.element]
        form = self.forms[element.form]
        ids = list_period_ids(self.period, role, form.at(self.period).period_types)
        if not ids:
            return _("biểu %(form)s không có %(period)s") % {
                "form": form.code,
                "period": period_name(self.period),
            }
        numbers = [
            self._get_number(operand, period_id, unit, is_previous_year=role is PeriodRole.LAST_YEAR)
            for period_id in ids
        ]
        starts = [form.get_first_day(parse_period(period_id)) for period_id in ids]
        if element.over_time is not Operator.LAST and has_break(element.breaks, starts):
            return _("cách tính đã đổi giữa các kỳ, không cộng được")
        total = aggregate_periods(numbers, element.over_time)
        if total is None:
            return _("chỉ tiêu này không lũy kế được")
        if isinstance(total, str):
            return total
        provenance = [self._build_source(operand, period_id, unit) for period_id in ids]
        return (
            total,
            provenance,
            " + ".join(
                translate(format_value(number)) if isinstance(number, Decimal) else number for number in numbers
            ),
        )

    def _build_source(self, operand: Operand, period: str, unit: str) -> ProvenanceSource:
        """The link of a figure; of a unit that was several units in that period, the link to the figure of all."""
        element = self.elements[operand.element]
        single_unit = unit if unit and self.units.list_codes_in(unit, period) == [unit] else ""
        return ProvenanceSource(
            f"{element.name}, {period_name(parse_period(period))}", element.form, period, operand, single_unit
        )

    def line(self, operand: Operand, period: str) -> FigureLine | None:
        sheet = self.sheet(self.elements[operand.element].form, period)
        try:
            return None if sheet is None else sheet.line(operand.element, operand.disaggregation)
        except NotFoundError:
            return None

    def _get_number(self, operand: Operand, period: str, unit: str, *, is_previous_year: bool) -> Decimal | str:
        if is_previous_year and not unit and not period[6:]:  # a range of days has no such period id
            next_year_line = self.line(operand, _get_next_year(period))
            if next_year_line is not None and next_year_line.before is not None:
                return next_year_line.before
        line = self.line(operand, period)
        if line is None:
            return _("không có số liệu của %(period)s") % {"period": period_name(parse_period(period))}
        withheld = line.figure.withheld or (line.figure.parts_withheld if unit else None)
        if withheld is not None:
            return explain_withholding(withheld, self.elements[operand.element].persons_policy)
        if not unit:
            return _("chưa báo cáo") if line.figure.value is None else line.figure.value
        return self._get_unit_value(operand, line, period, unit)

    def _get_unit_value(self, operand: Operand, line: FigureLine, period: str, unit: str) -> Decimal | str:
        """The number of a unit, or why there is none. Earlier periods include the units merged into it since."""
        codes = self.units.list_codes_in(unit, period)
        if not codes:
            return self.units.explain_absence(unit, period)
        value_by_unit, element = {part.unit: part.value for part in line.figure.parts}, self.elements[operand.element]
        numbers = []
        for code in codes:
            value = value_by_unit.get(code)
            number = self._find_imported(operand, period, code) if value is None else value
            if not isinstance(number, Decimal):
                why = number.label_vi if isinstance(number, Gap) else number
                return why if code == unit else f"{self.units.name(code)}: {why}"
            numbers.append(number)
        total = numbers[0] if len(numbers) == 1 else aggregate_values(numbers, element.over_place)
        return _("chỉ tiêu này không cộng được giữa các đơn vị") if total is None else element.restore_value(total)

    def _find_imported(self, operand: Operand, period: str, unit: str) -> Decimal | str:
        """The figure imported from before the product; «chưa báo cáo» where there is none or it may not exist there."""
        element = self.elements[operand.element]
        if (unit, period, element.form) not in self._old:
            cut_off = get_cut_off(self.forms[element.form], period)
            figures = earlier_figures.list_figures_by_period(unit, {period: cut_off})
            self._old[unit, period, element.form] = figures[period]
        value = self._old[unit, period, element.form].get((operand.element, operand.disaggregation))
        counted_from = parse_period(period).start
        may_exist = all(element.may_exist_at(level, counted_from) for level in get_levels().list_used_base())
        return _("chưa báo cáo") if value is None or not may_exist else value


def _get_next_year(period: str) -> str:
    return f"{int(period[:4]) + 1}{period[4:]}"
