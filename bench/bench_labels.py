"""What the reader finds in plans labelled by hand: whole, before it was run on them; when and with whom.

The plans' texts stand outside the repository (tests/golden/labels/README.md); where they are absent nothing
is measured. `--public` runs the public plans that others labelled, `--public-third` the last eleven of them; `--misses`
prints what was missed.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.golden.labels import gold, scoring

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
MISSES = "--misses" in sys.argv


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
        command = [sys.executable, str(SHARED / "tools" / "score_reader.py")]
        command += ["--docs", str(docs), "--gold", str(golds), *(["--misses"] if MISSES else [])]
        sokehoach = Path(sys.executable).parent / "sokehoach"
        subprocess.run([*command, "--", str(sokehoach), "read"], check=False)


def when_and_with_whom(names: tuple[str, ...]) -> None:
    totals = {"coordinating": scoring.Tally(), "deadlines": scoring.Tally()}
    for name in names:
        tallies = scoring.when_and_with_whom(SHARED, name)
        print(f"{name}: " + " · ".join(f"{part} {tally}" for part, tally in tallies.items()))
        for part, tally in tallies.items():
            totals[part].add(tally)
            if MISSES:
                print(
                    *(f"   {part} {miss}" for miss in tally.misses),
                    sep="\n",
                    end="\n" if tally.misses else "",
                )
    print(f"{len(names)} plans · " + " · ".join(f"{part} {tally}" for part, tally in totals.items()))


def _measure_public(names: tuple[str, ...]) -> None:
    try:
        whole(names)
    except gold.Absent as absent:
        print(f"{absent}: không đo được gì")


def main() -> None:
    if not (SHARED / "tools" / "score_reader.py").exists():
        print(f"không có {SHARED}: không đo được gì")
        return
    for option, names in (("--public", gold.PUBLIC_OTHERS), ("--public-third", gold.PUBLIC_THIRD)):
        if option in sys.argv:
            _measure_public(names)
            return
    print("labelled whole, before the reader was run on them")
    whole(gold.WHOLE)
    print("when and with whom, plans that the reader was written with")
    when_and_with_whom(gold.WHEN)
    print("when and with whom, plans labelled blind")
    when_and_with_whom(gold.WHOLE)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    main()
