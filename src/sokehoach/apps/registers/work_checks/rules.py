"""The rules of a check of the work, beyond those of every line."""

from datetime import date

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.shell import clock
from sokehoach.domain.messages import say as _


def check_work(values: Values) -> Messages:
    """A field in error is missing here: its own message stands beside it, and no rule adds to it."""
    return check_remedy(values) | check_days(values) | check_remedied(values)


def check_remedy(values: Values) -> Messages:
    """What must be mended has a day; what need not has none (Kế hoạch IV.1)."""
    if not {"result", "remedy_by"} <= values.keys():
        return {}
    if values["result"] == "remedy" and values["remedy_by"] is None:
        return {"remedy_by": [_("Chưa ghi hạn khắc phục.")]}
    if values["result"] == "met" and values["remedy_by"] is not None:
        return {"remedy_by": [_("Kết luận không phải khắc phục thì không có hạn.")]}
    return {}


def check_days(values: Values) -> Messages:
    day, by = values.get("day"), values.get("remedy_by")
    if isinstance(day, date) and isinstance(by, date) and by < day:
        return {"remedy_by": [_("Hạn khắc phục ở trước ngày kiểm tra.")]}
    return {}


def check_remedied(values: Values) -> Messages:
    day, remedied_on = values.get("day"), values.get("remedied_on")
    if not isinstance(remedied_on, date):
        return {}
    if remedied_on > clock.today():
        return {"remedied_on": [_("Ngày ở sau hôm nay. Chỉ ghi khi đã khắc phục xong.")]}
    if isinstance(day, date) and remedied_on < day:
        return {"remedied_on": [_("Ngày khắc phục ở trước ngày kiểm tra.")]}
    if values.get("result") == "met":
        return {"remedied_on": [_("Kết luận không phải khắc phục thì không ghi ngày này.")]}
    return {}
