"""Places on a map: squares near where they lie, or true shapes where a deployment has them."""

from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.values.gap import Gap

Point = tuple[float, float]  # degrees east, degrees north (WGS 84)
Ring = tuple[Point, ...]  # closed: the last point is the first

SHADES = 4  # the last is the whole


class MissingReason(StrEnum):
    """Why a place bears no number. The first two say it as a cell does; a returned report is on its way."""

    NOT_REPORTED = Gap.NOT_REPORTED.value
    NOT_APPLICABLE = Gap.NOT_APPLICABLE.value
    RETURNED = "returned"
    WAITING = "waiting"

    @property
    def label_vi(self) -> str:
        return {
            MissingReason.NOT_REPORTED: Gap.NOT_REPORTED.label_vi,
            MissingReason.NOT_APPLICABLE: Gap.NOT_APPLICABLE.label_vi,
            MissingReason.RETURNED: "trả lại",
            MissingReason.WAITING: "chờ duyệt",
        }[self]


@dataclass(frozen=True, slots=True)
class MapPlace:
    """`shade` is 1 to 4, or a reason. `number_text` is the number as printed, «» where there is a reason.

    `rings` None: a square at (`row`, `column`), counted from the north-west; both None: known by name alone.
    """

    name: str
    number_text: str
    shade: int | MissingReason
    row: int | None = None
    column: int | None = None
    rings: tuple[Ring, ...] | None = None
    url: str = ""

    @property
    def label(self) -> str:
        """The number or the reason, in words."""
        return self.shade.label_vi if isinstance(self.shade, MissingReason) else self.number_text


@dataclass(frozen=True, slots=True)
class PlaceMap:
    title: str
    places: tuple[MapPlace, ...]
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def shaped(self) -> bool:
        """True shapes are drawn where every place has one: half a map of shapes would show holes as places."""
        return bool(self.places) and all(place.rings for place in self.places)

    @property
    def elsewhere(self) -> tuple[MapPlace, ...]:
        """Places that cannot be drawn."""
        return () if self.shaped else tuple(place for place in self.places if place.row is None)

    @property
    def legend(self) -> tuple[tuple[int | MissingReason, str, int], ...]:
        """(shade or reason, words, how many places), the fullest first, reasons last."""
        counts: dict[tuple[int | MissingReason, str], int] = {}
        for place in self.places:
            counts[place.shade, place.label] = counts.get((place.shade, place.label), 0) + 1
        order = sorted(
            counts, key=lambda entry: (isinstance(entry[0], MissingReason), -_rank_shade(entry[0]), entry[1])
        )
        return tuple((shade, label, counts[shade, label]) for shade, label in order)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The same as a table: place, number or reason in words."""
        return tuple((place.name, place.label) for place in self.places)


def _rank_shade(shade: int | MissingReason) -> int:
    return 0 if isinstance(shade, MissingReason) else shade
