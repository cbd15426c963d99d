"""Turns what an official types on a reporting rule of a plan, and days of a one-off report, into values."""

from datetime import date, timedelta
from typing import Any, TypedDict

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.periods.due import DueRule
from sokehoach.domain.periods.due_text import parse_due_rule
from sokehoach.domain.periods.period import Period, build_ad_hoc_period


class AdHocDaysForm(forms.Form):
    """The first and last day of a one-off report; field names are query parameters. `period`, once it is valid."""

    tu = forms.DateField(label=gettext_lazy("Báo cáo đột xuất từ ngày"), widget=widgets.Day)
    den = forms.DateField(label=gettext_lazy("Đến ngày"), widget=widgets.Day)
    period: Period

    def clean(self) -> dict[str, Any]:
        days = super().clean() or {}
        if not self.errors:
            try:
                self.period = build_ad_hoc_period(days["tu"], days["den"])
            except ValueError:
                self.add_error("den", _("Ngày cuối không trước ngày đầu, nhiều nhất 999 ngày."))
        return days


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
