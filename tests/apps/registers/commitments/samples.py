"""One line as a commune writes it."""

from datetime import date
from typing import Any

UNIT, BY = "03304", "commune"
OPTIONS: dict[str, list[tuple[str, str]]] = {}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "title": "Họp bản đầu năm",
    "village": "Bản Ten Hon",
    "households": 40,
    "households_known": 52,
    "establishments": 1,
}
