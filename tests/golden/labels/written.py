"""Plans that were written for the test by somebody who had never opened the program, with their labels.

Their texts and labels stand in `written/`, so that they run without anything beside the repository. Items are
compared as the scorer of `../shared` compares them (README.md, «Plans written for the test»).
"""

import difflib
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sokehoach.adapters.readers.txt.plain import read_text
from sokehoach.domain.plans.reading import read_plan, to_json
from sokehoach.domain.text import normalize_nfc, same_tone_style
from tests.golden.labels.scoring import Tally

FOLDER = Path(__file__).resolve().parent / "written"
LATER = FOLDER.with_name("written_later")  # those of 1 December 2026, by who then mended the reader on them
BLIND = FOLDER.with_name("written_blind")  # by persons who did not know the reader; mended on the first and third batch
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))
SEEN = tuple(name for name in NAMES if int(name[1:3]) % 2)  # those whose misses the reader was mended on
UNSEEN = tuple(name for name in NAMES if name not in SEEN)
_FEWEST_WORDS = 3
_RESPONSIBLE = re.compile(r"^\s*(?:có|chịu)\s+trách\s+nhiệm\s+(?:trong việc\s+)?:?\s*", re.IGNORECASE)

type Row = dict[str, Any]
type Same = Callable[[Any, Any], float]


def measure(names: Sequence[str], folder: Path = FOLDER) -> dict[str, float]:
    """The share of the header's fields that are right, and F1 of each other part, over the named plans."""
    headers: list[float] = []
    tallies = {part: Tally() for part in _PARTS}
    for name in names:
        labels = json.loads((folder / f"{name}.json").read_text("utf-8"))
        text, _ = read_text((folder / f"{name}.txt").read_bytes(), name=f"{name}.txt")
        found = to_json(read_plan(text))
        headers.append(_compare_headers(labels["document"], found["document"]))
        for part, same in _PARTS.items():
            tallies[part].add(Tally(_count_pairs(labels[part], found[part], same), len(labels[part]), len(found[part])))
    return {"document": sum(headers) / len(headers), **{part: tally.f1 for part, tally in tallies.items()}}


def _fold(text: str | None) -> str:
    lower = re.sub(r"\bubnd\b", "ủy ban nhân dân", same_tone_style(normalize_nfc(text or "").lower()))
    return re.sub(r"[^0-9a-zà-ỹđ%/]+", " ", lower).strip()


def _compare(one: str | None, other: str | None) -> float:
    return difflib.SequenceMatcher(None, _fold(one), _fold(other), autojunk=False).ratio()


def _compare_starts(one: str, other: str) -> float:
    """Likeness of two beginnings over the shorter one, at least three words."""
    first, second = _fold(one).split(), _fold(other).split()
    shorter = min(len(first), len(second))
    if shorter < _FEWEST_WORDS and len(first) != len(second):
        shorter = max(len(first), len(second))
    return difflib.SequenceMatcher(None, first[:shorter], second[:shorter], autojunk=False).ratio()


def _count_pairs(labelled: Sequence[Any], read: Sequence[Any], same: Same) -> int:
    """How many of the labelled items have a partner among those read, one to one."""
    free = list(read)
    for item in labelled:
        best = max(range(len(free)), key=lambda at: same(item, free[at]), default=None)
        if best is not None and same(item, free[best]) > 0.0:
            free.pop(best)
    return len(read) - len(free)


def _compare_headers(labelled: Row, read: Row) -> float:
    right = float(sum((labelled[key] or None) == (read[key] or None) for key in ("number", "date")))
    for key in ("kind", "issuer", "title", "signer"):
        right += (not labelled[key] and not read[key]) or _compare(labelled[key], read[key]) >= 0.9
    for key in ("recipients", "basis"):
        pairs = _count_pairs(labelled[key], read[key], lambda one, other: _above(_compare(one, other), 0.85))
        right += Tally(pairs, len(labelled[key]), len(read[key])).f1
    return right / 8


def _above(likeness: float, least: float) -> float:
    return likeness if likeness >= least else 0.0


def _compare_clauses(one: Row, other: Row) -> float:
    return _above(_compare_starts(one["starts"], other["starts"]), 0.7) if one["path"] == other["path"] else 0.0


def _compare_targets(one: Row, other: Row) -> float:
    try:
        if float(one["value"]) != float(other["value"]) or one["bound"] != other["bound"]:
            return 0.0
    except ValueError:  # a value labelled as printed, «3/4», is missed, as in the scorer of `../shared`
        return 0.0
    first, second = set(_fold(one["quote"]).split()), set(_fold(other["quote"]).split())
    return _above(len(first & second) / max(1, min(len(first), len(second))), 0.6)


def _compare_duties(one: Row, other: Row) -> float:
    starts = (one["starts"], other["starts"])
    bare = [_RESPONSIBLE.sub("", start) for start in starts]  # either reading of such a beginning is right
    start = max(_compare_starts(*starts), _compare_starts(*bare))
    return _above(start, 0.7) * _above(_compare(one["agency"], other["agency"]), 0.8)


def _compare_reports(one: Row, other: Row) -> float:
    if one["every"].replace("once", "ad-hoc") != other["every"].replace("once", "ad-hoc"):
        return 0.0
    first, second = ([row[key] for key in ("to", "via") if row.get(key)] for row in (one, other))
    if not first and not second:
        return 1.0
    return _above(max((_compare(a, b) for a in first for b in second), default=0.0), 0.6)


_PARTS: dict[str, Same] = {
    "outline": _compare_clauses,
    "targets": _compare_targets,
    "duties": _compare_duties,
    "reporting": _compare_reports,
}
