"""Forms of plans typed without care: numbers, tables and names as the plans f501 to f510 have them."""

import pytest

from sokehoach.domain.plans.lines import split_paragraphs
from sokehoach.domain.plans.passages import fold_passage
from sokehoach.domain.plans.reading import read_plan
from sokehoach.domain.plans.sentences import parse_agency_order

HEAD = "KẾ HOẠCH\nMở thư viện\n\nI. MỤC TIÊU\n\nCó 5 thư viện.\n\n"


def _read(body: str):
    return read_plan(HEAD + body)


def test_letters_stand_above_numbers_of_a_part_of_their_own():
    body = "PHẦN II. TỔ CHỨC\n\nA. TRƯỚC KHI MỞ\n\nB. KHI MỞ\n\nI. Buổi sáng\n\n1. Sở A lập sổ.\n\nC. SAU\n"
    assert [clause.path for clause in _read("I. Chung\n\n" + body).clauses][-5:] == [
        "PHẦN II.A",
        "PHẦN II.B",
        "PHẦN II.B.I",
        "PHẦN II.B.I.1",
        "PHẦN II.C",
    ]


@pytest.mark.parametrize(
    ("line", "label"),
    [("4.1 - Phòng An toàn: kiểm tra", "4.1"), ("6- 8/8 huyện sử dụng phần mềm", "6"), ("a, Phòng A lập sổ", "a")],
)
def test_numbers_are_read_as_they_are_typed(line, label):
    [paragraph] = split_paragraphs(line)
    assert paragraph.marker is not None
    assert paragraph.marker.label == label


def test_a_heading_follows_a_number_of_a_page_inside_a_sentence():
    sentence = "- Mỗi tháng các thôn ra quân dọn vệ sinh đường làng, ngõ xóm ít nhất 2 lần"
    lines = f"{sentence}\n\n                2\n\nIII. NỘI DUNG, GIẢI PHÁP\n1. Thu gom rác\n"
    assert [p.marker.label for p in split_paragraphs(lines) if p.marker] == ["-", "III", "1"]


def test_a_table_with_bars_between_its_cells_gives_work():
    table = "STT | Nội dung | Đơn vị thực hiện | Thời gian\n1 | Khảo sát điểm rác | Phòng Kinh tế | 31/01/2026\n"
    assert [(duty.agency, duty.text) for duty in _read(f"II. Tiến độ thực hiện\n\n{table}").duties] == [
        ("Phòng Kinh tế", "Khảo sát điểm rác")
    ]


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("Ban Quản lý bảo trì đường bộ điều động phương tiện.", "Ban Quản lý bảo trì đường bộ"),
        ("Phòng Kỹ thuật khai thác lập hộ chiếu.", "Phòng Kỹ thuật khai thác"),
        ("Trạm Y tế công ty tổ chức khám bệnh.", "Trạm Y tế công ty"),
        ("Phòng Kinh tế sửa chữa cầu, báo cáo kết quả.", "Phòng Kinh tế"),
    ],
)
def test_fields_belong_to_names_and_orders_do_not(sentence, agency):
    order = parse_agency_order(fold_passage(sentence))
    assert order is not None
    assert order.agency.text == agency


def test_an_agency_alone_in_brackets_leads_the_task_before_it():
    body = "II. NHIỆM VỤ\n\n1. Rà soát cầu treo, đường ngầm trên các tuyến (Thanh tra Sở; tháng 10/2023).\n"
    assert [duty.agency for duty in _read(body).duties] == ["Thanh tra Sở"]
    apposition = "II. NHIỆM VỤ\n\n1. Rà soát, gửi cơ quan thường trực (Sở Y tế).\n"
    assert _read(apposition).duties == ()


def test_bodies_after_sentences_that_name_nobody_are_all_read():
    body = (
        "II. NHIỆM VỤ\n\n1. Mức hỗ trợ là 3 triệu đồng. Trạm Y tế xã hướng dẫn mẫu. Hội Phụ nữ xã vận động hội viên.\n"
    )
    assert [duty.agency for duty in _read(body).duties] == ["Trạm Y tế xã", "Hội Phụ nữ xã"]


def test_reports_are_read_in_everyday_words():
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Phòng A:\n\n- Báo cáo Giám đốc tại giao ban tuần.\n\n2. Phòng B:\n\n"
        "- Định kỳ 6 tháng, năm có văn bản báo cáo Sở Y tế.\n\n3. Phòng C:\n\n"
        "- Báo tình hình cho Ban Giám hiệu hằng tuần.\n"
    )
    assert [(rule.every, rule.to) for rule in _read(body).reporting] == [
        ("week", "Giám đốc"),
        ("six-month", "Sở Y tế"),
        ("year", "Sở Y tế"),
        ("week", "Ban Giám hiệu"),
    ]


def test_slogans_roads_and_years_that_are_over_set_no_target():
    aims = "KẾ HOẠCH\nMở thư viện\n\nI. CHỈ TIÊU\n\n- Có 5 thư viện trên Quốc lộ 9; bụi không vượt 4 mg/m3.\n\n"
    past = "- Bảo đảm 3 rõ; năm 2025 đã mở 17 thư viện.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Phòng A lập sổ.\n"
    assert [(float(target.value), target.bound) for target in read_plan(aims + past).targets] == [(5, "="), (4, "<=")]


def test_a_point_in_the_number_of_a_basis_is_kept():
    head = "KẾ HOẠCH\nMở thư viện\n\nCăn cứ Quyết định số 1.402/QĐ-UBND của UBND tỉnh;\n\n"
    assert read_plan(head + "I. NHIỆM VỤ\n\n1. Sở A lập sổ.\n").document.basis == ("1.402/QĐ-UBND",)
