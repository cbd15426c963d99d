"""Of how many targets of real plans the proposed indicator has the right numerator, denominator and reporters.

And of how many reporting rules the proposed schedule is right. The plans stand outside the repository
(tests/golden/labels/README.md); where they are absent nothing is measured. The items are those of the labels, as a
person confirms them. `--held-out` scores the plans of the two issuers that were kept out of view, `--second` and
`--last` two later batches, `--third`, `--fourth`, `--fifth`, `--seventh` public plans, `--eighth`, `--ninth`, `--tenth`
plans that two persons wrote for it, `--eleventh` to `--twenty-second` later batches of written plans, `--rules` plans
that have reporting rules and no target; `--misses` prints what is not right (tests/golden/labels/README.md).
bench_two_readers.py says what a second reader of the same targets finds.
`--cross` says how often the reporters of issuers are right by weights that were fitted without them.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.golden.labels import gold

from bench.labelled import CORPUS
from sokehoach.domain.periods.due import format_due_rule
from sokehoach.domain.plans.agencies import find_groups, names_everybody, split_names
from sokehoach.domain.plans.proposals.annexes import find_named_beside
from sokehoach.domain.plans.proposals.due_texts import parse_due_text
from sokehoach.domain.plans.proposals.facts import (
    AGENCIES,
    BASE,
    EVERYBODY,
    DutyFacts,
    PlanFacts,
    Reporters,
    RuleFacts,
    TargetFacts,
)
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalKind
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence
from sokehoach.domain.plans.reading import Reading, read_plan
from sokehoach.domain.plans.yearly_targets import CELL_SEPARATOR
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
MISSES = "--misses" in sys.argv
TOO_EARLY = "before the cut-off"
_OF_AREA = re.compile(r"(?:uy ban nhan dan|ubnd|chinh phu|thu tuong)(?!\w)")
_SHORT_FORM = re.compile(r" ?\((?=[^()]*[A-ZĐ&]{2,})[^()]{2,24}\)$")  # «Phòng … (P.QLCL&CTXH)», «… (Phòng KTHT&ĐT)»
_ROLE = re.compile(
    r" ?\((?:[^()]*(?:cơ quan|đơn vị|bộ phận) )?(?:thường trực|đầu mối)[^()]*\)$", re.IGNORECASE
)  # fmt: skip
_OF_AREA_LEVEL = re.compile(r"^(?:uy ban nhan dan|ubnd) (xa|phuong|thi tran|dac khu|huyen|tinh|thanh pho)(?!\w)")
# In a plan of a commune the units of the base level are its villages, whom labels call «base».
_OF_COMMUNE = re.compile(r"(?:(?:uy ban nhan dan|ubnd|dang uy) )?(?:xa|phuong|thi tran|dac khu)(?!\w)")
_VILLAGES = re.compile(
    r"(?:(?:ban dieu hanh|ban nhan dan|truong|to truong|bi thu chi bo) ){0,2}(?:cac )?"
    r"(?:thon|ban|ap|khom|buon|xom|khu pho|to dan pho)(?:, (?:thon|ban|ap|to dan pho|khu pho)){0,2}"
)
_SAME = 0.8  # F1 of the words of two names
_FILLERS = frozenset(["so", "cac", "tong", "toan", "bo", "nhung", "va", "cua"])


def list_plans(names: Sequence[str]) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Name, text, items as labelled, and what a programme would count."""
    for name in names:
        paths = (folder / "gold" / f"{name}.json" for folder in (CORPUS, CORPUS / "more"))
        path = next((path for path in paths if path.exists()), None)
        items = gold.labels(CORPUS, name) if path is None else json.loads(path.read_text("utf-8"))
        yield name, gold.text_of(CORPUS, name), items, gold.programme(CORPUS, name)


