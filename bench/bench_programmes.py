"""Of how many targets of real plans the proposed indicator has the right numerator, denominator and reporters.

And of how many reporting rules the proposed schedule is right. The plans stand outside the repository
(tests/golden/labels/README.md); where they are absent nothing is measured. The items are those of the labels, as a
person confirms them. `--held-out` scores the plans of the two issuers that were kept out of view, `--second` and
`--last` two later batches, `--third`, `--fourth`, `--fifth`, `--seventh` public plans, `--eighth`, `--ninth`, `--tenth`
plans that two persons wrote for it, `--eleventh` to `--twenty-second` later batches of written plans, `--rules` plans
that have reporting rules and no target; `--misses` prints what is not right (tests/golden/labels/README.md).
bench_two_readers.py says what a second reader of the same targets finds.
`--as-read` takes the targets as the reader quotes them in place of the labelled quotes, as for a person who changes
nothing; a target that the reader does not find is wrong. `--all` scores all batches whose texts are at hand.
`--cross` says how often the reporters of issuers are right by weights that were fitted without them.
"""

import re
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import Any

from tests.golden.labels import gold

from bench.labelled import CORPUS
from bench.labelled_plans import (
    build_plan,
    is_of_commune,
    list_plans,
    list_targets_as_read,
    match_targets,
    name_parties,
    read_value,
)
from sokehoach.domain.periods.due import format_due_rule
from sokehoach.domain.plans.proposals.due_texts import parse_due_text
from sokehoach.domain.plans.proposals.facts import (
    AGENCIES,
    BASE,
    EVERYBODY,
    Reporters,
)
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalKind
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.plans.reading import read_plan
from sokehoach.domain.text import fold_accents, same_tone_style

BATCHES = {
    "--held-out": gold.PROGRAMMES_BLIND,
    "--second": gold.PROGRAMMES_SECOND,
    "--last": gold.PROGRAMMES_LAST,
    "--third": gold.PROGRAMMES_THIRD,
    "--fourth": gold.PROGRAMMES_FOURTH,
    "--fifth": gold.PROGRAMMES_FIFTH,
    "--seventh": gold.PROGRAMMES_SEVENTH,
    "--eighth": gold.PROGRAMMES_EIGHTH,
    "--ninth": gold.PROGRAMMES_NINTH,
    "--tenth": gold.PROGRAMMES_TENTH,
    "--eleventh": gold.PROGRAMMES_ELEVENTH,
    "--twelfth": gold.PROGRAMMES_TWELFTH,
    "--thirteenth": gold.PROGRAMMES_THIRTEENTH,
    "--fourteenth": gold.PROGRAMMES_FOURTEENTH,
    "--fifteenth": gold.PROGRAMMES_FIFTEENTH,
    "--sixteenth": gold.PROGRAMMES_SIXTEENTH,
    "--seventeenth": gold.PROGRAMMES_SEVENTEENTH,
    "--eighteenth": gold.PROGRAMMES_EIGHTEENTH,
    "--nineteenth": gold.PROGRAMMES_NINETEENTH,
    "--twentieth": gold.PROGRAMMES_TWENTIETH,
    "--twenty-first": gold.PROGRAMMES_TWENTY_FIRST,
    "--twenty-second": gold.PROGRAMMES_TWENTY_SECOND,
    "--twenty-third": gold.PROGRAMMES_TWENTY_THIRD,
    "--rules": gold.PROGRAMMES_RULES,
}
AS_READ = "--as-read" in sys.argv
MISSES = "--misses" in sys.argv
TOO_EARLY = "before the cut-off"
_VILLAGES = re.compile(
    r"(?:(?:ban dieu hanh|ban nhan dan|truong|to truong|bi thu chi bo) ){0,2}(?:cac )?"
    r"(?:thon|ban|ap|khom|buon|xom|khu pho|to dan pho)(?:, (?:thon|ban|ap|to dan pho|khu pho)){0,2}"
)
_SAME = 0.8  # F1 of the words of two names
_FILLERS = frozenset(["so", "cac", "tong", "toan", "bo", "nhung", "va", "cua"])


