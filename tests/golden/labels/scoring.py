"""What a reading has of the labels: coordinating agencies and time limits, duty by duty."""

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from sokehoach.domain.plans.reading import read_plan, to_json
from tests.golden.labels import gold

type Row = dict[str, Any]
STRETCHES = ("within", "range")
_NEAR = 12  # letters between the labelled beginning of a task and the one read


@dataclass
class Tally:
    """Hits, how many were labelled and how many were read; `misses` say what went wrong."""

    hits: int = 0
    wanted: int = 0
    found: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.hits += other.hits
        self.wanted += other.wanted
        self.found += other.found
        self.misses += other.misses

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        return 1.0 if self.wanted == self.found == 0 else 2 * self.hits / (self.wanted + self.found)

    def __str__(self) -> str:
        return f"{self.f1:.3f} ({self.hits}/{self.wanted} of {self.found})"


def scorer(shared: Path) -> ModuleType:
    """The scorer that stands beside the plans."""
    spec = importlib.util.spec_from_file_location("score_reader", shared / "tools" / "score_reader.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def when_and_with_whom(shared: Path, name: str) -> dict[str, Tally]:
    """The two tallies of one plan; a duty that was not found has missed both. Raises gold.Absent."""
    beside = scorer(shared)
    wanted = gold.duties(shared / "corpus", name)
    found = to_json(read_plan(gold.text_of(shared / "corpus", name)))["duties"]
    tallies = {"coordinating": Tally(), "deadlines": Tally()}
    for want, have in _pairs(wanted, found, beside.same_duty):
        tallies["coordinating"].add(_partners(beside, want, have))
        tallies["deadlines"].add(_limits(want, have))
    return tallies


def unnamed_tasks(corpus: Path, name: str) -> dict[str, Tally]:
    """Tasks: found where they are labelled; leads: of the tasks found, proposed as labelled. Raises gold.Absent."""
    labelled = gold.tasks(corpus, name)
    free = list(to_json(read_plan(gold.text_of(corpus, name)))["tasks"])
    tallies = {"tasks": Tally(0, len(labelled), len(free)), "leads": Tally()}
    for want in labelled:
        have = next((one for one in free if abs(one["span"]["start"] - want["at"]) < _NEAR), None)
        if have is None:
            tallies["tasks"].misses.append(f"{want['path']} {want['starts']!r} not found")
            continue
        free.remove(have)
        tallies["tasks"].hits += 1
        proposed = have["lead"]
        right = bool(want["lead"] and proposed and want["lead"].lower() in " ".join(proposed.lower().split()))
        misses = [] if right or not (want["lead"] or proposed) else [f"{want['starts']!r}: {want['lead']} ≠ {proposed}"]
        tallies["leads"].add(Tally(int(right), int(bool(want["lead"])), int(bool(proposed)), misses))
    tallies["tasks"].misses += [f"{one['path']} {one['starts']!r} is none" for one in free]
    return tallies


def _partners(beside: ModuleType, want: Row | None, have: Row | None) -> Tally:
    labelled = want["coordinating"] if want else []
    read_ = list(have["coordinating"]) if have else []
    hits = beside.pair(labelled, read_, lambda one, other: _likeness(beside, one, other))
    whole = hits == len(labelled) == len(read_)
    misses = [] if whole else [f"{(want or have or {})['starts']!r}: {labelled} ≠ {read_}"]
    return Tally(hits, len(labelled), len(read_), misses)


def _likeness(beside: ModuleType, one: str, other: str) -> float:
    likeness = float(beside.alike(one, other))
    return likeness if likeness >= 0.8 else 0.0


def _limits(want: Row | None, have: Row | None) -> Tally:
    labelled = want["deadlines"] if want else []
    limit = have["deadline"] if have else None
    right = limit is not None and any(same_limit(one, limit) for one in labelled)
    whole = right or (not labelled and limit is None)
    misses = [] if whole else [f"{(want or have or {})['starts']!r}: {labelled} ≠ {limit}"]
    return Tally(int(right), int(bool(labelled)), int(limit is not None), misses)


def same_limit(want: Row, have: Row) -> bool:
    """The same kind and the same days or rule. A stretch may be called «within» or «range»."""
    if want["kind"] != have["kind"] and not (want["kind"] in STRETCHES and have["kind"] in STRETCHES):
        return False
    if want["kind"] == "every":
        each, _, day = want["every"].partition(":")
        return bool(have["every"] == each and ",".join(have["on"]) == day)
    if want["kind"] == "by":
        return bool(want["to"] == have["to"])
    return want["kind"] not in STRETCHES or (want["from"], want["to"]) == (have["from"], have["to"])


def _pairs(
    wanted: list[Row], found: list[Row], same: Callable[[Row, Row], float]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Labelled duties with those read, in the scorer's way; what has no partner stands alone."""
    free = list(found)
    for want in wanted:
        best = max(free, key=lambda have: same(want, have), default=None)
        if best is not None and same(want, best) > 0.0:
            free.remove(best)
            yield want, best
        else:
            yield want, None
    yield from ((None, have) for have in free)
