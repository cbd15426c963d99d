"""What a form may do with cells of days and of texts."""

from dataclasses import replace

import pytest

from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.reporting.form import Cell, Check, RegisterSource, Rule
from sokehoach.domain.reporting.kind_rules import find_cell_problem, find_check_problem

KINDS = {
    "C1": ValueKind.COUNT, "C2": ValueKind.COUNT, "D1": ValueKind.DATE, "D2": ValueKind.DATE, "T1": ValueKind.TEXT,
    "T2": ValueKind.LONG_TEXT,
}  # fmt: skip
SOURCE = RegisterSource("activities", "sessions")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell("C1", "e", sum_of=("C2",), source=SOURCE, same_as="X/C1"), ""),
        (Cell("C1", "e", sum_of=("C2", "T1")), "C1 cộng ô lời"),
        (Cell("C1", "e", sum_of=("C2", "D1")), "C1 cộng ô ngày"),
        (Cell("C1", "e", sum_of=("elsewhere",)), ""),
        (Cell("T1", "e", most=200), ""),
        (Cell("T1", "e", most=200, sum_of=("C1",)), "T1 là lời"),
        (Cell("T1", "e", most=200, source=SOURCE), "T1 là lời"),
        (Cell("T1", "e", most=200, same_as="X/T1"), "T1 là lời"),
        (Cell("T1", "e", most=200, disaggregation="sex=nam"), "T1 là lời"),
        (Cell("D1", "e"), ""),
        (Cell("D1", "e", sum_of=("C1",)), "D1 là ngày, không tự cộng"),
        (Cell("D1", "e", source=SOURCE), "sổ đếm ra số"),
        (Cell("unknown", "e", source=SOURCE), ""),
    ],
)
def test_days_and_texts_are_typed(cell: Cell, words: str) -> None:
    problem = find_cell_problem(cell, KINDS)
    assert words in problem
    assert bool(problem) == bool(words)


@pytest.mark.parametrize(
    ("rule", "cells", "words"),
    [
        (Rule.PARTS_SUM_TO_WHOLE, "C1 C2", ""),
        (Rule.REQUIRED_WITH, "C1 T1", ""),
        (Rule.REQUIRED_WITH, "T1 C1", "ô lời"),
        (Rule.REQUIRED_WITH, "T1 T2", "ô lời"),
        (Rule.EXCLUDED_BY, "C1 T2", "ô lời"),
        (Rule.REQUIRED_WITH, "C1 D1", ""),
        (Rule.EXCLUDED_BY, "D1 C1", ""),
        (Rule.PART_WITHIN_WHOLE, "D1 D2", ""),
        (Rule.PART_WITHIN_WHOLE, "D1 C1", "cả hai ô phải là ngày"),
        (Rule.NONE_WITHOUT, "D1 D2", "không dùng với ô ngày"),
        (Rule.PARTS_SUM_TO_WHOLE, "C1 C2 D1", "không dùng với ô ngày"),
        (Rule.PARTS_SUM_TO_WHOLE, "C1 unknown", ""),
    ],
)
def test_checks_of_days_and_texts(rule: Rule, cells: str, words: str) -> None:
    check = Check(rule, tuple(cells.split()))
    for either in (check, replace(check, hard=False)):
        problem = find_check_problem(either, KINDS)
        assert words in problem
        assert bool(problem) == bool(words)
