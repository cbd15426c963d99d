"""Windows and due rules come back from what is stored of them."""

import json
from datetime import date

import pytest

from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, DueRule, WorkingDaysAfter
from sokehoach.domain.periods.serialization import (
    parse_day,
    parse_due,
    parse_window,
    serialize_due,
    serialize_window,
)
from sokehoach.domain.periods.window import CALENDAR, EARLIER_WINDOWS, ND09, POLICE, WindowEdge, WindowRule

NINE_MONTHS = WindowRule("nine", "chín tháng", WindowEdge(1, 15), WindowEdge(4, 10), "kế hoạch")


@pytest.mark.parametrize("rule", [ND09, POLICE, CALENDAR, NINE_MONTHS, *EARLIER_WINDOWS])
def test_a_window_comes_back(rule: WindowRule) -> None:
    assert parse_window(json.loads(json.dumps(serialize_window(rule)))) == rule


def test_a_window_by_code_alone_is_one_of_the_first_two() -> None:
    assert (parse_window("nd09"), parse_window("police")) == (ND09, POLICE)


@pytest.mark.parametrize(
    "due",
    [WorkingDaysAfter(0), WorkingDaysAfter(5), DayOfMonth(25), DayOfMonth(5, 2), DatesOfYear(((6, 20), (12, 20)))],
)
def test_a_due_rule_comes_back(due: DueRule) -> None:
    assert parse_due(json.loads(json.dumps(serialize_due(due)))) == due


def test_a_number_alone_is_one_of_working_days() -> None:
    assert parse_due(3) == WorkingDaysAfter(3)


def test_a_day_or_none() -> None:
    assert (parse_day("2021-06-14"), parse_day(None)) == (date(2021, 6, 14), None)
