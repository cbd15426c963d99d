"""What registers ask of the reports that count their entries: the days of a period, and what no longer matches."""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.utils.module_loading import import_string

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.periods.window import WindowRule


def get_window_rule(user: User, register: str) -> WindowRule:
    """Which days count for a period of the register (settings.REGISTER_WINDOWS)."""
    get_rule: Callable[[User, str], WindowRule] = import_string(settings.REGISTER_WINDOWS)
    return get_rule(user, register)


def warn_of_reports(request: OfficialRequest, register: str, unit: Unit, *days: date | None) -> None:
    """Shows the warnings of settings.REPORT_WARNINGS after a write; `days` are the entry's day before and after it."""
    list_warnings: Callable[[User, str, Unit, Collection[date]], Iterable[str]] = import_string(
        settings.REPORT_WARNINGS
    )
    for warning in list_warnings(request.user, register, unit, {day for day in days if day}):
        messages.warning(request, warning)
