"""Which clauses of a plan say how each duty is to be set (words of headings from signed plans)."""

import pytest

from sokehoach.apps.plans.models import Clause
from sokehoach.apps.plans.pages.clause_work import ClauseRow, find_demands


def rows(*headings: tuple[str, str]) -> list[ClauseRow]:
    return [ClauseRow(Clause(path=path, heading=heading), is_leaf=True) for path, heading in headings]


@pytest.mark.parametrize(
    ("headings", "paths"),
    [
        ((("I", "MỤC ĐÍCH, YÊU CẦU"), ("I.1", "Mục đích"), ("I.2", "Yêu cầu")), ["I.2"]),
        ((("I", "MỤC ĐÍCH, YÊU CẦU"), ("I.2", "Yêu cầu:"), ("I.2.a", "Xác định rõ trách nhiệm")), ["I.2"]),
        ((("I", "MỤC ĐÍCH, YÊU CẦU"), ("II", "NHIỆM VỤ")), ["I"]),
        ((("I", "Mục đích và yêu cầu"),), ["I"]),
        ((("I.4.h", "Trợ giúp pháp lý cho 100% số người khi có yêu cầu"),), []),
        ((("III.5", "Đào tạo thợ đáp ứng yêu cầu của làng nghề"),), []),
    ],
)
def test_the_clause_of_demands_is_found_by_its_heading(headings: tuple[tuple[str, str], ...], paths: list[str]) -> None:
    assert [row.clause.path for row in find_demands(rows(*headings))] == paths


def test_parts_of_a_clause_that_is_carried_out_are_not_called_unanswered() -> None:
    (row,) = rows(("I.2.a", "Xác định rõ trách nhiệm"))
    assert row.is_unanswered
    row.answered_above = True
    assert not row.is_unanswered
