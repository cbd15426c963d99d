"""Template filters for words and URLs of the consolidated sheet."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.consolidation.pages.lineage import FigureLineage, RegisterChanges
from sokehoach.apps.consolidation.pages.target_levels import describe_level, format_level_of
from sokehoach.apps.consolidation.pages.unit_basis import NOW_QUERY
from sokehoach.apps.consolidation.pages.unit_groups import UnitShare
from sokehoach.apps.consolidation.pages.unit_matrix import UnitCell
from sokehoach.apps.consolidation.queries.measures import describe_coverage
from sokehoach.apps.consolidation.queries.senders import Sender
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.consolidation.queries.targets import AssessedTarget
from sokehoach.apps.orgunits.queries import succession
from sokehoach.apps.orgunits.queries.level_names import name_units
from sokehoach.apps.orgunits.queries.levels import consolidates
from sokehoach.apps.shell.numbers import write_number
from sokehoach.apps.shell.periods import period_name, short_period_name
from sokehoach.domain.indicators.level import NotMeasurableReason, format_level, format_reference
from sokehoach.domain.indicators.target import ProgressState, TargetAssessment
from sokehoach.domain.orgtree.succession import Obstacle, UnitBasis
from sokehoach.domain.periods.period import get_period_year_before

register = template.Library()


register.filter("period_name", period_name)
register.filter("period_short", short_period_name)


@register.filter
def previous_year(year: int) -> str:
    """The year before, as text: a template would add a thousand separator."""
    return str(year - 1)


@register.filter
def refusal_of(refusals: Mapping[str, str], key: object) -> str:
    """Why that form or report was left; «» where it was not."""
    return refusals.get(str(key), "")


@register.simple_tag
def checked_attribute(ticked: Collection[str] | None, key: object, default: bool) -> str:
    """The attribute of a box: as it was posted (`ticked`), or as it is by default where nothing was posted yet."""
    return "checked" if (default if ticked is None else str(key) in ticked) else ""


@register.filter
def sender_segments(sheet: ConsolidatedSheet) -> list[tuple[str, str]]:
    """The segments of the progress strip, accepted senders first."""
    return [(sender.name, sender.shown_state) for sender in (*sheet.received, *sheet.missing)]


@register.filter
def senders_name(sheet: ConsolidatedSheet) -> str:
    """The collective name of the senders of the sheet."""
    senders = [sender.unit for sender in sheet.senders]
    return name_units(senders) if senders and all(consolidates(unit) for unit in senders) else gettext("đơn vị")


@register.filter
def figure_url(line: FigureLine, sheet: ConsolidatedSheet) -> str:
    """The page of the figure, by the same units as the sheet."""
    address = _figure_url(line, sheet, sheet.unit.code)
    return f"{address}&{NOW_QUERY}" if sheet.basis is UnitBasis.NOW else address


@register.filter
def register_now(line: FigureLine, moves: RegisterChanges) -> Decimal | None:
    """What the figure would be with today's registers; None where none changed."""
    return moves.now(line)


@register.filter
def share_url(sender: Sender, lineage: FigureLineage) -> str:
    """The page of the share: the cell of a reporter, or the figure of the area below."""
    return unit_cell_url(UnitCell(lineage.sheet, lineage.line, sender, None))


@register.filter
def unit_cell_url(cell: UnitCell) -> str:
    """The page of one unit's answer: the cell of a reporter, or the figure of an area below."""
    if cell.sender.is_area:
        return _figure_url(cell.line, cell.sheet, cell.sender.unit.code)
    return f"{figure_url(cell.line, cell.sheet)}&{urlencode({'don-vi': cell.sender.key})}"


@register.filter
def unit_share_url(share: UnitShare, lineage: FigureLineage) -> str:
    """The cell of a reporter, on the page of the area to which it sent."""
    return f"{_figure_url(lineage.line, lineage.sheet, share.area.code)}&{urlencode({'don-vi': share.key})}"


@register.filter
def earlier_figure_url(lineage: FigureLineage) -> str:
    """The figure of an area of then."""
    return _figure_url(lineage.line, lineage.sheet, lineage.sheet.unit.code)


@register.filter
def add_basis(address: str, suffix: str) -> str:
    """An address that has parameters, by the same units as the page."""
    return f"{address}&{suffix[1:]}" if suffix else address


@register.filter
def explain_obstacle(obstacle: Obstacle) -> str:
    return succession.explain_obstacle(obstacle)


def _figure_url(line: FigureLine, sheet: ConsolidatedSheet, unit: str) -> str:
    args = [unit, sheet.period.id, sheet.form.uid, line.cell.element]
    return f"{reverse('consolidation:figure', args=args)}?{urlencode({'phan-to': line.cell.disaggregation})}"


