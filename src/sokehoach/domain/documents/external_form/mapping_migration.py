"""Carry the mapping of a form over to next year's blank form, and report what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from sokehoach.domain.documents.external_form.places import Place
from sokehoach.domain.documents.external_form.source import PlaceSource

_RENAMED_SCORE = 92.0  # of 100: minimum similarity of a reworded label


@dataclass(frozen=True, slots=True)
class MappingMigration:
    """The migrated mapping: `sources` by new address. The rest is shown to the user.

    `new_places` have no old counterpart, `removed_places` no new one; `renamed_places` and `moved_places` are (old,
    new), and a renamed one may have moved too.
    """

    sources: Mapping[str, PlaceSource]
    new_places: tuple[Place, ...]
    removed_places: tuple[Place, ...]
    renamed_places: tuple[tuple[Place, Place], ...] = ()
    moved_places: tuple[tuple[Place, Place], ...] = ()

    @property
    def has_changes(self) -> bool:
        return bool(self.new_places or self.removed_places or self.renamed_places)


def migrate_mapping(
    old_places: Sequence[Place], settled: Mapping[str, PlaceSource], places: Sequence[Place]
) -> MappingMigration:
    """Match old places to new ones, each once: first by equal labels, in order, then by greatest similarity."""
    remaining = list(old_places)
    sources: dict[str, PlaceSource] = {}
    moved_places, renamed_places, new_places, open_places = [], [], [], []
    by_labels: dict[str, list[Place]] = {}
    for place in old_places:
        by_labels.setdefault(place.labels, []).append(place)
    for place in places:
        same = by_labels.get(place.labels)
        if not same:
            open_places.append(place)
            continue
        old = same.pop(0)
        remaining.remove(old)
        if old.at != place.at:
            moved_places.append((old, place))
        if old.at in settled:
            sources[place.at] = settled[old.at]
    for place in open_places:
        best_match = process.extractOne(
            place.labels,
            [old.labels for old in remaining],
            scorer=fuzz.token_sort_ratio,
            score_cutoff=_RENAMED_SCORE,
        )
        if best_match is None:
            new_places.append(place)
            continue
        old = remaining.pop(best_match[2])
        renamed_places.append((old, place))
        if old.at in settled:
            sources[place.at] = settled[old.at]
    return MappingMigration(sources, tuple(new_places), tuple(remaining), tuple(renamed_places), tuple(moved_places))
