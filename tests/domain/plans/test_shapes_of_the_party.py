"""Shapes of programmes of Party committees and the Government, each once seen and retold in our own words."""

import pytest

from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans.plain import duties, reading, targets

WORK = "II. NHIỆM VỤ, GIẢI PHÁP"


@pytest.mark.parametrize(
    "label",
    [
        "Trách nhiệm chỉ đạo thực hiện",
        "Phân công chỉ đạo, tổ chức thực hiện",
        "Trách nhiệm lãnh đạo và tổ chức thực hiện",
        "Cơ quan chỉ đạo thực hiện",
    ],
)
def test_a_line_below_bullets_gives_each_of_them_to_whom_it_names(label):
    leads = "Đảng ủy Ủy ban nhân dân tỉnh; các cấp ủy, tổ chức đảng"
    found = duties(
        WORK,
        "1. Mở thư viện",
        "- Lập danh mục sách.",
        "- Bố trí phòng đọc.",
        f"{label}: {leads}.",
        "2. Giữ sách",
        "- Đóng bìa sách.",
        f"{label}: Sở Y tế.",
    )
    assert found == [
        (leads, "Lập danh mục sách."),
        (leads, "Bố trí phòng đọc."),
        ("Sở Y tế", "Đóng bìa sách."),
    ]


def test_a_heading_that_says_whose_work_follows_gives_its_items_to_that_body():
    found = duties(
        "II. NHIỆM VỤ CHỦ YẾU CỦA BỘ XÂY DỰNG", "1. Xây dựng nhà sách.", "2. Phối hợp với Bộ Y tế mở tủ sách."
    )
    assert found == [
        ("BỘ XÂY DỰNG", "Xây dựng nhà sách."),
        ("BỘ XÂY DỰNG", "Phối hợp với Bộ Y tế mở tủ sách."),
    ]
    assert duties("II. NHIỆM VỤ TRỌNG TÂM CỦA NGÀNH", "1. Xây dựng nhà sách.", "2. Mở tủ sách.") == []


@pytest.mark.parametrize(
    ("sentence", "agency", "starts"),
    [
        ("Giao Vụ Vật liệu xây dựng là cơ quan lập danh mục.", "Vụ Vật liệu xây dựng", "là cơ quan"),
        ("Giao Ban Quản lý quy hoạch là đầu mối nhận sách.", "Ban Quản lý quy hoạch", "là đầu mối"),
        ("Văn phòng Sách giúp việc cho Ban Chỉ đạo nhận sách.", "Văn phòng Sách", "giúp việc cho"),
        (
            "Ban Chỉ đạo tỉnh về bảo vệ và phát triển sách (Quyết định số 5/QĐ-UBND) chỉ đạo mở tủ sách.",
            "Ban Chỉ đạo tỉnh về bảo vệ và phát triển sách",
            "chỉ đạo mở",
        ),
    ],
)
def test_names_that_hold_a_verb(sentence, agency, starts):
    (found,) = duties("II. TỔ CHỨC THỰC HIỆN", f"1. {sentence}")
    assert found[0] == agency
    assert found[1].startswith(starts)


def test_a_period_before_an_order_does_not_make_a_partner_the_one_who_acts():
    found = duties(
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ",
        "- Hằng năm, phối hợp với Sở Y tế và các ngành liên quan tổng hợp danh mục sách.",
        "- Lập tủ sách.",
    )
    assert [agency for agency, _ in found] == ["Sở Nội vụ", "Sở Nội vụ"]


def test_a_list_in_brackets_names_nobody_who_acts():
    assert not duties(
        "II. TỔ CHỨC THỰC HIỆN", "1. Tổ chức đọc sách (họp thôn; báo, đài truyền thông, in tờ rơi) cả năm."
    )


def test_headings_of_the_contents_state_targets_where_no_part_sets_aims():
    plan = (
        "II. NỘI DUNG",
        "1. Thành lập mới ít nhất 05 thư viện:",
        "- Sở Y tế lập danh mục 12 thư viện.",
        "2. Tỷ lệ xã có tủ sách đạt 90%.",
        "- Sở Nội vụ kiểm tra tủ sách.",
        "3. Đọc sách",
        "- Sở Y tế đọc sách.",
    )
    assert [(target.path, target.bound, target.value) for target in reading(*plan).targets] == [
        ("II.1", ">=", "5"),
        ("II.2", "=", "90"),
    ]
    aims = ("I. MỤC TIÊU", "1. Mở 100 tủ sách.")
    assert [target.value for target in reading(*aims, *plan).targets] == ["100"]
    assert reading("II. NỘI DUNG", "1. Mở ít nhất 05 thư viện:", "- Sở Y tế lập danh mục.").targets == ()


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Mục tiêu giảm mất sách so với năm 2005: 8%", ["8"]),
        ("Nâng độ che phủ sách lên 42% và diện tích phòng đọc đạt 14,4 triệu m2.", ["42", "14.4"]),
        ("Giữ số sách bằng mức đã đạt được tại năm 2020 và tăng số người đọc lên 45%.", ["45"]),
        ("Tỷ lệ đã đạt được 45%.", []),
        ("Thu nhập bình quân đầu người 93 triệu đồng.", ["93"]),
    ],
)
def test_figures(sentence, found):
    assert [value for _, value, _ in targets(sentence)] == found


def test_a_scan_with_the_name_of_its_file_between_pages_and_a_misread_first_number():
    text = (
        "CHƯƠNG TRÌNH HÀNH ĐỘNG\nvề sách\n1- MỤC ĐÍCH, YÊU CẦU\n1. Đọc sách hay.\n2. Đọc sách mới.\nII- NHIỆM VỤ\n"
        "1. Mở tủ sách.\n18.SACH31.DOC 2\n- Lập danh mục sách.\n18.SACH31.DOC §\n"
        "HI- TỔ CHỨC THỰC HIỆN\n1. Sở Y tế mở tủ sách.\n2. Sở Nội vụ đọc sách.\n"
    )
    assert [clause.path for clause in read_plan(text).clauses] == [
        *("1", "1.1", "1.2"),
        *("II", "II.1"),
        *("HI", "HI.1", "HI.2"),
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Định kỳ báo cáo về tiến độ mở tủ sách theo quy định.", [(None, "ad-hoc")]),
        ("Thực hiện chế độ báo cáo về tủ sách theo quy định.", [(None, "ad-hoc")]),
        ("Hằng năm tổng hợp, báo cáo Chính phủ, Thủ tướng Chính phủ.", [("Chính phủ, Thủ tướng Chính phủ", "year")]),
        ("Nghiên cứu, báo cáo Chính phủ cơ chế mở tủ sách.", []),
        ("Báo cáo Ủy ban nhân dân tỉnh phê chuẩn danh mục sách.", []),
        ("Nếu phát hiện khó khăn, vướng mắc, báo cáo Sở Nội vụ.", []),
    ],
)
def test_reports(sentence, found):
    rules = reading("II. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế", f"- {sentence}", "- Lập tủ sách.").reporting
    assert [(rule.to, rule.every) for rule in rules] == found
