"""Items «name: work» in a row of agencies, and agencies named in other ways within a sentence."""

import pytest

from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans.plain import duties, reading, targets

KNOWN = ("- Ban Giám hiệu: chỉ đạo chung.", "- Đoàn trường: tổng hợp điểm.", "- Tổ Văn phòng: bố trí kinh phí.")


def test_who_is_named_among_agencies_works_too():
    found = duties(
        "I. PHÂN CÔNG THỰC HIỆN", *KNOWN, "- Chủ căng tin: ký cam kết.", "- Học sinh toàn trường: bỏ rác đúng ngăn."
    )
    assert found[-2:] == [("Chủ căng tin", "ký cam kết."), ("Học sinh toàn trường", "bỏ rác đúng ngăn.")]


def test_an_agency_among_others_works_whatever_the_verb():
    found = duties("I. PHÂN CÔNG THỰC HIỆN", *KNOWN, "- Tổ Hóa học: nhen lửa trại.", "- Đội Cờ đỏ chấm thi đua.")
    assert ("Tổ Hóa học", "nhen lửa trại.") in found


@pytest.mark.parametrize(
    "items",
    [
        ("- Xã Tân An: 01 vị trí tại vùng nuôi.", "- Xã Hòa An: 02 vị trí.", "- Xã Bình An: 03 vị trí."),
        ("- Kinh phí: do ngân sách cấp.", *KNOWN[:1]),
        (*KNOWN, "- Thời gian cụ thể: cả năm học."),
    ],
)
def test_places_and_matters_are_no_agencies(items):
    names = {name for name, _ in duties("I. NỘI DUNG THỰC HIỆN", *items)}
    assert names <= {"Ban Giám hiệu", "Đoàn trường", "Tổ Văn phòng"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Đoàn số 1 do Sở Y tế chủ trì, kiểm tra bếp ăn.", ("Sở Y tế", "chủ trì, kiểm tra bếp ăn.")),
        ("Sở Y tế (cơ quan thường trực): Tổng hợp kết quả.", ("Sở Y tế", "Tổng hợp kết quả.")),
        ("Tổ Ngữ văn ra đề thi viết “Lá thư gửi đại dương”.", ("Tổ Ngữ văn", "ra đề thi viết “Lá thư gửi đại dương”.")),
        ("Thủ truởng các đơn vị khẩn truơng triển khai.", ("Thủ truởng các đơn vị", "khẩn truơng triển khai.")),
    ],
)
def test_agencies_in_a_sentence(sentence, expected):
    assert duties("I. NHIỆM VỤ", f"1. {sentence}", "2. Tuyên truyền.") == [expected]


@pytest.mark.parametrize(
    "sentence",
    ["Báo cha mẹ, lập hồ sơ.", "Tổ tư vấn gặp riêng từng học sinh.", "Đối với Sở Y tế: kinh phí theo dự toán."],
)
def test_no_agency_orders_this(sentence):
    assert duties("I. NHIỆM VỤ", f"- {sentence}") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Giảm từ 5 đến 10% số vụ.", [(">=", "5", "%"), ("<=", "10", "%")]),
        ("Giảm từ 15 đến 10% số vụ.", [("=", "10", "%")]),
        ("Xây dựng từ 2 đến 3 mô hình.", [(">=", "2", "mô hình"), ("<=", "3", "mô hình")]),
        ("100% chi hội tổ chức ít nhất 01 hoạt động.", [("=", "100", "%"), (">=", "1", "hoạt động")]),
        ("Cả 9 xã đạt chuẩn.", [("=", "9", "xã")]),
        ("Tổng lượt khách: 45.000 lượt.", [("=", "45000", "lượt")]),
        ("Ít nhất 3/5 điểm có bảng chỉ dẫn.", [(">=", "3", "điểm")]),
        ("Tỷ lệ nữ đạt 25% (nhiệm kỳ trước 18%).", [("=", "25", "%")]),
    ],
)
def test_levels_in_a_sentence(sentence, expected):
    assert targets(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Báo cáo Sở Y tế 6 tháng một lần vào ngày 15/6 và ngày 15/12.", ["six-month"]),
        ("Báo cáo sơ kết học kỳ I và tổng kết năm học về Sở Giáo dục.", ["six-month"]),
        ("Báo cáo tuần gửi về Sở Y tế trước thứ Sáu.", ["week"]),
    ],
)
def test_periods(sentence, expected):
    rules = reading("I. NHIỆM VỤ", f"1. Trạm Y tế các xã: {sentence}").reporting
    assert [rule.every for rule in rules] == expected


def test_a_head_in_one_cell_has_the_lower_body():
    head = "| UBND TỈNH HẢI BÌNH SỞ GIÁO DỤC VÀ ĐÀO TẠO Số: 1187/KH-SGDĐT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |"
    plan = read_plan(
        f"{head}\n|---|---|\nKẾ HOẠCH\nThử nghiệm\n\nI. NHIỆM VỤ\n1. Tuyên truyền.\n2. Sở Y tế lập danh sách."
    )
    assert plan.document.issuer == "SỞ GIÁO DỤC VÀ ĐÀO TẠO"


@pytest.mark.parametrize(
    ("heading", "is_name"),
    [
        ("Chủ các bè nuôi cá lồng", True),
        ("Chủ hồ" + 14 * " chứa" + " nước ven sông", True),  # 90 letters
        ("Chủ hồ" + 14 * " chứa" + " nước ven dòng suối", False),
        ("chủ các bè nuôi cá lồng", False),
        ("Chủ các bè nuôi cá. Chủ hồ", False),
        ("Nội dung của các chủ bè", False),
        ("Xây dựng bè nuôi cá lồng", False),
    ],
)
def test_an_unknown_heading_among_agencies_is_a_name_where_it_reads_like_one(heading, is_name):
    rows = ("1. Phòng Kinh tế", "- Lập hồ sơ.", "2. Phòng Tư pháp", "- Lập sổ.", f"3. {heading}", "- Họp các hộ.")
    assert (heading in dict(duties("I. PHÂN CÔNG THỰC HIỆN", *rows))) is is_name


@pytest.mark.parametrize(
    "heading",
    [
        "1. Để bảo đảm nước sạch, Sở Y tế chủ trì các việc sau:",
        "1. Đối với công tác tuyên truyền, Sở Y tế thực hiện:",
        "1. Công tác tuyên truyền: giao Sở Y tế thực hiện:",
    ],
)
def test_who_is_named_inside_a_heading_with_a_colon_does_the_items_below(heading):
    assert duties("I. TỔ CHỨC THỰC HIỆN", heading, "- Lập danh sách hộ.") == [("Sở Y tế", "Lập danh sách hộ.")]