def is_same_name(names: Sequence[str], proposed: str) -> bool:
    """Whether the words of the label's spans are those of the proposed name, in any order."""
    wanted, got = (count_words(" ".join(names)), count_words(proposed))
    shared_predicate = sum((wanted & got).values())
    return bool(shared_predicate) and 2 * shared_predicate / (wanted.total() + got.total()) >= _SAME


def count_words(text: str) -> Counter[str]:
    return Counter(word for word in re.findall(r"\w+", fold_accents(same_tone_style(text))) if word not in _FILLERS)


def judge_target(label: dict[str, Any], proposal: ProgrammeProposal, *, of_commune: bool = False) -> dict[str, bool]:
    content = proposal.content
    if label["measure"] == "none":
        is_right = content.kind is ProposalKind.OMITTED
        return {"measure": is_right, "numerator": is_right, "denominator": is_right, "reporters": is_right}
    whole = label["denominator"]
    areas = {fold_accents(name) for name, _level in content.unit_levels}
    numerator = [words for words in label["numerator"] if fold_accents(words) not in areas]
    return {
        "measure": content.measure.value == label["measure"],
        "numerator": is_same_name(numerator, content.name),
        "denominator": is_same_name(whole, content.denominator) if whole else not content.denominator,
        "reporters": any(
            _is_reporter(right, content.reporters, of_commune=of_commune) for right in label["reporters"]
        ),
    }  # fmt: skip


def list_right_reporters(label: dict[str, Any], bodies: Collection[str] = ()) -> frozenset[Reporters]:
    """Those of whom the labels say that they can report the figure. `bodies`: of a plan of a commune."""
    groups: dict[str, Reporters] = {"base": (BASE,), "departments": (AGENCIES,), "all": EVERYBODY}
    right = {groups.get(name) or name_parties(name) for name in label["reporters"]}
    return frozenset(right | ({(name,) for name in bodies if names_villages(name)} if (BASE,) in right else set()))


def names_villages(name: str) -> bool:
    return _VILLAGES.fullmatch(fold_accents(name)) is not None


def _is_reporter(right: str, proposed: tuple[str, ...], *, of_commune: bool = False) -> bool:
    if right == "base" and of_commune and len(proposed) == 1 and names_villages(proposed[0]):
        return True
    wanted = {"base": {BASE}, "departments": {AGENCIES}, "all": {BASE, AGENCIES}}.get(right)
    return set(proposed) == wanted if wanted else set(proposed) == set(name_parties(right))


def judge_schedule(label: dict[str, Any], proposal: ProgrammeProposal, *, of_commune: bool = False) -> bool:
    content = proposal.content
    if label["every"] is None:
        return content.kind is ProposalKind.OMITTED
    if content.kind is not ProposalKind.SCHEDULE or content.every != label["every"]:
        return False
    if "due" not in label:  # the labels of the eighth batch say nothing of the day
        return any(_is_reporter(right, content.reporters, of_commune=of_commune) for right in label["reporters"])
    due = parse_due_text(content.due)
    assumed = proposal.reason != ""
    is_early = (
        "Điều 12" in proposal.reason or "chốt ngày" in proposal.reason
    )  # kept with an earlier cut-off, or refused
    got = TOO_EARLY if is_early else None if assumed or due is None else format_due_rule(due)
    return got == label["due"] and any(_is_reporter(right, content.reporters) for right in label["reporters"])


