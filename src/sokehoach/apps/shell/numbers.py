"""Numbers as Vietnamese officials write them: 1.234,5."""

from decimal import ROUND_HALF_UP, Decimal

from sokehoach.domain.values import value as values

Number = int | float | Decimal


def write_number(value: Number, places: int | None = None) -> str:
    """`1234.5` → «1.234,5». With `places` the number is rounded half up, as sums on paper are.

    Without it the decimals are kept as they came, less trailing zeros.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        whole, _, decimals = f"{abs(exact):,f}".partition(".")
        sign = "-" if exact < 0 else ""
        return f"{sign}{whole.replace(',', '.')}{',' if decimals else ''}{decimals}"
    return values.show(exact)


def write_change(now: Number, before: Number) -> str:
    """`214, 152` → «+62 (+40,8%)»; from nothing there is no percentage, only the difference."""
    now, before = Decimal(str(now)), Decimal(str(before))
    difference = now - before
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    text = sign + write_number(abs(difference))
    if before:
        share = (abs(difference) * 100 / before).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        text += f" ({sign}{write_number(share, places=1)}%)"
    return text
