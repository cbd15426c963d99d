"""An indicator on the tile map: what each reporter says, or why it says nothing."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from sokehoach.apps.consolidation.selectors.measures import Found
from sokehoach.apps.consolidation.selectors.place_maps import place_map, shade
from sokehoach.apps.shell.numbers import write_number
from sokehoach.domain.charts import PlaceMap
from sokehoach.domain.orgtree.tiles import Tile


@dataclass(frozen=True, slots=True)
class Cell:
    """`shade`: 1 to 4, 0 where there is no number; then `state` says why, a name in `shell.marks`."""

    name: str
    words: str
    shade: int
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """`rows` hold None where the grid is empty. `elsewhere`: reporters whose place is not known."""

    found: Found
    drawn: PlaceMap
    rows: tuple[tuple[Cell | None, ...], ...]
    elsewhere: tuple[Cell, ...]
    legend: tuple[tuple[str, int, int], ...]  # (words, shade, how many), the fullest first
    gaps: tuple[tuple[str, int], ...]  # (state, how many)


def tile_map(found: Found) -> TileMap:
    """One query, for borders."""
    expected = found.sheet.expected
    places = {
        one.unit.code: Tile(one.unit.tile_row, one.unit.tile_column)
        for one in expected
        if one.unit.tile_row is not None and one.unit.tile_column is not None
    }
    cells = {one.unit.code: cell for one, cell in zip(expected, _cells(found), strict=True)}
    at: dict[Tile, Cell] = {tile: cells[code] for code, tile in places.items()}
    height = max((tile.row for tile in at), default=-1) + 1
    width = max((tile.column for tile in at), default=-1) + 1
    said = Counter((cell.words, cell.shade) for cell in cells.values() if cell.shade)
    silent = Counter(cell.state for cell in cells.values() if not cell.shade)
    return TileMap(
        found=found,
        drawn=place_map(found),
        rows=tuple(tuple(at.get(Tile(row, column)) for column in range(width)) for row in range(height)),
        elsewhere=tuple(cell for code, cell in cells.items() if code not in places),
        legend=tuple(
            (words, shade, count)
            for (words, shade), count in sorted(said.items(), key=lambda one: (-one[0][1], one[0][0]))
        ),
        gaps=tuple(silent.items()),
    )


def _cells(found: Found) -> list[Cell]:
    sheet = found.sheet
    address = reverse(
        "consolidation:figure", args=[sheet.unit.code, sheet.period.id, sheet.form.code, found.element.code]
    )
    cells = []
    for one, share in zip(sheet.expected, found.measured.shares, strict=True):
        url = f"{address}?don-vi={one.unit.code}"
        if share.part is None or not share.whole:
            state = "blank" if one.state == "accepted" else one.shown_state
            cells.append(Cell(one.unit.short_name, "", 0, state, url))
        else:
            words = f"{write_number(share.part)}/{write_number(share.whole)}"
            cells.append(Cell(one.unit.short_name, words, shade(share.part, share.whole), "", url))
    return cells
