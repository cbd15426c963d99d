"""Format and parse numbers in Vietnamese notation: a dot for thousands, a comma before the decimals."""

import re
from decimal import Decimal

_PLAIN = re.compile(r"[-−]?[0-9]+(?:,[0-9]+)?\Z")
_GROUPED = re.compile(r"[-−]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?\Z")


def format_number(number: Decimal | int) -> str:
    """Format a number: «1.234,5». The decimals of a Decimal are kept. NaN and infinity raise ValueError."""
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError(f"không phải một số: {number}")
    return f"{Decimal(number):,f}".translate({ord(","): ".", ord("."): ","})


def parse_number(text: str) -> Decimal:
    """The value of «1.234,5», «05» or «2,1». Raises ValueError for any other format."""
    printed = text.strip()
    if not (_PLAIN.match(printed) or _GROUPED.match(printed)):
        raise ValueError(f"«{text}» không phải là số viết theo lối Việt Nam (ví dụ: 1.234,5)")
    return Decimal(printed.replace("−", "-").replace(".", "").replace(",", "."))
