"""Counts of found and missed, for the tests and the bench."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sokehoach.domain.privacy import HitKind, scan_text
from tests.domain.privacy.marked import Snippet

NUMBERS = (HitKind.ID, HitKind.PHONE, HitKind.PLATE, HitKind.BIRTH)


@dataclass(slots=True)
class Recall:
    """A place counts as found where a hit of its kind lies over it."""

    marked: Counter[HitKind] = field(default_factory=Counter)
    found: Counter[HitKind] = field(default_factory=Counter)
    missed: list[tuple[str, str]] = field(default_factory=list)  # the words, the text

    def of(self, *kinds: HitKind) -> float:
        return sum(self.found[kind] for kind in kinds) / sum(self.marked[kind] for kind in kinds)


def recall(snippets: Iterable[Snippet]) -> Recall:
    told = Recall()
    for snippet in snippets:
        hits = scan_text(snippet.text)
        for start, end, kind in snippet.marks:
            told.marked[kind] += 1
            if any(hit.kind is kind and hit.start < end and hit.end > start for hit in hits):
                told.found[kind] += 1
            else:
                told.missed.append((snippet.text[start:end], snippet.text))
    return told


def alarms(sentences: Iterable[str]) -> tuple[int, list[str]]:
    """How many sentences there are, and those in which somebody is said to be named."""
    texts = list(sentences)
    return len(texts), [text for text in texts if scan_text(text)]
