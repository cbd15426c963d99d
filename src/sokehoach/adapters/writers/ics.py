"""Write days as a calendar that other programs subscribe to (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_WIDTH = 75  # bytes per line; longer lines are folded


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An all-day event. A stable `uid` makes calendars move an event whose day changes instead of adding a second
    one.
    """

    uid: str
    day: date
    title: str
    url: str


def write(name: str, events: Iterable[CalendarEvent], *, at: datetime) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sokehoach//vi",
        f"X-WR-CALNAME:{_escape_text(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escape_text(event.title)}",
            f"URL:{event.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return b"".join(_fold_line(line) + b"\r\n" for line in [*lines, "END:VCALENDAR"])


def _escape_text(text: str) -> str:
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(sign, escaped)
    return text


def _fold_line(line: str) -> bytes:
    """Fold a line between letters, never within one: a Vietnamese letter is up to three bytes."""
    folded, row = b"", b""
    for letter in line:
        letter_bytes = letter.encode()
        if len(row) + len(letter_bytes) > _WIDTH:
            folded, row = folded + row + b"\r\n", b" "
        row += letter_bytes
    return folded + row
