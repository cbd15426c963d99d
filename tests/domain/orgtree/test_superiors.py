"""Which body stands above an agency in a letterhead."""

import pytest

from sokehoach.domain.orgtree.superiors import find_own_superior


@pytest.mark.parametrize(
    ("agency", "area", "upper_area", "superior"),
    [
        ("Công an tỉnh", "Tỉnh Nghệ An", "", "Bộ Công an"),
        ("Công an thành phố", "Thành phố Huế", "", "Bộ Công an"),
        ("Công an thành phố", "Thành phố Huế", "Cả nước", "Bộ Công an"),
        ("Công an thành phố", "Thành phố Thủ Đức", "Thành phố Hồ Chí Minh", "Công an thành phố Hồ Chí Minh"),
        ("Công an xã", "Xã Kim Liên", "Tỉnh Nghệ An", "Công an tỉnh Nghệ An"),
        ("Công an thành phố", "Thành phố Vinh", "Tỉnh Nghệ An", "Công an tỉnh Nghệ An"),
        ("Công an xã", "Xã Kim Liên", "", None),
        ("Bộ Chỉ huy Quân sự tỉnh", "Tỉnh Nghệ An", "", ""),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Tỉnh Nghệ An", "", ""),
        ("Sở Y tế", "Tỉnh Nghệ An", "", None),
        ("Thuế", "Tỉnh Nghệ An", "", ""),
        ("Ban Quản lý khu kinh tế", "Tỉnh Nghệ An", "", None),
    ],
)
def test_the_body_above_an_agency(agency: str, area: str, upper_area: str, superior: str | None) -> None:
    assert find_own_superior(agency, area=area, upper_area=upper_area) == superior
