"""What units owe by a form for a period, whatever they have handed in: kept with the tree of units (ADR 100)."""

from collections.abc import Container, Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.kept_tree import KnownTree
from sokehoach.apps.reporting.queries.due_days import build_due_finder, get_counting_window, lock_of
from sokehoach.apps.reporting.queries.plan_schedules import get_form_schedules
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.obligation import ObligationSpan, list_obligation_spans


class UnitObligation(NamedTuple):
    """What a unit owes by a form for a period, whatever it has handed in; as in `ExpectedReport`."""

    unit_id: int
    unit: Unit
    regular_due: date
    locked_from: date | None
    owes: tuple[date, date] | None


def restrict_to_units(all_owed: Sequence[UnitObligation], units: Container[int] | None) -> Sequence[UnitObligation]:
    return all_owed if units is None else [owed for owed in all_owed if owed.unit_id in units]


def list_owed(known_tree: KnownTree, form: Form, parent_code: str, period: str) -> Sequence[UnitObligation]:
    """Kept with the tree: a country has ten thousand for each form."""
    days, schedules = get_counting_window(form, period), get_form_schedules(form.uid)
    due_rules = (form.due, form.due_by_level, form.lock_days, form.counting_window, schedules)
    return known_tree.derive(
        ("owed", form.reporters, parent_code, days, period, due_rules),
        lambda: _compute_owed(known_tree, form, parent_code, period),
    )


def _compute_owed(known_tree: KnownTree, form: Form, parent_code: str, period: str) -> list[UnitObligation]:
    days = get_counting_window(form, period)
    spans: Sequence[ObligationSpan] = known_tree.derive(
        ("obligations", form.reporters, parent_code, days),
        lambda: list_obligation_spans(known_tree.tree, form.reporters, parent_code=parent_code, window=days),
    )
    find_due_day, find_lock_day = build_due_finder(form, period), cache(partial(lock_of, form))
    all_owed = []
    for span in spans:
        unit = known_tree.rows[span.unit.identity]
        is_whole = (span.start, span.end) == (days.start, days.end)
        due = find_due_day(unit)
        all_owed.append(
            UnitObligation(unit.pk, unit, due, find_lock_day(due), None if is_whole else (span.start, span.end))
        )
    return all_owed