def build_plan(text: str, items: dict[str, Any]) -> PlanFacts:
    """The plan as a person has confirmed it; agencies are known by the names that it prints."""
    _SPELLINGS.clear()
    _OWN_LEVELS.clear()
    _OWN_LEVELS.update(_OF_AREA_LEVEL.findall(fold_accents(items["document"]["issuer"] or "")))
    reading = read_plan(text)
    outline = [(clause.path, clause.starts, clause.span) for clause in reading.clauses]
    starts = [_find_words(text, duty["starts"])[0] for duty in items["duties"]]
    ends = dict(_list_duty_ends(text, reading, starts))
    duties = tuple(
        DutyFacts(
            f"NV{at}", duty["path"], duty["starts"], " ".join(text[start : ends[start]].split()),
            _name_leads(duty["agency"]),
        )
        for at, (duty, start) in enumerate(zip(items["duties"], starts, strict=True))
    )  # fmt: skip
    # A cell of a row that a person confirms has the year of its column; the label quotes the row.
    rows = [row for row in reading.targets if CELL_SEPARATOR in row.quote]
    targets = []
    for at, target in enumerate(items["targets"]):
        start, end = _find_words(text, target["quote"])
        text_before, text_after = find_rest_of_sentence(text, start, end, unit=target["unit"])
        clause_parties = [(path, words) for path, words, span in outline if span.start <= start < span.end]
        inner = clause_parties[-1][0] if clause_parties else ""
        headings = tuple(words for path, words in clause_parties)
        row = next(
            (
                row
                for row in rows
                if row.span.start < end and start < row.span.end and Decimal(row.value) == _read_value(target["value"])
            ),
            None,
        )
        if row is not None:
            targets.append(
                TargetFacts(
                    f"CT{at}", row.path, row.quote, Decimal(row.value), row.unit, row.bound, year=row.year,
                    headings=headings,
                )
            )  # fmt: skip
            continue
        targets.append(
            TargetFacts(
                f"CT{at}", inner, target["quote"], _read_value(target["value"]), target["unit"], target["bound"],
                text_before, text_after, headings, named_beside=find_named_beside(text, start, end),
            )
        )  # fmt: skip
    names = dict.fromkeys(name for duty in duties for name in duty.leads)
    rules = tuple(
        RuleFacts(
            f"BC{at}", "", "", _name_senders(rule["who"]), rule["every"], rule["due"] or "", rule["to"] or "",
            _find_known(rule["via"] or "", names),
            tuple(name for name in name_parties(rule["to"] or "") if name in names),
        )
        for at, rule in enumerate(items["reporting"])
    )  # fmt: skip
    agencies = {name: name for duty in duties for name in duty.leads if name not in (BASE, AGENCIES)}
    issuer = items["document"]["issuer"] or ""
    own = next((name for name in agencies if fold_accents(name) == fold_accents(issuer)), "")
    if issuer and not own and not _OF_AREA.match(fold_accents(issuer)):
        agencies[_fold_text(issuer)] = _fold_text(issuer)  # the body itself, where nobody else can report
    signed = items["document"]["date"]
    return PlanFacts(
        items["document"]["title"] or "", date.fromisoformat(signed) if signed else None, tuple(targets), duties, rules,
        tuple((path, words) for path, words, _span in outline), agencies, own,
    )  # fmt: skip


def _name_senders(name: str) -> tuple[str, ...]:
    """Who reports by a rule: «Các đơn vị được giao nhiệm vụ» are all, as the product reads it."""
    parties = name_parties(name)
    return EVERYBODY if names_everybody(name) and not {BASE, AGENCIES} & {*parties} else parties


def _find_known(name: str, names: Collection[str]) -> tuple[str, ...]:
    """Who collects: also where a duty names it with its place, «Văn phòng UBND» of «Văn phòng UBND xã»."""
    parties = name_parties(name)
    longer = next((known for known in names if parties and known.startswith(f"{parties[0]} ")), "")
    return (longer,) if longer and parties[0] not in names else parties


def _name_leads(name: str) -> tuple[str, ...]:
    """Who does a duty, each of several: «Sở Y tế; Sở Tài chính»."""
    parties = [party for part in split_names(name) for party in name_parties(part)]
    return tuple(dict.fromkeys(parties)) if name and not find_groups(name) else name_parties(name)


