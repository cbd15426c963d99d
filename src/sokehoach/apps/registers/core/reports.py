"""Warns a user who changes an entry of submitted reports that no longer match."""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.utils.module_loading import import_string

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Unit


def warn_of_reports(request: OfficialRequest, register: str, unit: Unit, *days: date | None) -> None:
    """Shows the warnings of settings.REPORT_WARNINGS after a write; `days` are the entry's day before and after it."""
    list_warnings: Callable[[User, str, Unit, Collection[date]], Iterable[str]] = import_string(
        settings.REPORT_WARNINGS
    )
    for warning in list_warnings(request.user, register, unit, {day for day in days if day}):
        messages.warning(request, warning)
