"""Format dates as in official documents."""

import datetime


def format_long_date(date: datetime.date) -> str:
    """Format a date: «ngày 04 tháng 3 năm 2021», with a leading zero for days 1 to 9 and months 1 and 2.

    NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4.
    """
    month = f"{date.month:02}" if date.month < 3 else f"{date.month}"
    return f"ngày {date.day:02} tháng {month} năm {date.year}"
