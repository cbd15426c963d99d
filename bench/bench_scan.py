"""How well the guard over free text finds who is named, how seldom it is wrong, and how long it takes.

Sets of tests/domain/privacy: «seen» was looked at while the rules were written, «held out» and «by hand» were measured
before they were read. The real plans beside the project, where they are, are clean text that nobody tuned.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tests.domain.privacy import by_hand, clean, held_out, snippets
from tests.domain.privacy.marked import made
from tests.domain.privacy.measuring import NUMBERS, Recall, alarms, recall

from sokehoach.domain.privacy import Kind, scan, without_signers
from sokehoach.domain.text.folding import fold

PLANS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def line(name: str, found: Recall) -> str:
    by_kind = "  ".join(f"{kind} {found.of(kind):.1%}" for kind in Kind if found.marked[kind])
    return f"{name:<9} {sum(found.marked.values()):>5} places  numbers {found.of(*NUMBERS):.1%}  {by_kind}"


def main() -> None:
    print("found (a hit of its kind lies over the place)")
    print(line("seen", recall(made(snippets.SEEN, 1000, seed=1))))
    print(line("held out", recall(made(held_out.HELD_OUT, 1000, seed=1))))
    print(line("by hand", recall(by_hand.told())))
    print("\nfalse alarms")
    for name, sentences in (
        ("seen", clean.said(clean.SEEN, 1000, seed=1)),
        ("held out", clean.said(clean.HELD_OUT, 1000, seed=1)),
        ("by hand", iter(by_hand.CLEAN)),
    ):
        count, wrong = alarms(sentences)
        print(f"{name:<9} {count:>5} sentences  {len(wrong)} ({len(wrong) / count:.2%})")
    texts = [path.read_text("utf-8") for path in sorted(PLANS.glob("*/*.txt"))]
    if texts:
        _real(texts)
    else:
        print("real plans: not beside the project, not measured")
    _speed("\n".join(made_text() for _ in range(40))[:100_000])


def made_text() -> str:
    return "\n".join(
        [*clean.said(clean.HELD_OUT, 60, seed=2), *(one.text for one in made(snippets.SEEN, 10, seed=2))]
    )


def _real(texts: list[str]) -> None:
    lines = sum(1 for text in texts for one in text.split("\n") if one.strip())
    told = [(text, hit) for text in texts for hit in without_signers(text, scan(text))]
    places = {(text, text.count("\n", 0, hit.start)) for text, hit in told}
    print(
        f"real plans {len(texts)} texts, {lines} lines, signers excepted: "
        f"{len(places)} lines ({len(places) / lines:.2%})"
    )
    print("  " + "; ".join(text[hit.start : hit.end] for text, hit in told))


def _speed(text: str) -> None:
    floor = statistics.median(once(lambda: fold(text)) for _ in range(5))
    whole = statistics.median(once(lambda: scan(text)) for _ in range(5))
    double = statistics.median(once(lambda: scan(text + text)) for _ in range(5))
    print(
        f"\n{len(text):,} characters: {whole * 1000:.0f} ms = {whole / floor:.1f} × folding them; twice the text: "
        f"{double / whole:.1f} × the time"
    )


if __name__ == "__main__":
    main()
