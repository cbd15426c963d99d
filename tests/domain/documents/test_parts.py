from datetime import date

from sokehoach.domain.documents.parts import (
    Letterhead,
    OpenDay,
    Recipients,
    format_addressee_lines,
    format_closing,
)


def test_it_works() -> None:
    issuer = ("Phòng Lao động -", "Thương binh và Xã hội")
    head = Letterhead(("UBND huyện",), issuer, "/BC-LĐTBXH", 7, "Nà Mơ", date(2021, 2, 3))
    assert head.number_line == "Số: 07/BC-LĐTBXH"
    assert head.day_line == "Nà Mơ, ngày 03 tháng 02 năm 2021"
    assert head.issuer_name == "Phòng Lao động - Thương binh và Xã hội"


def test_a_day_left_to_the_pen() -> None:
    head = Letterhead((), ("Ủy ban nhân dân xã",), "/BC-UBND", None, "Nà Mơ", OpenDay(2021))
    assert head.day_line.startswith("Nà Mơ, ngày\u00a0")
    assert head.day_line.endswith("năm 2021")


def test_a_record_has_no_day_in_its_head() -> None:
    head = Letterhead((), ("Ủy ban nhân dân xã",), "/BB-UBND", None, "Nà Mơ", date(2021, 2, 3), dated=False)
    assert head.day_line == ""
    assert head.day_words == "ngày 03 tháng 02 năm 2021"


def test_one_addressee_stands_bare_several_get_dashes() -> None:
    assert format_addressee_lines([]) == ()
    assert format_addressee_lines(["Sở Y tế"]) == ("Sở Y tế",)
    assert format_addressee_lines(["Sở Y tế", "UBND huyện", "Công an huyện"]) == (
        "- Sở Y tế;",
        "- UBND huyện;",
        "- Công an huyện.",
    )


def test_recipients_end_with_the_file() -> None:
    recipients = Recipients(("Công an huyện",), "VT, LĐTBXH")
    assert recipients.lines(as_above=True) == ("- Như trên;", "- Công an huyện;", "- Lưu: VT, LĐTBXH.")
    assert recipients.lines(as_above=False) == ("- Công an huyện;", "- Lưu: VT, LĐTBXH.")


def test_the_last_words_close_once() -> None:
    assert format_closing("Trên đây là báo cáo.") == "Trên đây là báo cáo./."
    assert format_closing("Trên đây là báo cáo") == "Trên đây là báo cáo./."
    assert format_closing("Trên đây là báo cáo./.") == "Trên đây là báo cáo./."
