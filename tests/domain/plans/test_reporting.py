import pytest

from sokehoach.domain.plans.reporting import says_periodic_only
from tests.domain.plans.plain import reading


def rules(sentence):
    found = reading("II. TỔ CHỨC THỰC HIỆN", "1. Công an huyện", sentence).reporting
    return [(rule.every, rule.to, rule.via, rule.due) for rule in found]


def test_it_works():
    sentence = "Định kỳ 6 tháng, 01 năm báo cáo kết quả về UBND huyện (qua phòng Lao động - TB&XH) để tổng hợp."
    assert rules(sentence) == [
        ("six-month", "UBND huyện", "phòng Lao động - TB&XH", None),
        ("year", "UBND huyện", "phòng Lao động - TB&XH", None),
    ]


@pytest.mark.parametrize(
    ("sentence", "every", "to"),
    [
        ("Hằng tháng báo cáo UBND huyện kết quả xử lý.", "month", "UBND huyện"),
        ("Báo cáo kết quả về Sở Y tế trước ngày 20 hằng tháng.", "month", "Sở Y tế"),
        ("Báo cáo kết quả (theo mẫu)gửi Sở Y tế hằng tháng.", "month", "Sở Y tế"),
        ("Báo cáo kết quả (mẫu gửi Sở Y tế) hằng tháng, gửi UBND huyện.", "month", "UBND huyện"),
        ("Hàng quý gửi báo cáo về Văn phòng UBND huyện.", "quarter", "Văn phòng UBND huyện"),
        ("Tổng hợp, báo cáo UBND huyện kết quả thực hiện hằng năm.", "year", "UBND huyện"),
        ("Định kỳ báo cáo thống kê số vụ vi phạm về UBND huyện.", "ad-hoc", "UBND huyện"),
        ("Hai năm một lần báo cáo UBND huyện kết quả thực hiện.", "ad-hoc", "UBND huyện"),
        ("Báo cáo UBND huyện kết quả thực hiện 3 năm/lần.", "ad-hoc", "UBND huyện"),
        ("Báo cáo UBND huyện kết quả thực hiện 6 tháng một lần.", "six-month", "UBND huyện"),
        (
            "Báo cáo Bộ Tư pháp và Ủy ban Dân tộc về tình hình thực hiện.",
            "ad-hoc",
            "Bộ Tư pháp và Ủy ban Dân tộc",
        ),
    ],
)
def test_frequencies(sentence, every, to):
    assert [(rule[0], rule[1]) for rule in rules(sentence)] == [(every, to)]


def test_a_stop_inside_an_address_ends_no_sentence():
    sentence = (
        "Báo cáo kết quả về Sở Y tế trước ngày 20 hằng tháng trên phần mềm (tại địa chỉ: https://theodoi. vn) "
        "để tổng hợp, báo cáo Chính phủ."
    )
    assert rules(sentence) == [("month", "Sở Y tế", None, "trước ngày 20 hằng tháng")]


@pytest.mark.parametrize(
    ("sentence", "is_periodic_only"),
    [
        ("tổng hợp số liệu và báo cáo định kỳ về Sở Lao động - TB&XH.", True),
        ("Định kỳ báo cáo thống kê số vụ vi phạm về UBND huyện.", True),
        ("Định kỳ 6 tháng và đột xuất báo cáo UBND huyện.", False),
        ("Báo cáo định kỳ hoặc khi có yêu cầu về UBND huyện.", False),
        ("Định kỳ hằng quý báo cáo UBND huyện.", False),
        ("Báo cáo UBND huyện kết quả thực hiện.", False),
    ],
)
def test_what_is_periodic_without_a_named_period(sentence, is_periodic_only):
    assert says_periodic_only(sentence) is is_periodic_only


