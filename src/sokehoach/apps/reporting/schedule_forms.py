"""Turns what an official types on a reporting rule of a plan into the arguments of the services."""

from datetime import date, timedelta
from typing import TypedDict

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.periods.due import DueRule
from sokehoach.domain.periods.due_text import parse_due_rule


class Acceptance(TypedDict):
    targets: tuple[str, ...]
    due: DueRule | None
    valid_from: date | None
    valid_until: date | None


class Refusal(TypedDict):
    reason: str


def parse_acceptance(post: QueryDict) -> Acceptance:
    """The typed values; None for a due day or a first day that cannot be read. The last day is part of the schedule.

    Raises InvalidInput for a last day that cannot be read: without one the schedule has no end.
    """
    typed_end = post.get("valid_until", "").strip()
    last_day = _parse_day(typed_end)
    if typed_end and (last_day is None or last_day.year == date.max.year):
        raise InvalidInput({"valid_until": [_("Không đọc được ngày «%(day)s».") % {"day": typed_end}]})
    return {
        "targets": tuple(post.getlist("target")),
        "due": parse_due_rule(post.get("due", "")),
        "valid_from": _parse_day(post.get("valid_from", "")),
        "valid_until": None if last_day is None else last_day + timedelta(days=1),
    }


def parse_refusal(post: QueryDict) -> Refusal:
    return {"reason": post.get("reason", "")}


def _parse_day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
