"""How likely it is that a target's measure, numerator and denominator are what the plan means."""

import math
from collections.abc import Mapping

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure
from sokehoach.domain.plans.proposals.subjects import rank_places

# Fitted by bench/fit_certainty.py on 2586 targets; not written by hand.
WEIGHTS: Mapping[str, float] = {
    "base": 0.09,
    "share": -0.91,
    "guessed": -0.67,
    "name_length": 1.9,
    "short_whole": -1.2,
    "title": 0.02,
    "place": 1.28,
    "mid_sentence": -0.79,
    "rate": -0.02,
    "count": 0.29,
    "change": 1.03,
    "value": -0.31,
}
# End of what is fitted.
_LONG_NAME = 6  # words: from there on a longer name says no more
_BASE = "base"
_SAME = 0.8  # F1 of the words of two names of the same


def list_content_signs(text: str, measure: TargetMeasure) -> dict[str, float]:
    """What tells a content that is right from others. `text`: of the target."""
    name = measure.numerator
    return {
        _BASE: 1.0,
        measure.kind.value: 1.0,
        "guessed": float(measure.is_guessed),
        "name_length": min(len(name.split()), _LONG_NAME) / _LONG_NAME,
        "short_whole": float(measure.kind is MeasureKind.SHARE and len(measure.denominator.split()) < 2),
        "title": float(":" in name or "(" in name),
        "place": _rate_place(measure) if measure.kind is MeasureKind.SHARE else 0.0,
        "mid_sentence": float(text[:1].islower()),
    }


def _rate_place(measure: TargetMeasure) -> float:
    """How likely it is that the words of the numerator name what is counted as far as the denominator does."""
    length = len(measure.denominator.split()) or len(measure.numerator.split())
    return sum(likelihood for place, likelihood in rank_places(measure.numerator) if _is_near(place, length))


def _is_near(first: int, second: int) -> bool:
    return 2 * min(first, second) >= _SAME * (first + second)


def compute_content_likelihood(text: str, measure: TargetMeasure) -> float:
    odds = sum(WEIGHTS.get(sign, 0.0) * amount for sign, amount in list_content_signs(text, measure).items())
    return 1 / (1 + math.exp(-odds))
