"""The rules of supervision, beyond those of every line."""

from collections.abc import Sequence
from datetime import date

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.apps.shell import clock
from sokehoach.domain.messages import say as _

REPLY = ("replied_on", "reply", "remedy")
RECOMMENDED = ("addressee", "reply_by", *REPLY)


def check_programme(values: Values) -> Messages:
    day, year = values.get("day"), values.get("year")
    if isinstance(day, date) and isinstance(year, int) and not day.year - 1 <= year <= day.year + 1:
        return {"year": [_("Năm của chương trình cách ngày văn bản quá xa.")]}
    return {}


def check_visit(values: Values) -> Messages:
    """A field in error is missing here: its own message stands beside it, and no rule adds to it."""
    return check_recommended(values) | check_days(values)


def check_recommended(values: Values) -> Messages:
    if "recommendation" not in values:
        return {}
    if values["recommendation"]:
        missing = "addressee" in values and values["addressee"] is None
        return {"addressee": [_("Chọn đơn vị nhận kiến nghị.")]} if missing else {}
    return {
        name: [_("Không có kiến nghị thì để trống ô này.")]
        for name in RECOMMENDED
        if values.get(name) not in (None, "")
    }


def check_days(values: Values) -> Messages:
    day, by, replied = values.get("day"), values.get("reply_by"), values.get("replied_on")
    messages: Messages = {}
    if isinstance(day, date) and isinstance(by, date) and by < day:
        messages["reply_by"] = [_("Ngày đề nghị trả lời ở trước ngày giám sát.")]
    if isinstance(replied, date):
        if replied > clock.today():
            messages["replied_on"] = [_("Ngày ở sau hôm nay. Chỉ ghi khi đã nhận được trả lời.")]
        elif isinstance(day, date) and replied < day:
            messages["replied_on"] = [_("Ngày trả lời ở trước ngày giám sát.")]
    return messages


def validate_replies(rows: Sequence[Entry]) -> Messages:
    """Before a visit is saved: what its addressee has replied, and what was replied to, stay as they were."""
    visits = [row for row in rows if isinstance(row, SupervisionVisit)]
    replied = SupervisionVisit.objects.filter(pk__in=[visit.pk for visit in visits], replied_by__isnull=False).in_bulk()
    for visit in visits:
        saved = replied.get(visit.pk)
        if saved is None:
            continue
        for name in ("recommendation", "addressee_id", *REPLY):
            if getattr(visit, name) != getattr(saved, name):
                return {
                    name.removesuffix("_id"): [
                        _("%(unit)s đã trả lời kiến nghị này trên hệ thống, không sửa được nữa.")
                        % {"unit": saved.addressee.short_name if saved.addressee else ""}
                    ]
                }
    return {}
