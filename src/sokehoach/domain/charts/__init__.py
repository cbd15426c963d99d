"""Charts as data for pages, documents and exports: numbers and gaps, without colours or coordinates."""

from sokehoach.domain.charts.chart import Chart, ChartKind, Series
from sokehoach.domain.charts.place_map import MapPlace, MissingReason, PlaceMap, Point, Ring

__all__ = ["Chart", "ChartKind", "MapPlace", "MissingReason", "PlaceMap", "Point", "Ring", "Series"]
