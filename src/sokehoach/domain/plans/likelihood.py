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

# Fitted by bench/fit_likelihood.py; not written by hand. 2813 items of 46 plans
# of 30 issuers, labelled by hand.
WEIGHTS: Weights = {
    "clause": {
        "": 5.16,
        "arabic": 0.48,
        "bracket": -0.27,
        "dotted": -0.0,
        "letter": 0.34,
        "out-of-series": -0.27,
        "roman": 0.03,
        "short": -0.29,
    },
    "target": {
        "": 1.59,
        "count": 1.02,
        "elsewhere": -0.4,
        "long": 0.31,
        "percent": 1.71,
        "range": -0.01,
        "several": 0.53,
    },
    "duty": {
        "": 2.01,
        "bracket": -0.12,
        "closing": -0.09,
        "elsewhere": -0.37,
        "few-orders": -1.71,
        "group": -0.05,
        "heading": 0.91,
        "heading-unknown": -0.04,
        "in-aims": 0.1,
        "in-assignments": 1.29,
        "in-awards": -0.5,
        "in-inspection": -0.48,
        "in-members": -0.19,
        "in-money": 0.21,
        "in-work": 1.25,
        "inner": -0.14,
        "lead": 0.7,
        "lead-sentence": -0.12,
        "listed": -0.35,
        "long-name": -0.27,
        "no-order": -1.11,
        "noun-first": -1.59,
        "passive": -0.32,
        "row": 0.86,
        "sentence": 0.5,
        "sentence-in-aims": 0.0,
        "sentence-in-assignments": -0.28,
        "sentence-in-awards": -0.7,
        "sentence-in-inspection": 0.55,
        "sentence-in-members": -0.34,
        "sentence-in-money": 0.08,
        "sentence-in-work": 0.21,
        "sentence-inside": 0.03,
        "short": -0.09,
        "unknown": 0.33,
    },
    "report": {
        "": 1.09,
        "borrowed": 0.27,
        "no-period": 1.37,
        "period": 1.57,
        "purpose": 0.5,
        "several": 0.71,
        "through": 0.8,
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
