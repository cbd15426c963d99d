"""What is written into a place of a form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceContent:
    """`text` as a person reads it («1.234», «chưa có số liệu»); `number` the same for a worksheet, plain («1234.5»),
    None for words. `marked`: there is no figure, the place is shaded. `percent`: the number is a share of 100, which
    a cell that Excel shows in percent keeps as a hundredth.
    """

    at: str
    text: str
    number: str | None = None
    marked: bool = False
    percent: bool = False
