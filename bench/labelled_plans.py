"""Labelled plans as a person would confirm them, or as the reader reads them, for the benches and fits of proposals."""

import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.golden.labels import gold

from bench.labelled import CORPUS
from sokehoach.domain.plans.agencies import find_groups, names_everybody, split_names
from sokehoach.domain.plans.proposals.annexes import find_named_beside
from sokehoach.domain.plans.proposals.facts import (
    AGENCIES,
    BASE,
    EVERYBODY,
    DutyFacts,
    PlanFacts,
    RuleFacts,
    TargetFacts,
)
from sokehoach.domain.plans.proposals.sentences import find_rest_of_sentence
from sokehoach.domain.plans.reading import Reading, read_plan
from sokehoach.domain.plans.yearly_targets import CELL_SEPARATOR
from sokehoach.domain.text import fold_accents, same_tone_style

_OF_AREA = re.compile(r"(?:uy ban nhan dan|ubnd|chinh phu|thu tuong)(?!\w)")
_SHORT_FORM = re.compile(r" ?\((?=[^()]*[A-ZĐ&]{2,})[^()]{2,24}\)$")  # «Phòng … (P.QLCL&CTXH)», «… (Phòng KTHT&ĐT)»
_ROLE = re.compile(
    r" ?\((?:[^()]*(?:cơ quan|đơn vị|bộ phận) )?(?:thường trực|đầu mối)[^()]*\)$", re.IGNORECASE
)  # fmt: skip
_OF_AREA_LEVEL = re.compile(r"^(?:uy ban nhan dan|ubnd) (xa|phuong|thi tran|dac khu|huyen|tinh|thanh pho)(?!\w)")
# In a plan of a commune the units of the base level are its villages, whom labels call «base».
_OF_COMMUNE = re.compile(r"(?:(?:uy ban nhan dan|ubnd|dang uy) )?(?:xa|phuong|thi tran|dac khu)(?!\w)")


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
                if row.span.start < end and start < row.span.end and Decimal(row.value) == read_value(target["value"])
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
                f"CT{at}", inner, target["quote"], read_value(target["value"]), target["unit"], target["bound"],
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


def list_targets_as_read(text: str, reading: Reading) -> Iterator[TargetFacts]:
    """The targets that the reader finds, in its words and with its units."""
    for at, target in enumerate(reading.targets):
        start, end = target.span.start, target.span.end
        is_row = CELL_SEPARATOR in target.quote
        headings = tuple(clause.starts for clause in reading.clauses if clause.span.start <= start < clause.span.end)
        text_before, text_after = ("", "") if is_row else find_rest_of_sentence(text, start, end, unit=target.unit)
        yield TargetFacts(
            f"CT{at}", target.path, target.quote, Decimal(target.value), target.unit, target.bound, text_before,
            text_after, headings, year=target.year,
            named_beside="" if is_row else find_named_beside(text, start, end),
        )  # fmt: skip


def match_targets(text: str, reading: Reading, items: dict[str, Any]) -> dict[int, int]:
    """Of each labelled target, by its number, which that the reader finds has its value and overlaps its quote."""
    found: dict[int, int] = {}
    for at, labelled in enumerate(items["targets"]):
        start, end = _find_words(text, labelled["quote"])
        value = read_value(labelled["value"])
        same = [
            number
            for number, target in enumerate(reading.targets)
            if target.span.start < end and start < target.span.end and Decimal(target.value) == value
        ]
        if same:
            found[at] = min(same, key=lambda number: abs(reading.targets[number].span.end - end))
    return found


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


def read_value(value: float | str) -> Decimal:
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
