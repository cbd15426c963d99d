"""What the indicators of a superior's form are worth, with both their sides."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors import measures
from sokehoach.apps.consolidation.selectors.measures import Found
from sokehoach.apps.documents.selectors.form_figures import Answer, Ground
from sokehoach.apps.indicators.selectors import denominators
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.indicators.selectors.indicators import indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.source import Role, Side, Source
from sokehoach.domain.indicators.expression import explain
from sokehoach.domain.indicators.indicator import Measured
from sokehoach.domain.periods.period import Period, PeriodType, name_vi, parse, previous_year
from sokehoach.domain.values.value import show

_TENTH = Decimal("0.1")


class Indicators:
    """Measured over the area once for each period that is asked for."""

    def __init__(
        self, user: User, area: Unit, period: Period, plan: Plan | None, wanted: Iterable[Source]
    ) -> None:
        self.user, self.area, self.period, self.plan = user, area, period, plan
        known, codes = indicators(), {one.words for one in wanted}
        self.known = {code: one for code, one in known.items() if code in codes}
        self._found: dict[str, dict[str, Found]] = {}

    def value(self, source: Source, unit: str) -> Answer:
        if source.words not in self.known:
            return Answer(None, _("chỉ số «%(code)s» không còn trong bộ dữ liệu") % {"code": source.words})
        if source.side is Side.TARGET:
            return self._target(source.words)
        period = self._period(source.role)
        try:
            found = self._measured(period)[source.words]
        except Http404:
            return Answer(None, _("không có số liệu của %(period)s") % {"period": name_vi(parse(period))})
        if not unit:
            return _answer(source.side, found.measured, found)
        if not found.indicator.on_map:
            return Answer(None, _("chỉ số này không nêu theo từng đơn vị"))
        return _answer(source.side, self._of_unit(found, unit), found)

    def _period(self, role: Role) -> str:
        if role is Role.BEFORE:
            return previous_year(self.period).id
        if role is Role.YEAR and self.period.type is PeriodType.SIX_MONTH and self.period.id.endswith("S2"):
            return str(self.period.year)
        return self.period.id

    def _measured(self, period: str) -> dict[str, Found]:
        if period not in self._found:
            self._found[period] = measures.found(
                self.user, unit=self.area.code, period=period, indicators=self.known.values()
            )
        return self._found[period]

    def _of_unit(self, found: Found, unit: str) -> Measured:
        """Of the reporter of that code, or of those below the place of that code."""
        above = {one.unit.pk for one in found.sheet.areas if one.unit.code == unit}
        keys = {key for key, one in found.reporters.items() if one.code == unit or one.parent_id in above}
        shares = tuple(one for one in found.measured.shares if one.unit in keys)
        missing = tuple(one for one in found.measured.missing if one in keys)
        return Measured(
            part=_sum(one.part for one in shares), whole=_sum(one.whole for one in shares), shares=shares,
            missing=missing, adds=found.measured.adds,
        )  # fmt: skip

    def _target(self, code: str) -> Answer:
        if self.plan is None:
            return Answer(None, _("biểu này chưa chọn kế hoạch"))
        rows = Target.objects.filter(plan=self.plan, indicator=code, state=ItemState.CONFIRMED)
        asked = {(row.value, row.unit_of_measure.startswith("%")) for row in rows}
        if len(asked) != 1:
            return Answer(None, _("kế hoạch không giao một mức cho chỉ số này"))
        value, percent = asked.pop()
        return Answer(value, percent=percent)


def _answer(side: Side, measured: Measured, found: Found) -> Answer:
    if not measured.adds:
        return Answer(None, _("chỉ số này không lũy kế được"))
    if measured.part is None or (measured.whole is None and side is not Side.PART):
        return Answer(None, _("chưa báo cáo") if measured.part is None else _("chưa có mẫu số"))
    value = {Side.PART: measured.part, Side.WHOLE: measured.whole}.get(side)
    if side is Side.SHARE:
        value = measured.percent
        if value is None:
            return Answer(None, _("mẫu số bằng 0"))
        value = value.quantize(_TENTH, ROUND_HALF_UP)
    return Answer(value, grounds=_grounds(found), told=_told(measured, found), percent=side is Side.SHARE)


def _told(measured: Measured, found: Found) -> str:
    """«17 (Cán bộ … (TH04)) trên 19 (…)»."""
    known, names = elements(), {one.code: one.name for one in denominators.kinds()}
    sides = []
    for label, number, expression in (
        (_("tử số"), measured.part_of_whole, found.indicator.numerator),
        (_("mẫu số"), measured.whole, found.indicator.denominator),
    ):
        said = show(number) if number is not None else _("chưa có")
        sides.append(f"{label} {said}: {explain(expression, known, names)}")
    return "; ".join(sides)


def _grounds(found: Found) -> tuple[Ground, ...]:
    known = elements()
    return tuple(
        Ground(
            f"{known[element].name}, {name_vi(drawn.period)}",
            drawn.form.code,
            drawn.period.id,
            Operand(element, key),
        )
        for drawn in found.sheets
        for element, key in found.indicator.names
    )


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in numbers if one is not None]
    return sum(known, Decimal()) if known else None
