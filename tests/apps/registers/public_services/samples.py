"""One line as the standing office writes it, and what it chooses from."""

from datetime import date
from typing import Any

UNIT, BY = "099.LDTBXH", "office"
OPTIONS = {"support_service": [("advice", "Tư vấn"), ("legal_aid", "Trợ giúp pháp lý")]}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "title": "Tư vấn sức khỏe",
    "kind": "advice",
    "provider": "Trung tâm Y tế huyện",
    "hotline": "0215 000 000",
    "hours": "giờ hành chính",
    "published": True,
}
