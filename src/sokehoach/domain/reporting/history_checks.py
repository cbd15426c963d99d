"""Validation rules that compare a report with the unit's earlier ones: one function per rule."""

from decimal import Decimal

from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.reporting.form import Rule
from sokehoach.domain.reporting.report import Report, ReportFinding
from sokehoach.domain.text import capitalize_first
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
    past_reports = [(say("kỳ trước"), report.previous), (say("cùng kỳ năm trước"), report.last_year)]
    past_numbers = [
        (when, number)
        for when, values in past_reports
        if values is not None and isinstance(number := values.get(cell), Decimal)
    ]
    if now is None or not past_numbers or not all(_is_strange(now, number) for _, number in past_numbers):
        return []
    when, number = past_numbers[0]
    direction = say("cao hơn hẳn") if now > number else say("thấp hơn hẳn")
    message = say(
        "%(cell)s: %(now)s, %(direction)s %(when)s (%(number)s). Xem lại; nếu đúng thì giữ nguyên.",
        cell=capitalize_first(report.name(cell)),
        now=format_value(now),
        direction=direction,
        when=when,
        number=format_value(number),
    )
    return [ReportFinding(cell, (), Rule.WITHIN_HISTORY, False, message)]


def check_whole_at_least_part(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] of a longer period ≥ the same cell of each part. For elements that add up over time.

    NĐ 09/2019/NĐ-CP art. 12: the annual report counts 15/12 to 14/12, which contains both half-years.
    """
    (cell,) = cells
    number = report.number(cell)
    for when, part in _list_part_numbers(report, cell):
        if number is not None and part is not None and number < part:
            message = say(
                "%(cell)s: %(period)s ghi %(number)s, nhỏ hơn %(when)s (%(part)s). Sửa ô "
                "%(code)s, hoặc đính chính báo cáo của kỳ đó.",
                cell=capitalize_first(report.name(cell)),
                period=report.period_vi,
                number=format_value(number),
                when=when,
                part=format_value(part),
                code=report.code(cell),
            )
            return [ReportFinding(cell, (), Rule.WHOLE_AT_LEAST_PART, hard, message)]
    return []


def check_whole_is_sum_of_parts(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] of a longer period = the sum of its parts. For elements that add up; no finding if a part has a gap.

    NĐ 09/2019/NĐ-CP art. 12.3 and 12.4: 15/12–14/6 and 15/6–14/12 tile 15/12–14/12 without a gap.
    """
    (cell,) = cells
    number = report.number(cell)
    numbers = [part for _, part in _list_part_numbers(report, cell) if part is not None]
    total = sum(numbers, Decimal())
    if number is None or not numbers or len(numbers) < len(report.parts) or number == total:
        return []
    terms = join_messages(" + ", map(format_value, numbers))
    message = say(
        "%(cell)s: %(period)s ghi %(number)s, các kỳ trong đó cộng lại là %(terms)s = "
        "%(total)s. Xem lại, hoặc đính chính báo cáo của các kỳ đó.",
        cell=capitalize_first(report.name(cell)),
        period=report.period_vi,
        number=format_value(number),
        terms=terms,
        total=format_value(total),
    )
    return [ReportFinding(cell, (), Rule.WHOLE_IS_SUM_OF_PARTS, hard, message)]


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
    sum_shown = join_messages(" + ", (format_value(previous), format_value(increase)))
    if len(flows) > 1:
        sum_shown = join_messages(" - ", (sum_shown, format_value(decrease)))
    message = say(
        "%(stock)s ghi %(now)s, nhưng kỳ trước cộng tăng trừ giảm là %(terms)s = "
        "%(total)s. Sửa ô %(code)s hoặc ô %(flows)s.",
        stock=capitalize_first(report.name(stock)),
        now=format_value(now),
        terms=sum_shown,
        total=format_value(previous + increase - decrease),
        code=report.code(stock),
        flows=say(", ô ").join(map(report.code, flows)),
    )
    return [ReportFinding(stock, tuple(flows), Rule.STOCK_AND_FLOW, hard, message)]


def _list_part_numbers(report: Report, cell: str) -> list[tuple[str, Decimal | None]]:
    return [
        (part.period_vi, value if isinstance(value := part.values.get(cell), Decimal) else None)
        for part in report.parts
    ]


def _is_strange(now: Decimal, past_number: Decimal) -> bool:
    low, high = min(now, past_number), max(now, past_number)
    return high - low >= _JUMP and high > _TIMES * low
