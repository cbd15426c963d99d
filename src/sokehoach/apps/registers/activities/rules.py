"""The rules of an activity, beyond those of every line."""

from django.utils.translation import gettext as _

from sokehoach.apps.registers.shelf.fields import Messages, Values
from sokehoach.domain.text.numbers import format_number


def check(values: Values) -> Messages:
    return check_women_within_people(values) | check_counts_something(values)


def check_women_within_people(values: Values) -> Messages:
    women, people = values.get("women"), values.get("people")
    if not isinstance(women, int):
        return {}
    if not isinstance(people, int):
        return {"women": [_("Đã ghi số nữ thì ghi cả lượt người.")]} if people is None else {}
    if women <= people:
        return {}
    told = {"women": format_number(women), "people": format_number(people)}
    return {"women": [_("Nữ %(women)s lớn hơn lượt người %(people)s.") % told]}


def check_counts_something(values: Values) -> Messages:
    """A line that counts neither would stand in no report, whatever it tells (law.md 4.3 B)."""
    if values.get("people") is None and values.get("items") is None:
        return {"people": [_("Ghi lượt người, hoặc số lượng (buổi phát, chiếc, tờ, tin bài).")]}
    return {}
