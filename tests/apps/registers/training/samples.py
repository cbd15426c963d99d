"""One line as the standing office writes it, and what it chooses from."""

from datetime import date
from typing import Any

UNIT, BY = "099.LDTBXH", "office"
OPTIONS = {
    "joint_programme": [("drugs", "Phòng, chống ma túy"), ("hiv", "Phòng, chống HIV/AIDS")],
    "course_topic": [("law", "Chính sách, pháp luật"), ("communication", "Kỹ năng truyền thông")],
    "course_level": [("province", "Cấp tỉnh"), ("district", "Cấp huyện"), ("commune", "Cấp xã")],
}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "title": "Nghiệp vụ cho cán bộ xã",
    "topic": "law",
    "level": "district",
    "days": 2,
    "joint_programmes": ["drugs"],
}
