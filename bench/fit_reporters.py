"""Fits the weights of domain/plans/proposals/reporter_weights.py; `--write` puts them there.

A target's candidates share one likelihood by their signs. What is fitted is the likelihood that one of those whom the
labels allow is chosen, over the labelled plans and the invented ones (bench/practice); each plan counts by the root
of its targets. The weights are held to first guesses, so that a sign seen seldom keeps what common sense says.
Each issuer is left out once: only these figures say something about a plan that nobody has seen.
"""

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tests.golden.labels import gold

from bench.bench_programmes import list_right_reporters
from bench.labelled_plans import build_plan, is_of_commune, list_plans
from bench.practice_plans import list_practice_plans
from sokehoach.domain.plans.agencies import expand_name
from sokehoach.domain.plans.proposals import reporter_weights as module
from sokehoach.domain.plans.proposals.facts import Reporters, TargetFacts
from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.reporters import ReporterFinder, calibrate, rank_candidates

# What common sense says before anything is measured.
GUESSES = {
    "clause": 2.5, "heading": 1.5, "named": 1.5, "name_words": 1.5, "duty_words": 2.5, "duty_best": 1.0,
    "base_share": 0.5, "branch": 1.5, "branch_exact": 1.0, "room": 1.0, "keeper": 1.0, "collects": 1.0,
    "collects_counted": -1.0, "standing": 0.5, "share": 0.5, "first": 0.5, "mass": -1.5, "crowd": -2.0,
    "several": -1.0, "several_counted": 2.0, "several_areas": 1.0, "no_duty": -1.0, "issuer": -1.0,
    "issuer_collects": 1.5, "area_body": 1.0, "government": 1.0, "base": 0.0, "base_counted": 2.5,
    "base_homes": 1.5, "base_registered": -1.5, "base_party": 1.5, "agencies": -1.0, "agencies_counted": 3.0,
    "everybody": -2.0, "everybody_staff": 3.0, "everybody_special": -2.0,
    "sends": 0.5, "person": -1.0, "joint": -1.0, "base_sends": 0.5, "one_duty": 1.0, "one_duty_best": 0.5,
    "near_duty": 0.5, "near_duty_best": 0.5, "near_branch": 0.5, "beside_duty": 0.5, "beside_duty_best": 0.5,
    "beside_branch": 0.5, "field": 1.0, "near_field": 0.3, "beside_field": 0.3,
}  # fmt: skip
# How much a plan counts beside an invented one, each of which stands here three times: a labelled plan that was written
# for it, and one that was issued.
LABELLED, ISSUED = 12, 36
PENALTY, STEPS, STEP, GROUPS = 0.1, 250, 0.05, 8
SLOW_STEPS, SLOWER = 150, 0.3  # after so many steps each is shorter
REAL = (
    *gold.PROGRAMMES, *gold.PROGRAMMES_BLIND, *gold.PROGRAMMES_SECOND, *gold.PROGRAMMES_LAST, *gold.PUBLIC_OTHERS,
    *gold.PROGRAMMES_WRITTEN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A target: what speaks for its candidates, and which of them the labels allow. `issuer`: of its plan."""

    plan: str
    issuer: str
    signs: Mapping[Reporters, Mapping[str, float]]
    right: frozenset[Reporters]
    is_invented: bool


def list_cases() -> list[Case]:
    return [*_list_real(), *_list_invented()]


def _list_real() -> Iterator[Case]:
    for name in REAL:
        try:
            plans = list(list_plans([name]))
        except (gold.Absent, FileNotFoundError):
            continue
        for _name, text, items, labels in plans:
            facts = build_plan(text, items)
            finder, targets = ReporterFinder(facts), {target.code: target for target in facts.targets}
            for label in labels["targets"]:
                if label["measure"] != "none":
                    signs = _list_signs(finder, targets[f"CT{label['target']}"])
                    right = list_right_reporters(label, facts.agencies if is_of_commune(items) else ())
                    yield Case(name, items["document"]["issuer"] or name, signs, right, False)


def _list_invented() -> Iterator[Case]:
    for at, plan in enumerate(list_practice_plans(vary=True)):
        finder = ReporterFinder(plan.facts)
        for target, right in zip(plan.facts.targets, plan.reporters, strict=True):
            yield Case(f"invented {at}", plan.issuer, _list_signs(finder, target), right, True)


def _list_signs(finder: ReporterFinder, target: TargetFacts) -> dict[Reporters, dict[str, float]]:
    measure = parse_target(
        target.text, unit=target.unit, value=target.value, text_before=target.text_before, text_after=target.text_after
    )
    return finder.list_signs(target, measure)


def fit(cases: Iterable[Case]) -> dict[str, float]:
    """The weights with which the likelihood that an allowed candidate is chosen is greatest (Adam)."""
    rows = [case for case in cases if case.right & set(case.signs)]
    sizes = Counter(case.plan for case in rows)
    names = list(GUESSES)
    candidates = [(at, party, signs) for at, case in enumerate(rows) for party, signs in case.signs.items()]
    signs = np.array([[row.get(name, 0.0) for name in names] for _at, _party, row in candidates])
    owners = np.array([at for at, _party, _row in candidates])
    allowed = np.array([float(party in rows[at].right) for at, party, _row in candidates])
    starts = np.searchsorted(owners, np.arange(len(rows)))
    shares = np.array([_weigh_plan(case) / math.sqrt(sizes[case.plan]) for case in rows]) / LABELLED
    guesses = np.array([GUESSES[name] for name in names])
    weights, momentum, squares = guesses.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        scores = signs @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owners])
        chances = odds / np.add.reduceat(odds, starts)[owners]
        right = np.add.reduceat(chances * allowed, starts)[owners]
        misses = (chances * allowed / np.maximum(right, 1e-12) - chances) * shares[owners]
        slope = signs.T @ misses - PENALTY * (weights - guesses)
        momentum = 0.9 * momentum + 0.1 * slope
        squares = 0.99 * squares + 0.01 * slope**2
        pace = STEP * (1.0 if step < SLOW_STEPS else SLOWER)
        weights += pace * momentum / (1 - 0.9**step) / (np.sqrt(squares / (1 - 0.99**step)) + 1e-9)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _weigh_plan(case: Case) -> int:
    return 1 if case.is_invented else LABELLED if case.plan in gold.PROGRAMMES_WRITTEN else ISSUED


def is_right(case: Case, weights: Mapping[str, float]) -> tuple[bool, float]:
    """Whether the best is allowed, and its share of likelihood."""
    if not case.signs:
        return False, 0.0
    best, chance = rank_candidates(case.signs, weights)[0]
    return best in case.right, chance


def fit_calibration(results: Iterable[tuple[bool, float]]) -> tuple[float, float]:
    rows = [(right, math.log(chance / max(1 - chance, 1e-6))) for right, chance in results if chance]
    base, slope = 0.0, 1.0
    for _step in range(4_000):
        misses = [(right - 1 / (1 + math.exp(-(base + slope * odds))), odds) for right, odds in rows]
        base += 0.5 * sum(miss for miss, _odds in misses) / len(rows)
        slope += 0.1 * (sum(miss * odds for miss, odds in misses) / len(rows) - 0.01 * (slope - 1))
    return round(base, 2), round(slope, 2)


def cross(cases: list[Case]) -> list[tuple[Case, bool, float]]:
    """Targets by weights that were fitted without their issuer and those of its group."""
    issuers = list(dict.fromkeys(_name_issuer(case) for case in cases))
    groups = {issuer: at % GROUPS for at, issuer in enumerate(issuers)}
    results = []
    for group in range(GROUPS):
        weights = fit(case for case in cases if groups[_name_issuer(case)] != group)
        results += [(case, *is_right(case, weights)) for case in cases if groups[_name_issuer(case)] == group]
    return results


def _name_issuer(case: Case) -> str:
    return f"invented {case.issuer}" if case.is_invented else expand_name(case.issuer)


def main() -> None:
    cases = list_cases()
    weights = fit(cases)
    for name, group in (("labelled", False), ("invented", True)):
        own = [is_right(case, weights)[0] for case in cases if case.is_invented is group]
        print(f"{name}: {sum(own)} of {len(own)} with weights fitted on them")
    if "--cross" in sys.argv or "--write" in sys.argv:
        results = cross(cases)
        counts: defaultdict[tuple[bool, str], list[bool]] = defaultdict(list)
        for case, right, _chance in results:
            counts[case.is_invented, case.issuer].append(right)
        for (invented, issuer), rows in counts.items():
            if not invented:
                print(f"  {issuer}: {sum(rows)} of {len(rows)}")
        for invented in (False, True):
            rows = [right for case, right, _chance in results if case.is_invented is invented]
            print(f"issuer left out, {'invented' if invented else 'labelled'}: {sum(rows)} of {len(rows)}")
        labelled = [(right, chance) for case, right, chance in results if not case.is_invented]
        constants = fit_calibration(labelled)
        print(f"calibration {constants}")
        for low, high in ((0, 0.4), (0.4, 0.6), (0.6, 0.75), (0.75, 0.9), (0.9, 1.01)):
            rows = [right for right, chance in labelled if chance and low <= calibrate(chance, constants) < high]
            print(f"  likelihood {low} to {high}: {sum(rows)} of {len(rows)} right")
        if "--write" in sys.argv:
            write_constants(Path(module.__file__), weights, len(cases), f"CALIBRATION = {constants}\n")
    print(weights)


def write_constants(path: Path, weights: Mapping[str, float], count: int, more: str = "") -> None:
    """Writes what was fitted on so many targets into the module, and nothing else. `more`: lines behind the weights."""
    lines = "".join(f'    "{sign}": {weight},\n' for sign, weight in weights.items())
    fitted = (
        f"# Fitted by bench/{Path(sys.argv[0]).name} on {count} targets; not written by hand.\n"
        f"WEIGHTS: Mapping[str, float] = {{\n{lines}}}\n{more}# End of what is fitted.\n"
    )
    path.write_text(
        re.sub(r"# Fitted by .*# End of what is fitted\.\n", fitted, path.read_text("utf-8"), flags=re.DOTALL)
    )


if __name__ == "__main__":
    main()
