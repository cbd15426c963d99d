"""Gets the targets of the plan in force by indicator, for the sentences of a report."""

from datetime import date

from sokehoach.apps.consolidation.selectors import targets
from sokehoach.apps.consolidation.selectors.measures import describe_coverage
from sokehoach.apps.consolidation.selectors.targets import AssessedTarget, is_in_percent
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Plan
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.target_sentences import TargetProgress


def get_report_targets(
    audience: Audience, plan: Plan | None, area: Unit, *, period: str, day: date
) -> dict[str, TargetProgress]:
    """The first target in the plan's text for each indicator. Targets without a measured indicator are left out."""
    target_by_indicator: dict[str, TargetProgress] = {}
    if plan is not None:
        for progress in targets.assess_targets_of_area(audience, plan, unit=area, period=period, day=day):
            if progress.found is not None:
                target_by_indicator.setdefault(progress.target.indicator, _build_report_target(progress))
    return target_by_indicator


def _build_report_target(progress: AssessedTarget) -> TargetProgress:
    assert progress.found is not None
    measured, row = progress.found.measured, progress.target
    summable = measured if measured.adds else None  # numbers that may not be aggregated give no figure
    return TargetProgress(
        value=row.value,
        bound=row.bound,
        unit=row.unit_of_measure,
        place=f"Kế hoạch, mục {row.path}",
        numerator=None if summable is None else summable.part_of_whole if is_in_percent(row) else summable.part,
        denominator=None if summable is None else summable.whole,
        rests_on=tuple(Operand(element, part) for element, part in progress.found.indicator.names),
        covers=describe_coverage(progress.found),
    )
