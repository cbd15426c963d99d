"""Next year's blank: what was settled is carried over to the places that are still there, and what changed is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sokehoach.domain.documents.foreign.places import Place
from sokehoach.domain.documents.foreign.source import Source

_SAME = 92.0  # of 100: labels that were only reworded


@dataclass(frozen=True, slots=True)
class Carried:
    """`kept` by the new address. Told to a person: `fresh` have no counterpart of old, `gone` none now; `renamed` and
    `moved` are (old, new), a renamed one may have moved as well.
    """

    kept: Mapping[str, Source]
    fresh: tuple[Place, ...]
    gone: tuple[Place, ...]
    renamed: tuple[tuple[Place, Place], ...] = ()
    moved: tuple[tuple[Place, Place], ...] = ()

    @property
    def told(self) -> bool:
        return bool(self.fresh or self.gone or self.renamed)


def carry(before: Sequence[Place], settled: Mapping[str, Source], now: Sequence[Place]) -> Carried:
    """Each old place is used once: first where the labels are equal, in order, then where they are most alike."""
    left = list(before)
    kept: dict[str, Source] = {}
    moved, renamed, fresh, open_places = [], [], [], []
    by_labels: dict[str, list[Place]] = {}
    for place in before:
        by_labels.setdefault(place.labels, []).append(place)
    for place in now:
        same = by_labels.get(place.labels)
        if not same:
            open_places.append(place)
            continue
        old = same.pop(0)
        left.remove(old)
        if old.at != place.at:
            moved.append((old, place))
        if old.at in settled:
            kept[place.at] = settled[old.at]
    for place in open_places:
        found = process.extractOne(
            place.labels, [old.labels for old in left], scorer=fuzz.token_sort_ratio, score_cutoff=_SAME
        )
        if found is None:
            fresh.append(place)
            continue
        old = left.pop(found[2])
        renamed.append((old, place))
        if old.at in settled:
            kept[place.at] = settled[old.at]
    return Carried(kept, tuple(fresh), tuple(left), tuple(renamed), tuple(moved))
