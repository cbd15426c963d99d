"""Builds the tile map of an indicator: each reporter's number, or why there is none."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from sokehoach.apps.consolidation.pages.charts import build_place_map, compute_shade
from sokehoach.apps.consolidation.queries.measures import MeasuredIndicator
from sokehoach.apps.shell.numbers import write_number
from sokehoach.domain.charts import PlaceMap
from sokehoach.domain.orgtree.tiles import Tile
from sokehoach.domain.text import fold_accents

_MOST_NAMED_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class TileCell:
    """A reporter's tile. `shade` is 1 to 4, or 0 without a number: `state` then names why in `shell.status_badges`."""

    name: str
    text: str
    shade: int
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class TileMap:
    """A tile map of an indicator. `rows` hold None for empty grid cells; `unplaced` are reporters without a place."""

    measure: MeasuredIndicator
    place_map: PlaceMap
    rows: tuple[tuple[TileCell | None, ...], ...]
    unplaced: tuple[TileCell, ...]
    legend: tuple[tuple[str, int, int], ...]  # (label, shade, count), darkest first
    gaps: tuple[tuple[str, int], ...]  # (state, count)

    @property
    def is_dense(self) -> bool:
        """Whether its tiles are too narrow for words: the names then stand in a list below."""
        return max(map(len, self.rows), default=0) > _MOST_NAMED_COLUMNS

    @property
    def listed(self) -> tuple[TileCell, ...]:
        """The tiles by name."""
        return tuple(
            sorted((cell for row in self.rows for cell in row if cell), key=lambda cell: fold_accents(cell.name))
        )


def build_tile_map(measure: MeasuredIndicator) -> TileMap:
    """Builds the map with one query, for borders."""
    expected = measure.sheet.expected
    places = {
        report.unit.code: Tile(report.unit.tile_row, report.unit.tile_column)
        for report in expected
        if report.unit.tile_row is not None and report.unit.tile_column is not None
    }
    cells = {report.unit.code: cell for report, cell in zip(expected, _build_cells(measure), strict=True)}
    at: dict[Tile, TileCell] = {tile: cells[code] for code, tile in places.items()}
    height = max((tile.row for tile in at), default=-1) + 1
    width = max((tile.column for tile in at), default=-1) + 1
    legend_counts = Counter((cell.text, cell.shade) for cell in cells.values() if cell.shade)
    gap_counts = Counter(cell.state for cell in cells.values() if not cell.shade)
    return TileMap(
        measure=measure,
        place_map=build_place_map(measure),
        rows=tuple(tuple(at.get(Tile(row, column)) for column in range(width)) for row in range(height)),
        unplaced=tuple(cell for code, cell in cells.items() if code not in places),
        legend=tuple(
            (text, shade, count)
            for (text, shade), count in sorted(
                legend_counts.items(), key=lambda legend_count: (-legend_count[0][1], legend_count[0][0])
            )
        ),
        gaps=tuple(gap_counts.items()),
    )


def _build_cells(measure: MeasuredIndicator) -> list[TileCell]:
    sheet = measure.sheet
    address = reverse(
        "consolidation:figure", args=[sheet.unit.code, sheet.period.id, sheet.form.uid, measure.element.uid]
    )
    _element, key = measure.indicator.numerator.names[0]
    cells = []
    for report, share in zip(sheet.expected, measure.measured.shares, strict=True):
        url = f"{address}?{urlencode({'phan-to': key, 'don-vi': report.unit.code})}"
        if share.part is None or not share.whole:
            state = "blank" if report.state == "accepted" else report.shown_state
            cells.append(TileCell(report.unit.short_name, "", 0, state, url))
        else:
            text = f"{write_number(share.part)}/{write_number(share.whole)}"
            cells.append(TileCell(report.unit.short_name, text, compute_shade(share.part, share.whole), "", url))
    return cells
