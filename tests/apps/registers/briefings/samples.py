"""One line as a commune writes it, and what it chooses from."""

from datetime import date
from typing import Any

UNIT, BY = "03304", "commune"
OPTIONS = {
    "briefing_kind": [("document", "Văn bản chỉ đạo"), ("conference", "Hội nghị")],
    "briefed": [("committee", "Cấp ủy"), ("authority", "Chính quyền"), ("front", "Mặt trận, đoàn thể")],
}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "title": "Hội nghị quán triệt kế hoạch năm",
    "kind": "conference",
    "number": "",
    "people": 25,
    "briefed": ["committee"],
}