def test_a_deadline_is_given_as_printed():
    assert rules("Báo cáo UBND huyện trước ngày 15/11/2023.") == [
        ("ad-hoc", "UBND huyện", None, "trước ngày 15/11/2023")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện chế độ báo cáo đầy đủ.",
        "Lập danh sách gửi phòng Y tế để tổng hợp, báo cáo UBND huyện.",
        "Báo cáo UBND huyện phê duyệt dự toán.",
        "Nếu có vướng mắc thì báo cáo UBND huyện.",
        "Khi gặp khó khăn, kịp thời báo cáo UBND huyện xem xét.",
        "Nếu cần điều chỉnh nội dung, các xã báo cáo UBND huyện.",
        "Cử báo cáo viên về UBND xã.",
    ],
)
def test_what_is_no_report(sentence):
    assert rules(sentence) == []


def test_who_reports():
    (own,) = reading("II. TỔ CHỨC THỰC HIỆN", "1. Công an huyện", "Hằng tháng báo cáo UBND huyện.").reporting
    assert own.who == "Công an huyện"
    (all_,) = reading("II. TỔ CHỨC THỰC HIỆN", "1. Các sở, ngành", "Hằng tháng báo cáo UBND tỉnh.").reporting
    assert all_.who == "chung"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Báo cáo về UBND huyện trước ngày 15/6 và 15/12 hằng năm.", ["six-month", "year"]),
        ("Gửi báo cáo về UBND huyện chậm nhất ngày 20 của tháng cuối quý.", ["quarter"]),
        ("Báo cáo UBND huyện 3 tháng một lần.", ["quarter"]),
        ("Định kỳ hằng quý, 6 tháng và năm báo cáo UBND huyện; báo cáo đột xuất khi có yêu cầu.",
         ["quarter", "six-month", "year", "ad-hoc"]),
        ("Báo cáo năm trước ngày 10/12; báo cáo 6 tháng trước ngày 10/6, gửi về UBND huyện.",
         ["year", "six-month"]),
        ("Hằng năm, kiểm tra các quán; tổng hợp, báo cáo UBND huyện.", ["year"]),
    ],
)  # fmt: skip
def test_periods_told_by_days_or_by_the_sentence_beside(sentence, found):
    assert [(every, to) for every, to, *_ in rules(sentence)] == [(every, "UBND huyện") for every in found]


@pytest.mark.parametrize(
    ("sentence", "to"),
    [
        ("Thường xuyên báo cáo tiến độ về Ban Chỉ đạo tỉnh.", "Ban Chỉ đạo tỉnh"),
        ("Tổng hợp kết quả của các trường để báo cáo Sở Giáo dục và Đào tạo.", "Sở Giáo dục và Đào tạo"),
        ("Báo cáo UBND tỉnh về kinh phí.", "UBND tỉnh"),
        ("Báo cáo Sở Y tế (gồm số tiền đã cấp cho các hộ gia đình, khó khăn, vướng mắc).", "Sở Y tế"),
    ],
)
def test_to_whom(sentence, to):
    assert [rule[1] for rule in rules(sentence)] == [to]


def test_where_a_plan_was_sent_the_report_goes_too():
    sentence = "Lập kế hoạch gửi về Sở Y tế trước ngày 31/3/2026; định kỳ hằng quý báo cáo kết quả."
    assert [rule[:2] for rule in rules(sentence)] == [("quarter", "Sở Y tế")]


def test_a_report_by_periods_without_a_receiver_is_one():
    assert [rule[:2] for rule in rules("Định kỳ hằng quý báo cáo kết quả.")] == [("quarter", None)]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("trước ngày 10/6 và 10/12", ["six-month", "year"]),
        ("định kỳ 6 tháng trước ngày 15/6, năm trước ngày 15/12", ["six-month", "year"]),
        ("trước ngày 15/3, 15/6, 15/9 và 15/12", ["quarter"]),
        ("trước ngày 10/6", ["ad-hoc"]),
        ("trước ngày 10/3 và 10/10", ["ad-hoc"]),
    ],
)
def test_periods_told_by_several_days(days, found):
    assert [every for every, *_ in rules(f"Tổng hợp báo cáo UBND huyện {days}.")] == found


def test_a_regime_of_reports_with_a_receiver_is_a_report():
    sentence = "Thực hiện chế độ thông tin báo cáo về Sở Văn hóa (qua Phòng Thư viện) định kỳ và đột xuất."
    assert rules(sentence) == [("ad-hoc", "Sở Văn hóa", "Phòng Thư viện", None)]


