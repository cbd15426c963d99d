"""Probability that an item is correct, from the signs under which a rule found it.

A sign is what the rule observed: which rule («heading», «sentence» …), the context («elsewhere»), the shape
(«long-name»). The odds of an item are the product of the odds of its signs; the constants are their logarithms.
`bench/fit_likelihood.py` fits them on plans labelled by hand, with a few pseudo-observations for each sign, so that
rare signs are not overrated; `bench/bench_likelihood.py` measures them on plans of issuers that were left out.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Literal

ItemKind = Literal["clause", "target", "duty", "report"]
Weights = Mapping[str, Mapping[str, float]]

_LEAST, _MOST = 0.05, 0.99
ACCEPTED_DUTY = 0.5  # duties less likely than this are no part of the reading

# Fitted by bench/fit_likelihood.py; not written by hand. 2235 items of 34 plans
# of 23 issuers, labelled by hand.
WEIGHTS: Weights = {
    "clause": {
        "": 4.88,
        "arabic": 0.52,
        "bracket": -0.33,
        "dotted": -0.01,
        "letter": 0.51,
        "out-of-series": -0.33,
        "roman": 0.02,
        "short": -0.35,
    },
    "target": {
        "": 1.48,
        "count": 1.12,
        "elsewhere": -0.3,
        "long": 0.4,
        "percent": 1.64,
        "range": 0.09,
        "several": 0.55,
    },
    "duty": {
        "": 1.93,
        "bracket": -0.12,
        "closing": -0.13,
        "elsewhere": -0.49,
        "few-orders": -1.59,
        "group": -0.05,
        "heading": 0.38,
        "heading-unknown": -0.13,
        "in-aims": 0.14,
        "in-assignments": 2.07,
        "in-awards": -0.44,
        "in-inspection": -0.94,
        "in-money": 0.31,
        "in-work": 1.29,
        "inner": -0.08,
        "lead": 1.01,
        "lead-sentence": -0.12,
        "long-name": -0.38,
        "no-order": -0.73,
        "noun-first": -1.39,
        "passive": 0.0,
        "row": 0.98,
        "sentence": 0.15,
        "sentence-in-aims": 0.06,
        "sentence-in-assignments": 0.3,
        "sentence-in-awards": -0.62,
        "sentence-in-inspection": 0.26,
        "sentence-in-money": 0.16,
        "sentence-in-work": 0.11,
        "sentence-inside": 0.22,
        "short": -0.1,
        "unknown": 0.36,
    },
    "report": {
        "": 1.07,
        "borrowed": 0.3,
        "no-period": 1.3,
        "period": 1.58,
        "purpose": 0.41,
        "several": 0.62,
        "through": 0.79,
    },
}
# End of what is fitted.


def is_likely_duty(signs: Iterable[str]) -> bool:
    """Whether a duty with these signs is rather right than wrong; others are left out of the reading."""
    return compute_likelihood("duty", signs) >= ACCEPTED_DUTY


def compute_likelihood(item: ItemKind, signs: Iterable[str], weights: Weights = WEIGHTS) -> float:
    """The probability, from 0.05 to 0.99, that an item with these signs is correct."""
    sign_weights = weights[item]
    odds = sign_weights.get("", 0.0) + sum(sign_weights.get(sign, 0.0) for sign in signs)
    return min(max(round(1 / (1 + math.exp(-odds)), 2), _LEAST), _MOST)
