"""A drawing said once: pages, documents and exports draw from it. Numbers and gaps, no colours, no coordinates."""

from sokehoach.domain.charts.chart import Chart, Kind, Series
from sokehoach.domain.charts.place_map import Place, PlaceMap, Point, Ring, Why

__all__ = ["Chart", "Kind", "Place", "PlaceMap", "Point", "Ring", "Series", "Why"]
