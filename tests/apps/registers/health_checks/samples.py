"""One line as the health centre writes it."""

from datetime import date
from typing import Any

from tests.apps.registers.making import keep_walled
from tests.factories.cast import Cast

UNIT, BY = "099.TTYT", "health"
OPTIONS: dict[str, list[tuple[str, str]]] = {}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 14),
    "communes": 4,
    "due": 24,
    "checked": 20,
    "conditions": 3,
}


def prepare(cast: Cast) -> None:
    keep_walled(cast, "health", "support")
