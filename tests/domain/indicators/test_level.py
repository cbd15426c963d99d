"""Shares, rates, plain numbers and changes: divided once from sums, or a reason; and as they are printed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.documents.content import FigureRun, Operand
from sokehoach.domain.documents.target_sentences import TargetProgress, render_target_progress
from sokehoach.domain.indicators.coverage import NamedCoverage
from sokehoach.domain.indicators.indicator import IndicatorResult, build_reporter_share
from sokehoach.domain.indicators.level import (
    Change,
    ChangeReference,
    LevelRule,
    NotMeasurableReason,
    compute_level,
    format_level,
    format_reference,
)
from sokehoach.domain.indicators.target import ProgressState, compute_target_assessment
from sokehoach.domain.indicators.target_level import TargetLevel

RATE = LevelRule(per=1000)
PLAIN = LevelRule(per=None)


def result(*pairs: tuple[int | None, int | None], lack: NotMeasurableReason | None = None) -> IndicatorResult:
    """The result over reporters, each with its numerator and denominator."""
    shares = tuple(
        build_reporter_share(
            f"{at:02}", None if part is None else Decimal(part), None if whole is None else Decimal(whole)
        )
        for at, (part, whole) in enumerate(pairs)
    )
    parts = [share.part for share in shares if share.part is not None]
    wholes = [share.whole for share in shares if share.whole is not None]
    missing = tuple(share.unit for share in shares if share.part is None or share.whole is None)
    return IndicatorResult(
        sum(parts, Decimal()) if parts else None, sum(wholes, Decimal()) if wholes else None, shares, missing, lack
    )


@pytest.mark.parametrize(
    ("rule", "now", "year_before", "level"),
    [
        (LevelRule(), result((1, 2), (90, 100)), None, Decimal(9100) / 102),
        (RATE, result((3, 1500), (1, 500)), None, Decimal(2)),
        (LevelRule(per=100_000), result((3, 150_000)), None, Decimal(2)),
        (PLAIN, result((3, 1), (4, 1)), None, Decimal(7)),
        (LevelRule(None, Change.RISE), result((12, 1)), result((10, 1)), Decimal(2)),
        (LevelRule(None, Change.RISE_PERCENT), result((12, 1)), result((10, 1)), Decimal(20)),
        (LevelRule(None, Change.FALL), result((12, 1)), result((10, 1)), Decimal(-2)),
        (LevelRule(None, Change.FALL_PERCENT), result((5, 1), (4, 1)), result((12, 1)), Decimal(25)),
        # a change of shares is of the quotients of sums, never of the units' shares
        (LevelRule(100, Change.RISE), result((1, 2), (90, 100)), result((50, 100), (1, 2)), Decimal(9100) / 102 - 50),
        (RATE, result((0, 0)), None, NotMeasurableReason.NO_CASE),
        (RATE, result((3, None)), None, NotMeasurableReason.DENOMINATOR),
        (RATE, result((None, 5)), None, NotMeasurableReason.FIGURES),
        (RATE, result((3, 5), lack=NotMeasurableReason.ADDING), None, NotMeasurableReason.ADDING),
        (LevelRule(None, Change.RISE), result((12, 1)), None, NotMeasurableReason.YEAR_BEFORE),
        (LevelRule(100, Change.RISE), result((1, 2)), result((0, 0)), NotMeasurableReason.YEAR_BEFORE),
        (LevelRule(None, Change.RISE_PERCENT), result((12, 1)), result((0, 1)), NotMeasurableReason.ZERO_BEFORE),
        (LevelRule(None, Change.RISE, ChangeReference.BASELINE), result((12, 1)), None, NotMeasurableReason.BASELINE),
    ],
)
def test_a_level_is_a_number_or_a_reason(
    rule: LevelRule, now: IndicatorResult, year_before: IndicatorResult | None, level: Decimal | NotMeasurableReason
) -> None:
    assert compute_level(rule, now, year_before=year_before) == level


def test_a_baseline_is_what_the_target_states() -> None:
    rule = LevelRule(None, Change.FALL_PERCENT, ChangeReference.BASELINE)
    assert compute_level(rule, result((90, 1)), year_before=result((1, 1)), baseline=Decimal(120)) == 25
    assert format_reference(rule, None, Decimal(120), "vụ") == "mức gốc 120 vụ"


pairs = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=8)


@settings(max_examples=200)
@given(pairs, pairs, st.sampled_from([100, 1000, 10_000, 100_000]), st.sampled_from(Change))
def test_it_equals_the_direct_computation(
    now: list[tuple[int, int]], year_before: list[tuple[int, int]], per: int, change: Change
) -> None:
    def compute_directly(counted: list[tuple[int, int]]) -> Fraction:
        return Fraction(per * sum(part for part, _ in counted), sum(whole for _, whole in counted))

    level = compute_level(LevelRule(per, change), result(*now), year_before=result(*year_before))
    direct, reference = compute_directly(now), compute_directly(year_before)
    if change:
        direct = reference - direct if change.falls else direct - reference
    if change.in_percent:
        if reference == 0:
            assert level is NotMeasurableReason.ZERO_BEFORE
            return
        direct = 100 * direct / reference
    assert isinstance(level, Decimal)
    assert abs(Fraction(level) - direct) <= Fraction(1, 10**12)


@pytest.mark.parametrize(
    ("rule", "level", "text"),
    [
        (RATE, "2", "2 trên 1.000"),
        (LevelRule(), "89.21", "89,2 %"),
        (PLAIN, "1234.5", "1.234,5 xã"),
        (LevelRule(None, Change.RISE), "2", "tăng 2 xã"),
        (LevelRule(None, Change.RISE), "-2", "giảm 2 xã"),
        (LevelRule(None, Change.FALL_PERCENT), "12.345", "giảm 12,3 %"),
        (LevelRule(None, Change.FALL_PERCENT), "-12", "tăng 12 %"),
        (LevelRule(100, Change.RISE), "1.5", "tăng 1,5 điểm phần trăm"),
        (LevelRule(1000, Change.FALL), "0.04", "không đổi"),
    ],
)
def test_a_level_in_words(rule: LevelRule, level: str, text: str) -> None:
    assert format_level(rule, Decimal(level), "xã") == text


@pytest.mark.parametrize(
    ("bound", "now", "year_before", "progress"),
    [
        (">=", result((12, 1)), result((10, 1)), ProgressState.MET),
        (">=", result((11, 1)), result((10, 1)), ProgressState.BEHIND),
        ("==", result((12, 1)), result((10, 1)), ProgressState.MET),
        ("==", result((13, 1)), result((10, 1)), ProgressState.BEHIND),
        ("<=", result((11, 1)), result((10, 1)), ProgressState.MET),
        (">=", result((12, 1)), result((10, 1), (None, 1)), ProgressState.BEHIND),  # a late report may undo it
        (">=", result((12, 1)), None, ProgressState.NOT_MEASURABLE),
    ],
)
def test_a_target_of_a_rise(
    bound: str, now: IndicatorResult, year_before: IndicatorResult | None, progress: ProgressState
) -> None:
    assessment = compute_target_assessment(
        target=TargetLevel(Decimal(20), bound), in_percent=True, measured=now, due_on=date(2021, 6, 1),
        day=date(2021, 7, 1),
        rule=LevelRule(None, Change.RISE_PERCENT), year_before=year_before,
    )  # fmt: skip
    assert assessment.progress is progress


def test_a_document_says_the_rise_and_what_it_compares_with() -> None:
    progress = TargetProgress(
        Decimal(10), ">=", "%", "Kế hoạch, mục II.2", Decimal(112), Decimal(1), (Operand("A"),), NamedCoverage(19),
        LevelRule(None, Change.RISE_PERCENT), Decimal(12), "cuộc", "cùng kỳ năm trước 100 cuộc",
    )  # fmt: skip
    run = render_target_progress("x", progress, "2021S1")
    assert isinstance(run, FigureRun)
    assert run.text == (
        "ở mức tăng 12 % (cùng kỳ năm trước 100 cuộc), "
        "vượt 2 điểm phần trăm so với chỉ tiêu tăng 10 % của Kế hoạch, mục II.2"
    )


def test_what_a_change_compares_with_is_named() -> None:
    assert format_reference(LevelRule(None, Change.FALL), result((120, 1)), None, "vụ") == "cùng kỳ năm trước 120 vụ"
    assert format_reference(LevelRule(100), result((120, 1)), None, "%") == ""


@pytest.mark.parametrize(
    ("rule", "of_percent", "of_number"),
    [
        (LevelRule(), False, True),
        (PLAIN, True, True),
        (RATE, False, False),
        (LevelRule(None, Change.RISE), False, False),
        (LevelRule(100, Change.RISE), False, False),
    ],
)
def test_a_level_is_a_number_itself_where_nothing_divides_it(
    rule: LevelRule, of_percent: bool, of_number: bool
) -> None:
    """A plain share with a target that is no percentage is read as its numerator."""
    assert (rule.is_plain_number(in_percent=True), rule.is_plain_number(in_percent=False)) == (of_percent, of_number)
