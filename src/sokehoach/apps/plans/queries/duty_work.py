"""Finds what units have written down of their duties: register entries and report cells (settings.DUTY_WORK)."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Assignment, Clause, Duty, ItemState, Plan
from sokehoach.apps.plans.queries.results import find_current_period, get_duty_window_rule
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.plans.duty_work import DutyWork, list_word_pairs, select_duty_work


@dataclass(frozen=True, slots=True)
class DutyWorkQuery:
    """What is asked of a source: the work of `units` (row ids) in `start` ≤ day < `end`, as far as `user` may see it.

    `paths`: the clauses of the plan. `period`: the id of the period with these days; «» for work that is done once.
    """

    plan: Plan
    user: User
    units: frozenset[int]
    paths: frozenset[str]
    start: date
    end: date
    period: str = ""


type DutyWorkSource = Callable[[DutyWorkQuery], Iterable[DutyWork]]


@functools.cache
def _load_sources() -> tuple[DutyWorkSource, ...]:
    return tuple(import_string(path) for path in settings.DUTY_WORK)


def get_window(assignment: Assignment, period: Period | None, day: date) -> tuple[date, date]:
    """Returns the days of a period's result; of work that is done once, from the day of the plan to today."""
    if period is not None:
        window = compute_window(period, get_duty_window_rule(assignment.duty))
        return window.start, window.end
    plan = assignment.duty.plan
    return plan.signed_on or plan.created_at.date(), day + timedelta(days=1)


def list_assignment_work(user: User, assignment: Assignment, period: Period | None, day: date) -> list[DutyWork]:
    """Returns what the unit wrote down of its duty in the period. Two queries, and those of the sources."""
    plan, (start, end) = assignment.duty.plan, get_window(assignment, period, day)
    query = DutyWorkQuery(
        plan, user, frozenset({assignment.unit_id}), _list_paths(plan), start, end, period.id if period else ""
    )
    works = [work for source in _load_sources() for work in source(query)]
    return _select_own_work(assignment.duty, works, _list_duty_words(plan))


def count_entries(
    user: User,
    plan: Plan,
    assignments: Iterable[Assignment],
    day: date,
    *,
    paths: frozenset[str] | None = None,
    duties: Iterable[Duty] | None = None,
) -> dict[uuid.UUID, int]:
    """Returns how many register entries each assignment has in its current period; those with none are left out.

    `paths`, `duties`: the clauses and duties of the plan, where they are loaded; two queries otherwise. Two more for
    each kind of period.
    """
    windows: defaultdict[tuple[date, date], list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        if assignment.duty.nature == Duty.Nature.STANDING:
            windows[get_window(assignment, find_current_period(assignment, day), day)].append(assignment)
    if not windows:
        return {}
    paths = _list_paths(plan) if paths is None else paths
    duty_words = _list_duty_words(plan, duties)
    counts: dict[uuid.UUID, int] = {}
    for (start, end), rows in windows.items():
        query = DutyWorkQuery(plan, user, frozenset(row.unit_id for row in rows), paths, start, end)
        by_unit: defaultdict[int, list[DutyWork]] = defaultdict(list)
        for source in _load_sources():
            for work in source(query):
                by_unit[work.unit].append(work)
        for row in rows:
            if number := sum(work.entries for work in _select_own_work(row.duty, by_unit[row.unit_id], duty_words)):
                counts[row.pk] = number
    return counts


def _list_paths(plan: Plan) -> frozenset[str]:
    return frozenset(Clause.objects.filter(plan=plan).values_list("path", flat=True))


def _list_duty_words(plan: Plan, duties: Iterable[Duty] | None = None) -> dict[str, list[frozenset[str]]]:
    """The pairs of words of each duty that is not dismissed, by clause. No query where `duties` are given."""
    words: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for duty in Duty.objects.filter(plan=plan).only("path", "title", "text", "state") if duties is None else duties:
        if duty.state != ItemState.DISMISSED:
            words[duty.path].append(list_word_pairs(f"{duty.title} {duty.text}"))
    return words


def _select_own_work(
    duty: Duty, works: Sequence[DutyWork], duty_words: Mapping[str, Sequence[frozenset[str]]]
) -> list[DutyWork]:
    own_words = list_word_pairs(f"{duty.title} {duty.text}")
    return select_duty_work(duty.path, own_words, works, duty_words.get(duty.path, ()))
