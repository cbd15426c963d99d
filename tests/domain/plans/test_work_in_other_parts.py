"""Work given outside «Tổ chức thực hiện»: in lists of other parts, in a second clause, by what people are."""

import pytest

from sokehoach.domain.plans.closing import parse_closing_duties
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import fold_passage
from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans.plain import duties, reading, targets

WORK = "II. TỔ CHỨC THỰC HIỆN"


def test_a_list_about_inspection_gives_work_to_those_it_names():
    assert duties(
        "II. KIỂM TRA, BÁO CÁO",
        "1. Kiểm tra",
        "- Ban Giám hiệu kiểm tra sổ mượn sách mỗi tuần.",
        "- Tổ Thư viện báo cáo số sách hỏng.",
    ) == [
        ("Ban Giám hiệu", "kiểm tra sổ mượn sách mỗi tuần."),
        ("Tổ Thư viện", "báo cáo số sách hỏng."),
    ]


def test_teachers_are_given_work_by_the_name_of_their_profession():
    assert duties(WORK, "1. Giáo viên chấm bài trong ngày.", "2. Khi trời mưa, giáo viên cho học sinh vào lớp.")[0] == (
        "Giáo viên",
        "chấm bài trong ngày.",
    )


@pytest.mark.parametrize(
    ("sentence", "agency", "duty"),
    [
        ("Điểm máy chấm là để tham khảo; Tổ Toán xác nhận điểm.", "Tổ Toán", "xác nhận điểm."),
        ("Nếu mưa to, Đội xung kích sơ tán dân.", "Đội xung kích", "sơ tán dân."),
        ("Cuối năm học, nhà trường tổ chức họp.", "nhà trường", "tổ chức họp."),
        (
            "Các bộ phận, cá nhân được phân công nghiêm túc triển khai việc này.",
            "Các bộ phận, cá nhân được phân công",
            "nghiêm túc triển khai việc này.",
        ),
        (
            "Chi ủy, trước hết là bí thư chi bộ phải đi đầu dọn đường.",
            "Chi ủy, trước hết là bí thư chi bộ",
            "phải đi đầu dọn đường.",
        ),
        ("Thư ký hội nghị đọc danh sách.", "Thư ký hội nghị", "đọc danh sách."),
    ],
)
def test_a_sentence_says_who_does_what(sentence, agency, duty):
    assert duties(WORK, f"1. {sentence}") == [(agency, duty)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rà soát sổ; các trường hợp sót được phát hiện thì ghi thêm.",
        "Lập tổ; thành viên tổ gồm đại diện lãnh đạo Sở Y tế, Sở Nội vụ.",
        "Xếp hạng; đơn vị nào phát hành nhiều thẻ hơn thì đứng trên.",
    ],
)
def test_a_second_clause_about_matters_and_members_gives_no_work(sentence):
    assert duties(WORK, f"1. {sentence}") == []


def test_what_the_present_is_assessed_for_within_the_work_is_work():
    assert duties("II. NỘI DUNG", "1. Đánh giá thực trạng", "Các trường tiến hành đếm sách.") == [
        ("Các trường", "tiến hành đếm sách.")
    ]


@pytest.mark.parametrize(
    "sentence", ["báo cáo Sở Giáo dục vào cuối mỗi học kỳ.", "báo cáo Sở Giáo dục cuối kỳ 1 và cuối năm học."]
)
def test_a_report_of_each_school_term_comes_twice_a_year(sentence):
    (rule,) = reading(WORK, "1. Các trường", f"- Tổng hợp, {sentence}").reporting
    assert (rule.every, rule.to) == ("six-month", "Sở Giáo dục")


def test_numbered_rows_whose_second_cell_is_a_date_are_clauses():
    table = (
        "Giai đoạn\tThời gian\tNội dung\tKết quả\n1\t01 - 03/2027\tMua sách.\tSách.\n2\t04/2027\tXếp sách.\tKệ sách."
    )
    clauses = reading("II. LỘ TRÌNH", "Lộ trình như sau:", table).clauses
    assert [(clause.path, clause.starts) for clause in clauses if clause.path.startswith("II.")] == [
        ("II.1", "01 - 03/2027 Mua sách. Sách."),
        ("II.2", "04/2027 Xếp sách. Kệ sách."),
    ]


