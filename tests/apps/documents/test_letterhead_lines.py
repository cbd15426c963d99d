"""The two lines of an agency's letterhead (NĐ 30/2020/NĐ-CP, Phụ lục I)."""

import pytest

from sokehoach.apps.documents.pages.offices import build_agency_lines
from sokehoach.apps.orgunits.models import Unit

PROVINCE = "UBND tỉnh Bắc Ninh"


@pytest.mark.parametrize(
    ("name", "letterhead", "superior", "line"),
    [
        ("Sở Y tế", "Sở Y tế tỉnh Bắc Ninh", PROVINCE, "Sở Y tế"),
        ("Thanh tra tỉnh", "Thanh tra tỉnh Bắc Ninh", PROVINCE, "Thanh tra tỉnh"),
        ("Công an tỉnh", "Công an tỉnh Bắc Ninh", "Bộ Công an", "Công an tỉnh Bắc Ninh"),
        ("Phòng Lao động - TB&XH", "Phòng Lao động - Thương binh và Xã hội", PROVINCE,
         "Phòng Lao động - Thương binh và Xã hội"),
        ("Sở Y tế", "", PROVINCE, "Sở Y tế"),
        ("Báo Bắc Ninh", "Báo Bắc Ninh", PROVINCE, "Báo Bắc Ninh"),
    ],
)  # fmt: skip
def test_the_area_is_named_once(name: str, letterhead: str, superior: str, line: str) -> None:
    assert build_agency_lines(Unit(name=name, letterhead=letterhead), (superior,)) == (line,)


def test_without_a_line_above_the_area_is_named() -> None:
    unit = Unit(name="Sở Y tế", letterhead="Sở Y tế tỉnh Bắc Ninh")
    assert build_agency_lines(unit, ()) == ("Sở Y tế tỉnh Bắc Ninh",)
