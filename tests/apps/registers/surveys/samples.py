"""One line as the standing office writes it, and what it chooses from."""

from datetime import date
from typing import Any

UNIT, BY = "099.LDTBXH", "office"
OPTIONS = {"survey_method": [("census", "Khảo sát toàn bộ cơ sở"), ("expert", "Ước lượng")]}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "title": "88/QĐ-UBND",
    "ended_on": date(2021, 6, 14),
    "method": "census",
    "establishments": 41,
    "low": 10,
    "best": 14,
    "high": 20,
}
