import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.text import normalize_nfc, same_tone_style


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà", "hòa"),
        ("thuý", "thúy"),
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("khoẻ", "khỏe"),
        ("hoạ", "họa"),
    ],
)
def test_it_works(old, new):
    assert same_tone_style(old) == new


@pytest.mark.parametrize("word", ["quý", "quỹ", "hoàn", "thuyền", "toán", "loại", "khoảng", "huỳnh"])
def test_words_written_one_way_only_are_left_alone(word):
    assert same_tone_style(word) == word


@given(st.text(alphabet="hqtoauyeóòáàúùýỳỷ nN"))
def test_length_stays_so_that_places_in_the_text_stay(text):
    assert len(same_tone_style(normalize_nfc(text))) == len(normalize_nfc(text))
    assert same_tone_style(same_tone_style(text)) == same_tone_style(text)
