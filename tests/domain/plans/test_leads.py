"""Tasks whose lead stands in a line of its own below them, as offices of communes and fronts write them."""

import pytest

from tests.domain.plans.plain import duties

WORK = "II. NỘI DUNG, PHÂN CÔNG THỰC HIỆN"
DEPUTY = "Đồng chí Phó giám đốc Thường trực, phụ trách lĩnh vực Bạn đọc và Kho sách"
LINES = (f"- Đơn vị chủ trì: {DEPUTY}", "- Đơn vị phối hợp: Các đồng chí chuyên viên.", "- Kết quả: Bản hướng dẫn.")


def test_the_field_of_a_person_who_leads_is_no_work():
    assert duties(WORK, "1. Xây dựng Hướng dẫn mượn sách của thư viện.", *LINES) == [
        (DEPUTY, "Xây dựng Hướng dẫn mượn sách của thư viện.")
    ]
    assert duties(WORK, "1. Xây dựng Hướng dẫn.", "Chủ trì: Trưởng phòng phụ trách kho.") == [
        ("Trưởng phòng phụ trách kho", "Xây dựng Hướng dẫn.")
    ]


def test_a_person_in_charge_still_has_the_work_that_the_line_names():
    found = duties(WORK, "1. Xây dựng Hướng dẫn.", "Chủ trì: Phòng Đọc chuẩn bị; Phòng Kho phụ trách in.")
    assert found == [("Phòng Đọc", "chuẩn bị"), ("Phòng Kho", "phụ trách in")]


def test_bullets_on_how_a_task_is_done_are_not_the_task():
    task = "Xây dựng Hướng dẫn mượn sách của thư viện."
    manner = ("- Bảo đảm thống nhất với thư viện tỉnh.", "- Các văn bản phải rõ việc từng người.")
    assert duties(WORK, f"1. {task}", *manner, *LINES) == [(DEPUTY, task)]
    further = "- Cử người dự tập huấn của thư viện tỉnh."
    assert duties(WORK, f"1. {task}", *manner, further, *LINES) == [(DEPUTY, task), (DEPUTY, further[2:])]


def test_bullets_that_are_the_work_of_a_title_are_its_tasks():
    assert duties(WORK, "1. Tổng kết công tác mượn sách", "- Đánh giá kết quả của cả năm.", *LINES) == [
        (DEPUTY, "Đánh giá kết quả của cả năm.")
    ]


def test_one_line_serves_all_items_of_its_row_above():
    items = ("1.1. Tham gia kiểm kê.", "1.2. Tiếp nhận sách tặng.", "1.3. Theo dõi, tổng hợp số sách.")
    assert duties(WORK, "1. Quản lý kho", *items, *LINES) == [(DEPUTY, item.split(" ", 1)[1]) for item in items]


@pytest.mark.parametrize("above", ["1.1. Mục đích chung của kho sách", "1.1. Số sách hiện có: 200 cuốn."])
def test_an_item_without_an_order_is_not_served(above):
    assert duties(WORK, "1. Quản lý kho", above, "1.2. Tiếp nhận sách tặng.", *LINES) == [
        (DEPUTY, "Tiếp nhận sách tặng.")
    ]


def test_a_row_whose_first_item_has_its_own_line_is_served_one_by_one():
    found = duties(
        WORK,
        "1.1. Tham gia kiểm kê.",
        "Chủ trì: Phòng Kho.",
        "1.2. Lập danh mục.",
        "1.3. Gửi sách.",
        "Chủ trì: Phòng Đọc.",
    )
    assert found == [("Phòng Kho", "Tham gia kiểm kê."), ("Phòng Đọc", "Gửi sách.")]


def test_persons_named_by_several_offices_below_their_body():
    found = duties(
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Ban Thường trực thư viện",
        "- Đồng chí Ủy viên Ban chấp hành Đảng bộ, Phó Chủ tịch Thường trực Hội xã chỉ đạo chung.",
        "- Các đồng chí Phó Chủ tịch Hội xã chỉ đạo thực hiện các việc được giao.",
        "2. Các chi hội",
        "- Tuyên truyền cho hội viên.",
    )
    assert [agency for agency, _ in found] == [
        "Đồng chí Ủy viên Ban chấp hành Đảng bộ, Phó Chủ tịch Thường trực Hội xã",
        "Các đồng chí Phó Chủ tịch Hội xã",
        "Các chi hội",
    ]


@pytest.mark.parametrize(
    "case", ["thôn có dưới 100 bạn đọc", "các trường có từ 5 lớp trở lên", "đơn vị có ít nhất hai kho"]
)
def test_a_case_is_nobody_who_has_work(case):
    assert duties(WORK, "1. Số người dự họp", f"- Đối với {case}: Phải tổ chức họp toàn thể.") == []
    assert duties(WORK, "1. Đối với các trường học: Tổ chức họp toàn thể.") != []


def test_a_line_between_a_title_and_its_items_leads_the_items():
    items = ("- Thống kê sách hỏng.", "- Đề xuất mua sách mới.")
    assert duties(WORK, "1. Sau bão", "Cơ quan thực hiện: Phòng Đọc", *items) == [
        ("Phòng Đọc", item[2:]) for item in items
    ]
    lettered = ("a) Thống kê sách hỏng.", "b) Đề xuất mua sách mới.")
    assert duties(WORK, "1. Sau bão", "Chủ trì: Phòng Đọc", "Thời gian: Tháng 6.", *lettered) == [
        ("Phòng Đọc", item[3:]) for item in lettered
    ]


def test_a_line_below_a_task_leads_the_task_whatever_follows():
    found = duties(WORK, "1. Tập huấn thủ thư", "Chủ trì: Phòng Đọc", "- Mời giảng viên.", "2. Kho sách")
    assert found[0] == ("Phòng Đọc", "Tập huấn thủ thư")
