"""Validation rules for the cells of one report: one function per rule.

Real published reports fail these rules (facts in law.md 4.4); a form declares which rules apply to its cells.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from sokehoach.domain.messages import say
from sokehoach.domain.reporting.cell_sums import compute_cells
from sokehoach.domain.reporting.form import Rule
from sokehoach.domain.reporting.history_checks import (
    check_stock_and_flow,
    check_whole_at_least_part,
    check_whole_is_sum_of_parts,
    check_within_history,
)
from sokehoach.domain.reporting.report import Report, ReportFinding
from sokehoach.domain.text import capitalize_first
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_value

__all__ = ["RULES", "Report", "ReportFinding", "run_checks"]


def run_checks(report: Report) -> list[ReportFinding]:
    """Sum the computed cells, then return findings: by the form's checks in order, then unanswered cells."""
    report = replace(report, values=compute_cells(report.form, report.values))
    findings = [
        finding for check in report.form.checks for finding in RULES[check.rule](report, check.cells, check.hard)
    ]
    flagged_cells = {finding.cell for finding in findings}
    return findings + [finding for finding in check_complete(report) if finding.cell not in flagged_cells]


def check_part_within_whole(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] ≤ cells[1]: «trong đó» never exceeds its whole, and a day is not after the other. No finding for a gap.

    law.md 4.4, R1: people on record (932) are always within the estimate (9.695).
    """
    part_cell, whole_cell = cells
    part_number, total = report.number(part_cell), report.number(whole_cell)
    if part_number is None or total is None or part_number <= total:
        return []
    comparison = say("muộn hơn") if isinstance(part_number, DayNumber) else say("lớn hơn")
    message = say(
        "%(part)s: %(number)s %(comparison)s %(whole)s: %(total)s. Sửa ô %(whole_code)s hoặc ô %(part_code)s.",
        part=capitalize_first(report.name(part_cell)),
        number=format_value(part_number),
        comparison=comparison,
        whole=report.name(whole_cell),
        total=format_value(total),
        whole_code=report.code(whole_cell),
        part_code=report.code(part_cell),
    )
    return [ReportFinding(part_cell, (whole_cell,), Rule.PART_WITHIN_WHOLE, hard, message)]


def check_parts_sum_to_whole(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] = Σ cells[1:]. A part not reported may account for a shortfall, never for an excess.

    law.md 4.4, R7: «22 đối tượng» whose roles 8 + 8 + 5 make 21; R1, R4, R5 and R8 tie.
    """
    whole_cell, *parts = cells
    total = report.number(whole_cell)
    parts_total = sum((number for part in parts if (number := report.number(part)) is not None), Decimal())
    open_ended = any(report.value(part) is Gap.NOT_REPORTED for part in parts)
    if total is None or parts_total == total or (open_ended and parts_total < total):
        return []
    message = say(
        "Các ô %(codes)s cộng lại là %(sum)s, nhưng %(whole)s ghi %(total)s "
        "(lệch %(difference)s). Sửa ô %(whole_code)s hoặc các ô thành phần.",
        codes=", ".join(map(report.code, parts)),
        sum=format_value(parts_total),
        whole=report.name(whole_cell),
        total=format_value(total),
        difference=format_value(abs(parts_total - total)),
        whole_code=report.code(whole_cell),
    )
    return [ReportFinding(whole_cell, tuple(parts), Rule.PARTS_SUM_TO_WHOLE, hard, message)]


