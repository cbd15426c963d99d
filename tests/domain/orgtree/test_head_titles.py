"""Who signs for an agency, by its name."""

import unicodedata

import pytest

from sokehoach.domain.orgtree.head_titles import find_head_title


@pytest.mark.parametrize(
    ("agency", "title"),
    [
        ("Phòng Y tế", "Trưởng phòng"),
        ("SỞ Y TẾ", "Giám đốc"),
        ("Công an xã Sen Ngàn", "Trưởng Công an"),
        ("Công an tỉnh Mẫu", "Giám đốc"),
        ("Công ty cổ phần Nước Mẫu", "Giám đốc"),
        ("Tổng công ty Điện Mẫu", "Tổng Giám đốc"),
        ("Tòa án nhân dân khu vực 1", "Chánh án"),
        ("Bộ Chỉ huy Quân sự tỉnh Mẫu", "Chỉ huy trưởng"),
        ("Bộ Tài chính", "Bộ trưởng"),
        ("Bộ đội Biên phòng tỉnh Mẫu", "Chỉ huy trưởng"),
        ("Uỷ ban Mặt trận Tổ quốc xã Mẫu", "Chủ tịch"),
        ("Toà án nhân dân khu vực 1", "Chánh án"),
        ("Đoàn TNCS Hồ Chí Minh xã Mẫu", "Bí thư"),
        ("Văn phòng đăng ký đất đai", "Giám đốc"),
        ("Ban Chấp hành Đoàn xã Mẫu", "Bí thư"),
        ("Xã Sao Hải", "Chủ tịch"),
        ("Phòngban Mẫu", "Thủ trưởng đơn vị"),
        ("", "Thủ trưởng đơn vị"),
    ],
)
def test_the_longest_opening_of_the_name_decides(agency: str, title: str) -> None:
    assert find_head_title(agency) == find_head_title(unicodedata.normalize("NFD", agency)) == title
