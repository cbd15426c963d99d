"""What a plan's weekly report is proposed as."""

import pytest

from sokehoach.domain.periods.due import DayOfWeek
from sokehoach.domain.plans.proposals.due_texts import format_due_text, parse_due_text
from sokehoach.domain.plans.proposals.proposal import ProposalKind
from sokehoach.domain.plans.proposals.propose import ASSUMED_SCHEDULE, ONLY_WEEKS
from tests.domain.plans.test_proposals import propose, rule, target


@pytest.mark.parametrize(
    ("printed", "due", "window"),
    [
        ("trước 15 giờ thứ Năm hằng tuần", "thứ Năm hằng tuần", "từ thứ Năm tuần trước đến hết thứ Tư"),
        ("trước thứ Sáu", "thứ Sáu hằng tuần", "từ thứ Sáu tuần trước đến hết thứ Năm"),
        ("thứ Hai hàng tuần", "thứ Hai hằng tuần", "từ thứ Hai đến hết Chủ nhật"),
        ("", "2 ngày làm việc", ""),
    ],
)
def test_a_weekly_report_is_a_schedule_on_the_weekday_that_is_printed(printed, due, window):
    proposal = propose(rules=(rule("week", printed),))["BC1"]
    assert (proposal.content.kind, proposal.content.every, proposal.content.due) == (ProposalKind.SCHEDULE, "week", due)
    assert (proposal.content.name, window in proposal.reason) == ("Báo cáo hằng tuần", True)
    assert proposal.likelihood == (0.93 if printed else 0.8)


@pytest.mark.parametrize("weekday", range(1, 8))
def test_a_weekday_is_read_back_as_it_is_written(weekday):
    assert parse_due_text(format_due_text(DayOfWeek(weekday), "week")) == DayOfWeek(weekday)


def test_beside_weeks_alone_a_year_is_assumed_for_the_figures_of_targets():
    alone = propose(target("100% trường học có sân chơi"), rules=(rule("week"),))
    assert (alone[ASSUMED_SCHEDULE].content.every, alone[ASSUMED_SCHEDULE].reason) == ("year", ONLY_WEEKS)
    monthly = (rule("week"), rule("month", code="BC2"))
    assert ASSUMED_SCHEDULE not in propose(target("100% trường học có sân chơi"), rules=monthly)
    assert ASSUMED_SCHEDULE not in propose(rules=(rule("week"),))
