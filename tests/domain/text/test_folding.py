import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.text import fold_accents, normalize_nfc

letters = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAĐÊ ̣́̀̉̃1,")


def test_it_works():
    assert fold_accents("Phòng Lao động - TB&XH huyện ĐỒI CAU") == "phong lao dong - tb&xh huyen doi cau"


def test_composed_and_decomposed_letters_are_one():
    apart = unicodedata.normalize("NFD", "Ủy ban")
    assert apart != "Ủy ban"
    assert normalize_nfc(apart) == "Ủy ban"
    assert fold_accents(apart) == fold_accents("Ủy ban")


@given(letters)
def test_folding_twice_changes_nothing(text):
    assert fold_accents(fold_accents(text)) == fold_accents(text)


@given(letters)
def test_no_mark_and_no_capital_is_left(text):
    folded = fold_accents(text)
    assert folded == folded.lower()
    assert not any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", folded))
    assert "đ" not in folded
