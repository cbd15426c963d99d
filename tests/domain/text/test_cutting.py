"""Names that are too long end with sense: at a clause, or at a word that leads on to no other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.text import cut_at_clause, cut_at_word, cut_year, end_at_noun, lower_first, skip_match

WORDS = st.lists(
    st.sampled_from(["tổ chức", "và", "của", "phòng, chống", "rà soát,", "(gồm", "xã)", "lớp;"]), min_size=1
)


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Rà soát hộ nghèo", 40, "Rà soát hộ nghèo"),
        ("Rà soát hộ nghèo, cận nghèo trên địa bàn xã", 30, "Rà soát hộ nghèo"),
        ("Tăng cường công tác phòng, chống ma túy trong trường học", 34, "Tăng cường công tác"),
        ("Mở lớp tập huấn cho cán bộ của các xã và phường", 34, "Mở lớp tập huấn cho cán bộ"),
        ("Cấp máy tính (kể cả máy in, máy quét) cho xã", 26, "Cấp máy tính"),
        (
            "Chủ trì, phối hợp với Sở Y tế, Sở Nội vụ rà soát mạng lưới trạm",
            56,
            "Chủ trì, phối hợp với Sở Y tế, Sở Nội vụ rà soát mạng",
        ),
        ("Mở hội nghị, hội thảo về sóng 4G, kết hợp với báo chí đưa tin", 50, "Mở hội nghị, hội thảo về sóng 4G"),
        (
            "Nâng mức sống vùng có điều kiện kinh tế - xã hội khó khăn",
            50,
            "Nâng mức sống vùng có điều kiện kinh tế - xã hội",
        ),
        (
            "Trình Sở Y tế, Sở Nội vụ xem xét, điều chỉnh số giường của trạm",
            46,
            "Trình Sở Y tế, Sở Nội vụ xem xét, điều chỉnh",
        ),
        (
            "Mở chợ phiên và phối hợp với các xã, phường bố trí chỗ bán hàng",
            46,
            "Mở chợ phiên và phối hợp với các xã, phường",
        ),
        ("Làm theo Đề án “Mỗi xã một chợ phiên, mỗi bản một quán”", 40, "Làm theo Đề án"),
        ("Rà soát điểm cầu; bổ sung thiết bị họp trực tuyến", 30, "Rà soát điểm cầu"),
    ],
)
def test_it_ends_with_sense(text: str, most: int, expected: str) -> None:
    assert cut_at_clause(text, most) == expected


@given(WORDS, st.integers(12, 60))
def test_it_begins_as_the_text_and_is_short_enough(words: list[str], most: int) -> None:
    text = " ".join(words)
    cut = cut_at_clause(text, most)
    assert text.startswith(cut)
    assert len(cut) <= max(most, 0)
    assert "…" not in cut


def test_an_abbreviation_keeps_its_first_letter_within_a_sentence() -> None:
    names = ("KCN được phủ sóng", "Xã Tênh Phông", "5G", "")
    assert [lower_first(name) for name in names] == ["KCN được phủ sóng", "xã Tênh Phông", "5G", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số hộ nghèo của", "Số hộ nghèo"), ("Số vụ xử lý theo", "Số vụ xử lý"),
        ("Tỷ lệ hồ sơ nộp, tại các", "Tỷ lệ hồ sơ nộp"),
        ("Số văn phòng", "Số văn phòng"), ("Số văn bằng", "Số văn bằng"), ("Của", "Của"), ("", ""),
        ("đúng quy định./", "đúng quy định"),
        ("Phổ biến các văn bản của địa phương, nhất là", "Phổ biến các văn bản của địa phương"),
        ("Kiện toàn Ban Chỉ đạo, bao gồm", "Kiện toàn Ban Chỉ đạo"), ("Việc làm như", "Việc làm"),
        ("Thu gom", "Thu gom"), ("Như", "Như"), ("Dân số già, nhất là:", "Dân số già"),
    ],
)  # fmt: skip
def test_a_name_does_not_end_on_a_word_that_leads_on(text: str, expected: str) -> None:
    assert end_at_noun(text) == expected


@pytest.mark.parametrize("text", ["của", "theo", "", "của,"])
def test_a_text_of_one_word_keeps_it(text: str) -> None:
    assert end_at_noun(text) == text.rstrip(",")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 5), (4, 5), (5, 5), (7, 7)])
def test_what_a_pattern_matches_at_a_place_is_skipped(start: int, end: int) -> None:
    assert skip_match(re.compile(r"\d+"), "xã 12 hộ", start) == end


@pytest.mark.parametrize(
    ("text", "most", "mark", "cut"),
    [
        ("Mở thư viện xã", 14, "…", "Mở thư viện xã"),
        ("Mở thư viện xã", 13, "…", "Mở thư viện…"),
        ("Mở thư viện xã", 12, "", "Mở thư viện"),
        ("Sách, báo và phim", 8, "…", "Sách…"),
    ],
)
def test_a_text_is_cut_after_its_last_whole_word(text: str, most: int, mark: str, cut: str) -> None:
    assert cut_at_word(text, most, mark=mark) == cut


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kế hoạch phòng, chống mại dâm năm 2026", "Kế hoạch phòng, chống mại dâm"),
        ("Báo cáo tháng 6 năm 2026", "Báo cáo tháng 6 năm 2026"),
        ("Chiến lược đến năm 2030", "Chiến lược đến năm 2030"),
        ("Năm 2026 rà soát hộ nghèo", "Năm 2026 rà soát hộ nghèo"),
    ],
)
def test_the_year_at_the_end_is_cut_where_it_closes_no_date(text: str, expected: str) -> None:
    assert cut_year(text) == expected


def test_a_bracket_that_the_cut_left_open_goes_too() -> None:
    text = "Cấp máy tính xách tay cho xã (kể cả máy in và máy quét tài liệu) trong năm"
    assert cut_at_clause(text, 50) == "Cấp máy tính xách tay cho xã"
    assert cut_at_clause("Hỗ trợ (một phần) chi phí (kể cả tiền ăn và tiền đi lại)", 45) == "Hỗ trợ (một phần) chi phí"
    assert (
        cut_at_clause("Thực hiện mô hình “Xã lành mạnh, không có tệ nạn xã hội” trên địa bàn", 44)
        == "Thực hiện mô hình"
    )


def test_a_text_is_cut_after_one_word() -> None:
    assert cut_at_word("Tổ chức hội nghị tập huấn", 20) == "Tổ chức hội nghị"
    assert cut_at_word("Tổ chức hội nghị tập huấn", 20, mark="…") == "Tổ chức hội nghị…"
    assert cut_at_word("Tổ chức", 7, mark="…") == "Tổ chức"
