"""Next year's blank: what was settled is carried over to the places that are still there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sokehoach.domain.documents.foreign.places import Place
from sokehoach.domain.documents.foreign.source import Source

_SAME = 92.0  # of 100: labels that were only reworded


@dataclass(frozen=True, slots=True)
class Carried:
    """`kept` by the new address; `fresh` have no counterpart of old; `gone` have none now."""

    kept: Mapping[str, Source]
    fresh: tuple[Place, ...]
    gone: tuple[Place, ...]


def carry(before: Sequence[Place], settled: Mapping[str, Source], now: Sequence[Place]) -> Carried:
    """Each old place is used once: first where the labels are equal, in order, then where they are most alike."""
    left = [place for place in before if place.at in settled]
    kept: dict[str, Source] = {}
    open_places = []
    for place in now:
        same = next((old for old in left if old.labels == place.labels), None)
        if same is None:
            open_places.append(place)
            continue
        left.remove(same)
        kept[place.at] = settled[same.at]
    fresh = []
    for place in open_places:
        found = process.extractOne(
            place.labels, [old.labels for old in left], scorer=fuzz.token_sort_ratio, score_cutoff=_SAME
        )
        if found is None:
            fresh.append(place)
        else:
            kept[place.at] = settled[left.pop(found[2]).at]
    return Carried(kept, tuple(fresh), tuple(left))
