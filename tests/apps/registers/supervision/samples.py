"""One line as an organisation writes it, and what it chooses from."""

from datetime import date
from typing import Any

UNIT, BY = "099.LDTBXH", "office"
OPTIONS = {"supervision_subject": [("plan", "Việc thực hiện kế hoạch"), ("money", "Sử dụng kinh phí")]}
VALUES: dict[str, Any] = {
    "day": date(2021, 6, 12),
    "subject": "plan",
    "programme": None,
    "visited": "03304",
    "recommendation": "Mở sổ theo dõi ở các bản",
    "addressee": "03304",
    "reply_by": date(2021, 6, 30),
    "replied_on": None,
    "reply": "",
    "remedy": "",
}
