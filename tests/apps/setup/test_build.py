"""How the demonstration is built: the same from the same seed, whole or not at all."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from sokehoach.apps.audit.models import Event
from sokehoach.apps.exchange.pages import export_figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import DataValue
from sokehoach.apps.setup.demonstration import calendar, correspondence, earlier_periods, reports
from sokehoach.apps.setup.demonstration.calendar import Step
from sokehoach.apps.setup.services import demonstration
from tests.factories.demonstration import put_back
from tests.soak import LONG

pytestmark = pytest.mark.django_db
FIRST_MONTHS_END = date(2020, 9, 1)


def read_built(build: Callable[[], None]) -> tuple[dict[str, Any], set[tuple[Any, ...]]]:
    """The figures of a database that `build` fills and that is thrown away, and the cells of its first period."""
    with transaction.atomic():
        build()
        cells = DataValue.objects.filter(submission__period="2020S1")
        told = (
            export_figures(unit="099", period="2021S1"),
            set(cells.values_list("submission__unit__code", "cell", "number")),
        )
        transaction.set_rollback(True)
    return told


def run_first_months(steps: list[Step], _progress: object) -> None:
    calendar.run_steps([step for step in steps if step[0].date() < FIRST_MONTHS_END])


@pytest.mark.sweep
def test_another_seed_gives_other_numbers_and_each_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """In short the first months are built; in long all, whose figures are compared too, as are those of the same seed.

    That the same seed gives the same, in another process: tests/config/test_commands.py.
    """
    told: list[str] = []
    other_figures, other_cells = read_built(put_back)  # first: it is kept for other tests, and whole
    if not LONG:
        monkeypatch.setattr(demonstration, "run_steps", run_first_months)

    def build() -> None:
        demonstration.build_demonstration(seed=7, report=told.append)

    figures, cells = read_built(build)
    assert told[0] == "bộ dữ liệu: 48 đơn vị, 167 chỉ tiêu, 9 biểu"
    assert told[1] == "tài khoản trình diễn: 37"
    assert told[-3:] == [reports.DONE, earlier_periods.DONE, correspondence.DONE]
    assert min(len(cells), len(other_cells)) > 20
    assert cells != other_cells
    if LONG:
        assert figures != other_figures
        assert read_built(build) == (figures, cells)


def test_ended_half_way_it_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """In short at the first report that is sent, in long at half."""

    def live_half(steps: list[Step], _progress: object) -> None:
        for step in sorted(steps, key=lambda step: step[0])[: len(steps) // 2]:
            calendar.run_steps([step])
            if not LONG and Event.objects.filter(action="report.send").exists():
                break
        assert Event.objects.filter(action="report.send").exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(demonstration, "run_steps", live_half)
    with pytest.raises(KeyboardInterrupt):
        demonstration.build_demonstration(seed=7, report=lambda _step: None)
    assert not Unit.objects.exists()
    assert not Event.objects.exists()
    assert demonstration.is_database_empty()
