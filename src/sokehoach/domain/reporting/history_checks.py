"""Validation rules that compare a report with the unit's earlier ones: one function per rule."""

from decimal import Decimal

from sokehoach.domain.reporting.form import Rule
from sokehoach.domain.reporting.report import Report, ReportFinding, capitalize_first
from sokehoach.domain.values.value import format_value

_TIMES = 3  # a change by more than this ratio is suspicious
_JUMP = 10  # if it is also at least this large: from a commune's 0 to 5 every ratio is large


def check_within_history(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] must not rise or fall sharply, in ratio and by number, against both earlier reports.

    A number is suspicious if it is more than three times the earlier one or less than a third, and they differ by ten
    or more. There is a finding only if this holds against both the period before and the same period of last year, as
    far as they have a number, because a value like last year's is seasonal. Always advisory: a campaign is no mistake.
    This is our own rule: no text requires it.
    """
    (cell,) = cells
    now = report.number(cell)
    past_reports = [("kỳ trước", report.previous), ("cùng kỳ năm trước", report.last_year)]
    past_numbers = [
        (when, number)
        for when, values in past_reports
        if values is not None and isinstance(number := values.get(cell), Decimal)
    ]
    if now is None or not past_numbers or not all(_is_strange(now, number) for _, number in past_numbers):
        return []
    when, number = past_numbers[0]
    direction = "cao hơn hẳn" if now > number else "thấp hơn hẳn"
    message = (
        f"{capitalize_first(report.name(cell))}: {format_value(now)}, {direction} {when} ({format_value(number)}). "
        f"Xem lại; nếu đúng thì giữ nguyên."
    )
    return [ReportFinding(cell, (), Rule.WITHIN_HISTORY, False, message)]


def check_year_at_least_half(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] of the year ≥ the same cell of each half-year. For elements that add up over the year.

    NĐ 09/2019/NĐ-CP art. 12: the annual report counts 15/12 to 14/12, which contains both halves.
    """
    (cell,) = cells
    year = report.number(cell)
    for when, half in _list_half_values(report, cell):
        if year is not None and half is not None and year < half:
            message = (
                f"{capitalize_first(report.name(cell))}: cả năm {format_value(year)}, "
                f"nhỏ hơn {when} ({format_value(half)}). "
                f"Sửa ô {report.code(cell)}, hoặc đính chính báo cáo 6 tháng."
            )
            return [ReportFinding(cell, (), Rule.YEAR_AT_LEAST_HALF, hard, message)]
    return []


def check_year_is_sum_of_halves(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] of the year = first half + second half. For elements that add up; no finding if a half has a gap.

    NĐ 09/2019/NĐ-CP art. 12.3 and 12.4: 15/12–14/6 and 15/6–14/12 tile 15/12–14/12 without a gap.
    """
    (cell,) = cells
    year = report.number(cell)
    (_, opening), (_, closing) = _list_half_values(report, cell)
    if year is None or opening is None or closing is None or year == opening + closing:
        return []
    message = (
        f"{capitalize_first(report.name(cell))}: cả năm {format_value(year)}, hai kỳ 6 tháng cộng lại là "
        f"{format_value(opening)} + {format_value(closing)} = {format_value(opening + closing)}. "
        f"Xem lại, hoặc đính chính báo cáo 6 tháng."
    )
    return [ReportFinding(cell, (), Rule.YEAR_IS_SUM_OF_HALVES, hard, message)]


def check_stock_and_flow(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] = its value one period before + cells[1] − cells[2]. No finding if any of them is a gap.

    A stock (such as establishments) changes only by additions and removals.
    """
    stock, *flows = cells
    now = report.number(stock)
    previous = (report.previous or {}).get(stock)
    changes = [report.number(flow) for flow in flows]
    if now is None or not isinstance(previous, Decimal) or any(number is None for number in changes):
        return []
    increase, decrease = (*(number for number in changes if number is not None), Decimal())[:2]
    if now == previous + increase - decrease:
        return []
    sum_shown = f"{format_value(previous)} + {format_value(increase)}" + (
        f" - {format_value(decrease)}" if len(flows) > 1 else ""
    )
    message = (
        f"{capitalize_first(report.name(stock))} ghi {format_value(now)}, "
        f"nhưng kỳ trước cộng tăng trừ giảm là {sum_shown} = "
        f"{format_value(previous + increase - decrease)}. Sửa ô {report.code(stock)} "
        f"hoặc ô {', ô '.join(map(report.code, flows))}."
    )
    return [ReportFinding(stock, tuple(flows), Rule.STOCK_AND_FLOW, hard, message)]


def _list_half_values(report: Report, cell: str) -> tuple[tuple[str, Decimal | None], ...]:
    halves = (("6 tháng đầu năm", report.half), ("6 tháng cuối năm", report.second_half))
    return tuple(
        (when, value if isinstance(value := (values or {}).get(cell), Decimal) else None) for when, values in halves
    )


def _is_strange(now: Decimal, past_number: Decimal) -> bool:
    low, high = min(now, past_number), max(now, past_number)
    return high - low >= _JUMP and high > _TIMES * low
