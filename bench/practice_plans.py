"""Invented plans of many kinds of issuers (bench/practice/reporters.txt), and who can report each of their targets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from bench.labelled_plans import name_parties
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
from sokehoach.domain.text import fold_accents

_FILE = Path(__file__).parent / "practice" / "reporters.txt"
_NUMBER = re.compile(r"\d[\d.,]*(?<![.,])")
_GROUPS = {"base": (BASE,), "departments": (AGENCIES,), "all": EVERYBODY}


@dataclass(frozen=True, slots=True)
class PracticePlan:
    issuer: str
    facts: PlanFacts
    reporters: tuple[frozenset[Reporters], ...]  # of each target: those who can report it


def list_practice_plans(*, vary: bool = False) -> Iterator[PracticePlan]:
    """`vary`: each also without a collector of reports, and with its first body named last."""
    for block in _FILE.read_text("utf-8").split("\n## ")[1:]:
        plan = _build_plan(block)
        yield plan
        if vary:
            duties = plan.facts.duties
            yield replace(plan, facts=replace(plan.facts, rules=()))
            yield replace(plan, facts=replace(plan.facts, duties=(*duties[1:], duties[0])))


def _build_plan(block: str) -> PracticePlan:
    head, *lines = [line for line in block.splitlines() if line.strip()]
    issuer, title, collector = (part.strip() for part in head.split("|"))
    duties, targets, reporters = [], [], []
    for line in lines:
        mark, body = line[0], line[1:].strip()
        if mark == "@":
            name, text = (part.strip() for part in body.split("|"))
            duties.append(DutyFacts(f"NV{len(duties)}", f"III.{len(duties) + 1}", "", text, name_parties(name)))
        else:
            text, _, names = body.partition("=>")
            targets.append(_build_target(len(targets), text.strip()))
            reporters.append(
                frozenset(_GROUPS.get(name.strip()) or name_parties(name.strip()) for name in names.split(";"))
            )
    agencies = {name: name for duty in duties for name in duty.leads if name not in EVERYBODY}
    rules = (RuleFacts("BC0", "", "", EVERYBODY, "year", via=name_parties(collector)),) if collector else ()
    own = "" if fold_accents(issuer).startswith(("uy ban nhan dan", "chinh phu", "thu tuong")) else issuer
    facts = PlanFacts(title, None, tuple(targets), tuple(duties), rules, (), agencies, own)
    return PracticePlan(issuer, facts, tuple(reporters))


def _build_target(at: int, text: str) -> TargetFacts:
    number = _NUMBER.search(text)
    value = number[0].replace(".", "").replace(",", ".") if number else "1"
    behind = text[number.end() :].strip() if number else ""
    unit = "%" if behind.startswith("%") else (behind.split() or [""])[0]
    return TargetFacts(f"CT{at}", "II", text, Decimal(value), unit, ">=")
