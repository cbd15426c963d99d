"""Fits how likely a match of a name is right, on names of our own invention (tests/golden/agencies).

Prints the constants of domain/plans/agencies.py and what they are worth: each tenth of the names is judged by
constants fitted without it.
"""

import csv
import math
from pathlib import Path

from sokehoach.domain.plans import agencies

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "golden" / "agencies"
FOLDS, STEPS, STEP, SURE = 10, 3_000, 2.0, 0.9
Row = tuple[float, float, bool]


def rows() -> list[Row]:
    """For each printed name that is like a known one: its score, its lead over the next, whether it is right."""
    with (FOLDER / "known.csv").open(encoding="utf-8") as file:
        known = [
            agencies.KnownAgency(row["code"], row["name"], (), row["group"] or None) for row in csv.DictReader(file)
        ]
    found: list[Row] = []
    with (FOLDER / "printed.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            matches = agencies.match_agencies(row["printed"], known)
            if matches:
                lead = matches[0].score - (matches[1].score if len(matches) > 1 else agencies.MIN_SIMILARITY)
                found.append((matches[0].score, lead, matches[0].code == row["code"]))
    return found


def fitted(data: list[Row]) -> tuple[float, float, float]:
    """Constant, weight of the score, weight of the lead; shrunk a little towards none."""
    base, by_score, by_lead = 0.0, 0.0, 0.0
    for _ in range(STEPS):
        slopes = [0.0, -0.001 * by_score, -0.001 * by_lead]
        for score, lead, right in data:
            miss = (right - 1 / (1 + math.exp(-(base + by_score * score + by_lead * lead)))) / len(data)
            for at, value in enumerate((1.0, score, lead)):
                slopes[at] += miss * value
        base, by_score, by_lead = (
            base + STEP * slopes[0],
            by_score + STEP * slopes[1],
            by_lead + STEP * slopes[2],
        )
    return round(base, 2), round(by_score, 2), round(by_lead, 2)


def main() -> None:
    data = rows()
    print(f"{len(data)} names, best match right: {sum(right for *_, right in data) / len(data):.3f}")
    print("constants:", fitted(data))
    sure: list[bool] = []
    for fold in range(FOLDS):
        base, by_score, by_lead = fitted([row for at, row in enumerate(data) if at % FOLDS != fold])
        for score, lead, right in data[fold::FOLDS]:
            if 1 / (1 + math.exp(-(base + by_score * score + by_lead * lead))) >= SURE:
                sure.append(right)
    share = sum(sure) / max(1, len(sure))
    print(f"left out: given ≥ {SURE}: {len(sure)} ({len(sure) / len(data):.0%}), of these right {share:.3f}")


if __name__ == "__main__":
    main()
