"""Which days most forms of some programmes count, or most forms that a register fills."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.queries.due_days import period_of
from sokehoach.apps.shell.thread_cache import keep_in_thread
from sokehoach.domain.periods.window import ND09, WindowRule
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.form_periods import compute_common_window


def get_window_rule(programmes: Collection[int] | None, register: str) -> WindowRule:
    """As apps.programmes.queries.windows says. One query, kept in the thread. (settings.COUNTING_WINDOWS)"""
    counts, register_counts = Counter[WindowRule](), Counter[WindowRule]()
    for form in _list_counted_forms():
        if programmes is None or form.programme in programmes:
            counts[form.definition.counting_window] += 1
            register_counts[form.definition.counting_window] += register in form.registers
    rule_counts = +register_counts or counts
    return max(rule_counts, key=lambda rule: rule_counts[rule]) if rule_counts else ND09


def get_common_cut_off(programmes: Collection[int] | None, period: str) -> date:
    """The last day that most forms of the programmes (row ids; None: of all) count for the period; NotFoundError for an
    invalid one. One query, kept in the thread.
    """
    forms = (form for form in _list_counted_forms() if programmes is None or form.programme in programmes)
    return compute_common_window((form.definition for form in forms), period_of(period)).cut_off


def get_cut_off(form: Form, period: str) -> date:
    """The last day that the form counts for the period; NotFoundError for an invalid one."""
    return form.get_window(period_of(period)).cut_off


class _CountedForm(NamedTuple):
    programme: int  # row id
    definition: Form
    registers: frozenset[str]  # that fill cells of it


@keep_in_thread
def _list_counted_forms() -> list[_CountedForm]:
    return [
        _CountedForm(
            row.programme_id,
            row.definition,
            frozenset(cell.source.register for cell in row.definition.cells if cell.source is not None),
        )
        for row in models.Form.objects.only("definition", "programme_id")
        if not row.definition.is_withdrawn
    ]