PARTY = """\
ĐẢNG BỘ TỈNH ĐỒI CAU
ĐẢNG UỶ XÃ SUỐI BẠC
*
Số       -KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Suối Bạc, ngày     tháng 6 năm 2026
KẾ HOẠCH
Đọc sách
Thực hiện Nghị quyết số 04-NQ/TW, ngày 01/4/2026 của Trung ương quy định việc đọc \
theo Chỉ thị số 9-CT/TW ngày 02/02/2025 \
của Ban Bí thư và Kế hoạch số 83-KH/TU ngày 12/6/2026 của Tỉnh uỷ;
I. MỤC ĐÍCH
Đọc nhiều hơn.
II. TỔ CHỨC THỰC HIỆN
1. Chi bộ thôn mở tủ sách.
"""


def test_a_blank_number_of_the_party_is_no_part_of_the_issuer():
    assert read_plan(PARTY).document.issuer == "ĐẢNG UỶ XÃ SUỐI BẠC"


def test_a_document_that_another_lays_down_is_no_basis_and_one_after_it_is():
    assert read_plan(PARTY).document.basis == ("04-NQ/TW", "83-KH/TU")


def test_persons_under_the_heading_of_their_board_have_their_own_work():
    assert duties(
        WORK,
        "1. Ban Giám hiệu:",
        "- Cô Hiệu trưởng Lê Thị Mây: Lãnh đạo, chỉ đạo chung.",
        "- Thầy Phó Hiệu trưởng Trần Văn Núi:",
        "+ Xây dựng thời khóa biểu.",
        "+ Kiểm tra nền nếp.",
        "- Cán bộ phụ trách cơ sở 2: Thường trực quản lý sĩ số.",
        "2. Tổ Toán:",
        "- Phân công giáo viên trong tổ giảng dạy buổi 2.",
    ) == [
        ("Cô Hiệu trưởng Lê Thị Mây", "Lãnh đạo, chỉ đạo chung."),
        ("Thầy Phó Hiệu trưởng Trần Văn Núi", "Xây dựng thời khóa biểu."),
        ("Thầy Phó Hiệu trưởng Trần Văn Núi", "Kiểm tra nền nếp."),
        ("Cán bộ phụ trách cơ sở 2", "Thường trực quản lý sĩ số."),
        ("Tổ Toán", "Phân công giáo viên trong tổ giảng dạy buổi 2."),
    ]


def test_members_after_a_colon_are_no_work():
    assert duties("II. KIỂM TRA", "1. Thành phần", "- Thành viên đoàn: Đại diện lãnh đạo một số hội.") == []


def test_a_name_before_a_colon_is_the_one_who_works_also_if_the_heading_has_it():
    assert duties(WORK, "1. Hội Phụ huynh và các đoàn thể:", "- Hội Phụ huynh: Phối hợp đưa đón học sinh.") == [
        ("Hội Phụ huynh", "Phối hợp đưa đón học sinh.")
    ]


def test_the_others_below_a_heading_of_a_group_are_named_by_themselves():
    assert duties(WORK, "1. Các phòng, ban chuyên môn", "- Các phòng khác có liên quan chủ động rà soát sổ.") == [
        ("Các phòng khác có liên quan", "chủ động rà soát sổ.")
    ]


def test_whom_a_row_of_headings_concerns_has_the_work_below_also_if_it_is_a_place():
    assert duties(
        WORK,
        "1. Đối với các sở, ngành",
        "- Rà soát sổ.",
        "2. Đối với vùng Đồi Cau",
        "- Chủ động liên kết.",
        "3. Đối với các tỉnh lân cận",
        "- Tập trung hỗ trợ.",
    ) == [
        ("các sở, ngành", "Rà soát sổ."),
        ("vùng Đồi Cau", "Chủ động liên kết."),
        ("các tỉnh lân cận", "Tập trung hỗ trợ."),
    ]


@pytest.mark.parametrize(
    ("text", "agency", "duty"),
    [
        ("Đây là việc gấp. Sở Y tế lập danh sách.", "Sở Y tế", "lập danh sách."),
        ("Bộ phận tiếp nhận hồ sơ phải tham mưu trả lời.", "Bộ phận tiếp nhận hồ sơ", "phải tham mưu trả lời."),
        ("Tổ công tác chuyển đổi số rà soát sổ.", "Tổ công tác chuyển đổi số", "rà soát sổ."),
    ],
)
def test_what_a_body_is_for_and_a_sentence_before_are_no_work(text, agency, duty):
    assert duties(WORK, f"1. {text}") == [(agency, duty)]


