"""A map of places as data: one tile per place, or true shapes where a deployment has them."""

from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.values.gap import Gap

Point = tuple[float, float]  # degrees east, degrees north (WGS 84)
Ring = tuple[Point, ...]  # closed: the last point is the first

SHADES = 4  # the last one is for 100 %


class MissingReason(StrEnum):
    """Why a place has no number. The first two use the words of a table cell; a returned report is still expected."""

    NOT_REPORTED = Gap.NOT_REPORTED.value
    NOT_APPLICABLE = Gap.NOT_APPLICABLE.value
    RETURNED = "returned"
    WAITING = "waiting"

    @property
    def label_vi(self) -> str:
        return {
            MissingReason.NOT_REPORTED: Gap.NOT_REPORTED.label_vi,
            MissingReason.NOT_APPLICABLE: Gap.NOT_APPLICABLE.label_vi,
            MissingReason.RETURNED: say("trả lại"),
            MissingReason.WAITING: say("chờ duyệt"),
        }[self]


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place on the map. `shade` is 1 to 4, or a reason. `number_text` is the printed number, «» if there is a reason.

    `reason_words`: the reason in the words of the page; blank: in Vietnamese.
    `rings` None: a square at (`row`, `column`), counted from the north-west; both None: only the name is known.
    """

    name: str
    number_text: str
    shade: int | MissingReason
    row: int | None = None
    column: int | None = None
    rings: tuple[Ring, ...] | None = None
    url: str = ""
    reason_words: str = ""

    @property
    def label(self) -> str:
        """The number or the reason, in words."""
        return (self.reason_words or self.shade.label_vi) if isinstance(self.shade, MissingReason) else self.number_text


@dataclass(frozen=True, slots=True)
class PlaceMap:
    title: str
    places: tuple[MapPlace, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    elsewhere_words: str = say("Chưa rõ vị trí")  # before the names of places that are not drawn

    @property
    def shaped(self) -> bool:
        """Whether true shapes are drawn: only if every place has one, because gaps would look like places."""
        return bool(self.places) and all(place.rings for place in self.places)

    @property
    def is_drawn(self) -> bool:
        """Whether any place has a shape or a tile; else the picture is its list of places alone."""
        return self.shaped or any(place.row is not None for place in self.places)

    @property
    def elsewhere(self) -> tuple[MapPlace, ...]:
        """Places that cannot be drawn on the map."""
        return () if self.shaped else tuple(place for place in self.places if place.row is None)

    @property
    def legend(self) -> tuple[tuple[int | MissingReason, str, int], ...]:
        """(shade or reason, label, number of places): highest shade first, reasons last."""
        counts: dict[tuple[int | MissingReason, str], int] = {}
        for place in self.places:
            counts[place.shade, place.label] = counts.get((place.shade, place.label), 0) + 1
        order = sorted(
            counts, key=lambda entry: (isinstance(entry[0], MissingReason), -_rank_shade(entry[0]), entry[1])
        )
        return tuple((shade, label, counts[shade, label]) for shade, label in order)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Rows of the equivalent table: place, number or reason in words."""
        return tuple((place.name, place.label) for place in self.places)


def _rank_shade(shade: int | MissingReason) -> int:
    return 0 if isinstance(shade, MissingReason) else shade
