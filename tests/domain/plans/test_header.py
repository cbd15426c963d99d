import pytest

from sokehoach.domain.plans.reading import read_plan
from tests.domain.plans import samples

BODY = "\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế theo dõi việc thực hiện.\n\n2. Công an tỉnh kiểm tra.\n\n"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\n\n"


def header(top="", title="KẾ HOẠCH\n\nLàm đường\n\n", end=""):
    return read_plan(top + title + BODY + end).document


def test_it_works():
    document = read_plan(samples.COMMUNE).document
    assert document.kind == "KẾ HOẠCH"
    assert document.number == "27/KH-UBND"
    assert document.date == "2024-02-09"
    assert document.issuer == "ỦY BAN NHÂN DÂN XÃ SUỐI BẠC"
    assert document.title == "VỆ SINH ĐƯỜNG LÀNG, NGÕ XÓM VÀ TRỒNG CÂY BÓNG MÁT NĂM 2024"
    assert document.signer == "Lò Thị Mận"
    assert document.recipients == ("UBND huyện (b/c)", "TT Đảng ủy, TT HĐND xã", "Các thôn")
    assert document.basis == ("118/KH-UBND", "06-NQ/ĐU")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Mở thư viện", "Huyện Suối Bạc năm 2025"), "Mở thư viện Huyện Suối Bạc năm 2025"),
        (("Thi đọc “Sách hay", "Của chúng em.", "Năm 2025”"), "Thi đọc “Sách hay Của chúng em. Năm 2025”"),
        (("Mở thư viện", "Thực hiện Nghị quyết 5"), "Mở thư viện"),
        (("Mở thư viện", "Huyện mở thư viện như sau:"), "Mở thư viện"),
    ],
)
def test_a_title_of_several_paragraphs_in_a_word_file(lines, title):
    preamble = "Căn cứ nhu cầu đọc sách của người dân trong huyện và các xã, " * 4
    assert header(title="\n\n".join(("KẾ HOẠCH", *lines, preamble))).title == title


def test_a_plan_attached_to_a_decision_has_the_decisions_number_and_signature():
    document = read_plan(samples.ATTACHED).document
    assert (document.kind, document.number, document.date) == ("KẾ HOẠCH", "512/QĐ-BSTV", "2019-07-03")
    assert document.title == "ĐƯA SÁCH VỀ TRƯỜNG HỌC VÙNG CAO"
    assert document.signer == "Nông Văn Sách"
    assert document.recipients == ("Như Điều 2", "Văn phòng Chính phủ (để báo cáo)")
    assert document.basis == ("41/2018/NĐ-CP",)


def test_without_a_header_the_text_and_the_signing_stamp_tell():
    document = read_plan(samples.SPACED).document
    assert (document.number, document.date, document.issuer) == (None, "2022-02-18", "UBND huyện Đồi Cau")
    assert document.title == "Chăm sóc người cao tuổi năm 2022 trên địa bàn huyện Đồi Cau"


def test_two_columns_on_one_line_are_two_columns():
    top = (
        "UBND TỈNH MÂY TRẮNG        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 8/KH-UBND     Mây Trắng, ngày 5 tháng 4 năm 2023\n\n"
    )
    document = header(top)
    assert (document.issuer, document.number, document.date) == (
        "UBND TỈNH MÂY TRẮNG",
        "8/KH-UBND",
        "2023-04-05",
    )


def test_of_two_agencies_the_lower_one_issues():
    assert header("UBND TỈNH MÂY TRẮNG\nSỞ Y TẾ\n-----\n" + MOTTO).issuer == "SỞ Y TẾ"
    assert header("ỦY BAN NHÂN DÂN\nHUYỆN ĐỒI CAU\n-----\n" + MOTTO).issuer == "ỦY BAN NHÂN DÂN HUYỆN ĐỒI CAU"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Mây Trắng, ngày 31 tháng 02 năm 2023", None),
        ("Mây Trắng, ngày 05 tháng 13 năm 2023", None),
        ("Mây Trắng, ngày 31 tháng 02 năm 2023\nHọp ngày 2 tháng 3 năm 2023", "2023-03-02"),
        ("Họp ngày 2 tháng 3 năm 2023\nMây Trắng, ngày 5 tháng 4 năm 2023", "2023-04-05"),
    ],
)
def test_a_day_that_no_calendar_has_is_no_date(printed, day):
    assert header(f"{MOTTO}{printed}\n\n").date == day


