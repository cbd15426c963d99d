"""What registers ask of the reports that count their entries: the days of a period, and what no longer matches."""

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.utils.module_loading import import_string

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.queries.windows import get_window_rule
from sokehoach.apps.registers.core.queries.register_owners import get_register_programme
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.window import Window, WindowRule, compute_window, get_counting_period


def get_register_window_rule(user: User, register: str) -> WindowRule:
    """Which days count for a period of the register: by forms of its programme, else of the account's."""
    programme = get_register_programme(user, register)
    return get_window_rule(scope_of(user).programmes if programme is None else [programme], register)


def get_register_year(user: User, register: str, day: date) -> Period:
    """The year in whose reports the day counts."""
    return get_counting_period(day, get_register_window_rule(user, register))


def get_register_year_window(user: User, register: str, day: date) -> Window:
    """The days of that year."""
    return compute_window(get_register_year(user, register, day), get_register_window_rule(user, register))


def warn_of_reports(request: OfficialRequest, register: str, unit: Unit, *days: date | None) -> None:
    """Shows the warnings of settings.REPORT_WARNINGS after a write; `days` are the entry's day before and after it."""
    list_warnings: Callable[[User, str, Unit, Collection[date]], Iterable[str]] = import_string(
        settings.REPORT_WARNINGS
    )
    for warning in list_warnings(request.user, register, unit, {day for day in days if day}):
        messages.warning(request, warning)
