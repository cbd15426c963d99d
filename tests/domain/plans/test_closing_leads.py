"""Lines and sentences that only say who leads the work before them."""

import pytest

from tests.domain.plans.plain import reading


def list_duties(*lines):
    found = reading("II. NHIỆM VỤ VÀ GIẢI PHÁP", *lines).duties
    return [(duty.agency, duty.text) for duty in found if duty.agency != "Ban Thử nghiệm"]


ITEMS = ("1. Tổ chức ngày hội đọc sách tại các trường.", "2. Đưa xe thư viện đến các xã vùng cao.")
TASKS = tuple(item[3:].rstrip(".") for item in ITEMS)


def clean(duties):
    return [(agency, text.rstrip(" .;")) for agency, text in duties]


def test_a_line_below_the_last_item_leads_all_of_them():
    duties = list_duties("1. Phát triển văn hóa đọc", *(f"1.{item}" for item in ITEMS), "Giao Thư viện tỉnh chủ trì.")
    assert clean(duties) == [("Thư viện tỉnh", task) for task in TASKS]


def test_bullets_above_the_line_are_led_by_it():
    lines = ("1. Công nghệ thông tin", "- Triển khai phần mềm báo cáo sự cố;", "- Tích hợp cảnh báo vào phần mềm.")
    duties = list_duties(*lines, "Phòng Điều dưỡng, Tổ Công nghệ thông tin phối hợp thực hiện.")
    assert clean(duties) == [
        ("Phòng Điều dưỡng, Tổ Công nghệ thông tin", "Triển khai phần mềm báo cáo sự cố"),
        ("Phòng Điều dưỡng, Tổ Công nghệ thông tin", "Tích hợp cảnh báo vào phần mềm"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "(Thư viện tỉnh chủ trì các nội dung a, b)",
        "Giao Thư viện tỉnh chủ trì thực hiện nội dung tại điểm a, điểm b.",
        "Thư viện tỉnh phụ trách các việc a và b",
    ],
)
def test_a_line_may_name_the_items_by_their_labels(line):
    duties = list_duties("1. Văn hóa đọc", f"a) {TASKS[0]}.", f"b) {TASKS[1]}.", "c) Kiểm tra các tủ sách.", line)
    assert clean(duties) == [("Thư viện tỉnh", task) for task in TASKS]


def test_each_part_of_a_line_may_lead_another_item():
    line = "Giao Phòng Đào tạo chủ trì nội dung tại điểm 1.1; Phòng Khảo thí chủ trì nội dung tại điểm 1.2."
    duties = list_duties("1. Chất lượng", f"1.1. {TASKS[0]}.", f"1.2. {TASKS[1]}.", line)
    assert clean(duties) == [("Phòng Đào tạo", TASKS[0]), ("Phòng Khảo thí", TASKS[1])]


def test_a_label_that_no_item_has_leads_nothing_by_the_line():
    duties = list_duties("1. Chất lượng", f"1.1. {TASKS[0]}.", f"1.2. {TASKS[1]}.", "Sở Y tế chủ trì điểm 1.7.")
    assert not set(TASKS) & {text.rstrip(".") for _agency, text in duties}


def test_a_line_with_an_item_behind_it_is_about_no_row_of_items():
    lines = (f"1.1. {TASKS[0]}.", "Thư viện tỉnh chủ trì thực hiện.", f"1.2. {TASKS[1]}.")
    assert ("Thư viện tỉnh", TASKS[1]) not in clean(list_duties("1. Văn hóa đọc", *lines))


@pytest.mark.parametrize(
    ("text", "agency", "task"),
    [
        ("Phân loại hồ sơ, lập biên bản. Tổ Thu chịu trách nhiệm chính.", "Tổ Thu", "Phân loại hồ sơ, lập biên bản."),
        ("Rà soát hồ sơ; đề nghị Sở Y tế kiểm tra. Văn phòng chủ trì thực hiện.", "Văn phòng", None),
        ("Lồng ghép vào các buổi họp. Giao các trường thực hiện thường xuyên.", "các trường", None),
        ("Rà soát 12 quy trình (mỗi khoa 02) - Phòng Điều dưỡng tham mưu, xong trong quý I/2025.", "Phòng Điều dưỡng",
         "Rà soát 12 quy trình (mỗi khoa 02)"),
        ("Rà soát 12 quy trình - Phòng Điều dưỡng chủ trì; hoàn thành trước ngày 30/6.", "Phòng Điều dưỡng",
         "Rà soát 12 quy trình"),
    ],
)  # fmt: skip
def test_a_last_sentence_that_only_names_the_lead_has_the_task_before(text, agency, task):
    ((found_agency, found_task),) = list_duties(f"1. {text}")
    assert (found_agency, found_task) == (agency, task or text.rpartition(". ")[0] + ".")


def test_who_helps_in_a_last_sentence_does_not_lead():
    duties = list_duties("1. Kết nối doanh nghiệp nhận lao động. Trung tâm Việc làm là đơn vị phối hợp.")
    assert ("Trung tâm Việc làm", "Kết nối doanh nghiệp nhận lao động.") not in duties
