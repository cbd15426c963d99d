"""What is written into a place of a form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceContent:
    """What is written into a place.

    `text` for people («1.234», «chưa có số liệu»); `number` for a worksheet («1234.5»), None for words. `marked`: the
    figure is missing and the place is shaded. `percent`: the number is a percentage, which a cell with Excel's percent
    format stores as a hundredth.
    """

    at: str
    text: str
    number: str | None = None
    marked: bool = False
    percent: bool = False
