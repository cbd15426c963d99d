"""Items that only name who leads: they serve every task of the items before them under the same heading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.plans.plain import reading

PART = "B. NHIỆM VỤ"
TITLES = ("Cơ quan chủ trì, phối hợp", "Cơ quan chủ trì", "Chủ trì thực hiện", "Đơn vị chủ trì và phối hợp:")
NAMES = ("Phòng Nội vụ.", "Công an huyện; Hội Nông dân huyện.", "Các phòng, ban liên quan.", "UBND các xã.")
WORKS = ("Lập danh sách người đọc;", "Mở lớp đọc sách;", "Kiểm tra kho sách.", "Tuyên truyền về ngày hội đọc sách.")


def list_duties(found):
    return [duty for duty in found.duties if duty.agency != "Ban Thử nghiệm"]


@given(
    st.sampled_from(TITLES),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(WORKS), min_size=1, max_size=4, unique=True),
)
def test_the_names_lead_every_task_before_them(title, names, works):
    found = reading(
        PART,
        "I. MỞ RỘNG THƯ VIỆN",
        "1. Nội dung, biện pháp",
        *(f"{label}) {work}" for label, work in zip("abcd", works, strict=False)),
        f"2. {title}",
        *(f"- {name}" for name in names),
        "3. Thời gian thực hiện: Quý I năm 2026.",
    )
    lead = "; ".join(name.strip(".") for name in names)
    assert [(duty.agency, duty.text) for duty in list_duties(found)] == [(lead, work.rstrip(" ;")) for work in works]
    assert {duty.due_text for duty in list_duties(found)} == {"Quý I năm 2026"}


def test_leads_and_partners_stand_in_items_of_their_own():
    found = reading(
        PART,
        "I. MỞ RỘNG THƯ VIỆN",
        "1. Nội dung",
        "a) Lập danh sách người đọc.",
        "2. Cơ quan chủ trì, phối hợp",
        "a) Cơ quan chủ tr ì: Phòng Nội vụ; Phòng Tài chính.",
        "b) Cơ quan phối hợp",
        "- Hội Nông dân huyện và các tổ chức chính trị - xã hội.",
        "II. KIỂM TRA",
        "1. Nội dung",
        "a) Kiểm tra kho sách.",
        "2. Cơ quan chủ trì",
        "- Thanh tra huyện.",
    )
    first, second = list_duties(found)
    assert (first.agency, first.text) == ("Phòng Nội vụ; Phòng Tài chính", "Lập danh sách người đọc.")
    assert first.coordinating[0] == "Hội Nông dân huyện"
    assert (second.agency, second.text) == ("Thanh tra huyện", "Kiểm tra kho sách.")


def test_a_task_that_names_its_own_agency_keeps_it():
    found = reading(
        PART,
        "I. MỞ RỘNG THƯ VIỆN",
        "1. Nội dung thực hiện",
        "a) Lập danh sách người đọc.",
        "b) Mẫu danh sách do Phòng Nội vụ hướng dẫn thực hiện.",
        "2. Cơ quan chủ trì",
        "- UBND các xã.",
    )
    assert [duty.agency for duty in list_duties(found)] == ["UBND các xã", "Phòng Nội vụ"]


def test_agencies_with_work_of_their_own_below_such_a_title_keep_it():
    found = reading(
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Nội dung",
        "a) Lập danh sách người đọc.",
        "2. Cơ quan chủ trì",
        "- Phòng Nội vụ chủ trì xây dựng danh mục sách.",
        "- Thanh tra huyện kiểm tra kho sách.",
    )
    assert [duty.agency for duty in list_duties(found)] == ["Phòng Nội vụ", "Thanh tra huyện"]


def test_a_number_torn_apart_by_a_converter_is_one_number():
    found = reading("V. MỞ LỚP", "1. Nội dung", "V I.  KIỂM TRA KHO SÁCH", "1. Nội dung", "VII I. TỔNG KẾT")
    assert [clause.path for clause in found.clauses][:5] == ["V", "V.1", "VI", "VI.1", "VIII"]


def test_aims_of_the_plan_are_no_tasks_of_who_leads_at_its_end():
    found = reading(
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Nâng cao nhận thức của người dân về đọc sách.",
        "2. Việc triển khai bảo đảm thiết thực, hiệu quả, tiết kiệm.",
        "II. NỘI DUNG",
        "1. Mở 5 lớp đọc sách.",
        "2. Kiểm tra kho sách.",
        "III. CƠ QUAN CHỦ TRÌ",
        "1. Phòng Nội vụ.",
        "IV. KINH PHÍ",
        "Kinh phí do ngân sách huyện bảo đảm.",
    )
    assert [duty.text for duty in list_duties(found)] == ["Mở 5 lớp đọc sách.", "Kiểm tra kho sách."]


@pytest.mark.parametrize("aside", ["(theo Phụ lục I)", "(có danh sách riêng)", ":"])
def test_an_aside_among_the_names_leads_nothing(aside):
    found = reading(
        PART, "I. MỞ RỘNG THƯ VIỆN", "1. Nội dung, biện pháp", "a) Lập danh sách người đọc;", "2. Cơ quan chủ trì",
        "- Phòng Nội vụ.", f"- {aside}", "3. Thời gian thực hiện: Quý I năm 2026.",
    )  # fmt: skip
    assert [duty.agency for duty in list_duties(found)] == ["Phòng Nội vụ"]


def test_a_line_above_items_leads_them_unless_one_of_them_has_a_line_of_its_own():
    lines = (
        PART, "I. MỞ RỘNG THƯ VIỆN", "1. Thư viện lưu động", "Cơ quan chủ trì: Phòng Nội vụ.",
        "a) Lập danh sách người đọc.", "b) Tổ chức lớp đọc sách.",
    )  # fmt: skip
    assert [duty.agency for duty in list_duties(reading(*lines))] == ["Phòng Nội vụ"] * 2
    found = list_duties(reading(*lines, "Cơ quan chủ trì: Công an huyện."))
    assert [(duty.agency, duty.text) for duty in found] == [
        ("Phòng Nội vụ", "Thư viện lưu động"),
        ("Công an huyện", "Tổ chức lớp đọc sách."),
    ]
