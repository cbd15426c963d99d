"""Render charts and maps of `domain.charts` as SVG and PNG: columns, bars and lines by Vega-Lite, maps by our own
code.
"""

from sokehoach.adapters.writers.charts.look import Face
from sokehoach.adapters.writers.charts.rendering import render_png, render_svg, warm_engine
from sokehoach.adapters.writers.charts.thumbnail import render_thumbnail

__all__ = ["Face", "render_png", "render_svg", "render_thumbnail", "warm_engine"]
