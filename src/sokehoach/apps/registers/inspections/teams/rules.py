"""The rules of decisions, meetings and conclusions, beyond those of every line."""

from datetime import date

from sokehoach.apps.accounts.models import Capacity
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.messages import say as _
from sokehoach.domain.registers.teams import MIN_MEMBERS

COMMITTEE = "steering_committee"  # all others inspect


def check_decision(values: Values) -> Messages:
    return check_head(values) | check_named_once(values) | check_least(values) | check_wall(values)


def check_head(values: Values) -> Messages:
    heads = values.get("heads")
    if not isinstance(heads, list) or len(heads) == 1:
        return {}
    return {"heads": [_("Chọn đúng một người đứng đầu.")]}


def check_named_once(values: Values) -> Messages:
    named: set[str] = set()
    for field in ("heads", "deputies", "members"):
        people = set(_list_people(values, field))
        if people & named:
            return {field: [_("Một người chỉ giữ một vai trong cùng một quyết định.")]}
        named |= people
    return {}


def check_least(values: Values) -> Messages:
    """law.md 5: three go at least, so a team of two could never inspect."""
    people = {username for field in ("heads", "deputies", "members") for username in _list_people(values, field)}
    if values.get("body") in (None, COMMITTEE) or len(people) >= MIN_MEMBERS:
        return {}
    return {"members": [_("Đội, tổ kiểm tra có ít nhất %(least)s người, kể cả đội trưởng.") % {"least": MIN_MEMBERS}]}


def check_wall(values: Values) -> Messages:
    """Nobody has both sides (limits.md, 3): who holds a group of the same wall as inspections does not inspect."""
    if values.get("body") in (None, COMMITTEE):
        return {}
    for group in policies.get_groups().list_opposed(get_registers()["inspections"].function):
        for field in ("heads", "deputies", "members"):
            walled = Capacity.objects.filter(user__username__in=_list_people(values, field), function=group.code)
            names = sorted(walled.values_list("user__full_name", flat=True))
            if names:
                params = {"names": ", ".join(names), "group": policies.get_function_name(group.code)}
                return {field: [_("%(names)s giữ số liệu %(group)s nên không vào đội kiểm tra.") % params]}
    return {}


def check_meeting(values: Values) -> Messages:
    return {}


def check_conclusion(values: Values) -> Messages:
    day, due_on = values.get("day"), values.get("due_on")
    if isinstance(day, date) and isinstance(due_on, date) and due_on <= day:
        return {"due_on": [_("Hạn phải sau ngày kết luận.")]}
    return {}


def _list_people(values: Values, field: str) -> list[str]:
    people = values.get(field)
    return people if isinstance(people, list) else []
