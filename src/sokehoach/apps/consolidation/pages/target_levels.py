"""The level of a target in words: how much, for which year, said by the plan or by the programme."""

from django.utils.translation import gettext as _

from sokehoach.apps.consolidation.queries.measures import MeasuredIndicator
from sokehoach.apps.consolidation.queries.targets import StatedLevel
from sokehoach.apps.plans.models import Target
from sokehoach.apps.plans.models.item import BOUND_SIGNS
from sokehoach.apps.shell.numbers import write_number
from sokehoach.domain.indicators.level import get_level_unit


def format_level_of(row: Target, measurement: MeasuredIndicator | None, stated: StatedLevel) -> str:
    """«≥ 60 %»; «bằng lời» for a goal in words, «» where no level is stated for the year."""
    level = stated.level
    if level is None:
        return row.level_text if stated.is_of_plan else ""
    unit = row.unit_of_measure
    if not stated.is_of_plan and measurement is not None:
        unit = get_level_unit(measurement.indicator.rule, measurement.element.unit)
    return f"{BOUND_SIGNS.get(level.bound, level.bound)} {write_number(level.value.normalize())} {unit}".strip()


def describe_level(row: Target, measurement: MeasuredIndicator | None, stated: StatedLevel) -> str:
    """For which year the programme states the level, and what the plan says then; «» for the plan's own level."""
    if stated.is_of_plan or measurement is None:
        return ""
    year = measurement.sheet.period.year
    plan_text = _("kế hoạch nêu %(level)s") % {"level": row.level_text}
    level = stated.level
    if level is None:
        text = _("không nêu chỉ tiêu cho năm %(year)s") % {"year": year}
    elif level.year is None:
        text = _("mức chung của chương trình")
    elif level.year == year:
        text = _("mức năm %(year)s") % {"year": year}
    else:
        text = _("giữ mức năm %(year)s") % {"year": level.year}
    return f"{text}; {plan_text}"
