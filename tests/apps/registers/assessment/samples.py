"""One registration as a commune writes it, and what it chooses from."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.assessment.services import schemes
from sokehoach.domain.registers.assessment import Content, Scheme

UNIT, BY = "03304", "commune"
OPTIONS = {
    "healthy_class": [
        ("no_prostitution", "Không có tệ nạn mại dâm"),
        ("no_drugs", "Không có tệ nạn ma túy"),
        ("neither", "Không có cả hai tệ nạn"),
    ],
    "assessment_ground": [
        ("below_threshold", "Điểm tự chấm dưới điểm đạt"),
        ("no_report", "Thiếu báo cáo định kỳ của năm"),
    ],
}
VALUES: dict[str, Any] = {"day": date(2021, 6, 12), "year": 2021, "aimed": "neither"}
SCHEME = Scheme(
    "lanh_manh", "Thang điểm (minh họa)", date(2008, 8, 28), "NQLT 01/2008", "law.md 3", True, 70,
    (Content("a", "Lãnh đạo, chỉ đạo", 60, ("briefings",)), Content("b", "Truyền thông", 40, ("activities",))),
)  # fmt: skip


def prepare(cast: Any) -> None:
    combined = Option.objects.filter(option_set__uid="healthy_class", code="neither")
    combined.update(combines=["no_prostitution", "no_drugs"])
    at = datetime(2021, 1, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    schemes.import_schemes(schemes=[SCHEME], by="tests", at=at)
