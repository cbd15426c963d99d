"""Heads, work and reports as small offices write and scan them (tests/golden/labels/README.md, i801 to j906)."""

import pytest

from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans.plain import duties, reading

WORK = "II. TỔ CHỨC THỰC HIỆN"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = "\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế theo dõi việc thực hiện.\n\n2. Công an tỉnh kiểm tra.\n\n"


def head(date="Đồi Mơ, ngày 02 tháng 3 năm 2025", title="KẾ HOẠCH\nMở thư viện\n", end=""):
    return read_plan(f"TRƯỜNG THPT ĐỒI MƠ\nSố: 9/KH-THPT\n{MOTTO}{date}\n\n{title}{BODY}{end}").document


@pytest.mark.parametrize("date", ["ngày 2/3/2025", "ngày 02-3-2025", "ngày 02 - 03 - 2025"])
def test_dates_in_figures_beside_the_place(date):
    assert head(f"Đồi Mơ, {date}").date == "2025-03-02"


def test_the_letter_o_of_a_scan_in_a_day_is_a_nought():
    assert head("Đồi Mơ, ngày 2O tháng 3 năm 2025").date == "2025-03-20"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("KẾ HOẠCH mở thư viện năm 2025\n", "mở thư viện năm 2025"),
        ("KÉ HOẠCH\nMở thư viện\n", "Mở thư viện"),
        ("KẾ HOẠCH\nMở thư viện\n\n- Căn cứ Nghị quyết số 5-NQ/ĐU;\n- Theo đề nghị của tổ;\n", "Mở thư viện"),
    ],
)
def test_titles(title, words):
    document = head(title=title)
    assert (document.kind, document.title) == ("KẾ HOẠCH", words)


def test_recipients_may_be_those_to_whom_it_is_sent():
    assert head(end="Nơi gửi: - Sở GDĐT; - Các khoa; - Lưu VT.\nHIỆU TRƯỞNG\n").recipients == ("Sở GDĐT", "Các khoa")


@pytest.mark.parametrize(
    ("sentence", "agency", "duty"),
    [
        ("Sở Nội vụ bàn với các nhà máy.", "Sở Nội vụ", "bàn với các nhà máy."),
        ("Khoa Xét nghiệm trả kết quả trong 5 ngày.", "Khoa Xét nghiệm", "trả kết quả trong 5 ngày."),
        ("Ban Xây dựng Hội rà danh sách.", "Ban Xây dựng Hội", "rà danh sách."),
        ("Phòng Nghiệp vụ — gom số liệu các khoa.", "Phòng Nghiệp vụ", "gom số liệu các khoa."),
        ("Cục Nghệ thuật biểu diễn cấp phép qua mạng.", "Cục Nghệ thuật biểu diễn", "cấp phép qua mạng."),
        ("Đội vệ sinh môi trường quét bãi.", "Đội vệ sinh môi trường", "quét bãi."),
        ("Phó Giám đốc phụ trách dự phòng duyệt mẫu.", "Phó Giám đốc phụ trách dự phòng", "duyệt mẫu."),
        ("Phòng Công tác HSSV là bộ phận thường trực.", "Phòng Công tác HSSV", "là bộ phận thường trực."),
    ],
)
def test_names_end_where_their_work_begins(sentence, agency, duty):
    assert duties(WORK, f"1. {sentence}") == [(agency, duty)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngân sách xã 380 triệu; dân góp 1 tỷ.",
        "Các nhà mạng được mời tham gia Hội đồng tư vấn.",
        "Ngày hội việc làm: mời 40 đơn vị.",
    ],
)
def test_sums_and_those_who_are_invited_are_given_no_work(sentence):
    assert duties(WORK, f"1. {sentence}", "2. Sở Y tế rà soát.") == [("Sở Y tế", "rà soát.")]


def test_a_later_sentence_below_a_heading_may_give_work_to_another_body():
    found = duties(WORK, "1. Các khoa", "Đóng gói hồ sơ. Trung tâm khu vực III làm điểm cấp phép.", "2. Sở Y tế")
    assert found == [("Các khoa", "Đóng gói hồ sơ."), ("Trung tâm khu vực III", "làm điểm cấp phép.")]


def test_notes_of_stamps_are_no_work():
    found = duties(WORK, "1. Sở Y tế:", "- Ra quân.", "[dấu tròn: SỞ Y TẾ - TỈNH ĐỒI MƠ]", "- Báo cáo kết quả.")
    assert [duty for _, duty in found] == ["Ra quân.", "Báo cáo kết quả."]


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("Tháng báo cáo kết quả, quý báo cáo đánh giá gửi Sở Y tế.", ["month", "quarter"]),
        ("Gửi báo cáo giảm nghèo quý, năm về Phòng Kinh tế.", ["quarter", "year"]),
        ("Gửi số liệu dinh dưỡng về Viện Dinh dưỡng 2 lần/năm.", ["six-month"]),
        ("Hằng tuần báo nhanh số liệu về Công an tỉnh.", ["week"]),
        ("Hằng quý báo cáo bằng văn bản về Thành Hội.", ["quarter"]),
    ],
)
def test_reports_and_their_periods(sentence, rules):
    found = reading("II. CHẾ ĐỘ BÁO CÁO", f"1. {sentence}").reporting
    assert [rule.every for rule in found] == rules
    assert all(rule.to for rule in found)
