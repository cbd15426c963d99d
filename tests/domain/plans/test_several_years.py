"""Reports of more than a year: no period of that length exists."""

from dataclasses import replace

from sokehoach.domain.plans.proposals.proposal import ProposalKind
from sokehoach.domain.plans.proposals.propose import LONGER_PERIOD
from tests.domain.plans.test_proposals import propose, rule


def test_a_rule_of_several_years_makes_no_schedule_and_says_so():
    proposal = propose(rules=(replace(rule("ad-hoc"), text="02 năm một lần báo cáo UBND tỉnh"),))["BC1"]
    assert (proposal.content.kind, proposal.reason) == (ProposalKind.OMITTED, LONGER_PERIOD)
    assert not proposal.is_sure
