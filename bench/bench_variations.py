"""How much the reader finds in labelled plans whose form is changed, against the same plans as they are.

Each change (`bench/variations`) is made alone, with a fixed seed; the labels follow it. A line has the change, the
number of plans that it changed, and each part before and after over those plans, the largest fall first. The plans
stand outside the repository (tests/golden/labels/README.md); where they are absent nothing is measured. `--short`: one
plan in twelve. `--only WORDS`: changes whose name has them, and with `--misses` what was found before and not after.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from types import ModuleType

from bench.labelled import plans, scorer
from bench.short import size
from bench.variations.catalogue import CHANGES
from bench.variations.marked import Changed, Labels, MarkedPlan, mark_plan
from sokehoach.adapters.readers.txt.plain import read_text
from sokehoach.domain.plans.reading import NotAPlanError, read_plan, to_json

SEED = 20
PARTS = ("outline", "targets", "duties", "reporting")


class Score:
    """Hits, labelled and read items of each part, and the share of each header that is right."""

    def __init__(self) -> None:
        self.counts = {part: [0, 0, 0] for part in PARTS}
        self.headers: list[float] = []

    def add(self, other: "Score") -> None:
        self.headers += other.headers
        for part in PARTS:
            self.counts[part] = [sum(pair) for pair in zip(self.counts[part], other.counts[part], strict=True)]

    def figures(self) -> dict[str, float]:
        result = {"document": sum(self.headers) / max(1, len(self.headers))}
        for part, (hits, labelled, read) in self.counts.items():
            result[part] = 2 * hits / (labelled + read) if labelled + read else 1.0
        return result | {"overall": sum(result.values()) / len(result)}


def score(beside: ModuleType, changed: Changed, *, missed: list[str] | None = None) -> Score:
    text, _ = read_text(changed.text.encode(), name="variation.txt")
    try:
        found = to_json(read_plan(text))
    except NotAPlanError as error:
        found = {"document": {}, **{part: [] for part in PARTS}}
        if missed is not None:
            missed.append(f"refused: {error}")
    result = Score()
    result.headers.append(beside.header(changed.labels["document"], found["document"]))
    for part, same in beside.PARTS:
        hits = beside.pair(changed.labels[part], found[part], same)
        result.counts[part] = [hits, len(changed.labels[part]), len(found[part])]
        if missed is not None:
            missed += list(_list_misses(part, changed.labels[part], found[part], same))
    return result


def _list_misses(part: str, labelled: list[Labels], found: list[Labels], same: object) -> Iterator[str]:
    keys = {"outline": ("path", "starts"), "targets": ("value", "bound", "quote"), "duties": ("agency", "starts")}
    wanted = keys.get(part, ("every", "to", "via"))
    for one, others, name in ((labelled, found, "missed"), (found, labelled, "too much")):
        for item in one:
            if not any(same(item, other) for other in others):  # type: ignore[operator]
                yield f"{name} {part}: " + " | ".join(str(item.get(key))[:90] for key in wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--plan", default="")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    beside = scorer()
    if beside is None:
        print("không có kế hoạch đã gán nhãn (../shared): không đo được gì")
        return
    marked = [plan for name, text, labels in plans() if (plan := mark_plan(name, text, labels)) is not None]
    marked = [plan for plan in marked if given.plan in plan.name][:: size(1, 12)]
    before = {plan.name: score(beside, Changed(plan.text, plan.labels)) for plan in marked}
    whole = Score()
    for one in before.values():
        whole.add(one)
    print(f"{len(marked)} plans, {sum(plan.unplaced for plan in marked)} labels without a place; unchanged:")
    print("  " + " · ".join(f"{part} {value:.3f}" for part, value in whole.figures().items()))
    rows = []
    for name, change in CHANGES.items():
        if given.only.lower() not in name.lower():
            continue
        old, new, count = Score(), Score(), 0
        for plan in marked:
            changed = change(plan, random.Random(f"{SEED} {plan.name}"))
            if changed is None:
                continue
            count += 1
            missed: list[str] = []
            after = score(beside, changed, missed=missed if given.misses else None)
            if given.misses:
                _print_new_misses(beside, plan, name, missed)
            old.add(before[plan.name])
            new.add(after)
        if count:
            rows.append((name, count, old.figures(), new.figures()))
    rows.sort(key=lambda row: row[3]["overall"] - row[2]["overall"])
    print("| change | plans | " + " | ".join(("overall", "document", *PARTS)) + " |")
    print("|---|---|" + "---|" * 6)
    for name, count, old_figures, new_figures in rows:
        cells = [f"{old_figures[part]:.3f} → {new_figures[part]:.3f}" for part in ("overall", "document", *PARTS)]
        print(f"| {name} | {count} | " + " | ".join(cells) + " |")


def _print_new_misses(beside: ModuleType, plan: MarkedPlan, name: str, missed: list[str]) -> None:
    known: list[str] = []
    score(beside, Changed(plan.text, plan.labels), missed=known)
    fresh = [miss for miss in missed if miss not in known]
    if fresh:
        print(f"-- {name}: {plan.name}")
        print("\n".join(f"   {miss}" for miss in fresh[:40]))


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    main()
