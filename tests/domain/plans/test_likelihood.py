import pytest

from sokehoach.domain.plans.likelihood import WEIGHTS, compute_likelihood
from tests.domain.plans.plain import reading


def test_it_works():
    assert compute_likelihood("duty", ("heading",)) > compute_likelihood("duty", ("inner", "elsewhere"))


@pytest.mark.parametrize("item", WEIGHTS)
def test_a_sign_that_was_never_seen_says_nothing(item):
    assert compute_likelihood(item, ("chưa từng thấy",)) == compute_likelihood(item, ())


def test_nothing_is_certain_and_nothing_impossible():
    weights = {"duty": {"": 0.0, "good": 50.0, "bad": -50.0}}
    assert compute_likelihood("duty", ("good",), weights) == 0.99
    assert compute_likelihood("duty", ("bad",), weights) == 0.05
    assert compute_likelihood("duty", (), weights) == 0.5
    assert compute_likelihood("duty", (), {"duty": {}}) == 0.5


def test_every_item_carries_its_signs_and_its_likelihood():
    found = reading(
        "I. CHỈ TIÊU", "- 90% hộ dân dùng nước sạch.", "II. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế",
        "Hằng quý báo cáo UBND tỉnh về việc khám bệnh.",
    )  # fmt: skip
    items = {
        "clause": found.clauses, "target": found.targets, "duty": found.duties, "report": found.reporting,
    }  # fmt: skip
    for kind, those in items.items():
        assert those
        for one in those:
            assert one.signs
            assert one.likelihood == compute_likelihood(kind, one.signs)
