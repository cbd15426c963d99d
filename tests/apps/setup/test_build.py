"""How the demonstration is built: the same from the same seed, whole or not at all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from sokehoach.apps.audit.models import Event
from sokehoach.apps.exchange.pages import export_figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.setup.demonstration import calendar, correspondence, earlier_periods, reports
from sokehoach.apps.setup.demonstration.calendar import Step
from sokehoach.apps.setup.services import demonstration
from tests.factories.demonstration import put_back
from tests.soak import LONG

pytestmark = pytest.mark.django_db


def figures_of(build: Callable[[], None]) -> dict[str, Any]:
    """The figures of a database that `build` fills, and thrown away."""
    with transaction.atomic():
        build()
        told = export_figures(unit="099", period="2021S1")
        transaction.set_rollback(True)
    return told


def test_another_seed_gives_other_figures_and_each_step_is_told() -> None:
    """That the same seed gives the same, in another process: tests/config/test_commands.py; in long here too."""
    told: list[str] = []

    def build() -> None:
        demonstration.build_demonstration(seed=7, report=lambda vi, _en: told.append(vi))

    first = figures_of(build)
    assert told[0] == "bộ dữ liệu: 48 đơn vị, 167 chỉ tiêu, 9 biểu"
    assert told[1] == "tài khoản trình diễn: 37"
    assert told[-3:] == [reports.DONE_VI, earlier_periods.DONE_VI, correspondence.DONE_VI]
    assert figures_of(put_back) != first
    if LONG:
        assert figures_of(build) == first


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
        demonstration.build_demonstration(seed=7, report=lambda _vi, _en: None)
    assert not Unit.objects.exists()
    assert not Event.objects.exists()
    assert demonstration.is_database_empty()
