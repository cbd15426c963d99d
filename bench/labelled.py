"""What the reader finds in the plans labelled by hand, item by item: under which signs, and whether it is right.

The plans stand outside the repository (tests/golden/labels/README.md); where they are absent there are none.
"""

import importlib.util
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.golden.labels import gold

from sokehoach.adapters.readers.txt.plain import read_text
from sokehoach.domain.plans import likelihood
from sokehoach.domain.plans.likelihood import ItemKind
from sokehoach.domain.plans.reading import read_plan, to_json
from sokehoach.domain.text import fold_accents

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
CORPUS = SHARED / "corpus"
PARTS: dict[str, ItemKind] = {
    "outline": "clause",
    "targets": "target",
    "duties": "duty",
    "reporting": "report",
}


@dataclass(frozen=True)
class Found:
    """One item the reader found in a plan of this issuer."""

    plan: str
    issuer: str
    item: ItemKind
    signs: tuple[str, ...]
    likelihood: float
    right: bool


def scorer() -> ModuleType | None:
    """The scorer that stands beside the plans; None where it is absent."""
    path = SHARED / "tools" / "score_reader.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("score_reader", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plans() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, text and labels of each plan labelled whole."""
    for folder in (CORPUS, CORPUS / "more"):
        for path in sorted((folder / "gold").glob("*.json")):
            data = (folder / "plans" / f"{path.stem}.txt").read_bytes()
            yield path.stem, read_text(data, name=path.stem)[0], json.loads(path.read_text("utf-8"))
    for name in (*gold.WHOLE, *chain(*gold.FIRST_SIGHT)):
        yield name, gold.text_of(CORPUS, name), gold.labels(CORPUS, name)
    for name in chain(*gold.PUBLIC):
        with suppress(gold.Absent):  # their texts are in no folder of the project
            yield name, gold.text_of(CORPUS, name), gold.labels(CORPUS, name)


def found(beside: ModuleType) -> Iterator[Found]:
    """Every item found in the labelled plans, also those that the reader leaves out as unlikely."""
    accepted = likelihood.ACCEPTED_DUTY
    likelihood.ACCEPTED_DUTY = 0.0
    try:
        yield from _list_found(beside)
    finally:
        likelihood.ACCEPTED_DUTY = accepted


def _list_found(beside: ModuleType) -> Iterator[Found]:
    same = dict(beside.PARTS)
    for name, text, labels in plans():
        reading = to_json(read_plan(text))
        issuer = fold_accents(labels["document"]["issuer"] or name).replace("uy ban nhan dan", "").strip()
        for part, item in PARTS.items():
            right = _matched(labels[part], reading[part], same[part])
            for at, one in enumerate(reading[part]):
                yield Found(name, issuer, item, tuple(one["signs"]), one["likelihood"], at in right)


def _matched(labels: list[Any], items: list[Any], same: Any) -> set[int]:
    """The items that are right: paired one to one, the best first, as the scorer pairs them."""
    free = dict(enumerate(items))
    taken: set[int] = set()
    for label in labels:
        scores = {at: same(label, one) for at, one in free.items()}
        best = max(scores, key=lambda at: scores[at], default=None)
        if best is not None and scores[best] > 0:
            free.pop(best)
            taken.add(best)
    return taken
