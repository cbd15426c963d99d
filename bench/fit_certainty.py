"""Fits the weights of domain/plans/proposals/certainty.py and says how often «sure» is right; `--write` writes them.

Plans are left out in groups: the reporters and what is counted are weighed by constants that were fitted without the
plan. Only these figures say something about a plan that nobody has seen; the wordings that the proposer knows were
mended on the labelled plans.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tests.domain.plans.worded_targets import list_written_targets
from tests.golden.labels import gold

from bench import fit_reporters, fit_subjects
from bench.bench_programmes import judge_target
from bench.labelled_plans import build_plan, is_of_commune, list_plans
from sokehoach.domain.plans.proposals import certainty as module
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.proposal import SURE, find_content_problems
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.plans.proposals.reporters import calibrate

PENALTY, STEPS, GROUPS = 1.0, 20, 8


@dataclass(frozen=True, slots=True)
class Row:
    """A target that makes something. `reported`: how likely the reporters are right, fitted without the plan."""

    plan: str
    signs: dict[str, float]
    has_right_content: bool
    has_right_reporters: bool
    reported: float
    is_complete: bool


def list_rows() -> list[Row]:
    results = [row for row in fit_reporters.cross(fit_reporters.list_cases()) if not row[0].is_invented]
    constants = fit_reporters.fit_calibration((right, chance) for _case, right, chance in results)
    rows = []
    batches = {name: batch for batch, names in fit_subjects.BATCHES.items() for name in names}
    for name in sorted(
        dict.fromkeys(case.plan for case, _right, _chance in results), key=lambda plan: batches.get(plan, "")
    ):
        fit_subjects.leave_out(batches.get(name, ""))
        reported = iter([(right, chance) for case, right, chance in results if case.plan == name])
        for _name, text, items, labels in list_plans([name]):
            facts = build_plan(text, items)
            proposals = {proposal.key: proposal for proposal in propose_programme(facts)}
            targets = {target.code: target for target in facts.targets}
            for label in labels["targets"]:
                if label["measure"] == "none":
                    continue
                has_right_reporters, chance = next(reported)
                target = targets[f"CT{label['target']}"]
                measure = parse_target(
                    target.text, unit=target.unit, value=target.value, text_before=target.text_before,
                    text_after=target.text_after,
                )  # fmt: skip
                proposal = proposals.get(target.code)
                if proposal is None or measure.kind is MeasureKind.NONE:
                    continue
                parts = judge_target(label, proposal, of_commune=is_of_commune(items))
                rows.append(
                    Row(
                        name, module.list_content_signs(target.text, measure),
                        parts["measure"] and parts["numerator"] and parts["denominator"],
                        has_right_reporters, calibrate(chance, constants) if chance else 0.3,
                        not find_content_problems(proposal.content),
                    )
                )  # fmt: skip
    return rows


def list_sentences() -> list[Row]:
    """What is counted by the sentences of writers, each by weights that were fitted without that writer."""
    rows = []
    for target in list_written_targets():
        fit_subjects.leave_out(f"writer {target.writer}")
        measure = target.parse_measure()
        if target.measure != MeasureKind.NONE and measure.kind is not MeasureKind.NONE:
            is_right = measure.kind.value == target.measure and all(target.judge_names(measure))
            signs = module.list_content_signs(target.text, measure)
            rows.append(Row(f"writer {target.writer}", signs, is_right, False, 0.0, False))
    return rows


def fit(rows: Sequence[Row]) -> dict[str, float]:
    names = list(dict.fromkeys(sign for row in rows for sign in row.signs))
    signs = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    right = np.array([float(row.has_right_content) for row in rows])
    weights = np.zeros(len(names))
    for _step in range(STEPS):  # Newton's
        chances = 1 / (1 + np.exp(-signs @ weights))
        curves = (signs.T * (chances * (1 - chances))) @ signs + PENALTY * np.eye(len(names))
        weights += np.linalg.solve(curves, signs.T @ (right - chances) - PENALTY * weights)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def cross(rows: Sequence[Row], sentences: Sequence[Row]) -> list[tuple[Row, float]]:
    """Each target's likelihood, by weights that were fitted without the plans of its group."""
    groups = {plan: at % GROUPS for at, plan in enumerate(dict.fromkeys(row.plan for row in rows))}
    results = []
    for group in range(GROUPS):
        weights = fit([*sentences, *(row for row in rows if groups[row.plan] != group)])
        for row in rows:
            if groups[row.plan] == group:
                odds = sum(weights.get(sign, 0.0) * amount for sign, amount in row.signs.items())
                results.append((row, row.reported / (1 + float(np.exp(-odds)))))
    return results


def main() -> None:
    rows = list_rows()
    sentences = list_sentences()
    results = cross(rows, sentences)
    counts: Counter[str] = Counter()
    for row, likelihood in results:
        if row.is_complete and likelihood >= SURE:
            batch = "written" if row.plan in gold.PROGRAMMES_WRITTEN else "issued"
            batch = "the last written" if row.plan in gold.PROGRAMMES_THIRTEENTH else batch
            counts.update([batch, f"{batch} right"] if row.has_right_content and row.has_right_reporters else [batch])
    for batch in ("issued", "written", "the last written"):
        print(f"plans left out, {batch}: sure and right {counts[f'{batch} right']} of {counts[batch]} sure")
    print(f"of {len(rows)} targets, {len(sentences)} more of single sentences")
    weights = fit([*rows, *sentences])
    if "--write" in sys.argv:
        fit_reporters.write_constants(Path(module.__file__), weights, len(rows) + len(sentences))
    print(weights)


if __name__ == "__main__":
    main()
