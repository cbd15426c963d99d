"""The rules of an activity, beyond those of every line."""

from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.domain.messages import say as _
from sokehoach.domain.text import format_number

GATHERINGS = ("talk", "integrated", "lesson", "culture")  # kinds of which no form counts items
UNATTENDED = ("visual", "article", "website")  # kinds of which nobody counts who sees them


def check_activity(values: Values) -> Messages:
    """A field in error is missing here: its own message stands beside it, and no rule adds to it."""
    return check_women_within_people(values) | check_counts_something(values)


def check_women_within_people(values: Values) -> Messages:
    if not {"women", "people"} <= values.keys():
        return {}
    women, people = values["women"], values["people"]
    if women is not None and people is None:
        return {"women": [_("Đã ghi số nữ thì ghi cả lượt người.")]}
    if not (isinstance(women, int) and isinstance(people, int)) or women <= people:
        return {}
    params = {"women": format_number(women), "people": format_number(people)}
    return {"women": [_("Nữ %(women)s lớn hơn lượt người %(people)s.") % params]}


def check_counts_something(values: Values) -> Messages:
    """A line that counts neither would stand in no report, whatever it tells (law.md 4.3 B)."""
    if {"people", "items"} <= values.keys() and values["people"] is None and values["items"] is None:
        field = "items" if values.get("kind") in UNATTENDED else "people"
        return {field: [_("Ghi lượt người, hoặc số lượng (buổi phát, chiếc, tờ, tin bài).")]}
    return {}
