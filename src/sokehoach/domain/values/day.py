"""A day as the value of a cell: the ordinal number of the day, so that latest and earliest are maximum and minimum."""

import re
from datetime import date
from decimal import Decimal
from typing import Self

from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)  # outside of them the year is a typing error
DATE = "date"  # the kind of value

_WRITTEN = re.compile(r"(?P<day>\d{1,2})[/.,-](?P<month>\d{1,2})[/.,-](?P<year>\d{4})", re.ASCII)
_DIGITS = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})", re.ASCII)  # a telephone's keys have no «/»
_LONG = re.compile(r"(?:ngày )?(?P<day>\d{2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})", re.ASCII)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)


class DayNumber(Decimal):
    """The ordinal number of a day, 1 for 1 January of the year 1. It is printed as its day."""

    __slots__ = ()

    @classmethod
    def from_day(cls, day: date) -> Self:
        return cls(day.toordinal())

    @property
    def day(self) -> date:
        return date.fromordinal(int(self))


class DayError(ValueError):
    """The text is no day; `message_vi` tells the official why."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


def parse_day(text: str) -> DayNumber:
    """The day of «05/02/2026», «5.2.2026», «05022026» or «2026-02-05». Raises DayError."""
    match = _WRITTEN.fullmatch(text) or _DIGITS.fullmatch(text) or _ISO.fullmatch(text) or _LONG.fullmatch(text)
    if match is None:
        raise DayError(say("Ghi ngày/tháng/năm, ví dụ 05/02/2026."))
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise DayError(say("Không có ngày này trong lịch; ghi ngày trước, tháng sau, ví dụ 05/02/2026.")) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DayError(say("Năm phải từ %(first)s đến %(last)s.", first=FIRST_DAY.year, last=LAST_DAY.year))
    return DayNumber.from_day(day)


def format_day(number: DayNumber) -> str:
    """«05/02/2026», as in tables."""
    return write_day(number.day)


def format_long_day(number: DayNumber) -> str:
    """«ngày 05 tháng 02 năm 2026»: days below 10 and the months January and February begin with 0 (NĐ 30/2020)."""
    day = number.day
    return f"ngày {day.day:02d} tháng {f'{day.month:02d}' if day.month < 3 else day.month} năm {day.year}"


def match_day_form(text: str, model: str) -> str:
    """The printed day in the form in which `model` is printed, «05/02/2026» or in words; any other text unchanged."""
    if not all(_WRITTEN.fullmatch(printed) or _LONG.fullmatch(printed) for printed in (text, model)):
        return text
    number = parse_day(text)
    if _WRITTEN.fullmatch(model):
        return format_day(number)
    return format_long_day(number).removeprefix("" if model.startswith("ngày ") else "ngày ")


def apply_kind[T](value: T, kind: str) -> T:
    """The stored value as its kind prints it: the number of a date is a day; gaps, None and other kinds stay."""
    if kind == DATE and isinstance(value, Decimal):
        return DayNumber(value)  # type: ignore[return-value]
    return value
