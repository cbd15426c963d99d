"""Places on a map: squares near where they lie, or true shapes where a deployment has them."""

from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.values.gap import Gap

Point = tuple[float, float]  # degrees east, degrees north (WGS 84)
Ring = tuple[Point, ...]  # closed: the last point is the first

SHADES = 4  # the last is the whole


class Why(StrEnum):
    """Why a place bears no number. The first two say it as a cell does; a returned report is on its way."""

    NOT_REPORTED = Gap.NOT_REPORTED.value
    NOT_APPLICABLE = Gap.NOT_APPLICABLE.value
    RETURNED = "returned"
    WAITING = "waiting"

    @property
    def label_vi(self) -> str:
        return {
            Why.NOT_REPORTED: Gap.NOT_REPORTED.label_vi,
            Why.NOT_APPLICABLE: Gap.NOT_APPLICABLE.label_vi,
            Why.RETURNED: "trả lại",
            Why.WAITING: "chờ duyệt",
        }[self]


@dataclass(frozen=True, slots=True)
class Place:
    """`shade` is 1 to 4, or a reason. `words` is the number as printed, «» where there is a reason.

    `rings` None: a square at (`row`, `column`), counted from the north-west; both None: known by name alone.
    """

    name: str
    words: str
    shade: int | Why
    row: int | None = None
    column: int | None = None
    rings: tuple[Ring, ...] | None = None
    url: str = ""

    @property
    def said(self) -> str:
        """The number or the reason, in words."""
        return self.shade.label_vi if isinstance(self.shade, Why) else self.words


@dataclass(frozen=True, slots=True)
class PlaceMap:
    title: str
    places: tuple[Place, ...]
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def shaped(self) -> bool:
        """True shapes are drawn where every place has one: half a map of shapes would show holes as places."""
        return bool(self.places) and all(one.rings for one in self.places)

    @property
    def elsewhere(self) -> tuple[Place, ...]:
        """Places that cannot be drawn."""
        return () if self.shaped else tuple(one for one in self.places if one.row is None)

    @property
    def legend(self) -> tuple[tuple[int | Why, str, int], ...]:
        """(shade or reason, words, how many places), the fullest first, reasons last."""
        counted: dict[tuple[int | Why, str], int] = {}
        for one in self.places:
            counted[one.shade, one.said] = counted.get((one.shade, one.said), 0) + 1
        order = sorted(counted, key=lambda entry: (isinstance(entry[0], Why), -_rank(entry[0]), entry[1]))
        return tuple((shade, words, counted[shade, words]) for shade, words in order)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The same as a table: place, number or reason in words."""
        return tuple((one.name, one.said) for one in self.places)


def _rank(shade: int | Why) -> int:
    return 0 if isinstance(shade, Why) else shade
