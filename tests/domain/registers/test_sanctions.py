"""Frames by the day of the act. The figures are those of law.md 5 for one act, and invented ones for holes."""

from datetime import date

import pytest

from sokehoach.domain.registers.sanctions import Frame, Verdict, find_frame, judge_fine, judge_warning

OLD = Frame("a", "Hành vi A", "NĐ 167/2013/NĐ-CP", "Điều 22", date(2013, 12, 28), date(2022, 1, 1), 500_000, 1_000_000)
NEW = Frame(
    "a",
    "Hành vi A",
    "NĐ 144/2021/NĐ-CP",
    "Điều 24",
    date(2022, 1, 1),
    date(2025, 12, 15),
    1_000_000,
    2_000_000,
)
NEWEST = Frame("a", "Hành vi A", "NĐ 282/2025/NĐ-CP", "Điều 32", date(2025, 12, 15), None, 1_000_000, 2_000_000)
WARNED = Frame("b", "Hành vi B", "NĐ 144/2021/NĐ-CP", "Điều 25", date(2022, 1, 1), None, 300_000, 500_000, warning=True)
FRAMES = [NEWEST, OLD, NEW, WARNED]


@pytest.mark.parametrize(
    ("day", "amount", "verdict"),
    [
        (date(2021, 12, 31), 500_000, Verdict.WITHIN),
        (date(2021, 12, 31), 1_500_000, Verdict.ABOVE),
        (date(2022, 1, 1), 1_500_000, Verdict.WITHIN),  # a day later another decree
        (date(2022, 1, 1), 999_999, Verdict.BELOW),
        (date(2013, 12, 27), 500_000, Verdict.NO_FRAME),
    ],
)
def test_a_fine_is_held_against_the_frame_of_the_day_of_the_act(day: date, amount: int, verdict: Verdict) -> None:
    assert judge_fine(FRAMES, act="a", amount=amount, day=day).verdict is verdict


def test_the_words_name_decree_and_bounds() -> None:
    said = judge_fine(FRAMES, act="a", amount=1, day=date(2025, 12, 15)).said_vi
    assert said == "Thấp hơn khung 1.000.000 đến 2.000.000 đồng (Điều 32 NĐ 282/2025/NĐ-CP)."


def test_no_frame_is_advice_that_says_what_to_do() -> None:
    advice = judge_fine(FRAMES, act="unknown", amount=5, day=date(2021, 1, 1))
    assert (advice.verdict, advice.fits) == (Verdict.NO_FRAME, False)
    assert "Chưa có khung phạt" in advice.said_vi
    assert "Bổ sung khung" in advice.said_vi


def test_a_warning_wants_a_frame_that_knows_it() -> None:
    assert judge_warning(FRAMES, act="b", day=date(2023, 1, 1)).fits
    assert judge_warning(FRAMES, act="a", day=date(2023, 1, 1)).verdict is Verdict.NO_WARNING
    assert judge_warning(FRAMES, act="b", day=date(2021, 1, 1)).verdict is Verdict.NO_FRAME


def test_a_row_that_an_official_added_later_wins_by_its_first_day() -> None:
    added = Frame("a", "Hành vi A", "NĐ mới", "Điều 1", date(2023, 1, 1), None, 1, 2)
    assert find_frame([*FRAMES, added], "a", date(2024, 1, 1)) == added
