"""How a sentence names several units."""

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.orgtree.unit_list import format_unit_list

LEVELS = ("xã", "thị trấn", "đặc khu")


def test_one_unit_keeps_its_name() -> None:
    assert format_unit_list(["Xã Pú Xi"], LEVELS) == "Xã Pú Xi"
    assert format_unit_list(["Công an huyện"], LEVELS) == "Công an huyện"


def test_units_of_one_level_are_named_together_and_the_level_once() -> None:
    names = ["Thị trấn Tuần Giáo", "Xã Pú Xi", "Xã Quài Cang", "Công an huyện"]
    assert format_unit_list(names, LEVELS) == "Thị trấn Tuần Giáo, các xã Pú Xi, Quài Cang và Công an huyện"
    assert format_unit_list(["Xã Pú Xi", "Đặc khu Lý Sơn"], LEVELS) == "Xã Pú Xi và đặc khu Lý Sơn"


def test_of_many_the_number_comes_first() -> None:
    names = [f"Xã {name}" for name in ("Mùn Chung", "Pú Nhung", "Quài Nưa", "Mường Thín", "Tỏa Tình")]
    assert format_unit_list(names, LEVELS) == "5 xã (Mùn Chung, Pú Nhung, Quài Nưa, Mường Thín, Tỏa Tình)"


def test_a_name_that_only_begins_like_a_level_is_no_unit_of_it() -> None:
    assert format_unit_list(["Xãm Đông", "Xã Pú Xi"], LEVELS) == "Xãm Đông và xã Pú Xi"


@given(
    st.lists(
        st.tuples(st.sampled_from(("Xã", "Thị trấn", "Đặc khu")), st.integers(10, 99)), min_size=1, max_size=12,
        unique=True,
    )
)  # fmt: skip
def test_every_unit_is_named_once(units: list[tuple[str, int]]) -> None:
    text = format_unit_list([f"{level} Số{number}" for level, number in units], LEVELS)
    assert sorted(text.count(f"Số{number}") for _level, number in units) == sorted(
        sum(other == number for _level, other in units) for _level, number in units
    )
