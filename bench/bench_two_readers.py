"""How far two readers of a plan agree on what its targets count, and how often a proposal is right by one of both.

The second reader labels the programme of the same items without seeing the labels of the first, and adds what else
would be fair (`second` in tests/golden/labels/programmes; tests/golden/labels/README.md).
"""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.golden.labels import gold

from bench.bench_programmes import find_proposal, is_same_name, judge_target, list_right_reporters
from bench.labelled_plans import build_plan, is_of_commune, list_plans, read_value
from sokehoach.domain.plans.proposals.propose import propose_programme


def measure(names: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for _name, text, items, labels in list_plans(names):
        proposals = {proposal.key: proposal for proposal in propose_programme(build_plan(text, items))}
        for label in labels["targets"]:
            readings = [reading for reading in labels["second"] if reading["target"] == label["target"]]
            value = read_value(items["targets"][label["target"]]["value"])
            proposal = find_proposal(proposals, label["target"], value)
            by_first, by_second, *by_others = (
                all(judge_target(reading, proposal, of_commune=is_of_commune(items)).values())
                for reading in (label, *readings)
            )
            counts["targets"] += 1
            counts["first"] += by_first
            counts["second"] += by_second
            counts["one"] += by_first or by_second or any(by_others)
            counts["agree"] += is_same_reading(label, readings[0])
            counts["agree with one"] += any(is_same_reading(label, reading) for reading in readings)
    return counts


def is_same_reading(label: dict[str, Any], reading: dict[str, Any]) -> bool:
    """Whether a proposal like the second reading is right by the label."""
    parts = ((label[part], " ".join(reading[part])) for part in ("numerator", "denominator"))
    same_names = all(is_same_name(names, name) if names else not name for names, name in parts)
    same_reporters = bool(list_right_reporters(label) & list_right_reporters(reading)) or label["measure"] == "none"
    return label["measure"] == reading["measure"] and same_names and same_reporters


def main() -> int:
    for names in gold.PROGRAMMES_READ_TWICE:
        try:
            counts = measure(names)
        except gold.Absent as absent:
            print(f"nothing is measured: {absent}")
            return 0
        print(
            f"{names[0]} to {names[-1]}, targets {counts['targets']}: right by the first reader {counts['first']}, ",
            end="",
        )
        print(f"by the second {counts['second']}, by one of both or what the second finds fair {counts['one']}")
        print(f"the second reader is right by the first in {counts['agree']}, ", end="")
        print(f"with what the second finds fair in {counts['agree with one']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
