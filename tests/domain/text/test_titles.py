"""Titles in capitals become sentences in which abbreviations and names are written as the text writes them."""

import pytest

from sokehoach.domain.titles import drop_common_start, end_before_period, lower_title, name_results

TEXT = """TỈNH
KẾ HOẠCH PHÒNG CHÁY VÀ CHỮA CHÁY
Thực hiện Chỉ thị số 12/CT-TTg của Thủ tướng Chính phủ, UBND tỉnh ban hành kế hoạch như sau:
- Phát triển mạng LoRa, camera AI tại các bến xe; cảm biến AI kết nối 4G.
Sở Giao thông vận tải chủ trì. (Kèm theo KẾ HOẠCH PHÁT TRIỂN MẠNG LORA CỦA TỈNH)"""


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("PHÁT TRIỂN MẠNG LORA, CAMERA AI TẠI CÁC BẾN XE", "Phát triển mạng LoRa, camera AI tại các bến xe"),
        ("CHỈ THỊ SỐ 12/CT-TTG CỦA THỦ TƯỚNG CHÍNH PHỦ", "Chỉ thị số 12/CT-TTg của Thủ tướng Chính phủ"),
        ("CẢM BIẾN KẾT NỐI 4G", "Cảm biến kết nối 4G"),
        ("AN TOÀN GIAO THÔNG", "An toàn giao thông"),
        ("BẢO VỆ RỪNG Ở TỈNH LẠNG MẪU", "Bảo vệ rừng ở tỉnh Lạng Mẫu"),
        ("Phòng chống MA TÚY", "Phòng chống MA TÚY"),
    ],
)
def test_words_are_written_as_in_the_text(title: str, expected: str) -> None:
    assert lower_title(title, ("Lạng Mẫu",), TEXT) == expected


def test_a_title_without_a_text_is_all_small() -> None:
    assert lower_title("MẠNG LORA", ()) == "Mạng lora"


def test_a_period_after_a_year_follows_a_comma() -> None:
    assert end_before_period("Kết quả đến năm 2030") == "Kết quả đến năm 2030,"
    assert (
        end_before_period("Kết quả Chương trình “Số hóa đến năm 2030”") == "Kết quả Chương trình “Số hóa đến năm 2030”,"
    )
    assert end_before_period("Kết quả phòng cháy") == "Kết quả phòng cháy"


def test_what_all_names_say_first_is_dropped() -> None:
    names = ["Nước sạch: kết quả của Sở Y tế", "Nước sạch: kết quả của xã, phường"]
    assert drop_common_start(names) == ["Kết quả của Sở Y tế", "Kết quả của xã, phường"]
    of_two_parts = ["Nước sạch: tỉnh: kết quả", "Nước sạch: xã: kết quả"]
    assert drop_common_start(of_two_parts) == ["Tỉnh: kết quả", "Xã: kết quả"]
    for kept in (names[:1], [*names, "Biểu khác"], ["Nước: kết quả", "Điện: kết quả"]):
        assert drop_common_start(kept) == kept


def test_results_of_a_title_say_once_that_it_is_carried_out() -> None:
    for title, results in (
        ("Triển khai thực hiện Chương trình nước sạch", "Kết quả triển khai thực hiện Chương trình nước sạch"),
        ("Tổ chức triển khai Đề án 06", "Kết quả tổ chức triển khai Đề án 06"),
        ("thực hiện Nghị quyết số 5", "Kết quả thực hiện Nghị quyết số 5"),
        ("Tiếp tục thực hiện Đề án 06", "Kết quả tiếp tục thực hiện Đề án 06"),
        ("Phòng, chống cháy rừng", "Kết quả thực hiện phòng, chống cháy rừng"),
        ("Tổ chức lễ phát động", "Kết quả thực hiện tổ chức lễ phát động"),
    ):
        assert name_results(title) == results
