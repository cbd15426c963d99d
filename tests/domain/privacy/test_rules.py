"""Each rule about numbers, plates and births alone: the notes over which recall is measured do not need every rule."""

import pytest

from sokehoach.domain.privacy import scan_text
from sokehoach.domain.privacy.characters import normalise_character
from sokehoach.domain.privacy.digits import read_number_words
from sokehoach.domain.privacy.page import FoldedText


def find_hits(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.kind.value) for hit in scan_text(text)]


@pytest.mark.parametrize(
    ("text", "place", "kind"),
    [
        # numbers.py: labelled
        ("CMND 05012345 cấp tại Điện Biên", "05012345", "id"),
        ("số điện thoại 3862 456", "3862 456", "phone"),
        # numbers.py: by shape
        ("gọi lại 0084912345678 sau", "0084912345678", "phone"),
        ("gọi lại +84 912 345 678 sau", "+84 912 345 678", "phone"),
        ("gọi lại 84912345678 sau", "84912345678", "phone"),
        ("đã ghi 0912345678 vào sổ", "0912345678", "phone"),
        ("đã ghi 0 9 1 2 3 4 5 6 7 8 vào sổ", "0 9 1 2 3 4 5 6 7 8", "phone"),
        ("đã ghi 01653862456 vào sổ", "01653862456", "phone"),
        ("đã ghi 02153862456 vào sổ", "02153862456", "phone"),
        ("đã ghi 011190001234 vào sổ", "011190001234", "id"),
        ("đã ghi 0111 9000 1234 vào sổ", "0111 9000 1234", "id"),
        ("đã ghi 040123456 vào sổ", "040123456", "id"),
        ("đã ghi 040 123 456 vào sổ", "040 123 456", "id"),
        ("đã ghi 240123456 vào sổ", "240123456", "id"),
        ("đã ghi 240123456789 vào sổ", "240123456789", "id"),
        # numbers.py: letters among digits, numbers in words, cards
        ("đã ghi O912345678 vào sổ", "O912345678", "phone"),
        ("đã ghi 09l2345678 vào sổ", "09l2345678", "phone"),
        ("không chín một hai ba bốn năm sáu bảy tám", "không chín một hai ba bốn năm sáu bảy tám", "phone"),
        ("mang B1234567 qua cửa khẩu", "B1234567", "id"),
        ("thẻ GD4 01 01 234 56789", "GD4 01 01 234 56789", "id"),
        # plates.py
        ("xe 27B1-123.45 dừng ở bản", "27B1-123.45", "plate"),
        ("xe 27b1 12345 dừng ở bản", "27b1 12345", "plate"),
        ("thấy 27A-1234 ở bản", "27A-1234", "plate"),
        ("xe mang biển số TM-12-34 của đơn vị", "TM-12-34", "plate"),
        ("xe 80-123-NG-45 dừng ở bản", "80-123-NG-45", "plate"),
        ("xe 80-NN-123-45 dừng ở bản", "80-NN-123-45", "plate"),
        # births.py
        ("sinh ngày 12/3/1990 tại bản", "sinh ngày 12/3/1990", "birth"),
        ("SN 1990 ở bản", "SN 1990", "birth"),
        ("sinh tháng 3 năm 1990 ở bản", "sinh tháng 3 năm 1990", "birth"),
        ("nữ sinh năm 1994 ở bản", "sinh năm 1994", "birth"),
        ("Lò Thị Inh (1990), trú tại bản", "1990", "birth"),
        ("Lò Thị Inh, 31 tuổi, ở bản", "31 tuổi", "birth"),
        ("em 15 tuổi, tên Lò Thị Inh", "15 tuổi", "birth"),
    ],
)
def test_it_is_found(text: str, place: str, kind: str) -> None:
    assert (place, kind) in find_hits(text)


