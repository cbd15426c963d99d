"""Options as a programme supplies them, and one valid line."""

from datetime import date
from typing import Any

OPTIONS = {
    "web_ground": [("soliciting", "Quảng cáo mại dâm"), ("pornography", "Nội dung đồi trụy")],
    "web_answer": [("blocked", "Đã ngăn chặn"), ("declined", "Không ngăn chặn")],
}
UNIT, BY = "099.LDTBXH", "office"
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "title": "vidu.com",
    "ground": "soliciting",
    "sent_to": "Sở Thông tin và Truyền thông",
    "number": "45/VHTT",
    "answer": None,
    "answered_on": None,
}