def measure(names: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name, text, items, labels in list_plans(names):
        plan, found = build_plan(text, items), {at: at for at in range(len(items["targets"]))}
        if AS_READ:
            reading = read_plan(text)
            plan = replace(plan, targets=tuple(list_targets_as_read(text, reading)))
            found = match_targets(text, reading, items)
        proposals = {proposal.key: proposal for proposal in propose_programme(plan)}
        for label in labels["targets"]:
            value = read_value(items["targets"][label["target"]]["value"])
            if label["target"] not in found:
                counts.update(("targets", "not found"))
                continue
            proposal = find_proposal(proposals, found[label["target"]], value)
            _count_target(counts, name, label, proposal, of_commune=is_of_commune(items))
        for label in labels["schedules"]:
            _count_schedule(counts, name, label, proposals[f"BC{label['rule']}"], of_commune=is_of_commune(items))
    return counts


def find_proposal(proposals: dict[str, ProgrammeProposal], own: int, value: Decimal) -> ProgrammeProposal:
    """The proposal of target `own`; of a cell of a table that of the cells that became one indicator with it."""
    if f"CT{own}" in proposals:
        return proposals[f"CT{own}"]
    places = sorted((int(key[2:]) for key in proposals if key.startswith("CT")), key=lambda at: (abs(at - own), at))
    contents = ((proposals[f"CT{at}"], proposals[f"CT{at}"].content) for at in places)
    of_level = (
        proposal for proposal, content in contents
        if value in {level for _name, level in (*content.levels, *content.unit_levels)}
    )  # fmt: skip
    return next(of_level, proposals[f"CT{max(at for at in places if at < own)}"])


def _count_target(
    counts: Counter[str], name: str, label: dict[str, Any], proposal: ProgrammeProposal, *, of_commune: bool
) -> None:
    content, parts = proposal.content, judge_target(label, proposal, of_commune=of_commune)
    is_right, is_none = all(parts.values()), label["measure"] == "none"
    counts.update(part for part, right in parts.items() if right)
    counts["targets"] += 1
    counts["right"] += is_right
    counts["sure"] += proposal.is_sure
    counts["sure and right"] += proposal.is_sure and is_right
    counts["invented"] += is_none and content.measure is not MeasureKind.NONE
    counts["year"] += is_none or label["year"] in (content.year, *dict(content.levels))
    if MISSES and not is_right:
        wrong = [part for part, right in parts.items() if not right]
        print(f"  {name} CT{label['target']}: {wrong} {content.name} | {content.denominator} | {content.reporters}")


def _count_schedule(
    counts: Counter[str], name: str, label: dict[str, Any], proposal: ProgrammeProposal, *, of_commune: bool
) -> None:
    is_right = judge_schedule(label, proposal, of_commune=of_commune)
    is_periodic = label["every"] is not None
    counts["rules"] += 1
    counts["rules right"] += is_right
    counts["periodic"] += is_periodic
    counts["periodic right"] += is_periodic and is_right
    if MISSES and not is_right:
        content = proposal.content
        print(f"  {name} BC{label['rule']}: {label} {content.every} {content.due} {content.reporters}")


def main() -> int:
    if not CORPUS.exists():
        print("the labelled plans are absent: nothing is measured")
        return 0
    if "--cross" in sys.argv:
        from bench import fit_reporters

        fit_reporters.main()
        return 0
    batches = [names for option, names in BATCHES.items() if option in sys.argv or "--all" in sys.argv]
    counts: Counter[str] = Counter()
    absent = 0
    for name in chain(*([gold.PROGRAMMES, *batches] if "--all" in sys.argv else batches or [gold.PROGRAMMES])):
        try:
            counts += measure([name])
        except gold.Absent:
            absent += 1
    print(f"plans whose texts are absent, left out: {absent}")
    parts = ", ".join(f"{part} {counts[part]}" for part in ("measure", "numerator", "denominator", "reporters", "year"))
    print(f"targets {counts['targets']}: all right {counts['right']}; {parts}; not found {counts['not found']}")
    print(f"sure {counts['sure']}, of them right {counts['sure and right']}; figures invented {counts['invented']}")
    print(f"rules {counts['rules']}: right {counts['rules right']}; ", end="")
    print(f"periodic {counts['periodic']}, right {counts['periodic right']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
