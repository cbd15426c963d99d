"""What a well-known share is usually taken of, where the plan prints no whole."""

import pytest

from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.usual_wholes import find_usual_whole


@pytest.mark.parametrize(
    ("target", "whole"),
    [
        ("Tỷ lệ hộ nghèo đa chiều giảm còn dưới 2%", "Hộ gia đình"),
        ("tỷ lệ thất nghiệp ở khu vực thành thị dưới 3%", "Lực lượng lao động"),
        ("Tỷ lệ che phủ rừng đạt 58%", "Diện tích đất tự nhiên"),
        ("tỷ lệ bao phủ bảo hiểm y tế đạt 95%", "Dân số"),
        ("nợ quá hạn dưới 0,3%", "Dư nợ"),
        ("tỷ lệ đô thị hoá đạt 45%", "Dân số"),
    ],
)
def test_a_share_without_a_printed_whole_has_its_usual_one(target: str, whole: str) -> None:
    measure = parse_target(target, unit="%")
    assert measure.denominator == ""
    assert find_usual_whole(measure.numerator) == whole


def test_other_shares_have_none() -> None:
    assert find_usual_whole("Phụ thuộc chung") == ""
    assert find_usual_whole("Nghèo nàn") == ""