def test_a_range_of_a_count_is_the_least_and_the_most():
    assert targets("Thu nhập đạt 8.300-8.500 đồng mỗi giờ.") == [(">=", "8300", "đồng"), ("<=", "8500", "đồng")]


def test_years_are_no_range_of_a_count():
    assert targets("Đạt kết quả tốt giai đoạn 2026-2030 theo lộ trình.") == []


def test_a_heading_that_ends_like_a_reference_is_not_continued_by_the_next_number():
    text = "KẾ HOẠCH\nDạy hai buổi\nI. MỤC ĐÍCH\nHọc tốt.\nII. DẠY 2 BUỔI/NGÀY\n1. Tổ Toán lập lịch.\n2. Tổ Văn dạy."
    assert [clause.path for clause in read_plan(text).clauses] == ["I", "II", "II.1", "II.2"]


def test_a_report_at_the_end_of_each_term_and_of_the_year_has_both_periods():
    rules = reading(
        WORK,
        "1. Ban Giám hiệu",
        "- Cuối mỗi học kỳ và kết thúc năm học, tổng hợp, báo cáo Sở Giáo dục, đồng gửi UBND xã.",
    ).reporting
    assert {(rule.every, rule.to) for rule in rules} == {("six-month", "Sở Giáo dục"), ("year", "Sở Giáo dục")}


CAPITALS = """\
KẾ HOẠCH
Đọc sách
1. MỤC TIÊU
1.1. Mục tiêu chung
Đọc nhiều hơn.
2. NHIỆM VỤ
1. Tổ chức ngày đọc
a) Mở cửa thư viện.
2. Nhà trường mua sách.
3. TỔ CHỨC THỰC HIỆN
1. Tổ Toán
a) Lập danh sách.
"""


def test_a_numbered_heading_in_capitals_stands_above_the_numbers_that_follow_it():
    found = read_plan(CAPITALS)
    paths = ["1", "1.1", "2", "2.1", "2.1.a", "2.2", "3", "3.1", "3.1.a"]
    assert [clause.path for clause in found.clauses] == paths
    assert [(duty.agency, duty.path) for duty in found.duties] == [("Nhà trường", "2.2"), ("Tổ Toán", "3.1.a")]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Giảm tỷ suất tử vong trẻ em trên 1.000 trẻ sinh sống xuống dưới 18.5 vào năm 2030.", [("<", "18.5", "")]),
        ("Duy trì mức giảm số hộ nghèo từ 2 đến 3% mỗi năm.", [(">=", "2", "%"), ("<=", "3", "%")]),
        ("Số hộ nghèo giảm từ 5 đến 3%.", [("=", "3", "%")]),
    ],
)
def test_rates_with_their_base_decimal_points_and_ranges_in_words(sentence, found):
    assert targets(sentence) == found


def test_a_colon_typed_for_a_semicolon_ends_a_target():
    (clause,) = (
        target.quote
        for target in reading(
            "I. CHỈ TIÊU", "- Tỷ lệ đọc đạt 99% vào năm 2030: giảm tỷ lệ học sinh bỏ đọc dưới 0,12%."
        ).targets
        if target.value == "0.12"
    )
    assert clause == "giảm tỷ lệ học sinh bỏ đọc dưới 0,12%"


def test_the_day_of_a_cited_law_is_not_the_day_of_the_plan():
    text = "Căn cứ Luật Thư viện ngày 21 tháng 11 năm 2019;\nKẾ HOẠCH\nĐọc sách\nI. MỤC ĐÍCH\n1. Đọc nhiều."
    assert read_plan(text).document.date is None


def test_a_demand_at_the_end_of_a_plan_without_clauses_has_no_path():
    text = fold_passage("Yêu cầu Sở Y tế báo cáo kết quả trước ngày 15/6/2026.")
    [duty] = parse_closing_duties(Block("", text, numbered=False, level=0, headings=()))
    assert (duty.path, duty.agency) == ("", "Sở Y tế")
