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
ACCEPTED = 0.5  # items less likely than this are no part of the reading

# Fitted by bench/fit_likelihood.py; not written by hand. 1651 items of 26 plans
# of 20 issuers, labelled by hand.
WEIGHTS: Weights = {
    "clause": {
        "": 4.76,
        "arabic": 0.52,
        "bracket": -0.44,
        "dotted": -0.06,
        "letter": 0.48,
        "out-of-series": -0.43,
        "roman": -0.02,
    },
    "target": {
        "": 0.95,
        "count": 1.27,
        "elsewhere": 0.65,
        "long": 0.71,
        "percent": 2.02,
        "range": 0.47,
        "several": 0.87,
    },
    "duty": {
        "": 2.03,
        "bracket": -0.18,
        "closing": -0.18,
        "elsewhere": -0.06,
        "few-orders": -1.67,
        "group": -0.1,
        "heading": 0.17,
        "heading-unknown": -0.19,
        "in-aims": 0.09,
        "in-assignments": 2.05,
        "in-awards": -0.76,
        "in-inspection": -0.85,
        "in-money": 0.16,
        "in-work": 1.31,
        "inner": -0.11,
        "lead": 1.11,
        "lead-sentence": -0.18,
        "long-name": -0.47,
        "no-order": -0.85,
        "noun-first": -1.46,
        "passive": -0.0,
        "sentence": 0.3,
        "sentence-inside": 0.23,
    },
    "report": {
        "": 1.09,
        "borrowed": 0.29,
        "no-period": 1.68,
        "period": 1.49,
        "purpose": 0.39,
        "several": 0.57,
        "through": 0.7,
    },
}
# End of what is fitted.


def is_likely(item: ItemKind, signs: Iterable[str], weights: Weights = WEIGHTS) -> bool:
    """Whether an item with these signs is rather right than wrong; others are left out of the reading."""
    return compute_likelihood(item, signs, weights) >= ACCEPTED


def compute_likelihood(item: ItemKind, signs: Iterable[str], weights: Weights = WEIGHTS) -> float:
    """The probability, from 0.05 to 0.99, that an item with these signs is correct."""
    sign_weights = weights[item]
    odds = sign_weights.get("", 0.0) + sum(sign_weights.get(sign, 0.0) for sign in signs)
    return min(max(round(1 / (1 + math.exp(-odds)), 2), _LEAST), _MOST)
