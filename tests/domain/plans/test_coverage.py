"""A commune's plan beside the district's: what it answers, where it promises less, what it forgot."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.plans.coverage import Cover, Weakness, compute_coverage, find_weaknesses
from sokehoach.domain.plans.plan_items import PlanItem

SHARE = PlanItem(
    "CT1", "target", "II.1", "Ít nhất 80% số hộ được tuyên truyền", value=Decimal(80), unit="%", bound=">="
)
HOUSES = PlanItem("NV2", "duty", "III.2", "Vận động các hộ gia đình ký cam kết", due=date(2021, 6, 30))
REPORT = PlanItem("BC1", "rule", "VI", "Báo cáo kết quả thực hiện về phòng thường trực", recurs="six-month")


def test_a_longer_sentence_covers_a_shorter_demand():
    own = PlanItem(
        "NV7",
        "duty",
        "II",
        "Phối hợp với các bản vận động tất cả các hộ gia đình ký cam kết và theo dõi",
        due=date(2021, 5, 1),
    )
    (one,) = compute_coverage([HOUSES], [own])
    assert (one.state, one.own) == (Cover.COVERED, own)


def test_what_nobody_wrote_is_missing():
    (one,) = compute_coverage([HOUSES], [SHARE, REPORT])
    assert (one.state, one.own, one.weaknesses) == (Cover.MISSING, None, ())


@pytest.mark.parametrize(
    ("demand", "answer", "weak"),
    [
        (SHARE, replace(SHARE, value=Decimal(70)), (Weakness.LOWER_FIGURE,)),
        (SHARE, replace(SHARE, value=Decimal(95)), ()),
        (replace(SHARE, bound="<="), replace(SHARE, bound="<=", value=Decimal(95)), (Weakness.LOWER_FIGURE,)),
        (replace(SHARE, bound="<="), replace(SHARE, bound="<=", value=Decimal(60)), ()),
        (HOUSES, replace(HOUSES, due=date(2021, 12, 1)), (Weakness.LATER,)),
        (HOUSES, replace(HOUSES, due=None), (Weakness.NO_DAY,)),
        (HOUSES, replace(HOUSES, due=date(2021, 6, 30)), ()),
        (REPORT, replace(REPORT, recurs="year"), (Weakness.LESS_OFTEN,)),
        (REPORT, replace(REPORT, recurs="month"), ()),
    ],
)  # fmt: skip
def test_weaker(demand: PlanItem, answer: PlanItem, weak: tuple[Weakness, ...]):
    (one,) = compute_coverage([demand], [answer])
    assert one.weaknesses == weak
    assert one.state is (Cover.WEAKER if weak else Cover.COVERED)


def test_of_two_like_answers_the_one_that_is_not_weaker_counts():
    weak, strong = replace(SHARE, key="a", value=Decimal(50)), replace(SHARE, key="b", value=Decimal(80))
    (one,) = compute_coverage([SHARE], [weak, strong])
    assert (one.state, one.own) == (Cover.COVERED, strong)


figures = st.decimals(0, 100, places=1)


@given(figures, figures, st.sampled_from(["=", ">=", "<=", ">", "<"]))
def test_a_figure_is_weaker_one_way_at_most(demanded: Decimal, promised: Decimal, bound: str):
    demand, answer = replace(SHARE, value=demanded, bound=bound), replace(SHARE, value=promised, bound=bound)
    there = Weakness.LOWER_FIGURE in find_weaknesses(demand, answer)
    back = Weakness.LOWER_FIGURE in find_weaknesses(answer, demand)
    assert (there or back) is (demanded != promised)
    assert not (there and back)
