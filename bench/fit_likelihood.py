"""Fits the constants of domain/plans/likelihood.py on the plans labelled by hand; `--write` puts them there.

For each kind of item: the logarithm of the odds that it is right is a sum over its signs. The sum is fitted by
gradient ascent on the log-likelihood. What was seen seldom is held back by imagined observations: of each kind
and of each sign a few, of which one in five is wrong.
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bench.labelled import Found, found, scorer
from sokehoach.domain.plans import likelihood as module

IMAGINED, WRONG = 5.0, 0.2  # observations imagined for each sign, and the share of them that is wrong
STEPS, STEP, PENALTY = 4_000, 0.5, 0.002
KINDS = ("clause", "target", "duty", "report")


def fitted(items: Iterable[Found]) -> dict[str, dict[str, float]]:
    """The constants for each kind of item."""
    items = list(items)
    return {kind: _fit([one for one in items if one.item == kind]) for kind in KINDS}


def _fit(items: list[Found]) -> dict[str, float]:
    counted: Counter[tuple[tuple[str, ...], bool]] = Counter((one.signs, one.right) for one in items)
    rows: list[tuple[tuple[str, ...], bool, float]] = [(*key, float(count)) for key, count in counted.items()]
    signs = sorted({sign for one in items for sign in one.signs})
    for sign in signs:
        rows += [((sign,), True, IMAGINED * (1 - WRONG)), ((sign,), False, IMAGINED * WRONG)]
    weights = {"": 0.0, **dict.fromkeys(signs, 0.0)}
    total = sum(count for *_, count in rows)
    for _ in range(STEPS):
        slope = {sign: -PENALTY * weight for sign, weight in weights.items() if sign}
        slope[""] = 0.0
        for present, right, count in rows:
            odds = weights[""] + sum(weights[sign] for sign in present)
            miss = count * ((1.0 if right else 0.0) - 1 / (1 + math.exp(-odds))) / total
            slope[""] += miss
            for sign in present:
                slope[sign] += miss
        for sign, way in slope.items():
            weights[sign] += STEP * way * 10
    return {sign: round(weight, 2) for sign, weight in weights.items()}


def _as_python(weights: dict[str, dict[str, float]]) -> str:
    lines = ["WEIGHTS: Weights = {"]
    for kind, constants in weights.items():
        lines.append(f'    "{kind}": {{')
        lines += [f'        "{sign}": {weight},' for sign, weight in constants.items()]
        lines.append("    },")
    return "\n".join([*lines, "}"])


def main() -> None:
    beside = scorer()
    if beside is None:
        print("không có kế hoạch đã gán nhãn: không đo được gì")
        return
    items = list(found(beside))
    weights = fitted(items)
    text = _as_python(weights)
    plans, issuers = {one.plan for one in items}, {one.issuer for one in items}
    print(text)
    print(f"# {len(items)} items of {len(plans)} plans of {len(issuers)} issuers")
    if "--write" in sys.argv:
        assert module.__file__ is not None
        path = Path(module.__file__)
        source = re.sub(
            r"# Fitted by .*?# End of what is fitted\.\n",
            lambda _: (
                "# Fitted by bench/fit_likelihood.py; not written by hand. "
                f"{len(items)} items of {len(plans)} plans\n# of {len(issuers)} issuers, labelled by hand.\n"
                f"{text}\n# End of what is fitted.\n"
            ),
            path.read_text("utf-8"),
            flags=re.DOTALL,
        )
        path.write_text(source, "utf-8")


if __name__ == "__main__":
    main()
