"""Names of units of the installation are places, also where a word of them could name a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.privacy import Hit, HitKind, exclude_unit_names, fold_unit_name, scan_text

NAMES = frozenset(
    map(fold_unit_name, ("Xã Ea H'Leo", "Xã Hồ Thị Kỷ", "Phường Cầu Ông Lãnh", "Xã Bà Điểm", "Xã Cô Ba", "Xã Cô Tô"))
)


def find_names(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in exclude_unit_names(text, scan_text(text), NAMES)]


@pytest.mark.parametrize(
    "text",
    ["UBND xã Ea H'Leo", "Xã Ea H’Leo", "Họp ở xã Hồ Thị Kỷ và phường Cầu Ông Lãnh.", "Xã Bà Điểm", "XÃ CÔ BA"],
)
def test_the_name_of_a_unit_with_its_kind_is_no_person(text: str) -> None:
    assert find_names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bà Hồ Thị Kỷ ở xã Bà Điểm",
        "xã Hồ Thị Kỷ Nguyễn Văn An",
        "xã Ea Kar, chị H'Leo Niê",
        "xã Lê Thị Hoa",
        # Other accents are another name, and a small letter is how a person is spoken of.
        "Chủ tịch xã bà Diễm vắng họp",
        "theo phản ánh của xã cô Tơ",
        "trưởng công an xã Hồ Thị Kỳ",
        "Chủ tịch xã bà Điểm vắng họp",
    ],
)
def test_a_person_stays_a_hit_beside_a_unit(text: str) -> None:
    assert find_names(text)


@pytest.mark.parametrize(
    "text",
    [
        "Khởi công ở Bà Điểm I.", "Khởi công ở Hồ Thị Kỷ I.", "Tại KCN Đinh Mai I.",
        "khu công nghiệp Trần Cao V.", "cụm công nghiệp Phạm Cao Sơn", "CCN Đỗ Xuyên",
    ],
)  # fmt: skip
def test_a_place_that_is_numbered_or_an_industrial_park_is_no_person(text: str) -> None:
    assert find_names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Gặp Nguyễn Mai V. ở xã", "Hồ Thị Kỷ V. báo tin", "Trưởng ban KCN Lò Văn Dính", "Lê Mai I. báo tin",
        "Đinh Mai X.", "Chủ tịch khu công nghiệp Nguyễn Thị Hoa",
    ],
)  # fmt: skip
def test_an_initial_that_is_no_number_of_a_place_stays_a_hit(text: str) -> None:
    assert find_names(text)


def test_numbers_are_no_part_of_a_name() -> None:
    text = "xã Bà Điểm 0912345678"
    assert [hit.kind for hit in exclude_unit_names(text, scan_text(text), NAMES)] == [HitKind.PHONE]


@given(st.text("xã HồThịKỷ’'.,0123 ", max_size=60), st.frozensets(st.sampled_from(sorted(NAMES))))
def test_only_hits_that_were_found_stay(text: str, names: frozenset[str]) -> None:
    hits = scan_text(text)
    kept = exclude_unit_names(text, hits, names)
    assert set(kept) <= set(hits)
    assert names or kept == hits
    assert all(isinstance(hit, Hit) for hit in kept)


@pytest.mark.parametrize(
    ("unit", "is_place"),
    [
        ("Đinh", True),
        ("Cao Đinh", True),
        ("Ea Cao Đinh", True),
        ("Ea Kar Cao Đinh", True),
        ("Ô Ea Kar Cao Đinh", False),
    ],
)
def test_a_numbered_place_is_called_after_a_unit_of_one_to_four_words(unit: str, is_place: bool) -> None:
    text = f"Khởi công ở {unit} I. hôm qua"
    hits = [Hit(text.index("Đinh"), text.index(" hôm"), HitKind.NAME)]
    assert (exclude_unit_names(text, hits, frozenset({fold_unit_name(f"Xã {unit}")})) == ()) is is_place
