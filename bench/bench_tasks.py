"""What the reader finds of tasks, which name no agency, in plans labelled by hand (tests/golden/labels/README.md).

The plans' texts stand outside the repository; where they are absent nothing is measured. `--short` prints one line
for each set, `--misses` what was missed.
"""

import sys
from pathlib import Path

from tests.golden.labels import gold, scoring

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
SETS = {"written with these in view": gold.TASKS, "labelled and not looked at": gold.TASKS_BLIND}


def measure(names: tuple[str, ...]) -> dict[str, scoring.Tally]:
    totals = {"tasks": scoring.Tally(), "leads": scoring.Tally()}
    for name in names:
        tallies = scoring.unnamed_tasks(CORPUS, name)
        if "--short" not in sys.argv:
            print(f"{name}: " + " · ".join(f"{part} {tally}" for part, tally in tallies.items()))
        for part, tally in tallies.items():
            totals[part].add(tally)
            if "--misses" in sys.argv:
                print(*(f"   {part} {miss}" for miss in tally.misses), sep="\n")
    return totals


def main() -> None:
    if not CORPUS.exists():
        print(f"không có {CORPUS}: không đo được gì")
        return
    for words, names in SETS.items():
        totals = measure(names)
        told = (
            f"{part}: precision {tally.precision:.2f}, recall {tally.recall:.2f}"
            f" ({tally.hits}/{tally.wanted} of {tally.found})"
            for part, tally in totals.items()
        )
        print(f"{len(names)} plans, {words} · " + " · ".join(told))


if __name__ == "__main__":
    main()
