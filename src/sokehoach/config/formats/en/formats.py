"""Days with the month in words, which nobody can take for another, and numbers as English writes them.

A form reads by the notation that it carries, not by these (apps.shell.page_language): what it reads is Vietnamese.
"""

from sokehoach.config.formats.vi.formats import DATE_INPUT_FORMATS, FIRST_DAY_OF_WEEK, NUMBER_GROUPING, TIME_FORMAT

__all__ = ["DATE_INPUT_FORMATS", "FIRST_DAY_OF_WEEK", "NUMBER_GROUPING", "TIME_FORMAT"]

DATE_FORMAT = SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j M Y, H:i"
MONTH_DAY_FORMAT = "j M"
YEAR_MONTH_FORMAT = "M Y"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
