"""A plan that asks for several reports in one period is told that one of them is collected."""

from dataclasses import replace

import pytest

from sokehoach.domain.plans.proposals.several_reports import find_several_reports
from sokehoach.domain.plans.report_periods import list_periods
from tests.domain.plans.test_proposals import propose, rule


@pytest.mark.parametrize(
    ("every", "printed", "due", "is_said"),
    [
        ("week", "thứ Hai và thứ Năm hằng tuần", "thứ Năm hằng tuần", True),
        ("week", "thứ 2, thứ 5 hằng tuần", "thứ Năm hằng tuần", True),
        ("week", "thứ Năm hằng tuần", "thứ Năm hằng tuần", False),
        ("month", "ngày 15 và ngày 30 hằng tháng", "ngày 15", True),
        ("month", "ngày 15 và 30 hàng tháng", "ngày 15", True),
        ("month", "ngày 05, 20 hằng tháng", "ngày 5 tháng sau", True),
        ("month", "ngày 15 và ngày cuối tháng", "2 ngày làm việc", True),
        ("month", "trước ngày 20 hằng tháng", "ngày 20", False),
        ("quarter", "ngày 15 tháng cuối quý", "ngày 15 tháng cuối kỳ", False),
    ],
)
def test_of_several_printed_days_one_is_collected_and_said(every, printed, due, is_said):
    proposal = propose(rules=(rule(every, printed),))["BC1"]
    assert proposal.content.due == due
    assert (f"thu một báo cáo, hạn «{due}»" in proposal.reason) is is_said


@pytest.mark.parametrize(
    ("every", "sentence", "is_said"),
    [
        ("week", "Báo cáo 2 lần/tuần về Sở Y tế", True),
        ("week", "Báo cáo Sở Y tế 02 lần mỗi tuần", True),
        ("week", "Mỗi tuần hai lần, các xã báo cáo Sở Y tế", True),
        ("week", "Báo cáo hằng tuần (2 lần) về Sở", True),
        ("week", "Báo cáo Sở một tuần một lần", False),
        ("week", "Báo cáo 2 tuần/lần về Sở", False),
        ("week", "Kiểm tra 2 lần/tuần, báo cáo Sở hằng tuần", False),
        ("week", "Tổ chức tuần tra 3 lần/tuần. Báo cáo hằng tuần", False),
        ("month", "Định kỳ 2 lần/tháng báo cáo UBND tỉnh", True),
        ("month", "Báo cáo hai lần trong tháng", True),
        ("month", "Báo cáo 2 lần/tuần", False),
        ("quarter", "Báo cáo 02 lần/quý về Sở", True),
        ("year", "Báo cáo 2 lần/năm về Sở", False),
    ],
)
def test_of_reports_that_are_counted_without_days_one_is_collected_and_said(every, sentence, is_said):
    proposal = propose(rules=(replace(rule(every), text=sentence),))["BC1"]
    assert ("thu một báo cáo, hạn «2 ngày làm việc»" in proposal.reason) is is_said


def test_periods_of_years_are_not_asked_for_several_times():
    assert find_several_reports("2 lần/năm", "Báo cáo 2 lần/năm", "year") == ""


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("báo cáo 2 lần/tuần về sở y tế", ("week",)),
        ("báo cáo sở y tế hai lần một tuần", ("week",)),
        ("định kỳ một tuần hai lần báo cáo sở y tế", ("week",)),
        ("định kỳ 02 lần/tháng báo cáo sở y tế", ("month",)),
        ("báo cáo 3 lần trong tháng về sở", ("month",)),
        ("báo cáo 2 lần/quý về sở", ("quarter",)),
        ("kiểm tra 2 lần/tuần, báo cáo sở y tế", ("ad-hoc",)),
        ("báo cáo sở y tế, tuần tra 2 lần/tuần", ("ad-hoc",)),
    ],
)
def test_reports_that_are_counted_by_period_are_periodic(sentence, periods):
    assert list_periods(sentence) == periods
