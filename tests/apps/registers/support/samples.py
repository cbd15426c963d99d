"""One line as the health centre writes it, and what it chooses from."""

from datetime import date
from typing import Any

from tests.apps.registers.making import keep_walled
from tests.factories.cast import Cast

UNIT, BY = "099.TTYT", "health"
OPTIONS = {
    "support_service": [
        ("advice", "Tư vấn"),
        ("job", "Giới thiệu việc làm"),
        ("peer_group", "Nhóm đồng đẳng"),
    ]
}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 14),
    "kind": "advice",
    "people": 7,
    "times": 11,
    "groups": None,
}


def prepare(cast: Cast) -> None:
    keep_walled(cast, "health", "support")