def check_share_of_whole(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] % = cells[1] / cells[2], to the printed decimals. No finding for a gap or a whole of 0.

    law.md 4.4, R3: «8,9 %» of 9.798 in 117.036, which is 8,4 %; 13.359 of 93.929 is 14,2 %, as printed.
    """
    share_cell, part_cell, whole_cell = cells
    printed_share, part_number, total = (
        report.number(share_cell),
        report.number(part_cell),
        report.number(whole_cell),
    )
    if printed_share is None or part_number is None or total is None or total == 0:
        return []
    actual_share = (part_number * 100 / total).quantize(printed_share, ROUND_HALF_UP)
    if printed_share == actual_share:
        return []
    message = say(
        "%(share)s ghi %(printed)s %%, nhưng %(part)s trên %(total)s là "
        "%(actual)s %%. Sửa ô %(share_code)s, ô %(part_code)s hoặc ô %(whole_code)s.",
        share=capitalize_first(report.name(share_cell)),
        printed=format_value(printed_share),
        part=format_value(part_number),
        total=format_value(total),
        actual=format_value(actual_share),
        share_code=report.code(share_cell),
        part_code=report.code(part_cell),
        whole_code=report.code(whole_cell),
    )
    return [ReportFinding(share_cell, (part_cell, whole_cell), Rule.SHARE_OF_WHOLE, hard, message)]


def check_required_with(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """If cells[0] > 0, cells[1] must be answered; «0» and «không áp dụng» are answers.

    limits.md, 5: victims and minors always with «được chuyển hỗ trợ».
    """
    cause, required = cells
    number = report.number(cause)
    if number is None or number <= 0 or report.is_answered(required):
        return []
    message = say(
        "%(cause)s ghi %(number)s nên phải trả lời %(required)s. %(advice)s",
        cause=capitalize_first(report.name(cause)),
        number=format_value(number),
        required=report.name(required),
        advice=_how_to_deny(report, required),
    )
    return [ReportFinding(required, (cause,), Rule.REQUIRED_WITH, hard, message)]


def _how_to_deny(report: Report, cell: str) -> str:
    if report.is_text(cell):
        return say("Không có thì ghi «không có».")
    return say("Không có thì ghi dấu «-».") if report.is_day(cell) else say("Không có thì ghi 0.")


def check_excluded_by(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """If cells[0] > 0, cells[1] must not be: one answer excludes the other. «0» and gaps exclude nothing.

    law.md 4.4, R8: a case is counted by its outcome, as a crime or as an administrative breach, never as both.
    """
    cause, excluded = cells
    number, other = report.number(cause), report.number(excluded)
    if number is None or other is None or number <= 0 or other <= 0:
        return []
    message = say(
        "%(cause)s ghi %(number)s thì %(excluded)s không thể có số, nay ghi %(other)s. Sửa một trong hai ô.",
        cause=capitalize_first(report.name(cause)),
        number=format_value(number),
        excluded=report.name(excluded),
        other=format_value(other),
    )
    return [ReportFinding(excluded, (cause,), Rule.EXCLUDED_BY, hard, message)]


def check_none_without(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """cells[0] must not be above 0 if cells[1] is 0. No finding for a gap.

    Establishments that have signed a commitment where the unit counts no establishment.
    """
    counted, ground = cells
    number = report.number(counted)
    if number is None or number <= 0 or report.number(ground) != 0:
        return []
    message = say(
        "%(counted)s ghi %(number)s, nhưng %(ground)s ghi 0. Sửa một trong hai ô.",
        counted=capitalize_first(report.name(counted)),
        number=format_value(number),
        ground=report.name(ground),
    )
    return [ReportFinding(counted, (ground,), Rule.NONE_WITHOUT, hard, message)]


def check_one_of(report: Report, cells: tuple[str, ...], hard: bool) -> list[ReportFinding]:
    """Of the options of a choice exactly one is 1. No finding while none is 1 and a cell is blank, or all are gaps."""
    numbers = [report.number(cell) for cell in cells]
    chosen = [cell for cell, number in zip(cells, numbers, strict=True) if number == 1]
    is_open = any(report.value(cell) is Gap.NOT_REPORTED for cell in cells) or not any(n is not None for n in numbers)
    if len(chosen) == 1 or (is_open and not chosen):
        return []
    codes = ", ".join(map(report.code, cells))
    message = (
        say(
            "Các ô %(codes)s: chỉ chọn một, nay chọn %(n)s. Ghi 1 vào ô được chọn, 0 vào các ô khác.",
            codes=codes,
            n=len(chosen),
        )
        if chosen
        else say("Các ô %(codes)s: chưa chọn ô nào. Ghi 1 vào ô được chọn.", codes=codes)
    )
    return [ReportFinding(chosen[-1] if chosen else cells[0], cells, Rule.ONE_OF, hard, message)]


def check_complete(report: Report) -> list[ReportFinding]:
    """Every typed cell needs an answer. Advisory: a report with blanks may be sent; the area's report names them.

    Not reported, nothing arose and not applicable are three answers.
    """
    return [
        ReportFinding(
            cell.code,
            (),
            None,
            False,
            say(
                "%(cell)s: chưa báo cáo. %(advice)s",
                cell=capitalize_first(report.name(cell.code)),
                advice=_HOW_TO_GIVE_A_DAY if report.is_day(cell.code) else _HOW_TO_ANSWER,
            ),
        )
        for cell in report.form.cells
        if not cell.sum_of and report.value(cell.code) is Gap.NOT_REPORTED
    ]


RULES: dict[Rule, Callable[[Report, tuple[str, ...], bool], list[ReportFinding]]] = {
    Rule.PART_WITHIN_WHOLE: check_part_within_whole,
    Rule.PARTS_SUM_TO_WHOLE: check_parts_sum_to_whole,
    Rule.SHARE_OF_WHOLE: check_share_of_whole,
    Rule.REQUIRED_WITH: check_required_with,
    Rule.EXCLUDED_BY: check_excluded_by,
    Rule.NONE_WITHOUT: check_none_without,
    Rule.ONE_OF: check_one_of,
    Rule.WITHIN_HISTORY: check_within_history,
    Rule.WHOLE_AT_LEAST_PART: check_whole_at_least_part,
    Rule.WHOLE_IS_SUM_OF_PARTS: check_whole_is_sum_of_parts,
    Rule.STOCK_AND_FLOW: check_stock_and_flow,
}

_HOW_TO_ANSWER = say("Không phát sinh thì ghi 0, không áp dụng thì ghi dấu «-».")
_HOW_TO_GIVE_A_DAY = say("Ghi ngày/tháng/năm; không có thì ghi dấu «-».")
