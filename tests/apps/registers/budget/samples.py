"""One line as a unit writes it, and what it chooses from."""

from datetime import date
from typing import Any

UNIT, BY = "03304", "commune"
OPTIONS = {
    "joint_programme": [("drugs", "Phòng, chống ma túy"), ("hiv", "Phòng, chống HIV/AIDS")],
    "budget_source": [("commune", "Ngân sách xã"), ("upper", "Ngân sách cấp trên")],
    "budget_review": [("guidance", "Hướng dẫn"), ("check", "Kiểm tra")],
    "budget_result": [("sound", "Đúng quy định"), ("remark", "Có nội dung cần chỉnh")],
}
VALUES: dict[str, Any] = {
    "day": date(2021, 1, 12),
    "title": "12/DT-UBND",
    "year": 2021,
    "source": "commune",
    "clause": "III.2",
    "joint_programmes": ["drugs"],
    "estimated": 12_000_000,
    "allocated": 10_000_000,
    "allocated_on": date(2021, 2, 3),
    "allocation": "31/QĐ-UBND",
    "settled": None,
    "settled_on": None,
    "settlement": "",
}
