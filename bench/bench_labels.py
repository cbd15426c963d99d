"""What the reader finds in plans labelled by hand: whole, before it was run on them; when and with whom.

The plans' texts stand outside the repository (tests/golden/labels/README.md); where they are absent nothing
is measured. `--misses` prints what was missed.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.golden.labels import gold

from sokehoach.domain.plans.reading import read, to_json

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score_reader.py"

type Row = dict[str, Any]
type Same = Callable[[Any, Any], float]


def whole(names: tuple[str, ...]) -> None:
    """The blind labels, by the scorer that stands beside the plans."""
    with tempfile.TemporaryDirectory() as held:
        docs, golds = Path(held) / "docs", Path(held) / "gold"
        docs.mkdir()
        golds.mkdir()
        for name in names:
            (docs / f"{name}.txt").write_text(gold.text_of(SHARED / "corpus", name), "utf-8")
            labels = gold.labels(SHARED / "corpus", name)
            (golds / f"{name}.json").write_text(json.dumps(labels, ensure_ascii=False), "utf-8")
        command = [sys.executable, str(SCORER), "--docs", str(docs), "--gold", str(golds)]
        command += [] if "--misses" not in sys.argv else ["--misses"]
        subprocess.run([*command, "--", str(Path(sys.executable).parent / "sokehoach"), "read"], check=False)


def when_and_with_whom(names: tuple[str, ...], scorer: Any) -> None:
    """F1 of coordinating agencies and of deadlines, over all duties; a duty not found has missed both."""
    totals = {"coordinating": [0, 0, 0], "deadlines": [0, 0, 0]}
    for name in names:
        wanted = gold.duties(SHARED / "corpus", name)
        found = to_json(read(gold.text_of(SHARED / "corpus", name)))["duties"]
        counts = {"coordinating": [0, 0, 0], "deadlines": [0, 0, 0]}
        for want, have in _pairs(wanted, found, scorer.same_duty):
            partners = have["coordinating"] if have else []
            hit = scorer.pair(want["coordinating"] if want else [], partners, _alike(scorer)) if want else 0
            _add(counts["coordinating"], hit, len(want["coordinating"]) if want else 0, len(partners))
            limit = have["deadline"] if have else None
            right = bool(want and limit and any(_same_limit(one, limit) for one in want["deadlines"]))
            _add(counts["deadlines"], right, bool(want and want["deadlines"]), limit is not None)
            if "--misses" in sys.argv:
                _tell(name, want, have, right, hit)
        print(f"{name}: " + " · ".join(f"{part} {_f1(scorer, one)}" for part, one in counts.items()))
        for part, one in counts.items():
            _add(totals[part], *one)
    print(f"{len(names)} plans · " + " · ".join(f"{part} {_f1(scorer, one)}" for part, one in totals.items()))


def _pairs(wanted: list[Row], found: list[Row], same: Same) -> list[tuple[Row | None, Row | None]]:
    """Labelled duties with those read, in the scorer's way; what has no partner stands alone."""
    free = list(found)
    pairs: list[tuple[Row | None, Row | None]] = []
    for want in wanted:
        best = max(free, key=lambda have: same(want, have), default=None)
        if best is None or same(want, best) == 0.0:
            pairs.append((want, None))
            continue
        free.remove(best)
        pairs.append((want, best))
    return [*pairs, *((None, have) for have in free)]


def _alike(scorer: Any) -> Same:
    return lambda one, other: likeness if (likeness := scorer.alike(one, other)) >= 0.8 else 0.0


def _same_limit(want: Row, have: Row) -> bool:
    """The same kind and the same days or rule. A stretch may be called «within» or «range»."""
    stretches = ("within", "range")
    if want["kind"] != have["kind"] and not (want["kind"] in stretches and have["kind"] in stretches):
        return False
    if want["kind"] == "every":
        each, _, day = want["every"].partition(":")
        return bool(have["every"] == each and ",".join(have["on"]) == day)
    if want["kind"] == "by":
        return bool(want["to"] == have["to"])
    return want["kind"] not in stretches or (want["from"], want["to"]) == (have["from"], have["to"])


def _add(counts: list[int], *more: int) -> None:
    for at, one in enumerate(more):
        counts[at] += one


def _f1(scorer: Any, counts: list[int]) -> str:
    hit, want, have = counts
    return f"{scorer.f1(hit, want, have):.3f} ({hit}/{want} of {have})"


def _tell(name: str, want: Row | None, have: Row | None, right: bool, hit: int) -> None:
    beginning = (want or have or {})["starts"]
    limit = have["deadline"] if have else None
    wanted = want["deadlines"] if want else []
    if (limit or wanted) and not right:
        print(f"   {name} {beginning!r}: wanted {wanted}, read {limit}")
    partners, expected = have["coordinating"] if have else [], want["coordinating"] if want else []
    if not hit == len(partners) == len(expected):
        print(f"   {name} {beginning!r}: wanted {expected}, read {partners}")


def main() -> None:
    if not SCORER.exists():
        print(f"không có {SCORER}: không đo được gì")
        return
    spec = importlib.util.spec_from_file_location("score_reader", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    print("labelled whole, before the reader was run on them")
    whole(gold.WHOLE)
    print("when and with whom, plans that the reader was written with")
    when_and_with_whom(gold.WHEN, scorer)
    print("when and with whom, plans labelled blind")
    when_and_with_whom(gold.WHOLE, scorer)


if __name__ == "__main__":
    main()
