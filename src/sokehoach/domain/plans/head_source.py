"""The stretches of a plan's text that its head was read from, and the place beside the date."""

import re

_DATE = re.compile(r",[ \t]*ngày\b")
_COLUMN = re.compile(r"[ \t]{3,}|[|\t]")
_HEAD_LENGTH = 3000  # letters of the text in which the date stands
_CLOSING = 900  # letters before the end in which the signature stands
_LONGEST = 60


def find_place(text: str) -> str:
    """«Tuần Giáo» of «Tuần Giáo, ngày 04 tháng 3 năm 2021»; «» where the text names none."""
    for line in text[:_HEAD_LENGTH].split("\n"):
        date = _DATE.search(line)
        place = _COLUMN.split(line[: date.start()])[-1].strip(" *_") if date else ""
        if place[:1].isalpha() and len(place) <= _LONGEST and not any(letter.isdigit() for letter in place):
            return place
    return ""


def get_head(text: str, body: int) -> str:
    """What stands before the body, which begins at the offset."""
    return _tidy_lines(text[: body or _HEAD_LENGTH])


def get_closing(text: str) -> str:
    """What stands at the end: recipients and signature."""
    return _tidy_lines(text[-_CLOSING:].partition("\n")[2] or text[-_CLOSING:])


def _tidy_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
