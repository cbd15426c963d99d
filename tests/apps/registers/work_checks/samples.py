"""One line as the standing office writes it, and what it chooses from."""

from datetime import date
from typing import Any

UNIT, BY = "099.LDTBXH", "office"
OPTIONS = {"check_result": [("met", "Thực hiện tốt"), ("remedy", "Có nội dung phải khắc phục")]}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "checked": "03304",
    "village": "",
    "result": "remedy",
    "conclusion": "Chưa mở sổ rà soát địa bàn",
    "remedy_by": date(2021, 6, 20),
    "remedied_on": None,
}
