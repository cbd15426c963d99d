"""The rules of a survey round, beyond those of every line."""

from datetime import date

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.shell import clock
from sokehoach.domain.messages import say as _
from sokehoach.domain.text import format_number

ESTIMATE = ("low", "best", "high")


def check_survey(values: Values) -> Messages:
    """A field in error is missing here: its own message stands beside it, and no rule adds to it."""
    return check_end(values) | check_whole(values) | check_order(values)


def check_end(values: Values) -> Messages:
    day, ended = values.get("day"), values.get("ended_on")
    if not isinstance(ended, date):
        return {}
    if isinstance(day, date) and ended < day:
        return {"ended_on": [_("Ngày kết thúc ở trước ngày bắt đầu.")]}
    if ended > clock.today():
        return {"ended_on": [_("Ngày ở sau hôm nay. Chỉ ghi khi đợt khảo sát đã kết thúc.")]}
    return {}


def check_whole(values: Values) -> Messages:
    """An estimate without its range says more than is known; one before the end is a guess (law.md 4.3.A4)."""
    if not {*ESTIMATE, "ended_on"} <= values.keys() or all(values[name] is None for name in ESTIMATE):
        return {}
    messages: Messages = {
        name: [_("Ghi đủ mức thấp, ước tính và mức cao, hoặc để trống cả ba.")]
        for name in ESTIMATE
        if values[name] is None
    }
    if values["ended_on"] is None:
        messages["ended_on"] = [_("Số ước tính chỉ ghi khi đợt khảo sát đã kết thúc.")]
    return messages


def check_order(values: Values) -> Messages:
    low, best, high = (values.get(name) for name in ESTIMATE)
    if isinstance(low, int) and isinstance(best, int) and low > best:
        params = {"low": format_number(low), "best": format_number(best)}
        return {"low": [_("Mức thấp %(low)s lớn hơn số ước tính %(best)s.") % params]}
    if isinstance(best, int) and isinstance(high, int) and best > high:
        params = {"high": format_number(high), "best": format_number(best)}
        return {"high": [_("Mức cao %(high)s nhỏ hơn số ước tính %(best)s.") % params]}
    return {}
