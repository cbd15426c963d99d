"""A drawing said once: pages, documents and exports draw from it. Numbers and gaps, no colours, no coordinates."""

from sokehoach.domain.charts.chart import Chart, ChartKind, Series
from sokehoach.domain.charts.place_map import MapPlace, MissingReason, PlaceMap, Point, Ring

__all__ = ["Chart", "ChartKind", "MapPlace", "MissingReason", "PlaceMap", "Point", "Ring", "Series"]
