"""Everyday verbs behind names, crowds, and several bodies with work of their own in one sentence."""

import pytest

from tests.domain.plans.plain import duties

WORK = "II. TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    ("sentence", "agency", "duty"),
    [
        ("Đoàn Thanh niên nhận giúp 30 nhà.", "Đoàn Thanh niên", "nhận giúp 30 nhà."),
        ("Các hộ gia đình quét sân vào thứ bảy.", "Các hộ gia đình", "quét sân vào thứ bảy."),
        ("Công nhân môi trường gom lá trước 5 giờ.", "Công nhân môi trường", "gom lá trước 5 giờ."),
        ("Nhà trường cho học sinh mượn sách.", "Nhà trường", "cho học sinh mượn sách."),
        ("Trưởng thôn, bí thư chi bộ đến từng nhà.", "Trưởng thôn, bí thư chi bộ", "đến từng nhà."),
        ("Người dân không đổ rác ra suối.", "Người dân", "không đổ rác ra suối."),
        ("UBND huyện Long Mỹ chọn hai thôn.", "UBND huyện Long Mỹ", "chọn hai thôn."),
        ("Sở Xây dựng dán thông báo.", "Sở Xây dựng", "dán thông báo."),
    ],
)
def test_a_name_ends_before_an_everyday_verb(sentence, agency, duty):
    assert duties(WORK, f"1. {sentence}") == [(agency, duty)]


@pytest.mark.parametrize(
    ("sentence", "agencies"),
    [
        ("Công an xã bắt chó thả rông, Trạm Y tế rắc vôi bột, Đoàn Thanh niên sơn ghế đá.", 3),
        ("Giao Hội Nông dân cấp cây giống, Hội Phụ nữ tưới cây hằng ngày.", 2),
        ("Phòng Kinh tế lập dự toán, còn Kho bạc giữ tiền.", 2),
        ("Văn phòng lập danh sách, các trường phối hợp với Sở Y tế, Công an tỉnh phát sách.", 2),
        ("Phòng Văn hóa vận động cán bộ, hội viên tham gia.", 1),
        ("Sở Y tế chủ trì, Công an tỉnh phối hợp rà soát danh sách.", 1),
        ("Sở Tài chính trên cơ sở đề xuất của các cơ quan, địa phương tổng hợp dự toán.", 1),
    ],
)
def test_each_body_of_a_sentence_has_its_own_work(sentence, agencies):
    assert len(duties(WORK, f"1. {sentence}")) == agencies


def test_bodies_in_a_bracket_have_the_task_or_work_of_their_own():
    found = duties(WORK, "1. Mở lớp đọc sách (Phòng Văn hóa chủ trì, Hội Phụ nữ in tài liệu; quý I).")
    assert found == [("Phòng Văn hóa", "Mở lớp đọc sách"), ("Hội Phụ nữ", "in tài liệu; quý I")]


@pytest.mark.parametrize(
    "name", ["Tổ gác rừng", "Cơ sở nuôi cá lồng", "Các đơn vị nhận thầu", "Ban Chỉ đạo tỉnh về phát triển sách"]
)
def test_a_verb_of_a_name_is_no_order(name):
    assert duties(WORK, f"1. {name}", "- Lập danh sách.", "2. Sở Y tế", "- Rà soát.")[0] == (name, "Lập danh sách.")