@register.filter
def target_share(assessed_target: AssessedTarget) -> str:
    """«13/19»; of an indicator without a denominator «13»."""
    assert assessed_target.found is not None
    measured = assessed_target.found.measured
    assert measured.part is not None
    part = measured.part_of_whole if assessed_target.in_percent else measured.part
    total = None if assessed_target.found.indicator.rule.per is None else measured.whole
    if part is None:
        return f"–/{write_number(total or 0)}"
    return write_number(part) if total is None else f"{write_number(part)}/{write_number(total)}"


@register.filter
def target_level(assessed_target: AssessedTarget) -> str:
    """«84,2%», «12,5 trên 1.000», «tăng 4 % (cùng kỳ năm trước 120 cuộc)»; «» without a level."""
    assert assessed_target.found is not None
    measured_indicator, actual = assessed_target.found, assessed_target.assessed.actual
    rule, unit = measured_indicator.indicator.rule, measured_indicator.element.unit
    if rule.is_plain_share:
        percent = measured_indicator.measured.percent
        return "" if percent is None else f"{write_number(percent, 1)}%"
    if actual is None:
        return ""
    reference = format_reference(rule, measured_indicator.year_before, assessed_target.baseline, unit)
    return f"{format_level(rule, actual, unit)} ({reference})" if reference else format_level(rule, actual, unit)


@register.filter
def stated_level(assessed_target: AssessedTarget) -> str:
    """«≥ 60 %», in the year of the figures; «» where none is stated."""
    return format_level_of(assessed_target.target, assessed_target.found, assessed_target.stated)


@register.filter
def stated_level_note(assessed_target: AssessedTarget) -> str:
    """«mức năm 2026; kế hoạch nêu ≥ 90 %»; «» where the plan alone states a level."""
    return describe_level(assessed_target.target, assessed_target.found, assessed_target.stated)


@register.filter
def year_before_url(assessed_target: AssessedTarget) -> str:
    """The page of the target's sums a year before; «» where it compares with no year."""
    measured_indicator = assessed_target.found
    if measured_indicator is None or measured_indicator.year_before is None:
        return ""
    address = reverse("consolidation:target_units", args=[assessed_target.target.plan_id, assessed_target.target.code])
    sheets = measured_indicator.sheets
    period = get_period_year_before(sheets[0].period).id if len(sheets) == 1 else str(sheets[0].period.year - 1)
    return f"{address}?{urlencode({'ky': period})}"


@register.filter
def coverage_text(assessed_target: AssessedTarget) -> str:
    """Whom the figure covers; «» where everybody has answered."""
    return describe_coverage(assessed_target.found).words if assessed_target.found is not None else ""


@register.filter
def target_url(assessed_target: AssessedTarget) -> str:
    """The page of the target's sums; over several periods that of their year."""
    assert assessed_target.found is not None
    sheets = assessed_target.found.sheets
    period = sheets[0].period.id if len(sheets) == 1 else str(sheets[0].period.year)
    address = reverse("consolidation:target_units", args=[assessed_target.target.plan_id, assessed_target.target.code])
    return f"{address}?{urlencode({'ky': period})}"


_PROGRESS = {
    ProgressState.MET: ("done", _("Đạt")),
    ProgressState.ON_THE_WAY: ("doing", _("Đang thực hiện")),
    ProgressState.BEHIND: ("slow", _("Chậm")),
    ProgressState.NOT_MEASURABLE: ("unmeasured", _("Chưa đo")),
}
_LACKS = {
    NotMeasurableReason.INDICATOR: _("Chưa có chỉ số"),
    NotMeasurableReason.FIGURES: _("Chưa có số liệu"),
    NotMeasurableReason.DENOMINATOR: _("Chưa có mẫu số"),
    NotMeasurableReason.NO_CASE: _("Mẫu số bằng 0"),
    NotMeasurableReason.ADDING: _("Số của các kỳ không cộng được"),
    NotMeasurableReason.DEFINITION: _("Cách tính đã đổi, không so được"),
    NotMeasurableReason.YEAR_BEFORE: _("Chưa có số cùng kỳ năm trước"),
    NotMeasurableReason.BASELINE: _("Chưa có mức gốc"),
    NotMeasurableReason.ZERO_BEFORE: _("Mức so sánh bằng 0"),
    NotMeasurableReason.TARGET: _("Không nêu chỉ tiêu"),
}


@register.filter
def progress_state(assessed_target: AssessedTarget) -> str:
    return assessed_state(assessed_target.assessed)


@register.filter
def progress_words(assessed_target: AssessedTarget) -> str:
    return assessed_words(assessed_target.assessed)


@register.filter
def assessed_state(assessed: TargetAssessment) -> str:
    return _PROGRESS[assessed.progress][0]


@register.filter
def assessed_words(assessed: TargetAssessment) -> str:
    """The state in words; for a target that cannot be measured, what is missing."""
    lack = assessed.lack
    return str(_PROGRESS[assessed.progress][1] if lack is None else _LACKS[lack])
