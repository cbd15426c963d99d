from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.text import sort_key

words = st.text(alphabet="aăâbdđeêouyáàạấầđ ", max_size=8)


def test_it_works():
    names = ["Đồi Cau", "Ân Thi", "Dốc Mít", "An Bình", "Ăng Tơ", "Ba Bể"]
    assert sorted(names, key=sort_key) == ["An Bình", "Ăng Tơ", "Ân Thi", "Ba Bể", "Dốc Mít", "Đồi Cau"]


def test_tones_decide_only_between_equal_letters():
    assert sorted(["mạ", "má", "mã", "ma", "mả", "mà"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["mạ", "man"], key=sort_key) == ["mạ", "man"]


def test_a_space_comes_before_letters():
    assert sorted(["Bản", "Ba Bể"], key=sort_key) == ["Ba Bể", "Bản"]


@given(words, words)
def test_only_equal_texts_have_equal_keys(one, other):
    assert (sort_key(one) == sort_key(other)) == (one == other)
