"""How many of the places that name a person the scanner of free text finds, its false alarms, how long it takes.

Sets of tests/domain/privacy: «seen» was looked at while the rules were written, «held out» and «by hand» were measured
before they were read. Evasions are names and numbers written to be overlooked. The real plans beside the project, where
they are, are text in which almost nobody is named.
"""

import statistics
import time
from collections.abc import Callable

from tests.domain.privacy import (
    by_hand,
    clean,
    evasions,
    evasions_hard,
    evasions_made,
    held_out,
    real_lines,
    snippets,
)
from tests.domain.privacy.marked import made
from tests.domain.privacy.measuring import NUMBERS, Recall, alarms, recall

from bench.short import size
from sokehoach.domain.privacy import HitKind, scan_text
from sokehoach.domain.text import fold_accents


def once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def line(name: str, found: Recall) -> str:
    by_kind = "  ".join(f"{kind} {found.of(kind):.1%}" for kind in HitKind if found.marked[kind])
    return f"{name:<9} {sum(found.marked.values()):>5} places  numbers {found.of(*NUMBERS):.1%}  {by_kind}"


def main() -> None:
    print("found (a hit of its kind lies over the place)")
    print(line("seen", recall(made(snippets.SEEN, size(1000, 100), seed=1))))
    print(line("held out", recall(made(held_out.HELD_OUT, size(1000, 100), seed=1))))
    print(line("by hand", recall(by_hand.told())))
    print("\nevasions found")
    for name, cases in (
        ("seen", evasions.seen()),
        ("unseen", evasions.unseen()),
        ("later", evasions.later()),
        ("last", evasions.last()),
        ("by chance", evasions_made.made(size(3000, 300), seed=7)),
    ):
        print(line(name, recall(cases)))
    hard = sum(bool(scan_text(text)) for text in evasions_hard.HARD)
    print(f"hard      {len(evasions_hard.HARD):>5} lines, something found in {hard / len(evasions_hard.HARD):.1%}")
    print("\nfalse alarms")
    for name, sentences in (
        ("seen", clean.said(clean.SEEN, size(1000, 100), seed=1)),
        ("held out", clean.said(clean.HELD_OUT, size(1000, 100), seed=1)),
        ("by hand", iter(by_hand.CLEAN)),
    ):
        count, wrong = alarms(sentences)
        print(f"{name:<9} {count:>5} sentences  {len(wrong)} ({len(wrong) / count:.2%})")
    _real()
    _speed("\n".join(made_text() for _ in range(40))[:100_000])


def made_text() -> str:
    return "\n".join([*clean.said(clean.HELD_OUT, 60, seed=2), *(one.text for one in made(snippets.SEEN, 10, seed=2))])


def _real() -> None:
    told = real_lines.told()
    if told is None:
        print("real plans: not beside the project, not measured")
        return
    print(
        f"real plans {told.texts} texts, {told.lines} lines, signers excepted: {told.persons} lines name a person; "
        f"{len(told.wrong)} ({told.share:.2%}) are wrong: " + "; ".join(place for place, _kind in told.wrong)
    )


def _speed(text: str) -> None:
    times = size(5, 1)
    floor = statistics.median(once(lambda: fold_accents(text)) for _ in range(times))
    whole = statistics.median(once(lambda: scan_text(text)) for _ in range(times))
    double = statistics.median(once(lambda: scan_text(text + text)) for _ in range(times))
    print(
        f"\n{len(text):,} characters: {whole * 1000:.0f} ms = {whole / floor:.1f} × folding them; twice the text: "
        f"{double / whole:.1f} × the time"
    )


if __name__ == "__main__":
    main()