def test_a_stamp_of_a_day_that_no_calendar_has_is_no_date():
    assert header(end="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n2023-02-31T10:00\n").date is None
    assert header(end="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n2023-02-28T10:00\n").date == "2023-02-28"


def test_a_number_not_filled_in_is_none():
    assert header(MOTTO + "Số:      /KH-UBND\n\n").number is None


def test_a_decision_that_approves_a_plan_names_its_kind_and_title():
    title = "QUYẾT ĐỊNH\nVề việc phê duyệt Kế hoạch làm đường liên thôn năm 2020\n\nCăn cứ Luật Đầu tư công;\n\n"
    document = header(MOTTO, title)
    assert (document.kind, document.title) == ("KẾ HOẠCH", "làm đường liên thôn năm 2020")


def test_the_note_of_attachment_may_stand_before_the_title():
    title = "KẾ HOẠCH\n(Kèm theo Quyết định số 5/QĐ-UBND\nngày 02/3/2020)\nLÀM ĐƯỜNG LIÊN THÔN\n\n"
    assert header(title=title).title == "LÀM ĐƯỜNG LIÊN THÔN"


@pytest.mark.parametrize(
    ("end", "signer"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nNguyễn Thị Ý\n", "Nguyễn Thị Ý"),
        ("GIÁM ĐỐC\n(Đã ký)\nĐại tá Lê Văn Bé\n", "Lê Văn Bé"),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nMùa A Tủa\nPHỤ LỤC\n", "Mùa A Tủa"),
        ("Nơi nhận:\n- Như trên;\n- Lưu: VT.\n", None),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\n\nLò Văn Muôn\n", "Lò Văn Muôn"),
        ("KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG\n(Đã ký)\nLường Thị Hà\n", "Lường Thị Hà"),
    ],
)
def test_signers(end, signer):
    assert header(end=end).signer == signer


def test_two_columns_line_by_line():
    top = (
        "ỦY BAN NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "   XÃ SUỐI BẠC                       Độc lập - Tự do - Hạnh phúc\n\n"
        "Số:     /KH-UBND                Suối Bạc, ngày    tháng 3 năm 2026\n\n"
    )
    document = header(top)
    assert (document.issuer, document.number, document.date) == ("ỦY BAN NHÂN DÂN XÃ SUỐI BẠC", None, None)


def test_a_motto_may_follow_on_the_same_line_without_a_gap():
    top = (
        "BỘ NỘI TRỢ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCỤC BẾP NÚC Độc lập - Tự do - Hạnh phúc\n"
        "Số: 45/KH-CBN Hà Nội, ngày 7 tháng 8 năm 2022\n"
    )
    assert header(top).issuer == "CỤC BẾP NÚC"


def test_a_party_committee_issues_below_its_party():
    top = "ĐẢNG BỘ TỈNH MÂY TRẮNG\nHUYỆN ỦY ĐỒI CAU\n*\nSố 88-KH/HU\nĐẢNG CỘNG SẢN VIỆT NAM\n\n"
    document = header(top)
    assert (document.issuer, document.number) == ("HUYỆN ỦY ĐỒI CAU", "88-KH/HU")


def test_without_a_motto_the_capitals_above_the_number_tell():
    top = "HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM\nBAN THƯỜNG VỤ HUYỆN ĐỒI CAU\nSố: 15/KH-BTV\n\n"
    assert header(top).issuer == "BAN THƯỜNG VỤ HUYỆN ĐỒI CAU"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("K Ế   H O Ạ C H\n\nLàm đường\n\n", "KẾ HOẠCH"),
        ("KẾ HOẠCH LIÊN TỊCH\n\nLàm đường\n\n", "KẾ HOẠCH LIÊN TỊCH"),
        ("PHƯƠNG ÁN\n\nLàm đường\n\n", "PHƯƠNG ÁN"),
        ("CHƯƠNG TRÌNH CÔNG TÁC\n\nLàm đường\n\n", "CHƯƠNG TRÌNH CÔNG TÁC"),
    ],
)
def test_kinds(title, kind):
    document = header(MOTTO, title)
    assert (document.kind, document.title) == (kind, "Làm đường")


def test_the_note_of_attachment_gives_the_decisions_whole_number():
    top = MOTTO + "Số: 12/QĐ - U B ND\n\nQUYẾT ĐỊNH\n\nĐiều 1. Ban hành Kế hoạch.\n\n"
    title = "KẾ HOẠCH\n\nLÀM ĐƯỜNG\n\n(Kèm theo Quyết định số 12/QĐ-UBND ngày 2/3/2020)\n\n"
    assert header(top, title).number == "12/QĐ-UBND"


