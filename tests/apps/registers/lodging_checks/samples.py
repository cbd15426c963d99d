"""One line as the district's police writes it, and what it chooses from."""

from datetime import date
from typing import Any

from tests.apps.registers.making import keep_walled
from tests.factories.cast import Cast

UNIT, BY = "099.CA", "police"
OPTIONS = {
    "police_round": [
        ("lodging", "Kiểm tra lưu trú"),
        ("residence", "Kiểm tra cư trú"),
        ("guidance", "Hướng dẫn cơ sở"),
    ]
}
VALUES: dict[str, Any] = {"day": date(2021, 6, 12), "kind": "lodging", "places": 15, "guided": 4}


def prepare(cast: Cast) -> None:
    keep_walled(cast, "police", "enforcement")
