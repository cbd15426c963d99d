"""The level of a target whose words somebody copied from the plan."""

import re
from decimal import Decimal

_LEVEL = re.compile(
    r"(?<![\w/.,-])(?<!năm )(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\w/]| ?[-–] ?\d)"
    r"(?: ?(?P<unit>%|[^\W\d_]+))?"
)


def read_level(text: str) -> tuple[Decimal | None, str]:
    """The first number that is neither a year nor part of a name («3G/4G»), and its unit: «%» or the next word."""
    match = _LEVEL.search(text)
    if match is None:
        return None, ""
    digits = match["number"].replace(".", "").replace(",", ".")
    return Decimal(digits), match["unit"] or ""