def test_what_proposes_the_plan_is_no_basis():
    reasons = "Căn cứ Kế hoạch số 3/KH-UBND;\n\nTheo đề nghị của Sở Y tế tại Công văn số 77/SYT-NV.\n\n"
    assert header(MOTTO, "KẾ HOẠCH\n\nLàm đường\n\n" + reasons).basis == ("3/KH-UBND",)


def test_recipients_and_signature_side_by_side():
    end = (
        "   Nơi nhận:                                 TM. ỦY BAN NHÂN DÂN\n"
        "   - UBND huyện (b/c);                              CHỦ TỊCH\n"
        "   - Các thôn;\n   - Lưu: VT.\n"
        "                                                 Giàng Seo Pao\n"
    )
    document = header(end=end)
    assert document.recipients == ("UBND huyện (b/c)", "Các thôn")
    assert document.signer == "Giàng Seo Pao"


def test_recipients_and_signature_run_into_each_other():
    end = "Nơi nhận:\nTM. ỦY BAN NHÂN DÂN\n- UBND huyện (b/c); CHỦ TỊCH\n- Các thôn;\n- Lưu: VT.\nGiàng Seo Pao\n"
    document = header(end=end)
    assert document.recipients == ("UBND huyện (b/c)", "Các thôn")
    assert document.signer == "Giàng Seo Pao"


@pytest.mark.parametrize("body", ["BAN THƯỜNG TRỰC", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH"])
def test_a_body_without_a_name_of_its_own_issues_with_the_name_above_it(body):
    top = f"HỘI ĐỌC SÁCH VIỆT NAM\nXÃ SUỐI BẠC\n{body}\nSố:     /KH-HĐS\n"
    assert header(top + MOTTO).issuer == f"HỘI ĐỌC SÁCH VIỆT NAM XÃ SUỐI BẠC {body}"


def test_an_act_that_amends_the_basis_is_basis_too():
    preamble = (
        "Căn cứ Luật Thư viện số 46/2019/QH14 được sửa đổi, bổ sung một số điều tại Luật số 8/2025/QH15; "
        "Nghị quyết số 3/NQ-HĐND về sửa đổi Nghị quyết số 2/NQ-HĐND;\n\n"
    )
    assert header(title="KẾ HOẠCH\n\nMở thư viện\n\n" + preamble).basis == (
        "46/2019/QH14",
        "8/2025/QH15",
        "3/NQ-HĐND",
    )


def test_a_date_in_a_title_in_capitals_is_not_the_date_of_issue():
    head = (
        "THỰC HIỆN CHỈ THỊ SỐ 14-CT/TW NGÀY 19 THÁNG 7 NĂM 2017 VỀ THƯ VIỆN",
        "THỦ TƯỚNG CHÍNH PHỦ",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành Kế hoạch thực hiện Chỉ thị số 14-CT/TW ngày 19 tháng 7 năm 2017.",
        "KẾ HOẠCH",
        "Phát triển thư viện",
        "(Ban hành kèm theo Quyết định số 773/QĐ-TTg ngày 26 tháng 6 năm 2018)",
        "I. NHIỆM VỤ",
        "1. Bộ Nội vụ lập danh sách thư viện.",
    )
    assert read_plan("\n".join(head)).document.date == "2018-06-26"


def test_a_plan_without_a_head_is_named_by_the_sentence_that_issues_it():
    text = (
        "Căn cứ Quyết định số 8/QĐ-UBND; Sở Y tế ban hành Kế hoạch “Mở thư viện”, (sau đây gọi tắt là Kế hoạch), "
        "với những nội dung sau"
    )
    plan = read_plan(f"{text}\n1. MỤC TIÊU\nĐọc sách.\n2. TỔ CHỨC THỰC HIỆN\n2.1 Sở Y tế\n- Mở lớp.")
    assert (plan.document.issuer, plan.document.title, plan.document.kind) == ("Sở Y tế", "Mở thư viện", "KẾ HOẠCH")
    assert plan.document.basis == ("8/QĐ-UBND",)


def test_a_plan_that_prints_no_title_has_none():
    assert header(title="KẾ HOẠCH\n(Kèm theo Quyết định số 8/QĐ-UBND)\n\n").title is None


def test_a_long_preamble_is_no_title():
    basis = "".join(f"Căn cứ Luật số {number}/2020/QH14;\n" for number in range(1, 80))
    assert header(title=f"KẾ HOẠCH\n\nLàm đường\n\n{basis}").title == "Làm đường"
