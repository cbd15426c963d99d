"""Formats dates as official documents write them: days below 10 and months below 3 take a zero (NĐ 30/2020)."""

from datetime import date

from django.utils.translation import gettext as _


def format_day(value: date | None) -> str:
    """Formats `2021-06-18` as «18/6», for margins and tables; months below 3 keep a zero (NĐ 30/2020)."""
    if value is None:
        return ""
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02}/{month}"


def format_weekday(value: date) -> str:
    names = [_("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật")]
    return names[value.weekday()]


def format_long_date(value: date) -> str:
    """Formats «ngày 04 tháng 3 năm 2021»: days below 10 and months below 3 take a zero (NĐ 30/2020, Phụ lục I)."""
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return _("ngày %(day)s tháng %(month)s năm %(year)s") % {
        "day": f"{value.day:02}",
        "month": month,
        "year": value.year,
    }
