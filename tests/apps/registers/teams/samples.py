"""Options as a programme supplies them, and one valid line of each register."""

from datetime import date
from typing import Any

OPTIONS = {
    "team_body": [
        ("team_178", "Đội kiểm tra liên ngành 178"),
        ("police", "Tổ kiểm tra của Công an"),
        ("steering_committee", "Ban chỉ đạo"),
    ],
    "team_act": [("set_up", "Thành lập"), ("renewed", "Kiện toàn")],
}
UNIT, BY = "099.LDTBXH", "office"
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "title": "512/QĐ-UBND",
    "body": "team_178",
    "act": "renewed",
    "authority": "UBND huyện",
    "heads": ["huong"],
    "deputies": ["thanh"],
    "members": ["minh", "pao"],
}
MEETING: dict[str, Any] = {
    "day": date(2021, 6, 10),
    "title": "Sơ kết công tác kiểm tra",
    "body": "steering_committee",
    "attended": 14,
    "number": "05/TB-BCĐ",
}
