"""Work given outside «Tổ chức thực hiện»: in lists of other parts, in a second clause, by what people are."""

import pytest

from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans.plain import duties, reading

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
