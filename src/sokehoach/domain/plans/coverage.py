"""An upper plan's targets and duties beside a lower plan: covered, weaker, missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.plans.said import Said, alike

LEAST = 0.66  # likeness from which a sentence of the lower plan answers one of the upper
_OFTEN = ("week", "month", "quarter", "six-month", "nine-month", "year", "once", "ad-hoc")


class Cover(StrEnum):
    COVERED = "covered"
    WEAKER = "weaker"
    MISSING = "missing"


class Weakness(StrEnum):
    LOWER_FIGURE = "lower_figure"  # less is promised than the upper plan demands
    LATER = "later"  # a later day
    NO_DAY = "no_day"  # the upper plan sets a day, the lower none
    LESS_OFTEN = "less_often"


@dataclass(frozen=True, slots=True)
class Covered:
    """One demand of the upper plan, what answers it (None: nothing does), and in what the answer is weaker."""

    upper: Said
    own: Said | None
    state: Cover
    weaknesses: tuple[Weakness, ...] = ()
    likeness: float = 0.0


def coverage(upper: Sequence[Said], own: Sequence[Said]) -> list[Covered]:
    """Each demand of `upper`, in its order, with the item of `own` that answers it best.

    One item of the lower plan may answer several demands. Of answers about as near, one that is not weaker counts.
    """
    return [_covered(demand, own) for demand in upper]


def _covered(demand: Said, own: Sequence[Said]) -> Covered:
    answers = [
        (round(score, 1), not weak, score, -place, weak, item)
        for place, item in enumerate(own)
        if (score := alike(demand, item, least=LEAST))
        for weak in (tuple(weaknesses(demand, item)),)
    ]
    if not answers:
        return Covered(demand, None, Cover.MISSING)
    _near, strong, score, _place, weak, item = max(answers, key=lambda answer: answer[:4])
    return Covered(demand, item, Cover.COVERED if strong else Cover.WEAKER, weak, round(score, 2))


def weaknesses(demand: Said, answer: Said) -> Iterator[Weakness]:
    """In what the answer falls short of the demand."""
    if demand.value is not None and answer.value is not None and answer.value != demand.value:
        at_most = demand.bound in ("<=", "<")
        if (answer.value > demand.value) is at_most:
            yield Weakness.LOWER_FIGURE
    if demand.due is not None:
        if answer.due is None:
            yield Weakness.NO_DAY
        elif answer.due > demand.due:
            yield Weakness.LATER
    often = [_OFTEN.index(one.recurs) if one.recurs in _OFTEN else None for one in (demand, answer)]
    if often[0] is not None and often[1] is not None and often[1] > often[0]:
        yield Weakness.LESS_OFTEN
