"""Heads of pages and drafts: without the kind, with half of the issuer's name, with slips of the pen."""

import pytest

from sokehoach.domain.plans.reading import read_plan

BODY = (
    "I. TỔ CHỨC THỰC HIỆN",
    "1. Sở Y tế theo dõi việc thực hiện.",
    "2. Công an tỉnh kiểm tra.",
    "3. Các xã báo cáo.",
)
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
REASON = (
    "Căn cứ Quyết định số 23/QĐ-TTg ngày 07/01/2021 của Thủ tướng Chính phủ ban hành Chương trình đọc sách quốc gia;"
)


def read(*lines):
    return read_plan("\n".join((*lines, *BODY)))


def test_the_subject_line_of_a_letter_is_no_heading_but_its_title():
    reading = read(
        "BỘ VĂN HÓA",
        "Số: 34/BVH-TV",
        "V/v hướng dẫn mở thư viện",
        *MOTTO,
        "Suối Bạc, ngày 27 tháng 6 năm 2025",
        "Kính gửi: Các Sở Văn hóa",
        "Thực hiện Nghị quyết số 21-NQ/TW ngày 05/3/2024 của Bộ Chính trị về đọc sách, tự học và thư viện ở các xã, "
        "Quyết định số 899/QĐ-BVH ngày 04/4/2025 ban hành Kế hoạch mở thư viện, Bộ Văn hóa hướng dẫn mở thư viện "
        "như sau:",
    )
    assert [clause.path for clause in reading.clauses] == ["I", "I.1", "I.2", "I.3"]
    document = reading.document
    assert (document.kind, document.title, document.date) == (None, "hướng dẫn mở thư viện", "2025-06-27")
    assert (document.issuer, document.basis) == ("BỘ VĂN HÓA", ("21-NQ/TW", "899/QĐ-BVH"))


@pytest.mark.parametrize("subject", ["UBND huyện", "Ủy ban nhân dân huyện Suối Bạc", "Trường Tiểu học Suối Bạc"])
@pytest.mark.parametrize("verb", ["xây dựng", "ban hành"])
def test_a_page_without_the_kind_is_named_by_the_sentence_that_issues_it(subject, verb):
    document = read(REASON, f"{subject} {verb} Kế hoạch mở thư viện năm 2025, cụ thể như sau:").document
    assert (document.kind, document.title) == ("KẾ HOẠCH", "mở thư viện năm 2025")
    assert (document.issuer, document.basis) == (subject, ("23/QĐ-TTg",))


def test_capitals_between_the_date_and_the_preamble_are_the_title_of_a_page_without_the_kind():
    document = read(
        "ỦY BAN NHÂN DÂN |",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |",
        "Số: 86/KH-UBND |",
        "Suối Bạc, ngày 28 tháng 5 năm 2021 |",
        "MỞ THƯ VIỆN GIAI ĐOẠN 2021-2030",
        REASON[:-1] + "; Ủy ban nhân dân tỉnh ban hành Kế hoạch mở thư viện, cụ thể như sau:",
    ).document
    assert (document.kind, document.title) == ("KẾ HOẠCH", "MỞ THƯ VIỆN GIAI ĐOẠN 2021-2030")
    assert (document.number, document.date) == ("86/KH-UBND", "2021-05-28")
    assert (document.issuer, document.basis) == ("Ủy ban nhân dân tỉnh", ("23/QĐ-TTg",))


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH SUỐI BẠC"), "ỦY BAN NHÂN DÂN TỈNH SUỐI BẠC"),
        (("ỦY BAN NHÂN DÂN",), "Ủy ban nhân dân tỉnh Suối Bạc"),
        (("UBND",), "Ủy ban nhân dân tỉnh Suối Bạc"),
        (("HỘI ĐỌC SÁCH",), "HỘI ĐỌC SÁCH"),
    ],
)
def test_a_name_without_its_place_is_completed_by_the_sentence_that_issues_the_plan(lines, issuer):
    head = (*lines, "Số: 9/KH-UBND", *MOTTO, "KẾ HOẠCH", "Mở thư viện", REASON)
    end = "Ủy ban nhân dân tỉnh Suối Bạc Ban hành Kế hoạch mở thư viện như sau:"
    assert read(*head, end).document.issuer == issuer


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SUỐI BẠC", "TRƯỜNG THPT ĐỒI CAU"), "TRƯỜNG THPT ĐỒI CAU"),
        (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ SUỐI BẠC", "ỦY BAN NHÂN DÂN PHƯỜNG MỘT"), "ỦY BAN NHÂN DÂN PHƯỜNG MỘT"),
        (("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TỈNH SUỐI BẠC"), "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH SUỐI BẠC"),
        (("BAN CHỈ ĐẠO", "ĐỌC SÁCH", "TỈNH SUỐI BẠC"), "BAN CHỈ ĐẠO ĐỌC SÁCH TỈNH SUỐI BẠC"),
    ],
)
def test_the_place_of_the_body_above_stands_between_the_two_names(lines, issuer):
    assert read(*lines, *MOTTO, "Số: 9/KH-ABC", "KẾ HOẠCH", "Mở thư viện", REASON).document.issuer == issuer


