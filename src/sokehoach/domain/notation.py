"""Numbers and days as a reader of each language writes them, and reading them as the form that carries them says.

«1.234,5» and «16/06/2021» in Vietnamese, «1,234.5» and «16 Jun 2021» in English: no order of digits could be mistaken
for the other's. What is stored, issued and compared is Vietnamese. The functions that write return a `TranslatableText`
that a page shows as its reader writes; those that read return the Vietnamese text of what was typed.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum

from sokehoach.domain.messages import OWN_ENGLISH, TranslatableText, keep_vietnamese

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December")  # fmt: skip
_MONTH_NUMBERS = {name.casefold(): number for names in (MONTHS, _LONG_MONTHS) for number, name in enumerate(names, 1)}
PERCENT_SIGN = "\u00a0%"  # never alone at the beginning of a line
_SWAPPED = str.maketrans(",.", ".,")
_VIETNAMESE_NUMBER = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?", re.ASCII)
_ENGLISH_NUMBER = re.compile(r"(?P<sign>[-–−]?\s*)(?P<whole>\d+|[1-9]\d{0,2}(?:,\d{3})+)(?P<decimals>\.\d+)?", re.ASCII)
_ENGLISH_DAY = re.compile(r"(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]+)\.?,?\s+(?P<year>\d{4})", re.ASCII)
_VIETNAMESE_DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII)
_EIGHT_DIGITS = re.compile(r"\d{8}", re.ASCII)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)


class Notation(StrEnum):
    """How numbers and days are written in a form; the value is the language of its page."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class _NumberText(TranslatableText):
    """A Vietnamese number, which English shows with its marks the other way round."""

    template = property(keep_vietnamese)
    context = property(lambda number: OWN_ENGLISH + number.in_english)
    arguments: Mapping[str, str] = {}
    quantity = None

    def __new__(cls, vietnamese: str) -> "_NumberText":
        return str.__new__(cls, vietnamese)

    @property
    def in_english(self) -> str:
        return str.translate(self, _SWAPPED)


class _OtherText(_NumberText):
    """A Vietnamese text with its English: a day, or what was typed."""

    in_english = ""

    def __new__(cls, vietnamese: str, english: str = "") -> "_OtherText":
        text = str.__new__(cls, vietnamese)
        text.in_english = english or vietnamese
        return text


def write_number(vietnamese: str) -> str:
    """Returns the number, which is written in Vietnamese, for readers of each language."""
    return _NumberText(vietnamese)


def write_percent(vietnamese: str) -> str:
    """Returns «12,5 %» of a number that is written in Vietnamese, with the sign or without; «12.5%» in English."""
    number = vietnamese.removesuffix(PERCENT_SIGN)
    return _OtherText(number + PERCENT_SIGN, f"{number.translate(_SWAPPED)}%")


def write_day(day: date) -> str:
    """«16/06/2021», «16 Jun 2021»."""
    return _OtherText(f"{day:%d/%m/%Y}", f"{day.day} {MONTHS[day.month - 1]} {day.year}")


def write_days(first: date, last: date) -> str:
    """«26/01–01/02/2026», «26 Jan – 1 Feb 2026»; both with their year where the years differ."""
    if first.year != last.year:
        return _OtherText(f"{first:%d/%m/%Y}–{last:%d/%m/%Y}", f"{_write_english(first)} – {_write_english(last)}")
    return _OtherText(
        f"{first:%d/%m}–{last:%d/%m/%Y}", f"{first.day} {MONTHS[first.month - 1]} – {_write_english(last)}"
    )


def _write_english(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_short_day(day: date) -> str:
    """«16/6», «16 Jun»."""
    return _OtherText(f"{day.day}/{day.month}", f"{day.day} {MONTHS[day.month - 1]}")


def write_moment(at: datetime) -> str:
    """«09:30, 16/06/2021», «09:30, 16 Jun 2021»."""
    return _OtherText(f"{at:%H:%M, %d/%m/%Y}", f"{at:%H:%M}, {write_day(at).in_english}")  # type: ignore[attr-defined]


def show_in(notation: Notation, text: str) -> str:
    """Returns the plain text of what a function of this module wrote, for a reader of this notation."""
    return text.in_english if notation is Notation.ENGLISH and isinstance(text, _NumberText) else keep_vietnamese(text)


def read_number(typed: str, notation: Notation) -> str:
    """Returns what was typed as Vietnamese officials write it; a page shows it as it was typed.

    What is no number in the notation, «1.234,5» in an English form, is returned as a text that no parser takes.
    """
    text = typed.strip()
    if notation is Notation.VIETNAMESE:
        return _NumberText(text) if _VIETNAMESE_NUMBER.fullmatch(text) else text
    if not re.search(r"\d", text):
        return text  # «», «-», «có»
    match = _ENGLISH_NUMBER.fullmatch(text)
    if match is None:
        return _OtherText(f"({text})", text)
    return _OtherText(text.translate(_SWAPPED), text)


def read_day(typed: str, notation: Notation) -> str:
    """As `read_number`, of a day: «16 June 2021», «16 Jun 2021» and «2021-06-16» in an English form."""
    text = typed.strip()
    if match := _ENGLISH_DAY.fullmatch(text):  # its words tell it, in any form
        number = _MONTH_NUMBERS.get(match["month"].casefold())
        if number is not None:
            return _OtherText(f"{int(match['day']):02}/{number:02}/{match['year']}", text)
    if notation is Notation.ENGLISH and text and not _ISO_DAY.fullmatch(text):
        return _OtherText(f"({text})", text)
    if match := _VIETNAMESE_DAY.fullmatch(text):
        with suppress(ValueError):
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
            return _OtherText(text, write_day(day).in_english)  # type: ignore[attr-defined]
    return text


def read_value(typed: str, notation: Notation) -> str:
    """As `read_number`, of a cell that may also hold a day. In English eight digits are a number and no day."""
    text = typed.strip()
    if notation is Notation.ENGLISH and _EIGHT_DIGITS.fullmatch(text):
        return _OtherText(f"{int(text):,}".translate(_SWAPPED), text)
    is_day = any(form.fullmatch(text) for form in (_ENGLISH_DAY, _ISO_DAY, _VIETNAMESE_DAY))
    return read_day(text, notation) if is_day else read_number(text, notation)
