"""The parts of a plan's text that contain its header fields, and the place beside the date."""

import re

_DATE = re.compile(r",[ \t]*ngày\b")
_COLUMN = re.compile(r"[ \t]{3,}|[|\t]")
_HEAD_LENGTH = 3000  # characters that contain the date
_CLOSING = 900  # characters at the end that contain the signature
_LONGEST = 60


def find_place(text: str) -> str:
    """The place beside the date: «Tuần Giáo» of «Tuần Giáo, ngày 04 tháng 3 năm 2021»; «» if there is none."""
    for line in text[:_HEAD_LENGTH].split("\n"):
        date = _DATE.search(line)
        place = _COLUMN.split(line[: date.start()])[-1].strip(" *_") if date else ""
        if place[:1].isalpha() and len(place) <= _LONGEST and not any(letter.isdigit() for letter in place):
            return place
    return ""


def get_head(text: str, body: int) -> str:
    """The text before the body; `body` is the offset of the body."""
    return _tidy_lines(text[: body or _HEAD_LENGTH])


def get_closing(text: str) -> str:
    """The text at the end: recipients and signature."""
    return _tidy_lines(text[-_CLOSING:].partition("\n")[2] or text[-_CLOSING:])


def _tidy_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
