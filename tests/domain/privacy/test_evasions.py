"""Names and numbers that are written to be overlooked are found; what the copy adds names nobody on real lines."""

import pytest

from sokehoach.domain.privacy import HitKind, redact_hits, scan_text
from tests.domain.privacy import clean, evasions, evasions_hard, evasions_made, real_lines
from tests.domain.privacy.measuring import alarms, recall

FLOOR = 0.95  # of what a person would still read; docs/adr/0008 has the figures of the first runs


@pytest.mark.parametrize(
    "cases", [evasions.seen, evasions.unseen, evasions.later, evasions.last], ids=lambda one: one.__name__
)
def test_most_ways_to_write_past_the_filter_are_found(cases) -> None:
    found = recall(cases())
    assert sum(found.found.values()) >= FLOOR * sum(found.marked.values()), found.missed


def test_even_of_the_hardest_few_are_missed() -> None:
    missed = [text for text in evasions_hard.HARD if not scan_text(text)]
    assert len(missed) <= 0.15 * len(evasions_hard.HARD), missed


def test_there_are_many_of_them_of_every_kind() -> None:
    told = [*evasions.seen(), *evasions.unseen(), *evasions.later(), *evasions.last()]
    assert len(told) >= 300
    assert {kind for one in told for _start, _end, kind in one.marks} >= set(HitKind) - {
        HitKind.ADDRESS,
        HitKind.LONG,
        HitKind.MAIL,
    }


@pytest.mark.parametrize("kind", [HitKind.NAME, HitKind.PHONE, HitKind.ID])
def test_made_by_chance_they_are_found_too(kind: HitKind) -> None:
    found = recall(evasions_made.made(1200, seed=3))
    assert found.of(kind) >= FLOOR, found.missed[:20]


def test_what_is_found_stands_where_it_was_written() -> None:
    """The copy's places lead back: what is redacted is what was written, signs and all."""
    for text, left in (
        ("Gọi 0975_318_642 ngay", "Gọi [đã che] ngay"),
        ("Gặp L.ò T.h.ị H.o.a ngay", "Gặp [đã che] ngay"),
        ("Gặp nguyenthihoa ngay", "Gặp [đã che] ngay"),
        ("Gặp Lò Th1 Hoa ngay", "Gặp [đã che] ngay"),
        ("Gọi không chín bảy năm ba một tám sáu bốn hai ngay", "Gọi [đã che] ngay"),
        ("Gặp Lo\u0300 Thi\u0323_Hoa, số 0️⃣9️⃣7️⃣5️⃣3️⃣1️⃣8️⃣6️⃣4️⃣2️⃣ ngay", "Gặp [đã che], số [đã che] ngay"),
    ):
        assert redact_hits(text, scan_text(text)) == left


@pytest.mark.parametrize(
    "text",
    [
        "Các ngày 03/12/2021, 05/12/2021 và 07/12/2021.",
        "Biểu mẫu 03/04/05/06/07 kèm theo.",
        "Kỳ báo cáo 01/2020 - 12/2021, 09/2021/QĐ-UBND.",
        "Kinh phí 0,5; 0,7; 0,9; 1,2 tỷ đồng.",
        "Hà nội\t810\t125\t450\t100\t976\t456\t557",
        "Mã hàng 001, 002, 003, 004, 005",
        "FFFFFF\n\n1F497D\n\nC0504D\n\n9BBB59\n\n8064A2",
        "Tiếng Thái/Mông/Kinh; Thái - Mông - Dao",
        "Các môn Toán, Văn, Anh; Toán - Văn - Anh",
        "II. MỤC TIÊU\nCHỦ YẾU\nV. TỔ CHỨC THỰC HIỆN\nTRÊN ĐỊA BÀN\nTỈNH",
        "Vùng nuôi tôm Trường Giang;\n\n+ Phường Ngọc Sơn: lấy mẫu 01 vị trí",
        "Địa bàn đô thị,\nkhu công nghiệp; tư vấn - khám bệnh; để báo cáo;\n- Văn phòng UBND",
        "Vừa tuyên truyền vừa hỗ trợ: một hai ba bốn năm sáu bảy",
        "https://tuangiao.gov.vn/van-ban/ke-hoach-phong-chong-te-nan-xa-hoi.html",
        "https://tuangiao.gov.vn/le-hoi-hoa-ban-nam-2021",
    ],
)  # fmt: skip
def test_what_only_looks_set_apart_names_nobody(text: str) -> None:
    assert not scan_text(text)


@pytest.mark.parametrize("stock", [clean.SEEN, clean.HELD_OUT], ids=["seen", "held out"])
def test_clean_sentences_on_lines_of_one_text_raise_no_alarm(stock: clean.Sentences) -> None:
    """Lines that follow each other are not joined into anybody."""
    sentences = list(clean.said(stock, 600, seed=9))
    _count, wrong = alarms("\n".join(sentences[at : at + 20]) for at in range(0, 600, 20))
    assert not wrong


def test_real_lines_raise_an_alarm_in_one_of_a_thousand_at_most() -> None:
    told = real_lines.told()
    if told is None:
        pytest.skip("the real plans (../shared/corpus) are not beside the project")
    assert told.share <= 0.001, told.wrong


def test_a_text_of_marks_and_signs_is_read() -> None:
    for text in ("", "_", "\u0301", "\u20e3", "<b>", "a_", "_a", "0_", "①", "🅰", "\ud800", "Ng.", "Ng. Thị"):
        assert isinstance(scan_text(text), tuple)
