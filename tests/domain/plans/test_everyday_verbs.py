"""Everyday verbs behind names, crowds, and several bodies with work of their own in one sentence."""

import pytest

from tests.domain.plans.plain import duties, reading, targets

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


@pytest.mark.parametrize("words", ["xem đây là việc thường kỳ", "coi trọng việc này", "xem việc này như nếp sống"])
def test_what_somebody_is_to_think_of_a_thing_is_no_work(words):
    assert duties(WORK, f"1. Cấp ủy các cấp {words}.") == []


@pytest.mark.parametrize(
    "name", ["Tổ gác rừng", "Cơ sở nuôi cá lồng", "Các đơn vị nhận thầu", "Ban Chỉ đạo tỉnh về phát triển sách"]
)
def test_a_verb_of_a_name_is_no_order(name):
    assert duties(WORK, f"1. {name}", "- Lập danh sách.", "2. Sở Y tế", "- Rà soát.")[0] == (name, "Lập danh sách.")


def test_bodies_that_a_heading_means_have_their_own_items():
    found = duties(
        WORK,
        "1. Các khoa lâm sàng",
        "- Bác sĩ điều trị: giải thích bệnh.",
        "- Thời gian: quý I.",
        "- Lập danh sách.",
        "2. Sở Y tế",
        "- Rà soát.",
    )
    assert ("Bác sĩ điều trị", "giải thích bệnh.") in found
    assert ("Các khoa lâm sàng", "Lập danh sách.") in found
    assert "Thời gian" not in [agency for agency, _ in found]


def test_a_number_that_holds_that_of_its_part_stands_for_it():
    found = reading("PHẦN 1: CÔNG VIỆC", "1.1 Nguồn nước", "a. Nạo vét kênh.", "PHẦN 2: PHÂN GIAO", "2.1 Sở Y tế")
    assert [clause.path for clause in found.clauses][:5] == ["PHẦN 1", "1.1", "1.1.a", "PHẦN 2", "2.1"]


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("Chiều thứ Sáu hằng tuần các thôn nộp phiếu kết quả cho Văn phòng UBND xã.", [("week", "Văn phòng UBND xã")]),
        ("Cuối tháng Trạm Y tế tổng hợp số liệu gửi Phòng Y tế.", [("month", "Phòng Y tế")]),
        ("Khi cháy thì dừng ngay, báo Công an xã.", [("ad-hoc", "Công an xã")]),
        ("Quý một lần, Ban Quản lý chợ gửi kết quả về Phòng Kinh tế.", [("quarter", "Phòng Kinh tế")]),
        (
            "Sự cố nghiêm trọng báo cáo Giám đốc trong 1 giờ, báo cáo văn bản lên Sở Y tế trong 24 giờ.",
            [("ad-hoc", "Giám đốc"), ("ad-hoc", "Sở Y tế")],
        ),
        ("Báo cáo quý trước ngày 15 tháng cuối quý (gửi qua email vp@xa.vn).", [("quarter", None)]),
        ("Cuối học kỳ giáo viên báo cha mẹ học sinh kết quả học tập.", [("six-month", "cha mẹ học sinh")]),
    ],
)
def test_reports_in_everyday_words(sentence, rules):
    found = reading("II. CHẾ ĐỘ BÁO CÁO", f"1. {sentence}").reporting
    assert [(rule.every, rule.to) for rule in found] == rules


@pytest.mark.parametrize(
    ("sentence", "bound", "value"),
    [
        ("Thời gian có mặt tại hiện trường không quá 05 phút.", "<=", "5"),
        ("Nước uống đủ dùng tối thiểu 07 ngày.", ">=", "7"),
        ("Tần suất tai nạn K ≤ 1,2;", "<=", "1.2"),
        ("Số tiêu chí mức 2 không quá 05 tiêu chí.", "<=", "5"),
        ("Ngày lưu trú đạt từ 2,2 ngày trở lên.", ">=", "2.2"),
        ("80% phương tiện lắp thiết bị (hiện nay là 72%).", "=", "80"),
    ],
)
def test_levels_of_time_of_criteria_and_with_signs(sentence, bound, value):
    assert [(found, number) for found, number, _ in targets(sentence)] == [(bound, value)]
