"""How a figure stands to the target of the plan, in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.documents.aiming import Aimed, told
from sokehoach.domain.documents.content import FigureRun, Missing, Operand


def aimed(
    target: str, bound: str = "=", part: str | None = None, whole: str | None = None, unit: str = "%"
) -> Aimed:
    figures = (None if one is None else Decimal(one) for one in (part, whole))
    return Aimed(Decimal(target), bound, unit, "Kế hoạch, mục II.2", *figures, (Operand("A"),), 19, ())


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            aimed("80", "=", "5", "7"),
            "đạt 71,4 % (5/7), còn thiếu 8,6 điểm phần trăm so với chỉ tiêu 80 % của Kế hoạch, mục II.2",
        ),
        (aimed("80.000", ">=", "4", "5"), "đạt 80 % (4/5), bằng chỉ tiêu 80 % của Kế hoạch, mục II.2"),
        (
            aimed("80", "=", "9", "10"),
            "đạt 90 % (9/10), vượt 10 điểm phần trăm so với chỉ tiêu 80 % của Kế hoạch, mục II.2",
        ),
        (
            aimed("15", "=", "12", None, "xã"),
            "đạt 12 xã, còn thiếu 3 xã so với chỉ tiêu 15 xã của Kế hoạch, mục II.2",
        ),
        (
            aimed("10", "<=", "3", "20"),
            "ở mức 15 % (3/20), vượt 5 điểm phần trăm so với chỉ tiêu không quá 10 % của Kế hoạch, mục II.2",
        ),
        (
            aimed("10", "<=", "1", "20"),
            "ở mức 5 % (1/20), thấp hơn chỉ tiêu không quá 10 % của Kế hoạch, mục II.2",
        ),
        # What only comes near is not rounded onto the target.
        (
            aimed("100", "=", "2999", "3000"),
            "đạt 99,9 % (2.999/3.000), còn thiếu 0,1 điểm phần trăm so với chỉ tiêu 100 % của Kế hoạch, mục II.2",
        ),
        (
            aimed("100", "=", "0", "19"),
            "đạt 0 % (0/19), còn thiếu 100 điểm phần trăm so với chỉ tiêu 100 % của Kế hoạch, mục II.2",
        ),
    ],
)
def test_it_works(one: Aimed, words: str) -> None:
    run = told("chi_so", one, "2021S1")
    assert isinstance(run, FigureRun)
    assert run.text == words
    assert [str(one.operand) for one in run.references] == ["chi_so", "A"]


@pytest.mark.parametrize("one", [aimed("80"), aimed("80", part="5"), aimed("80", part="0", whole="0")])
def test_without_figures_it_is_a_gap(one: Aimed) -> None:
    run = told("chi_so", one, "2021S1")
    assert isinstance(run, Missing)
    assert run.text == "chưa đủ số liệu để so với chỉ tiêu 80 % của Kế hoạch, mục II.2"


@given(
    st.integers(0, 5000),
    st.integers(1, 5000),
    st.integers(0, 100),
    st.sampled_from(["=", ">=", "<=", ">", "<"]),
)
def test_it_is_said_to_equal_the_target_only_where_it_does(
    part: int, whole: int, target: int, bound: str
) -> None:
    run = told("chi_so", aimed(str(target), bound, str(part), str(whole)), "2021S1")
    equal = 100 * Decimal(part) / Decimal(whole) == target
    assert ("bằng chỉ tiêu" in run.text) == equal
    assert ("còn thiếu" in run.text) == (not bound.startswith("<") and 100 * part < target * whole)