@pytest.mark.parametrize("motto", ["CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÓA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
def test_slips_in_the_motto_and_blanks_in_the_number(motto):
    top = (f"ỦY BAN NHÂN DÂN | {motto} |", "XÃ SUỐI BẠC | Độc lập - Tự do - Hạnh phúc |", "Số: 36 /KH - UBND |")
    document = read(*top, "KẾ HOẠCH", "Mở thư viện", REASON).document
    assert (document.number, document.issuer) == ("36 /KH-UBND", "ỦY BAN NHÂN DÂN XÃ SUỐI BẠC")


def test_a_date_alone_on_a_line_at_the_end_is_the_date_of_a_plan_that_has_none_above():
    end = ("Suối Bạc, ngày 28 tháng 4 năm 2026", "", "Nơi nhận:", "- Như trên.")
    text = "\n".join(("KẾ HOẠCH", "Mở thư viện", REASON, *BODY, "", *end))
    assert read_plan(text).document.date == "2026-04-28"


@pytest.mark.parametrize("line", ["Họp ngày 28 tháng 4 năm 2026", "- Ở xã, ngày 28 tháng 4 năm 2026 có hội."])
def test_a_day_in_a_sentence_at_the_end_is_no_date_of_the_plan(line):
    text = "\n".join(("KẾ HOẠCH", "Mở thư viện", REASON, *BODY, line, "Nơi nhận:", "- Như trên."))
    assert read_plan(text).document.date is None


@pytest.mark.parametrize("number", ["I.", "2."])
def test_a_heading_in_capitals_goes_on_in_the_next_line(number):
    heading = f"{number} CĂN CỨ\nXÂY DỰNG THƯ VIỆN"
    text = "\n".join(("KẾ HOẠCH", "Mở thư viện", REASON, heading, "1. Sở Y tế theo dõi.", "2. Công an xã kiểm tra."))
    assert read_plan(text).clauses[0].title == "CĂN CỨ XÂY DỰNG THƯ VIỆN"


def test_the_first_item_below_a_heading_is_one_even_after_the_word_so():
    wide = "Các cơ quan đọc sách của tỉnh mở thư viện cho người dân trong các xã và các phường"
    lines = (wide, "1. Nhận thức số", "1.1. Sở Y tế mở lớp học cho", "người dân.", wide, "và ở các xã khác.") * 4
    text = "\n".join(("KẾ HOẠCH", "Mở thư viện", REASON, "I. NHIỆM VỤ", *lines))
    assert "I.1.1.1" not in (paths := [clause.path for clause in read_plan(text).clauses])
    assert "I.1.1" in paths


def test_a_lower_body_may_stand_between_the_lines_of_the_motto():
    head = "UBND TỈNH MỘT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ THƯ VIỆN\nĐộc lập - Tự do - Hạnh phúc\n"
    text = f"{head}Số: 5/KH-STV\n\nKẾ HOẠCH\nĐọc sách\n\nI. MỤC ĐÍCH\n\n1. Đọc sách.\n"
    assert read_plan(text).document.issuer == "SỞ THƯ VIỆN"
    without = text.replace("SỞ THƯ VIỆN\n", "")
    assert read_plan(without).document.issuer == "UBND TỈNH MỘT"


def test_a_plan_of_action_is_a_kind():
    document = read_plan("KẾ HOẠCH HÀNH ĐỘNG\nĐọc sách\n\nI. MỤC ĐÍCH\n\n1. Đọc sách.\n").document
    assert (document.kind, document.title) == ("KẾ HOẠCH HÀNH ĐỘNG", "Đọc sách")
