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

# Fitted by bench/fit_likelihood.py; not written by hand. 1242 items of 17 plans
# of 12 issuers, labelled by hand.
WEIGHTS: Weights = {
    "clause": {
        "": 4.42,
        "arabic": 0.61,
        "bracket": -0.51,
        "dotted": -0.19,
        "letter": 0.68,
        "out-of-series": -0.49,
        "roman": -0.01,
    },
    "target": {
        "": 1.02,
        "count": 0.75,
        "elsewhere": 0.62,
        "long": 0.56,
        "percent": 2.39,
        "several": 0.59,
    },
    "duty": {
        "": 2.35,
        "bracket": -0.26,
        "closing": -0.7,
        "elsewhere": -1.0,
        "group": 0.47,
        "heading": 2.05,
        "heading-unknown": -0.26,
        "inner": 0.11,
        "lead": 1.11,
        "lead-sentence": -0.28,
        "long-name": -0.1,
        "no-order": -0.09,
        "sentence": 0.13,
        "sentence-inside": -0.0,
    },
    "report": {
        "": 1.04,
        "borrowed": 0.36,
        "no-period": 1.5,
        "period": 1.32,
        "purpose": 0.41,
        "several": 0.41,
        "through": 0.77,
    },
}
# End of what is fitted.


def compute_likelihood(item: ItemKind, signs: Iterable[str], weights: Weights = WEIGHTS) -> float:
    """The probability, from 0.05 to 0.99, that an item with these signs is correct."""
    sign_weights = weights[item]
    odds = sign_weights.get("", 0.0) + sum(sign_weights.get(sign, 0.0) for sign in signs)
    return min(max(round(1 / (1 + math.exp(-odds)), 2), _LEAST), _MOST)
