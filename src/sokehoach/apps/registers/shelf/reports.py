"""Whoever writes in a register is told of the reports that were sent before: they do not follow it."""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.utils.module_loading import import_string

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Unit


def warn_of_reports(request: OfficialRequest, register: str, unit: Unit, *days: date | None) -> None:
    """After a write, for the days of the entry before and after it. What is asked stands above the registers."""
    list_warnings: Callable[[User, str, Unit, Collection[date]], Iterable[str]] = import_string(
        settings.REPORT_WARNINGS
    )
    for warning in list_warnings(request.user, register, unit, {day for day in days if day}):
        messages.warning(request, warning)
