"""A folded passage knows where each of its letters is printed."""

from sokehoach.domain.plans.passages import Span, fold_passage, join_passages

TEXT = "Giao  sở\n(trang 2)\nCông  an tỉnh"


def test_of_joined_passages_each_part_has_its_place() -> None:
    joined = join_passages([fold_passage(TEXT, 0, 8), fold_passage(TEXT, 19)])
    assert joined.text == "Giao sở Công an tỉnh"
    assert len(joined.offsets) == len(joined.text)
    for words, printed in (("sở", "sở"), ("Công an", "Công  an"), ("tỉnh", "tỉnh")):
        start = joined.text.index(words)
        place = TEXT.index(printed)
        assert joined.part(start, start + len(words)).span == Span(place, place + len(printed))
    assert joined.span == Span(0, len(TEXT))
    assert join_passages([]).span == Span(0, 0)