def test_a_title_about_reports_is_none_but_the_items_below_it_are():
    found = reading(
        "II. NỘI DUNG THỰC HIỆN",
        "1. Báo cáo kết quả hội nghị đọc sách",
        "- Báo cáo Sở Văn hóa chậm nhất ngày 03/02/2026.",
    ).reporting
    assert [(rule.to, rule.due) for rule in found] == [("Sở Văn hóa", "chậm nhất ngày 03/02/2026")]


def test_a_report_of_figures_without_a_receiver_is_one():
    assert rules("Theo dõi, tổng hợp số liệu, báo cáo tình hình mượn sách.") == [("ad-hoc", None, None, None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Báo cáo định kỳ hằng năm và khi có yêu cầu về số sách gửi Sở Thư viện.",
        "Báo cáo đột xuất theo yêu cầu, báo cáo định kỳ hằng năm gửi Sở Thư viện.",
    ],
)
def test_a_report_on_request_beside_a_yearly_one_is_one_of_its_own(sentence):
    assert [rule[:2] for rule in rules(sentence)] == [("year", "Sở Thư viện"), ("ad-hoc", "Sở Thư viện")]


def test_a_case_behind_the_receiver_is_no_part_of_its_name():
    sentence = "Hằng năm báo cáo UBND tỉnh, trường hợp cần thiết kiến nghị UBND tỉnh sửa Kế hoạch."
    assert [rule[1] for rule in rules(sentence)] == ["UBND tỉnh"]


def test_a_row_whose_work_is_a_report_is_a_report_due_as_its_cell_says():
    heads = "TT\tNội dung công việc\tĐơn vị chủ trì\tThời hạn"
    rows = [
        "1\tBáo cáo kết quả mượn sách\tPhòng Thư viện\t30/6/2027",
        "2\tBáo cáo số liệu sách hỏng gửi Sở Thư viện\tPhòng Kho\t30/9/2027",
        "3\tSoạn báo cáo viên\tPhòng Kho\t30/9/2027",
    ]
    found = reading("II. NỘI DUNG THỰC HIỆN", heads, *rows).reporting
    assert [(rule.who, rule.to, rule.every, rule.due) for rule in found] == [
        ("Phòng Thư viện", None, "ad-hoc", "30/6/2027"),
        ("Phòng Kho", "Sở Thư viện", "ad-hoc", "30/9/2027"),
    ]


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("Báo cáo UBND huyện những khó khăn để giải quyết.", ["ad-hoc"]),
        ("Theo dõi, kịp thời báo cáo và kiến nghị UBND huyện các giải pháp.", ["ad-hoc"]),
        ("Tổng hợp kết quả theo năm và từng giai đoạn, báo cáo UBND huyện.", ["year", "ad-hoc"]),
        ("Lập danh sách; báo cáo định kỳ hoặc đột xuất khi có yêu cầu.", ["ad-hoc"]),
    ],
)
def test_reports_of_troubles_of_stages_and_to_nobody(sentence, periods):
    assert [rule[0] for rule in rules(sentence)] == periods


@pytest.mark.parametrize(
    ("sentence", "doubts"),
    [
        ("Báo cáo kết quả về UBND huyện trước ngày 05/6 và ngày 05/12 hằng năm.", {"six-month": 0, "year": 1}),
        ("Báo cáo UBND huyện 6 tháng trước ngày 15/6, báo cáo năm trước ngày 20/11.", {"six-month": 0, "year": 0}),
        ("Báo cáo UBND huyện trước ngày 15/6 và tổng kết trước ngày 20/11 hằng năm.", {"year": 0}),
        ("Hằng năm báo cáo kết quả về UBND huyện trước ngày 05/12.", {"year": 0}),
    ],
)
def test_of_two_days_of_each_year_the_report_of_the_year_is_a_question(sentence, doubts):
    found = reading("II. TỔ CHỨC THỰC HIỆN", "1. Công an huyện", sentence).reporting
    assert {rule.every: len(rule.doubts) for rule in found} == doubts
