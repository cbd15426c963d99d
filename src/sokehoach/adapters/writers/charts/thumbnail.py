"""Draws a chart without words for the card of a question, as SVG."""

from collections.abc import Sequence
from decimal import Decimal

from sokehoach.domain.values.value import Value

_WIDTH, _HEIGHT, _BARS = 160, 56, 8


def render_thumbnail(values: Sequence[Value]) -> str:
    """Render the first values as bars, a thin line for a gap; without values the lines of a table."""
    values = values[:_BARS]
    greatest = max((abs(value) for value in values if isinstance(value, Decimal)), default=Decimal())
    step = Decimal(_HEIGHT) / max(len(values), 4)
    shapes = []
    for index, value in enumerate(values or [None] * 4):
        top = index * step + step / 6
        number = value if isinstance(value, Decimal) else None
        length = abs(number or Decimal()) / greatest * (_WIDTH - 8) if greatest else Decimal()
        width, colour = (Decimal(_WIDTH - 8), "#e3dccd") if number is None else (max(length, Decimal(2)), "#0b5650")
        height = Decimal(1) if number is None else step * 2 / 3
        shapes.append(f'<rect x="0" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>')
    size = f'width="{_WIDTH}" height="{_HEIGHT}" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(shapes)}</svg>'
