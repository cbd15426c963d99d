"""Compare a lower plan with the demands of an upper plan: covered, weaker, missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.plans.plan_items import PlanItem, compute_similarity

MIN_SIMILARITY = 0.66  # minimum similarity of a demand and its answer
_OFTEN = ("week", "month", "quarter", "six-month", "nine-month", "year", "once", "ad-hoc")


class Cover(StrEnum):
    COVERED = "covered"
    WEAKER = "weaker"
    MISSING = "missing"


class Weakness(StrEnum):
    LOWER_FIGURE = "lower_figure"  # less is promised than the upper plan demands; of a maximum, a higher one
    LATER = "later"  # the due day is later
    NO_DAY = "no_day"  # only the upper plan sets a due day
    LESS_OFTEN = "less_often"


@dataclass(frozen=True, slots=True)
class CoverageMatch:
    """A demand of the upper plan, its answer (None if there is none), and the weaknesses of the answer."""

    upper: PlanItem
    own: PlanItem | None
    state: Cover
    weaknesses: tuple[Weakness, ...] = ()
    likeness: float = 0.0


def compute_coverage(upper: Sequence[PlanItem], lower: Sequence[PlanItem]) -> list[CoverageMatch]:
    """Each demand of `upper`, in order, with the item of `lower` that answers it best.

    One item of the lower plan may answer several demands. Of similar answers, one without weaknesses is preferred.
    """
    return [_match_demand(demand, lower) for demand in upper]


def _match_demand(demand: PlanItem, lower: Sequence[PlanItem]) -> CoverageMatch:
    answers = [
        (round(score, 1), not weak, score, -place, weak, item)
        for place, item in enumerate(lower)
        if (score := compute_similarity(demand, item, least=MIN_SIMILARITY))
        for weak in (tuple(find_weaknesses(demand, item)),)
    ]
    if not answers:
        return CoverageMatch(demand, None, Cover.MISSING)
    _rounded, strong, score, _place, weak, item = max(answers, key=lambda answer: answer[:4])
    return CoverageMatch(demand, item, Cover.COVERED if strong else Cover.WEAKER, weak, round(score, 2))


def find_weaknesses(demand: PlanItem, answer: PlanItem) -> Iterator[Weakness]:
    """The respects in which the answer falls short of the demand."""
    if demand.value is not None and answer.value is not None and answer.value != demand.value:
        at_most = demand.bound in ("<=", "<")
        if (answer.value > demand.value) is at_most:
            yield Weakness.LOWER_FIGURE
    if demand.due is not None:
        if answer.due is None:
            yield Weakness.NO_DAY
        elif answer.due > demand.due:
            yield Weakness.LATER
    often = [_OFTEN.index(item.recurs) if item.recurs in _OFTEN else None for item in (demand, answer)]
    if often[0] is not None and often[1] is not None and often[1] > often[0]:
        yield Weakness.LESS_OFTEN
