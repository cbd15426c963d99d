import pytest

from sokehoach.domain.plans.letters import join_letters


@pytest.mark.parametrize(
    ("apart", "together"),
    [
        ("ỦY B AN NHÂN D Â N T ỈNH M Â Y T RẮNG", "ỦY BAN NHÂN DÂN TỈNH MÂY TRẮNG"),
        ("T HÀNH P HỐ HỒ C H Í M I NH", "THÀNH PHỐ HỒ CHÍ MINH"),
        ("K Ế H O Ạ C H T R Ồ N G R Ừ N G", "KẾ HOẠCH TRỒNG RỪNG"),
        ("C H Ủ T Ị CH   Ngu y ễ n T h ị H o a", "CHỦ TỊCH   Nguyễn Thị Hoa"),
    ],
)
def test_it_works(apart, together):
    assert join_letters(apart) == together


@pytest.mark.parametrize("line", ["Sở Y tế, UBND xã A Túc", "A B C", "Mùa A Tủa - Y Thông - Vàng A Sử", ""])
def test_ordinary_lines_are_left_alone(line):
    assert join_letters(line) == line


def test_the_lines_stay_lines():
    assert join_letters("một\n\nhai").split("\n") == ["một", "", "hai"]
