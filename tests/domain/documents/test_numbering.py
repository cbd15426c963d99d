import pytest

from sokehoach.domain.documents import numbering


def test_it_works() -> None:
    assert numbering.format_heading_number(1, 4) == "IV."
    assert numbering.format_heading_number(2, 12) == "12."
    assert numbering.format_heading_number(3, 5) == "đ)"


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert " ".join(numbering.format_point_letter(n) for n in range(1, 24)) == (
        "a b c d đ e g h i k l m n o p q r s t u v x y"
    )


@pytest.mark.parametrize("number", [0, -1, 24])
def test_there_is_no_other_letter(number: int) -> None:
    with pytest.raises(ValueError, match="no letter"):
        numbering.format_point_letter(number)


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (90, "XC"), (399, "CCCXCIX")],
)
def test_roman_numerals(number: int, written: str) -> None:
    assert numbering.format_roman(number) == written


@pytest.mark.parametrize("number", [0, 400])
def test_roman_numerals_have_bounds(number: int) -> None:
    with pytest.raises(ValueError, match="Roman"):
        numbering.format_roman(number)


def test_a_fourth_level_is_refused() -> None:
    with pytest.raises(ValueError, match="levels 1 to 3"):
        numbering.format_heading_number(4, 1)


@pytest.mark.parametrize(("number", "line"), [(5, "Số: 05/KH-UBND"), (10, "Số: 10/KH-UBND"), (123, "Số: 123/KH-UBND")])
def test_numbers_below_ten_get_a_zero(number: int, line: str) -> None:
    assert numbering.format_number_and_symbol(number, "/KH-UBND") == line


def test_without_a_number_there_is_room_for_the_pen() -> None:
    line = numbering.format_number_and_symbol(None, "/BC-LĐTBXH")
    before, _, room = line.removesuffix("/BC-LĐTBXH").partition("Số: ")
    assert before == ""
    assert len(room) >= 4
    assert room.isspace()


def test_an_open_day_keeps_the_year() -> None:
    line = numbering.format_open_day(2021)
    assert " ".join(line.split()) == "ngày tháng năm 2021"


def test_a_single_annex_has_no_number() -> None:
    assert numbering.format_annex_label(1, 1) == "Phụ lục"
    assert [numbering.format_annex_label(n, 2) for n in (1, 2)] == ["Phụ lục I", "Phụ lục II"]
