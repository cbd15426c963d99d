"""Formats dates as the reader of the page writes them.

In Vietnamese as official documents do: days below 10 and months below 3 take a zero (NĐ 30/2020). In English with the
month in words, «16 Jun 2021»: nobody can take the day for the month.
"""

from datetime import date
from typing import Any

from django.template import defaultfilters
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sokehoach.domain.notation import Notation

# How templates write a day in Vietnamese, with the same for an English reader; longer ones come first. The short ones
# stand in margins and columns: no line breaks within them.
_ENGLISH_FORMATS = (
    ("d/m/Y", "j M Y"), ("j/n/Y", "j M Y"), ("d/m", "j\xa0M"), ("j/n", "j\xa0M"), ("m/Y", "M Y"), ("n/Y", "M Y"),
    ("H:i j", "H:i, j"), ("H:i:s j", "H:i:s, j"),
)  # fmt: skip


def is_english() -> bool:
    return get_language() == Notation.ENGLISH


def format_date(value: Any, form: str | None = None) -> Any:
    """Formats as Django's filter `date`, whose `form` is that of Vietnamese."""
    if form and is_english():
        for vietnamese, english in _ENGLISH_FORMATS:
            form = form.replace(vietnamese, english)
    return defaultfilters.date(value, form)


def format_day(value: date | None) -> str:
    """Formats `2021-06-18` as «18/6», for margins and tables; months below 3 keep a zero (NĐ 30/2020)."""
    if value is None:
        return ""
    if is_english():
        return str(defaultfilters.date(value, "j\xa0M"))
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02}/{month}"


def format_weekday(value: date) -> str:
    names = [_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật")]
    return names[value.weekday()]


def format_long_date(value: date) -> str:
    """Formats «ngày 04 tháng 3 năm 2021»: days below 10 and months below 3 take a zero (NĐ 30/2020, Phụ lục I)."""
    if is_english():
        return str(defaultfilters.date(value, "j F Y"))
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return _("ngày %(day)s tháng %(month)s năm %(year)s") % {
        "day": f"{value.day:02}",
        "month": month,
        "year": value.year,
    }
