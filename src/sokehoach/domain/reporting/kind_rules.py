"""What a check may name, and what a form may do with days and texts: days are compared, texts required."""

from collections.abc import Mapping

from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.form import Cell, Check, Rule

RULES_OVER_FORMS = (Rule.PART_WITHIN_WHOLE, Rule.NONE_WITHOUT)  # the second cell may be of another form
_RULES_OF_DAYS = (Rule.REQUIRED_WITH, Rule.EXCLUDED_BY)
_CELL_COUNTS: Mapping[Rule, tuple[int, int]] = {
    Rule.PART_WITHIN_WHOLE: (2, 2),
    Rule.PARTS_SUM_TO_WHOLE: (3, 99),
    Rule.SHARE_OF_WHOLE: (3, 3),
    Rule.REQUIRED_WITH: (2, 2),
    Rule.EXCLUDED_BY: (2, 2),
    Rule.NONE_WITHOUT: (2, 2),
    Rule.ONE_OF: (2, 99),
    Rule.WITHIN_HISTORY: (1, 1),
    Rule.WHOLE_AT_LEAST_PART: (1, 1),
    Rule.WHOLE_IS_SUM_OF_PARTS: (1, 1),
    Rule.STOCK_AND_FLOW: (2, 3),
}


def find_cell_problem(cell: Cell, kinds: Mapping[str, ValueKind]) -> str:
    """Why the cell cannot have a day or text; «» if it can be typed. `kinds`: those of the form's cells, by code."""
    if any(kinds[part].is_text for part in cell.sum_of if part in kinds):
        return say("ô %(code)s cộng ô lời: lời không cộng được", code=cell.code)
    if cell.holds_text:
        is_computed = cell.sum_of or cell.source is not None or cell.same_as or cell.disaggregation
        return (
            say("ô %(code)s là lời: chỉ nhập, không tự cộng, không phân tổ, không lấy từ sổ", code=cell.code)
            if is_computed
            else ""
        )
    if any(kinds.get(part) is ValueKind.DATE for part in cell.sum_of):
        return say("ô %(code)s cộng ô ngày: ngày không cộng được", code=cell.code)
    if kinds.get(cell.code) is not ValueKind.DATE:
        return ""
    if cell.sum_of:
        return say("ô %(code)s là ngày, không tự cộng được", code=cell.code)
    return say("ô %(code)s là ngày: sổ đếm ra số, không cho ngày", code=cell.code) if cell.source is not None else ""


def find_check_problem(check: Check, kinds: Mapping[str, ValueKind]) -> str:
    """Why the check says nothing about the days and texts among its cells; «» if it does."""
    texts = [number for number, code in enumerate(check.cells) if code in kinds and kinds[code].is_text]
    if texts:
        is_required = check.rule is Rule.REQUIRED_WITH and texts == [1]
        return "" if is_required else say("phép kiểm tra %(rule)s không dùng với ô lời này", rule=check.rule)
    is_day = [kinds.get(code) is ValueKind.DATE for code in check.cells]
    if not any(is_day) or check.rule in _RULES_OF_DAYS:
        return ""
    if check.rule is Rule.PART_WITHIN_WHOLE:
        return "" if all(is_day) else say("phép kiểm tra so ngày với số: cả hai ô phải là ngày")
    return say("phép kiểm tra %(rule)s tính trên số, không dùng với ô ngày", rule=check.rule)


def find_count_problem(check: Check) -> str:
    """Why the rule cannot be about that many cells; «» if it can."""
    least, most = _CELL_COUNTS[check.rule]
    if least <= len(check.cells) <= most:
        return ""
    count = len(check.cells)
    return say("phép kiểm tra %(rule)s không dùng với %(cells_count)s ô", rule=check.rule, cells_count=count)
