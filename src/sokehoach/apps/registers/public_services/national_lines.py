"""Telephone lines of the whole country, free or at the price of a call, day and night."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REVIEWED_ON = date(2026, 11, 28)


@dataclass(frozen=True, slots=True)
class NationalLine:
    """`number` as it is dialled, `shown` as it is printed; `source`: where the number is published."""

    number: str
    shown: str
    purpose: str | Promise
    source: str


NATIONAL_LINES = (
    NationalLine(
        "111", "111",
        _("Bảo vệ trẻ em; báo tin, hỏi về mua bán người. Miễn phí, cả ngày đêm."),
        "Nghị định 162/2025/NĐ-CP",
    ),
    NationalLine("113", "113", _("Công an: khi đang bị đe dọa, đánh đập."), "Thông tư 22/2014/TT-BTTTT"),
    NationalLine("115", "115", _("Cấp cứu y tế."), "Thông tư 22/2014/TT-BTTTT"),
    NationalLine(
        "1900969680", "1900 969 680",
        _("Ngôi nhà Bình yên của Hội Liên hiệp Phụ nữ Việt Nam: khi bị bạo lực, mua bán, cần nơi ở an toàn."),
        "Trung ương Hội Liên hiệp Phụ nữ Việt Nam",
    ),
)  # fmt: skip
