"""Of how many reporting rules in real plans the proposed period and due day are right, wrong, or missing.

The plans stand outside the repository (tests/golden/labels/README.md); where they are absent nothing is measured. What
each printed day comes to was written by hand, for counting by NĐ 09/2019/NĐ-CP art. 12. `--misses` prints what is not
right.
"""

import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from bench.labelled import CORPUS, plans, scorer
from sokehoach.domain.periods.due import format_due_rule
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import ND09
from sokehoach.domain.plans.due_rules import build_plan_due
from sokehoach.domain.plans.reading import NotAPlanError, read_plan, to_json

MISSES = "--misses" in sys.argv
TOO_EARLY = "before the cut-off"
NO_DAY = "no day"
# (plan, frequency, printed day) of the labels: the due rule. All others print no day of a period.
BY_HAND = {
    ("002", "month", "trước ngày 20 hằng tháng"): "ngày 20 tháng cuối kỳ",
    ("002", "month", "trước ngày 15 hằng tháng"): "ngày 15 tháng cuối kỳ",
    ("105", "month", "trước ngày 18 hằng tháng"): "ngày 18 tháng cuối kỳ",
    ("008", "year", "Trước ngày 15/12 hàng năm"): "ngày 15/12 hằng năm",
    ("011", "year", "trước ngày 15 tháng 11"): TOO_EARLY,
    ("019", "year", "trước ngày 30 tháng 11"): TOO_EARLY,
    ("030", "year", "trước ngày 15 tháng 12"): "ngày 15/12 hằng năm",
    ("033", "year", "trước ngày 15/11 hằng năm"): TOO_EARLY,
    ("057", "quarter", "trước ngày 20 tháng cuối quý"): "ngày 20 tháng cuối kỳ",
    ("118", "six-month", "trước ngày 10/6/2014"): TOO_EARLY,
    ("118", "year", "trước ngày 30/10/2014"): TOO_EARLY,
}
PERIODIC = frozenset(kind.value for kind in PeriodType if kind is not PeriodType.AD_HOC)


def propose(rule: Mapping[str, Any], rules: list[Any], signed_on: str | None) -> str | None:
    """The period and due rule proposed for one rule, as text; None for no schedule."""
    if rule["every"] not in PERIODIC:
        return None
    day = date.fromisoformat(signed_on) if signed_on else None
    others = [one["due"] or "" for one in rules if one is not rule and one["to"] == rule["to"]]
    found = build_plan_due(rule["due"] or "", PeriodType(rule["every"]), ND09, signed_on=day, other_texts=others)
    due = format_due_rule(found.due) if found.due else TOO_EARLY if found.problems else NO_DAY
    return f"{rule['every']}, {due}"


def expect(name: str, rule: Mapping[str, Any]) -> str | None:
    if rule["every"] not in PERIODIC:
        return None
    return f"{rule['every']}, {BY_HAND.get((name, rule['every'], rule['due']), NO_DAY)}"


def measure() -> dict[str, Counter[str]]:
    """Counts by source: the labelled rules themselves, and those that the reader finds in the text."""
    beside = scorer()
    assert beside is not None
    same = dict(beside.PARTS)["reporting"]
    counts: dict[str, Counter[str]] = {"labels": Counter(), "text": Counter()}
    for name, text, labels in plans():
        signed_on, rules = labels["document"]["date"], labels["reporting"]
        try:
            free = list(to_json(read_plan(text))["reporting"])
        except NotAPlanError:
            free = []
        found_rules = list(free)
        for rule in rules:
            wanted = expect(name, rule)
            best = max(free, key=lambda found: (same(rule, found), found["due"] == rule["due"]), default=None)
            if best is None or not same(rule, best):
                outcome, read = "none", None
            else:
                free.remove(best)
                read = propose(best, found_rules, signed_on)
                outcome = "right" if read == wanted else "wrong"
            counts["text"][outcome] += 1
            counts["text"][f"{outcome}, periodic"] += wanted is not None
            alone = propose(rule, rules, signed_on)
            counts["labels"]["right" if alone == wanted else "wrong"] += 1
            counts["labels"][f"{'right' if alone == wanted else 'wrong'}, periodic"] += wanted is not None
            if MISSES and (outcome != "right" or alone != wanted):
                print(f"  {name}: wanted {wanted}, from the label {alone}, from the text {outcome} {read or ''}")
        counts["text"]["too much, periodic"] += sum(
            propose(found, found_rules, signed_on) is not None for found in free
        )
    return counts


def main() -> int:
    if scorer() is None or not CORPUS.exists():
        print("the labelled plans are absent: nothing is measured")
        return 0
    for source, counts in measure().items():
        print(f"{source}: " + ", ".join(f"{outcome} {counts[outcome]}" for outcome in sorted(counts)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
