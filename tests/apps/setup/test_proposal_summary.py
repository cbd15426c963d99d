"""What the page of proposals says of one in a line."""

from dataclasses import replace
from decimal import Decimal

from sokehoach.apps.setup.pages.proposals import summarize_content
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from sokehoach.domain.plans.proposals.proposal import ProposalContent, ProposalKind


def test_a_fall_by_so_many_shows_its_unit_and_no_percent():
    fall = ProposalContent(
        ProposalKind.INDICATOR, MeasureKind.CHANGE, name="Chi phí điện", unit="tỷ đồng", value=Decimal(5), falls=True,
        in_own_unit=True,
    )  # fmt: skip
    assert "≥ 5 tỷ đồng" in summarize_content(fall, {})
    assert "≥ 5 %" in summarize_content(replace(fall, in_own_unit=False), {})
