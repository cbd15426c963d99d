"""How likely it is that a target's measure, numerator and denominator are what the plan means."""

import math
from collections.abc import Mapping

from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind, TargetMeasure

# Fitted by bench/fit_certainty.py on 789 targets; not written by hand.
WEIGHTS: Mapping[str, float] = {
    "base": 0.88,
    "share": 0.71,
    "guessed": -0.33,
    "name_length": 1.58,
    "short_whole": -0.65,
    "title": -0.03,
    "mid_sentence": -0.96,
    "count": -0.01,
    "rate": -0.29,
    "change": 0.7,
    "value": -0.23,
}
# End of what is fitted.
_LONG_NAME = 6  # words: from there on a longer name says no more
_BASE = "base"


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
        "mid_sentence": float(text[:1].islower()),
    }


def compute_content_likelihood(text: str, measure: TargetMeasure) -> float:
    odds = sum(WEIGHTS.get(sign, 0.0) * amount for sign, amount in list_content_signs(text, measure).items())
    return 1 / (1 + math.exp(-odds))
