"""Tells which of the work that a unit wrote down at the clauses of a plan belongs to a duty."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sokehoach.domain.text import fold_accents

_MAX_SHARE = 3  # words that more than one in three of the names have tell them apart no more


@dataclass(frozen=True, slots=True)
class DutyWork:
    """What one unit has written down at one clause. `entries`: register entries; 0 for a cell of a report."""

    unit: int
    path: str
    kind: str  # «register» or «figure»
    label: str
    text: str  # «2 dòng», «96 hộ»
    url: str
    entries: int = 0


def select_duty_work(
    path: str, own_words: frozenset[str], works: Sequence[DutyWork], words_at_clause: Sequence[frozenset[str]]
) -> list[DutyWork]:
    """Returns the work at the duty's clause `path`, or at one above it; what both name comes once.

    `own_words`, `words_at_clause`: the pairs of words of the duty, and of each duty at its clause. Where the clause has
    several duties, work whose name has two words in a row of some of them is of these alone.
    """
    at_clause = _drop_repeated(
        work for work in works if work.path and (path == work.path or path.startswith(f"{work.path}."))
    )
    if len(words_at_clause) < 2:
        return at_clause
    names = {work.label: list_word_pairs(work.label) for work in at_clause}
    telling = _list_telling(names, Counter(pair for pairs in names.values() for pair in pairs))
    return [
        work
        for work in at_clause
        if telling[work.label] & own_words or not any(telling[work.label] & pairs for pairs in words_at_clause)
    ]


def list_word_pairs(text: str) -> frozenset[str]:
    """Returns each two words in a row, without accents."""
    words = re.findall(r"\w+", fold_accents(text).lower())
    return frozenset(f"{first} {second}" for first, second in pairwise(words))


def _drop_repeated(works: Iterable[DutyWork]) -> list[DutyWork]:
    """Keeps one of the work that several clauses name, the first."""
    first: dict[tuple[int, str, str, str], DutyWork] = {}
    for work in works:
        first.setdefault((work.unit, work.kind, work.label, work.url), work)
    return list(first.values())


def _list_telling(names: Mapping[str, frozenset[str]], frequency: Counter[str]) -> dict[str, frozenset[str]]:
    """The pairs of words of each name that tell it from the others."""
    most = max(2, len(names) // _MAX_SHARE)
    return {label: frozenset(pair for pair in pairs if frequency[pair] <= most) for label, pairs in names.items()}
