"""The rules of money, beyond those of every line: settled within spent, spent within allocated."""

import re
from collections.abc import Sequence
from datetime import date

from django.db.models import Sum

from sokehoach.apps.registers.budget.models import BudgetLine, Spending
from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell import clock
from sokehoach.domain.messages import say as _
from sokehoach.domain.text import format_number

REMARK = "remark"  # the result of a review that names something to put right
_CLAUSE = re.compile(r"[IVXLC]+(?:\.\w+)*|\d+(?:\.\w+)*")
_PAIRS = (
    ("allocated", "allocated_on", "allocation", _("Ghi số tiền phân bổ cùng với ngày phân bổ.")),
    ("settled", "settled_on", "settlement", _("Ghi số tiền quyết toán cùng với ngày quyết toán.")),
)


def check_line(values: Values) -> Messages:
    """A field in error is missing here: its own message stands beside it, and no rule adds to it."""
    messages: Messages = {}
    clause = values.get("clause")
    if isinstance(clause, str) and clause and not _CLAUSE.fullmatch(clause):
        messages["clause"] = [_("Ghi số mục của kế hoạch, ví dụ III.2.")]
    for amount, day, document, sentence in _PAIRS:
        pair = [values.get(name) for name in (amount, day)]
        if {amount, day} <= values.keys() and (pair[0] is None) is not (pair[1] is None):
            messages[amount if pair[0] is None else day] = [str(sentence)]
        elif pair[0] is None and values.get(document):
            messages[document] = [_("Chưa có số tiền thì để trống ô này.")]
        if isinstance(pair[1], date) and pair[1] > clock.today():
            messages[day] = [_("Ngày ở sau hôm nay.")]
    return messages


def check_spending(values: Values) -> Messages:
    return {"amount": [_("Số tiền chi phải lớn hơn 0.")]} if values.get("amount") == 0 else {}


def check_review(values: Values) -> Messages:
    messages: Messages = {}
    if {"result", "remark"} <= values.keys() and values["result"] == REMARK and not values["remark"]:
        messages["remark"] = [_("Ghi nhận xét: điều gì cần chỉnh.")]
    day, by, remedied_on = values.get("day"), values.get("remedy_by"), values.get("remedied_on")
    if values.get("result", REMARK) != REMARK:
        for name, value in (("remedy_by", by), ("remedied_on", remedied_on)):
            if value is not None:
                messages[name] = [_("Không có nội dung cần chỉnh thì để trống ô này.")]
        return messages
    if isinstance(day, date) and isinstance(by, date) and by < day:
        messages["remedy_by"] = [_("Hạn chỉnh ở trước ngày kiểm tra.")]
    if isinstance(remedied_on, date):
        if remedied_on > clock.today():
            messages["remedied_on"] = [_("Ngày ở sau hôm nay.")]
        elif isinstance(day, date) and remedied_on < day:
            messages["remedied_on"] = [_("Ngày chỉnh xong ở trước ngày kiểm tra.")]
    return messages


def validate_spendings(rows: Sequence[Entry]) -> Messages:
    """Before spendings are saved: what each budget line of their units has then spent, within its allocation."""
    spendings = [row for row in rows if isinstance(row, Spending)]
    other_spendings = Spending.objects.filter(voided=False).exclude(pk__in=[row.pk for row in spendings])
    for line in BudgetLine.objects.select_for_update().filter(unit__in={row.unit_id for row in spendings}):
        spent = other_spendings.filter(line=line).aggregate(sum=Sum("amount"))["sum"] or 0
        spent += sum(row.amount for row in spendings if row.line_id == line.pk and not row.voided)
        if spent == line.spent:
            continue
        if line.allocated is None:
            return {"line": [_("Dòng «%(line)s» chưa được phân bổ nên chưa chi được.") % {"line": line}]}
        if spent > line.allocated:
            return {
                "amount": [
                    _("Chi vượt phân bổ: dòng «%(line)s» được phân bổ %(all)s đồng, tổng chi thành %(sum)s đồng.")
                    % {"line": line, "all": format_number(line.allocated), "sum": format_number(spent)}
                ]
            }
        if line.settled is not None and spent < line.settled:
            return {"amount": [_("Dòng «%(line)s» đã quyết toán nhiều hơn số chi còn lại.") % {"line": line}]}
        BudgetLine.objects.filter(pk=line.pk).update(spent=spent)
    return {}


def validate_budget_lines(rows: Sequence[Entry]) -> Messages:
    """Before a line is saved: what was spent stays within it, what is settled within what was spent."""
    for row in rows:
        assert isinstance(row, BudgetLine)
        if row.spent and (row.voided or row.spent > (row.allocated or 0)):
            return {
                "allocated": [
                    _("Đã chi %(spent)s đồng từ dòng này, không phân bổ ít hơn hoặc gạch bỏ được.")
                    % {"spent": format_number(row.spent)}
                ]
            }
        if row.settled is not None and row.settled > row.spent:
            return {
                "settled": [
                    _("Quyết toán %(settled)s đồng, nhiều hơn số đã chi %(spent)s đồng.")
                    % {"settled": format_number(row.settled), "spent": format_number(row.spent)}
                ]
            }
    return {}