@pytest.mark.parametrize(
    "text",
    [
        # numbers.py: money, other books, days, cells of a table, sums, numbers of documents
        "kinh phí 240123456 đồng",
        "tổng số 240123456 cho cả năm",
        "số tài khoản 240123456789 tại kho bạc",
        "mã số hộ A1234567 trong sổ",
        "các ngày 12.03.2021 và 2019 2020 2021",
        "thu 240120000 trong năm",
        "công văn 2401234/UBND-LĐ",
        "tổng 1234567 8901234\t2345678 9012345",
        "Tỷ lệ người cao tuổi có thẻ bảo hiểm y tế (%) | 98 | 99 | 100 | 100 | 100",
        "Số thẻ BHYT cấp mới (thẻ) | 120 | 130 | 140",
        # plates.py: classes, forms, streets
        "lớp 12A 1234 của trường",
        "mẫu 12A 2021 kèm theo",
        "đường 27B 1234 qua xã",
        "bản TM-12-34 trên bản vẽ",
        "quốc lộ 12a 1234 m",
        # births.py: other words, pupils, cohorts, years of documents
        "phát sinh năm 2021 hai vụ",
        "học sinh năm 2021 tăng",
        "nữ sinh năm 2021 của trường",
        "trẻ sinh năm 2016 được tiêm",
        "công dân sinh năm 2003 khám tuyển",
    ],
)
def test_it_is_let_be(text: str) -> None:
    assert find_hits(text) == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Địa chỉ: số nhà 12, đường 7/5.", ["Địa chỉ: số nhà 12, đường 7/5"]),
        ("Trụ sở công ty, địa chỉ: số nhà 12, đường 7/5.", []),
        ("Cư trú tại: số nhà 12, bản Hua Sa.", ["Cư trú tại: số nhà 12, bản Hua Sa"]),
        ("Công ty A cư trú tại: số nhà 12, bản Hua Sa.", []),
        ("Trụ sở UBND xã, thường trú: bản Co Sáng, xã Quài Cang.", []),
        (
            "Tại nhà nghỉ Hoa Ban, Lò Thị Nam, trú tại bản Co Sáng, xã Quài Cang.",
            ["trú tại bản Co Sáng, xã Quài Cang"],
        ),
        ("Cư trú tại: số nhà 12, bản Hua Sa. Công ty A đóng ở xã.", ["Cư trú tại: số nhà 12, bản Hua Sa"]),
    ],
)
def test_the_address_of_an_office_is_not_a_home(text: str, addresses: list[str]) -> None:
    assert [place for place, kind in find_hits(text) if kind == "address"] == addresses


@pytest.mark.parametrize(
    ("char", "read"), [("ɴ", "n"), ("ʀ", "r"), ("🅰", "A"), ("ø", "o"), ("Ø", "O"), ("ɑ", "a"), ("🇦", "A"), ("漢", "漢")]
)
def test_letters_of_odd_alphabets_are_read_in_their_size(char: str, read: str) -> None:
    assert normalise_character(char) == read


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("một chín chín không", ["1990"]),
        ("năm một chín chín không", ["1990"]),
        ("hai một chín chín không", []),
        ("một hai ba bốn năm", []),
    ],
)
def test_a_year_in_words_has_four_of_them(text: str, numbers: list[str]) -> None:
    assert [number for _start, _end, number in read_number_words(FoldedText(text))] == numbers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CHỊ Hoa đã ký.", ["Hoa"]),
        ("Đến nhà CHỊ Hoa để nhắc.", []),  # in capitals only where it begins a sentence
        ("CHỊ vắng nhà. Đã đến nhà CHỊ Hoa để nhắc.", []),
        ("Đến nhà CHỊ để nhắc. CHỊ Hoa đã ký.", ["Hoa"]),
    ],
)
def test_a_word_before_a_name_is_judged_where_it_stands(text: str, names: list[str]) -> None:
    assert [place for place, kind in find_hits(text) if kind == "name"] == names
