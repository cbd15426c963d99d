"""Computes the indicators of a superior's form, with numerator and denominator."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.queries import measures
from sokehoach.apps.consolidation.queries.measures import MeasuredIndicator
from sokehoach.apps.consolidation.queries.targets import get_stated_level
from sokehoach.apps.documents.queries.form_figures import FormAnswer, ProvenanceSource
from sokehoach.apps.indicators.queries import denominators
from sokehoach.apps.indicators.queries.elements import list_elements, list_own_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.source import IndicatorAspect, PeriodRole, PlaceSource
from sokehoach.domain.indicators.expression import explain_expression
from sokehoach.domain.indicators.indicator import IndicatorResult
from sokehoach.domain.indicators.level import NotMeasurableReason, compute_level, format_per
from sokehoach.domain.periods.period import Period, PeriodType, get_period_year_before, parse_period
from sokehoach.domain.periods.sequence import get_previous_period, get_year_of, get_year_to_date
from sokehoach.domain.values.value import format_value

_TENTH = Decimal("0.1")
_LACKS = {
    NotMeasurableReason.ADDING: _lazy("chỉ số này không lũy kế được"),
    NotMeasurableReason.DEFINITION: _lazy("cách tính đã đổi, không so được"),
    NotMeasurableReason.NO_CASE: _lazy("mẫu số bằng 0"),
    NotMeasurableReason.YEAR_BEFORE: _lazy("chưa có số cùng kỳ năm trước"),
    NotMeasurableReason.BASELINE: _lazy("chưa có mức gốc"),
    NotMeasurableReason.ZERO_BEFORE: _lazy("mức so sánh bằng 0"),
}


class Indicators:
    """Indicators of an area, measured once for each period."""

    def __init__(
        self, user: User, area: Unit, period: Period, plan: Plan | None, sources: Iterable[PlaceSource]
    ) -> None:
        self.user, self.area, self.period, self.plan = user, area, period, plan
        indicator_by_code, codes = list_own_indicators(user, area.pk), {source.words for source in sources}
        self.known = {code: indicator for code, indicator in indicator_by_code.items() if code in codes}
        self._found: dict[str, dict[str, MeasuredIndicator]] = {}

    def value(self, source: PlaceSource, unit: str) -> FormAnswer:
        if source.words not in self.known:
            return FormAnswer(None, _("chỉ số «%(code)s» không còn trong bộ dữ liệu") % {"code": source.words})
        if source.side is IndicatorAspect.TARGET:
            return self._get_target(source.words, unit)
        period = self._resolve_period(source.role)
        measurement = self._find_measurement(period, source.words)
        if measurement is None:
            return FormAnswer(
                None, _("không có số liệu của %(period)s") % {"period": period_name(parse_period(period))}
            )
        if not unit:
            return _build_answer(source.side, measurement.measured, measurement)
        if not measurement.indicator.on_map:
            return FormAnswer(None, _("chỉ số này không nêu theo từng đơn vị"))
        return _build_answer(source.side, self._measure_unit(measurement, unit), measurement)

    def _resolve_period(self, role: PeriodRole) -> str:
        if role is PeriodRole.LAST_YEAR:
            return get_period_year_before(self.period).id
        if role is PeriodRole.PREVIOUS:
            return get_previous_period(self.period).id
        if role is PeriodRole.YEAR and self.period.type is PeriodType.WEEK:
            return get_year_of(self.period).id  # no indicator of weeks has one of the year: «không có số liệu»
        return get_year_to_date(self.period).id if role is PeriodRole.YEAR else self.period.id

    def _measure(self, period: str) -> dict[str, MeasuredIndicator]:
        if period not in self._found:
            self._found[period] = measures.measure_indicators(
                self.user, unit=self.area.code, period=period, indicators=self.known.values()
            )
        return self._found[period]

    def _measure_unit(self, measurement: MeasuredIndicator, unit: str) -> IndicatorResult:
        """The indicator of the reporter with that code, or of the reporters below the area with that code."""
        area_ids = {area.unit.pk for area in measurement.sheet.areas if area.unit.code == unit}
        keys = {
            key
            for key, reporter in measurement.reporters.items()
            if reporter.code == unit or reporter.parent_id in area_ids
        }
        shares = tuple(share for share in measurement.measured.shares if share.unit in keys)
        missing = tuple(key for key in measurement.measured.missing if key in keys)
        return IndicatorResult(
            part=_sum_known(share.part for share in shares),
            whole=_sum_known(share.whole for share in shares),
            shares=shares,
            missing=missing,
            lack=measurement.measured.lack,
        )

    def _get_target(self, code: str, unit: str) -> FormAnswer:
        """The level of the year that stands for the unit, «» for the area."""
        if self.plan is None:
            return FormAnswer(None, _("biểu này chưa chọn kế hoạch"))
        rows = Target.objects.filter(plan=self.plan, indicator=code, state=ItemState.CONFIRMED)
        measurement = self._find_measurement(self.period.id, code) if rows else None
        stated_levels = [get_stated_level(row, measurement, unit or None) for row in rows]
        target_levels = {
            (stated.level.value, stated.in_percent)
            for stated in stated_levels
            if stated.level is not None and (stated.in_percent or not unit or stated.level.unit)
        }
        if stated_levels and not target_levels:
            return FormAnswer(None, _("kế hoạch không nêu mức cho năm, đơn vị này"))
        if len(target_levels) != 1:
            return FormAnswer(None, _("kế hoạch không giao một mức cho chỉ số này"))
        value, percent = target_levels.pop()
        return FormAnswer(value, percent=percent)

    def _find_measurement(self, period: str, code: str) -> MeasuredIndicator | None:
        try:
            return self._measure(period).get(code)
        except NotFoundError:
            return None


def _build_answer(
    indicator_side: IndicatorAspect, measured: IndicatorResult, measurement: MeasuredIndicator
) -> FormAnswer:
    if measured.lack is not None:
        return FormAnswer(None, str(_LACKS.get(measured.lack, _("chưa đủ số liệu"))))
    if measured.part is None or (measured.whole is None and indicator_side is not IndicatorAspect.NUMERATOR):
        return FormAnswer(None, _("chưa báo cáo") if measured.part is None else _("chưa có mẫu số"))
    in_percent = False
    value = {IndicatorAspect.NUMERATOR: measured.part, IndicatorAspect.DENOMINATOR: measured.whole}.get(indicator_side)
    if indicator_side is IndicatorAspect.SHARE:
        rule = measurement.indicator.rule
        year_before = measurement.year_before if measured is measurement.measured else None
        level = compute_level(rule, measured, year_before=year_before)
        if isinstance(level, NotMeasurableReason):
            return FormAnswer(None, str(_LACKS.get(level, _("chưa đủ số liệu"))))
        value, in_percent = level.quantize(_TENTH, ROUND_HALF_UP), format_per(rule) == "%" and not rule.change
    return FormAnswer(
        value,
        provenance=_list_provenance(measurement),
        explanation=_explain_measurement(measured, measurement),
        percent=in_percent,
    )


def _explain_measurement(measured: IndicatorResult, measurement: MeasuredIndicator) -> str:
    """«17 (Cán bộ … (TH04)) trên 19 (…)»."""
    element_by_code, names = (
        list_elements(programme=measurement.sheet.programme),
        {kind.code: kind.name for kind in denominators.list_kinds()},
    )
    sides = []
    for label, number, expression in (
        (_("tử số"), measured.part_of_whole, measurement.indicator.numerator),
        (_("mẫu số"), measured.whole, measurement.indicator.denominator),
    ):
        number_text = translate(format_value(number)) if number is not None else _("chưa có")
        sides.append(f"{label} {number_text}: {explain_expression(expression, element_by_code, names)}")
    return "; ".join(sides)


def _list_provenance(measurement: MeasuredIndicator) -> tuple[ProvenanceSource, ...]:
    element_by_code = list_elements(programme=measurement.sheet.programme)
    return tuple(
        ProvenanceSource(
            f"{element_by_code[element].name}, {period_name(sheet.period)}",
            sheet.form.uid,
            sheet.period.id,
            Operand(element, key),
        )
        for sheet in measurement.sheets
        for element, key in measurement.indicator.names
    )


def _sum_known(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known_numbers = [number for number in numbers if number is not None]
    return sum(known_numbers, Decimal()) if known_numbers else None
