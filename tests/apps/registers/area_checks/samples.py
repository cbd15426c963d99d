"""One line as a commune writes it, and what it chooses from."""

from datetime import date
from typing import Any

UNIT, BY = "03304", "commune"
OPTIONS = {
    "area_round": [
        ("area", "Rà soát địa bàn"),
        ("venues", "Rà soát nhà hàng, karaoke"),
        ("residence", "Rà soát tạm trú, tạm vắng"),
    ]
}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "village": "Bản Ten Hon",
    "kind": "area",
    "places": 12,
    "guided": 1,
}
