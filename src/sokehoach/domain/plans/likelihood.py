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

# Fitted by bench/fit_likelihood.py; not written by hand. 2998 items of 49 plans
# of 33 issuers, labelled by hand.
WEIGHTS: Weights = {
    "clause": {
        "": 5.22,
        "arabic": 0.46,
        "bracket": -0.26,
        "dotted": -0.01,
        "letter": 0.33,
        "out-of-series": -0.26,
        "roman": 0.03,
        "short": -0.27,
    },
    "target": {
        "": 2.24,
        "count": -0.03,
        "elsewhere": -1.47,
        "long": -0.05,
        "percent": 1.52,
        "range": -1.07,
        "several": 0.97,
    },
    "duty": {
        "": 2.03,
        "bracket": -0.11,
        "closing": -0.1,
        "elsewhere": -0.26,
        "few-orders": -1.7,
        "group": -0.01,
        "heading": 0.89,
        "heading-unknown": -0.02,
        "in-aims": 0.09,
        "in-assignments": 1.36,
        "in-awards": -0.51,
        "in-inspection": -0.48,
        "in-members": -0.19,
        "in-money": 0.24,
        "in-work": 1.05,
        "inner": 0.14,
        "lead": 0.71,
        "lead-sentence": -0.11,
        "listed": -0.24,
        "long-name": -0.28,
        "no-order": -1.12,
        "noun-first": -1.57,
        "passive": -0.31,
        "row": 0.84,
        "sentence": 0.44,
        "sentence-in-aims": 0.0,
        "sentence-in-assignments": -0.13,
        "sentence-in-awards": -0.7,
        "sentence-in-inspection": 0.55,
        "sentence-in-members": -0.33,
        "sentence-in-money": 0.12,
        "sentence-in-work": -0.1,
        "sentence-inside": -0.2,
        "short": -0.09,
        "unknown": 0.32,
    },
    "report": {
        "": 1.28,
        "borrowed": 0.12,
        "no-period": 1.44,
        "period": 1.64,
        "purpose": 0.33,
        "several": 0.55,
        "through": 0.62,
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
