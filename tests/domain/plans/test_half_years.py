"""A half-yearly rule with one date is of one half: nothing is asked for the other, and the proposal says so."""

import pytest

from tests.domain.plans.test_proposals import propose, rule


@pytest.mark.parametrize(
    ("printed", "due", "half"),
    [("trước ngày 20/6", "20/6", "6 tháng đầu năm"), ("trước ngày 10/6", "10/6", "6 tháng đầu năm"),
     ("trước ngày 20/12", "20/12", "6 tháng cuối năm")],
)  # fmt: skip
def test_a_half_yearly_rule_with_one_date_asks_for_that_half_and_says_so(printed: str, due: str, half: str):
    proposal = propose(rules=(rule("six-month", printed),))["BC1"]
    assert proposal.content.due == due
    assert f"chỉ ghi một ngày, của {half}: hạn {due}, không thu" in str(proposal.reason)
