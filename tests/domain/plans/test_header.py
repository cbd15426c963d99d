import pytest

from sokehoach.domain.plans.reading import read
from tests.domain.plans import samples

BODY = "\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế theo dõi việc thực hiện.\n\n2. Công an tỉnh kiểm tra.\n\n"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n-------\n\n"


def header(top="", title="KẾ HOẠCH\n\nLàm đường\n\n", end=""):
    return read(top + title + BODY + end).document


def test_it_works():
    document = read(samples.COMMUNE).document
    assert document.kind == "KẾ HOẠCH"
    assert document.number == "27/KH-UBND"
    assert document.date == "2024-02-09"
    assert document.issuer == "ỦY BAN NHÂN DÂN XÃ SUỐI BẠC"
    assert document.title == "VỆ SINH ĐƯỜNG LÀNG, NGÕ XÓM VÀ TRỒNG CÂY BÓNG MÁT NĂM 2024"
    assert document.signer == "Lò Thị Mận"
    assert document.recipients == ("UBND huyện (b/c)", "TT Đảng ủy, TT HĐND xã", "Các thôn")
    assert document.basis == ("118/KH-UBND", "06-NQ/ĐU")


def test_a_plan_attached_to_a_decision_has_the_decisions_number_and_signature():
    document = read(samples.ATTACHED).document
    assert (document.kind, document.number, document.date) == ("KẾ HOẠCH", "512/QĐ-BSTV", "2019-07-03")
    assert document.title == "ĐƯA SÁCH VỀ TRƯỜNG HỌC VÙNG CAO"
    assert document.signer == "Nông Văn Sách"
    assert document.recipients == ("Như Điều 2", "Văn phòng Chính phủ (để báo cáo)")
    assert document.basis == ("41/2018/NĐ-CP",)


def test_without_a_header_the_text_and_the_signing_stamp_tell():
    document = read(samples.SPACED).document
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


def test_a_number_not_filled_in_is_none():
    assert header(MOTTO + "Số:      /KH-UBND\n\n").number is None


def test_a_decision_that_approves_a_plan_names_its_kind_and_title():
    title = (
        "QUYẾT ĐỊNH\nVề việc phê duyệt Kế hoạch làm đường liên thôn năm 2020\n\nCăn cứ Luật Đầu tư công;\n\n"
    )
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
    ],
)
def test_signers(end, signer):
    assert header(end=end).signer == signer
