"""Formats numbers as the reader of the page writes them: 1.234,5, and in English 1,234.5."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.utils.translation import get_language, ngettext

from sokehoach.apps.shell.messages import translate
from sokehoach.domain import notation
from sokehoach.domain.indicators.level import Change, compute_change
from sokehoach.domain.values import value as values
from sokehoach.domain.values.day import DayNumber

Number = int | float | Decimal


def write_number(value: Number, places: int | None = None) -> str:
    """Formats `1234.5` as «1.234,5». With `places` the number is rounded half up, as sums on paper are.

    Without `places` it keeps its decimals, less trailing zeros.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        integer_part, _, decimals = f"{abs(exact):,f}".partition(".")
        sign = "-" if exact < 0 else ""
        vietnamese = f"{sign}{integer_part.replace(',', '.')}{',' if decimals else ''}{decimals}"
        return translate(notation.write_number(vietnamese))
    return translate(values.format_value(exact))


def write_cell_number(value: Decimal) -> str:
    """Formats `1234.5` for a spreadsheet: «1.234,5»; in English «1234.5», since a program set to English takes «1.234»
    for less than two.
    """
    return values.format_value(value) if get_language() == settings.LANGUAGE_CODE else values.format_plain(value)


def write_change(current: Number, previous: Number) -> str:
    """Formats `214, 152` as «+62 (+40,8%)»; from 0 there is no percentage, only the difference; of days «+5 ngày»."""
    if isinstance(current, DayNumber) and isinstance(previous, DayNumber):
        days = int(current - previous)
        return ngettext("%(days)s ngày", "%(days)s ngày", abs(days)) % {"days": f"{days:+d}".replace("-", "−")}
    current, previous = Decimal(str(current)), Decimal(str(previous))
    difference = current - previous
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    text = sign + write_number(abs(difference))
    percent = compute_change(Change.RISE_PERCENT, current, previous)
    return f"{text} ({sign}{write_number(abs(percent), 1)}%)" if isinstance(percent, Decimal) else text
