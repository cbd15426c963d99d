"""Slips that official texts lead a reader into, each once seen in a real plan and retold in our own words."""

import pytest

from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans.plain import duties, reading, targets

WORK = "II. TỔ CHỨC THỰC HIỆN"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "100% cán bộ được tập huấn phòng, chống cháy, 90% hộ có bình chữa cháy.",
            [("=", "100", "%"), ("=", "90", "%")],
        ),
        ("Phối, kết hợp mở 05 lớp học.", [("=", "5", "lớp học")]),
        ("Phát triển từ 05 thư viện mỗi năm.", [(">=", "5", "thư viện")]),
        ("Tăng từ 10 lên 20 thư viện.", [("=", "20", "thư viện")]),
        ("Đội kiểm tra 178 kiểm tra 20 kho sách.", [("=", "20", "kho sách")]),
        ("Đoàn công tác 12 mở 03 lớp.", [("=", "3", "lớp")]),
    ],
)
def test_figures_in_sentences_with_pairs_of_words_and_numbered_names(sentence, found):
    assert targets(sentence) == found


def test_pairs_of_words_with_a_comma_are_not_cut_in_quotes():
    found = reading("I. CHỈ TIÊU", "- 100% thôn có tổ phòng, chống cháy; 80% hộ phối, kết hợp giữ đường sạch.").targets
    assert [target.quote for target in found] == [
        "100% thôn có tổ phòng, chống cháy",
        "80% hộ phối, kết hợp giữ đường sạch",
    ]


def test_names_with_a_pair_of_words_stay_whole_as_lead_and_as_partner():
    (duty, _) = reading(
        WORK,
        "1. Ban Chỉ đạo phòng, chống cháy tỉnh chủ trì, phối hợp với Đội phòng, chống cháy và Sở Y tế tuyên truyền.",
    ).duties
    assert duty.agency == "Ban Chỉ đạo phòng, chống cháy tỉnh"
    assert duty.coordinating == ("Đội phòng, chống cháy", "Sở Y tế")


def test_partners_of_work_against_something_end_before_it():
    (duty, _) = reading(WORK, "1. Công an xã phối, kết hợp với Đoàn Thanh niên phòng, chống cháy.").duties
    assert (duty.agency, duty.coordinating) == ("Công an xã", ("Đoàn Thanh niên",))


def test_a_sentence_that_only_names_the_lead_belongs_to_the_task_before_it():
    assert duties(WORK, "1. Mở 5 lớp đọc sách. Mỗi lớp 20 người. Giao Sở Nội vụ chủ trì.") == [
        ("Sở Nội vụ", "Mở 5 lớp đọc sách. Mỗi lớp 20 người.")
    ]


def test_all_sentences_of_a_paragraph_reach_the_duty():
    text = "chủ trì khám bệnh. Việc khám xong trước ngày 05/6/2025. Người già được khám trước."
    assert duties(WORK, f"1. Sở Y tế {text}") == [("Sở Y tế", text)]


def test_each_period_has_the_day_printed_after_it():
    rules = reading(
        WORK, "1. Sở Y tế", "- Báo cáo UBND tỉnh kết quả 6 tháng trước ngày 10/6/2025, cả năm trước ngày 10/12/2025."
    ).reporting
    assert [(rule.every, rule.due) for rule in rules] == [
        ("six-month", "trước ngày 10/6/2025"),
        ("year", "trước ngày 10/12/2025"),
    ]


def test_a_report_without_a_receiver_is_a_report():
    (rule,) = reading(
        WORK, "1. Sở Y tế", "- Theo dõi, đôn đốc; tổng hợp, báo cáo về tiến độ và kết quả thực hiện."
    ).reporting
    assert (rule.who, rule.to, rule.every) == ("Sở Y tế", None, "ad-hoc")


