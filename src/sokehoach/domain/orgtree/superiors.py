"""The body above an agency of an area, as printed above its name in a document (NĐ 30/2020, Phụ lục I, II.3)."""

from sokehoach.domain.text import lower_first

_POLICE = "công an "
# Agencies in an area that the committee of the area does not direct, by the first words of their names. Which body is
# above them is not known from the name: a military region, a central office.
_OUTSIDE_COMMITTEE = (
    "bộ chỉ huy ", "ban chỉ huy quân sự", "bộ tư lệnh ", "mặt trận tổ quốc", "ủy ban mặt trận tổ quốc",
    "viện kiểm sát ", "tòa án ", "kho bạc ", "bảo hiểm xã hội", "thuế ", "cục thuế", "chi cục thuế", "thống kê ",
    "cục thống kê", "chi cục thống kê", "ngân hàng nhà nước", "liên đoàn lao động", "hội liên hiệp phụ nữ",
    "hội nông dân", "hội cựu chiến binh", "tỉnh đoàn", "thành đoàn", "đoàn thanh niên", "đoàn tncs",
)  # fmt: skip


def is_police(agency: str) -> bool:
    return f"{agency.casefold()} ".startswith(_POLICE)


def find_own_superior(agency: str, *, area: str, upper_area: str) -> str | None:
    """The name of the body above an agency: «Bộ Công an» above «Công an tỉnh»; «» where the name does not tell it.

    None for an agency of the committee of its area. `upper_area`: the area above it, «Tỉnh Nghệ An», above a province
    the country; «» for none.
    """
    if is_police(agency):
        is_of_province = area.startswith("Thành phố ") and not upper_area.startswith(("Tỉnh ", "Thành phố "))
        if area.startswith("Tỉnh ") or is_of_province:
            return "Bộ Công an"
        return f"Công an {lower_first(upper_area)}" if upper_area else None
    return "" if f"{agency.casefold()} ".startswith(_OUTSIDE_COMMITTEE) else None
