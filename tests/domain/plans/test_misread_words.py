"""Words whose marks the recognition of a scan lost: the rules find them, and what is printed stays."""

import pytest

from sokehoach.domain.plans.misread_words import correct_misread_pairs
from tests.domain.plans.plain import duties


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("phôi hợp với sở y tê", "phối hợp với sở y tế"),
        ("chủ tri, tham muu", "chủ trì, tham mưu"),
        ("ủy ban nhan dân các xa", "ủy ban nhân dân các xã"),
        # Both syllables differ, or another word has these marks.
        ("phôi họp", "phôi họp"),
        ("công ăn việc làm", "công ăn việc làm"),
        ("để xuất khẩu", "để xuất khẩu"),
        ("chi tiêu của cấp cùng cấp", "chi tiêu của cấp cùng cấp"),
        ("hằng năm và hàng năm", "hằng năm và hàng năm"),
    ],
)
def test_pairs(misread, meant):
    assert correct_misread_pairs(misread) == meant


def test_a_duty_with_misread_words_is_found_as_printed():
    found = duties("II. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế chủ tri, phối hop với các sở lập tủ sách.")
    assert found == [("Sở Y tế", "chủ tri, phối hop với các sở lập tủ sách.")]