# Blank lines between items alone: a title and its sentence follow each other.
GLUED = """\
KẾ HOẠCH
Làm đường

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích
Nâng cao nhận thức của cán bộ và nhân dân về việc làm đường, giữ đường
sạch đẹp trong cả năm và các năm sau của xã.

2. Yêu cầu
Các thôn tự chọn ngày làm đường. Mỗi nhà một người tham gia cùng với các
thôn khác trong xã để đường sớm xong.

II. TỔ CHỨC THỰC HIỆN

1. Công an xã
Phối hợp với Ban quản lý thôn giữ trật tự trong những ngày làm đường tại
các thôn của xã và các xã bạn.

a) Tham mưu UBND
Thành phố phối hợp với các phường ven sông giữ trật tự trong những ngày
làm đường.
"""


def test_a_title_is_not_glued_to_its_first_sentence():
    clauses = {clause.path: clause for clause in read_plan(GLUED).clauses}
    assert clauses["I.1"].title == "Mục đích"
    assert clauses["I.2"].title == "Yêu cầu"
    assert clauses["II.1"].title == "Công an xã"


def test_an_order_broken_after_a_few_words_is_no_title():
    assert read_plan(GLUED).duties[-1].text.startswith("Tham mưu UBND Thành phố phối hợp")


END = "\n\nI. VIỆC\n\n1. Phòng Đọc theo dõi.\n\n2. Phòng Mượn tổng hợp.\n\n3. Phòng Kho sửa sách.\n\n"


@pytest.mark.parametrize(
    ("closing", "signer"),
    [
        (
            "Nơi nhận:\n- Như trên.\n\nGIÁM ĐỐC\n\nNgười ký: Thư viện tỉnh\nEmail: thuvien@example.vn\n\nLò Văn Mẫu",
            "Lò Văn Mẫu",
        ),
        ("GIÁM ĐỐC\n\nLò Văn Mẫu Email: mau@example.vn", "Lò Văn Mẫu"),
        ("CHỦ TỊCH                    GIÁM ĐỐC\n\nHà Thị Đọc                  Lò Văn Mẫu", "Lò Văn Mẫu"),
        ("T/M. ĐOÀN KIỂM TRA\nTRƯỞNG ĐOÀN\n\nLò Văn Mẫu\nPHÓ GIÁM ĐỐC\nTHƯ VIỆN TỈNH", "Lò Văn Mẫu"),
        ("KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\n\nLò Văn Mẫu", "Lò Văn Mẫu"),
    ],
)
def test_the_signer_is_a_person_and_nothing_of_a_stamp(closing, signer):
    assert read_plan(f"KẾ HOẠCH\n\nĐọc sách{END}{closing}").document.signer == signer


@pytest.mark.parametrize(
    ("top", "issuer", "number"),
    [
        ("UBND TỈNH SUỐI BẠC\nTHƯ VIỆN TỈNH /KH-TVT\n", "THƯ VIỆN TỈNH", None),
        ("UBND TỈNH SUỐI BẠC\nSỞ SÁCH      Số:     /KH-SS\n", "SỞ SÁCH", None),
        ("SỞ SÁCH\nĐOÀN KIỂM TRA\nTHEO QUYẾT ĐỊNH\nSỐ 10/QĐ-SS\nSố: 7/KH-ĐKT\n", "ĐOÀN KIỂM TRA", "7/KH-ĐKT"),
    ],
)
def test_a_blank_number_and_a_decision_are_no_part_of_the_issuer(top, issuer, number):
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    document = read_plan(f"{top}{motto}KẾ HOẠCH\n\nĐọc sách{END}").document
    assert document.issuer == issuer
    if number is None:
        assert document.number is None


def test_two_days_in_one_duty_are_both_told():
    (duty, _) = reading(
        WORK, "1. Sở Y tế khám bệnh ở xã trên trước ngày 15/6/2025 và ở xã dưới trước ngày 15/9/2025."
    ).duties
    assert duty.due_text == "trước ngày 15/6/2025"
    assert "trước ngày 15/6/2025; trước ngày 15/9/2025" in duty.doubts[-1]


def test_one_day_named_twice_is_one_day():
    (duty, _) = reading(WORK, "1. Sở Y tế khám xong trước ngày 15/6/2025, báo cáo trước ngày 15/6/2025.").duties
    assert not any("nhiều thời hạn" in doubt for doubt in duty.doubts)
