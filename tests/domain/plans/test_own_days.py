"""A sentence that asks for reports of several periods gives each the day that it sets for it."""

from datetime import date

import pytest

from sokehoach.domain.plans.proposals import propose
from sokehoach.domain.plans.proposals.facts import BASE, PlanFacts, RuleFacts
from sokehoach.domain.plans.proposals.own_days import find_own_day
from sokehoach.domain.plans.proposals.propose import propose_programme

QUARTER_AND_YEAR = "báo cáo quý trước ngày 15 tháng cuối quý, báo cáo năm trước 05/12"


def _propose_dues(sentence, *read):
    rules = tuple(
        RuleFacts(f"BC{at}", "", sentence, (BASE,), every, due_text) for at, (every, due_text) in enumerate(read)
    )
    proposals = propose_programme(PlanFacts("Kế hoạch năm 2026", date(2026, 2, 1), rules=rules))
    return [(proposal.content.every, proposal.content.due) for proposal in proposals if proposal.key.startswith("BC")]


@pytest.mark.parametrize(
    ("sentence", "read", "dues"),
    [
        (
            f"Các xã, phường báo cáo về Sở Y tế ({QUARTER_AND_YEAR})",
            [("quarter", "trước ngày 15 tháng cuối quý"), ("year", "trước ngày 15 tháng cuối quý")],
            [("quarter", "ngày 15 tháng cuối kỳ"), ("year", "5/12")],
        ),
        (
            "Các xã báo cáo định kỳ hằng quý (trước ngày 20 của tháng cuối quý) và hằng năm (trước ngày 15/12)",
            [("quarter", "trước ngày 20 của tháng cuối quý"), ("year", "trước ngày 20 của tháng cuối quý")],
            [("quarter", "ngày 20 tháng cuối kỳ"), ("year", "15/12")],
        ),
        (
            "Định kỳ hằng quý, năm báo cáo trước ngày 15 tháng cuối quý và trước ngày 20 tháng 12 hằng năm",
            [("quarter", "trước ngày 15 tháng cuối quý"), ("year", "trước ngày 15 tháng cuối quý")],
            [("quarter", "ngày 15 tháng cuối kỳ"), ("year", "20/12")],
        ),
        (
            "Báo cáo tháng trước ngày 20, quý trước ngày 20 tháng cuối quý, 6 tháng trước 15/6, năm trước ngày 15/12",
            [(every, "trước ngày 20 tháng cuối quý") for every in ("month", "quarter", "six-month", "year")],
            [
                ("month", "ngày 20"),
                ("quarter", "ngày 20 tháng cuối kỳ"),
                ("six-month", "15/6, 15/12"),
                ("year", "15/12"),
            ],
        ),
    ],
)  # fmt: skip
def test_each_period_has_the_day_that_is_its_own(sentence, read, dues):
    assert _propose_dues(sentence, *read) == dues


@pytest.mark.parametrize(
    ("sentence", "every", "printed_day"),
    [
        ("Báo cáo định kỳ hằng quý, năm trước ngày 15 tháng cuối quý", "year", "trước ngày 15 tháng cuối quý"),
        ("Báo cáo năm trước ngày 15/12", "year", "trước ngày 15/12"),
        (QUARTER_AND_YEAR, "month", "trước ngày 15 tháng cuối quý"),
        (QUARTER_AND_YEAR, "year", "trước ngày 20/12"),
    ],
)
def test_a_day_that_the_sentence_does_not_set_for_another_period_stays(sentence, every, printed_day):
    assert find_own_day(sentence, every, printed_day) == ""


def test_the_day_of_a_rule_is_looked_for_once(monkeypatch):
    """Each rule asks for the days of all that go from the same body to the same receiver."""
    asked = []
    monkeypatch.setattr(propose, "find_own_day", lambda text, *_words: asked.append(text) or "")
    rules = tuple(
        RuleFacts(code=f"R{number}", path="I", text=f"Báo cáo {number}", who=("A",), every="quarter", to="UBND tỉnh")
        for number in range(5)
    )
    propose_programme(PlanFacts(title="Kế hoạch", signed_on=None, rules=rules))
    assert asked == [rule.text for rule in rules]