def _read_value(value: float | str) -> Decimal:
    """The first number of «3/4 trường», of «12/16 khu phố»: the share is in no label's value."""
    return Decimal(str(value).split("/")[0])


def _find_words(text: str, words: str) -> tuple[int, int]:
    parts = unicodedata.normalize("NFC", words).split()
    match = re.search(r"\s+".join(map(re.escape, parts)), text)
    assert match is not None, words
    return match.span()


def _list_duty_ends(text: str, reading: Reading, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each duty's own words end, as a person confirms it: as read, else where the next duty or part begins."""
    read_ends = {duty.span.start: duty.span.end for duty in reading.duties}
    places = sorted({*starts, *(clause.span.start for clause in reading.clauses), len(text)})
    for start in starts:
        next_place = next(place for place in places if place > start)
        paragraph_end = text.find("\n\n", start, next_place)
        yield start, read_ends.get(start, paragraph_end if paragraph_end > 0 else next_place)


def name_parties(name: str) -> tuple[str, ...]:
    if not name:
        return ()
    if name == "chung":
        return (BASE, AGENCIES)
    groups = find_groups(name)
    parties = [key for key, group in ((BASE, "communes"), (AGENCIES, "departments")) if group in groups]
    return tuple(parties) or (_fold_text(name),)


def _fold_text(name: str) -> str:
    """The name as it was first printed: the same body in capitals or with its role behind is no other body."""
    printed = " ".join(same_tone_style(unicodedata.normalize("NFC", name)).split())
    printed = _ROLE.sub("", _SHORT_FORM.sub("", printed))
    folded = fold_accents(printed)
    level = next((level for level in _OWN_LEVELS if folded.endswith(f" {level}")), "")
    return _SPELLINGS.setdefault(folded.removesuffix(f" {level}") if level else folded, printed)


# Of one plan: names as first printed, and the level of its area, «Công an phường» and «Công an» being one body there.
_SPELLINGS: dict[str, str] = {}
_OWN_LEVELS: set[str] = set()


def is_of_commune(items: dict[str, Any]) -> bool:
    return _OF_COMMUNE.match(fold_accents(items["document"]["issuer"] or "")) is not None


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
        proposals = {proposal.key: proposal for proposal in propose_programme(build_plan(text, items))}
        for label in labels["targets"]:
            proposal = find_proposal(proposals, label, items)
            _count_target(counts, name, label, proposal, of_commune=is_of_commune(items))
        for label in labels["schedules"]:
            _count_schedule(counts, name, label, proposals[f"BC{label['rule']}"], of_commune=is_of_commune(items))
    return counts


def find_proposal(
    proposals: dict[str, ProgrammeProposal], label: dict[str, Any], items: dict[str, Any]
) -> ProgrammeProposal:
    """The proposal of a target; of a cell of a table that of the cells that became one indicator with it."""
    own = label["target"]
    if f"CT{own}" in proposals:
        return proposals[f"CT{own}"]
    level = _read_value(items["targets"][own]["value"])
    places = sorted((at for at in range(len(items["targets"])) if f"CT{at}" in proposals), key=lambda at: abs(at - own))
    contents = ((proposals[f"CT{at}"], proposals[f"CT{at}"].content) for at in places)
    of_level = (
        proposal for proposal, content in contents
        if level in {value for _name, value in (*content.levels, *content.unit_levels)}
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
    names = next((names for option, names in BATCHES.items() if option in sys.argv), gold.PROGRAMMES)
    try:
        counts = measure(names)
    except gold.Absent as absent:
        print(f"nothing is measured: {absent}")
        return 0
    parts = ", ".join(f"{part} {counts[part]}" for part in ("measure", "numerator", "denominator", "reporters", "year"))
    print(f"targets {counts['targets']}: all right {counts['right']}; {parts}")
    print(f"sure {counts['sure']}, of them right {counts['sure and right']}; figures invented {counts['invented']}")
    print(f"rules {counts['rules']}: right {counts['rules right']}; ", end="")
    print(f"periodic {counts['periodic']}, right {counts['periodic right']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
