"""Persons and bodies of schools, communes and wards as those who do the work."""

import pytest

from tests.domain.plans.plain import duties

WORK = "II. TỔ CHỨC THỰC HIỆN"
MONEY = "2. Kinh phí thực hiện: từ ngân sách."
BODIES = (
    "Trung tâm Phục vụ hành chính công", "Trung tâm Dịch vụ tổng hợp", "Ban Chỉ huy Quân sự", "Ban Trị sự",
    "Tổ công tác", "Tổ giúp việc", "Thi hành án dân sự", "Chi nhánh Văn phòng đăng ký đất đai", "Tổng phụ trách Đội",
    "Tiểu ban Hậu cần", "Hội đồng chấm", "Trạm Thủy nông", "Khu phố", "Các ấp", "Các chi, đảng bộ", "Hải đội",
    "Liên đội",
)  # fmt: skip
STAFF = (
    "Kế toán", "Thủ quỹ", "Văn thư", "Hiệu phó", "Bác sĩ trực", "Điều dưỡng trưởng", "Kiểm lâm địa bàn", "Báo cáo viên",
    "Nhân viên kế toán", "Nhân viên bảo vệ", "Cán bộ tư pháp", "Dân quân tự vệ",
)  # fmt: skip
CROWDS = (
    "Học sinh",
    "Cha mẹ học sinh",
    "Đảng viên",
    "Các hộ dân",
    "Cán bộ, công chức, viên chức",
    "Chủ rừng",
    "Thí sinh",
)


@pytest.mark.parametrize("name", [*BODIES, *STAFF, *CROWDS])
def test_a_heading_and_a_sentence_that_holds_to_account_name_who_does_it(name):
    assert duties(WORK, f"1. {name}", "- Theo dõi việc mở lớp;", "- Báo cáo kết quả.", MONEY) == [
        (name, "Theo dõi việc mở lớp;"),
        (name, "Báo cáo kết quả."),
    ]
    found = duties(WORK, f"1. {name} có trách nhiệm theo dõi việc mở lớp.", MONEY)
    assert found == [(name, "theo dõi việc mở lớp.")]


@pytest.mark.parametrize("name", [*BODIES, *STAFF])
def test_an_order_behind_the_name_is_enough_for_bodies_and_staff(name):
    assert duties(WORK, f"1. {name} theo dõi việc mở lớp.", MONEY) == [(name, "theo dõi việc mở lớp.")]


@pytest.mark.parametrize("name", CROWDS)
def test_what_a_crowd_does_is_no_assignment(name):
    assert duties("II. HÌNH THỨC THI", f"1. {name} tham gia thi đọc sách.", MONEY) == []


def test_to_issue_a_policy_is_no_board():
    assert duties(WORK, "1. Sở Y tế ban hành chính sách mới.", MONEY) == [("Sở Y tế", "ban hành chính sách mới.")]
