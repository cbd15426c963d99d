"""Options as a programme supplies them, and one valid line of each register."""

from datetime import date
from typing import Any

OPTIONS = {
    "establishment_type": [("lodging", "Cơ sở lưu trú"), ("karaoke", "Karaoke"), ("other", "Loại hình khác")],
    "establishment_subkind": [
        ("hotel", "Khách sạn"),
        ("guesthouse", "Nhà nghỉ"),
        ("cafe", "Quán cà phê"),
        ("floating", "Nhà nổi"),
    ],
    "establishment_state": [("open", "Đang hoạt động"), ("suspended", "Tạm ngừng"), ("closed", "Đóng cửa")],
}
UNIT, BY = "03304", "commune"
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "title": "Nhà nghỉ Ban Mai",
    "holder": "Lò Văn Chủ",
    "kind": "lodging",
    "subkind": "guesthouse",
    "place": "Bản Ten Hon",
    "licence": "12/GP",
    "licensed_on": date(2021, 6, 1),
    "workers": 4,
    "contracts": 3,
    "committed": False,
}
