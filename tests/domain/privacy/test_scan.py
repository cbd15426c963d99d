"""What names a person is found, what names none is let be: rule by rule, then over the sets of notes."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.privacy import HitKind, KnownNames, redact_hits, scan_text
from tests.domain.privacy import by_hand, clean, held_out, snippets
from tests.domain.privacy.marked import Stock, made
from tests.domain.privacy.measuring import NUMBERS, alarms, recall


def told(text: str, known: KnownNames | None = None) -> list[tuple[str, str]]:
    hits = scan_text(text, known_names=known) if known else scan_text(text)
    return [(text[hit.start : hit.end], hit.kind.value) for hit in hits]


def test_it_works() -> None:
    text = "Chị Lò Thị Inh, SN 1990, trú tại bản Ten Hon, gọi từ số 0912 345 678 đi xe 27B1-123.45."
    assert told(text) == [
        ("Lò Thị Inh", "name"),
        ("SN 1990", "birth"),
        ("trú tại bản Ten Hon", "address"),
        ("0912 345 678", "phone"),
        ("27B1-123.45", "plate"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí 1.200.000.000 đồng, đã chi 345.678.000 đồng.",
        "Kế hoạch số 195/KH-UBND ngày 22/01/2021.",
        "Các năm 2019 2020 2021 và giai đoạn 2021-2025.",
        "Trường THCS Nguyễn Trãi, đường Trần Phú, phường Lê Hồng Phong.",
        "Đoàn TNCS Hồ Chí Minh huyện Tuần Giáo.",
        "Tăng cường quản lý văn hóa, quản lý thị trường tại thị trấn.",
        "Vụ việc phát sinh năm 2020, học sinh năm 2021, trẻ em sinh năm 2015.",
        "Kiểm tra tạm trú tại xã Quài Cang.",
        "Họp tại nhà văn hóa bản Ten Hon, xã Quài Cang.",
        "Đồng chí Phó Chủ tịch UBND huyện chủ trì.",
        "Các xã Quài Cang, Lò Vôi và Tỏa Tình.",
        "Mẫu số 12A 2021; lớp 10A1 2345.",
        "ĐÀO TẠO NGHỀ VÀ GIẢI QUYẾT VIỆC LÀM",
    ],
)
def test_plain_words_of_a_report_name_nobody(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nguyen thi hoa da khai", "nguyen thi hoa"),
        ("Gặp Tú “sẹo” ở chợ", "Tú “sẹo”"),
        ("Nạn nhân N.T.H được đưa về", "N.T.H"),
        ("nhà chị H. gần chợ", "H."),
        ("theo Lò văn Tuấn thì", "Lò văn Tuấn"),
        ("LƯỜNG THỊ THOAN bị phạt", "LƯỜNG THỊ THOAN"),
        ("trưởng bản Lò Văn Pâng báo tin", "Lò Văn Pâng"),
        ("Cháu Bảo Ngọc đã về nhà", "Bảo Ngọc"),
    ],
)
def test_names_are_found_however_they_are_written(text: str, place: str) -> None:
    (hit, *_more) = scan_text(text)
    assert hit.kind is HitKind.NAME
    assert place in text[hit.start : hit.end]


def test_staff_and_licence_holders_may_be_named() -> None:
    known = KnownNames.of(["Vừ A Hùng"])
    assert told("Đồng chí Vừ A Hùng, Phó Chủ tịch, chủ trì.", known) == []
    assert told("Đồng chí VỪ A HÙNG chủ trì.", known) == []
    assert told("Đồng chí Vừ A Hạnh chủ trì.", known) == [("Vừ A Hạnh", "name")]


def test_one_word_alone_is_no_known_name() -> None:
    """An account called «Hoa» must not let every Hoa through."""
    assert not KnownNames.of(["Hoa", " "]).names


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 0912\u200b345\u200b678",
        "Gọi ０９１２３４５６７８",
        "Gọi 0912\u00a0345\u00a0678",
        "Gọi O912345678",
        "Gọi 09l2345678",
    ],
)
def test_a_number_in_disguise_is_a_number(text: str) -> None:
    assert [hit.kind for hit in scan_text(text)] == [HitKind.PHONE]


def test_places_count_the_text_as_given() -> None:
    text = unicodedata.normalize("NFD", "Đến gặp chị Lò Thị Ún (\u200bSN 1990) ngay")
    places = [unicodedata.normalize("NFC", text[hit.start : hit.end]) for hit in scan_text(text)]
    assert places == ["Lò Thị Ún", "SN 1990"]


def test_what_is_redacted_names_nobody_and_the_rest_stays() -> None:
    text = "Đã tư vấn cho chị Lò Thị Inh (0912345678) tại trạm."
    redacted = redact_hits(text, scan_text(text))
    assert redacted == "Đã tư vấn cho chị [đã che] ([đã che]) tại trạm."
    assert scan_text(redacted) == ()


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_places_stand_in_order_within_it(text: str) -> None:
    at = 0
    for hit in scan_text(text):
        assert at <= hit.start < hit.end <= len(text)
        at = hit.end


_PIECES = st.sampled_from(
    ["Lò ", "Thị ", "0", "12 ", "bản ", ", ", "số ", "N.", "27B", "-", "(", "sinh năm ", "A ", "\n", "chị "]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_striking_leaves_nothing_that_is_certain(text: str) -> None:
    """Not names: what stood beside a redacted place may become one («chị [đã che] Lò»)."""
    redacted = redact_hits(text, scan_text(text))
    assert not [hit for hit in scan_text(redacted) if hit.kind in (HitKind.ID, HitKind.PLATE)]


@pytest.mark.parametrize("stock", [snippets.SEEN, held_out.HELD_OUT], ids=["seen", "held out"])
def test_numbers_and_names_are_found_in_many_notes(stock: Stock) -> None:
    found = recall(made(stock, 600, seed=11))
    assert found.of(*NUMBERS) >= 0.98, found.missed[:20]
    assert found.of(HitKind.NAME) >= 0.90, found.missed[:20]
    assert found.of(HitKind.ADDRESS) >= 0.90, found.missed[:20]


def test_numbers_and_names_are_found_in_notes_written_one_by_one() -> None:
    found = recall(by_hand.told())
    assert found.of(*NUMBERS) >= 0.98, found.missed
    assert found.of(HitKind.NAME) >= 0.90, found.missed


@pytest.mark.parametrize("stock", [clean.SEEN, clean.HELD_OUT], ids=["seen", "held out"])
def test_clean_sentences_raise_no_alarm(stock: clean.Sentences) -> None:
    count, wrong = alarms(clean.said(stock, 600, seed=3))
    assert len(wrong) <= 0.02 * count, wrong[:10]


def test_clean_sentences_written_one_by_one_raise_no_alarm() -> None:
    count, wrong = alarms(by_hand.CLEAN)
    assert len(wrong) <= 0.02 * count, wrong


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả tổng kiểm kê tài sản công thời điểm 0h00 ngày 01 tháng 01 năm 2026 năm 2026",
        "báo cáo ngày 14 năm 2026 năm 2025",
    ],
)
def test_years_that_follow_each_other_are_no_number(text: str) -> None:
    assert scan_text(text) == ()


@pytest.mark.parametrize("text", ["0912 năm sáu bảy 890", "01 năm 2026 năm sáu bảy tám chín", "091 năm 2026 bốn 7"])
def test_a_word_that_is_a_digit_still_counts_beside_years(text: str) -> None:
    assert scan_text(text)


def test_a_word_longer_than_any_is_a_hit_of_its_own_beside_others() -> None:
    word = "a" * 100 + "0912345678" + "ệ" * 100
    assert told(f"Chị Lò Thị Inh viết {word} ngày 5/6.") == [("Lò Thị Inh", "name"), (word, "long")]
