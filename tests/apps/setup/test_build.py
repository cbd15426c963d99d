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

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def figures_of(seed: int, report: Callable[[str, str], None] = lambda _vi, _en: None) -> dict[str, Any]:
    """The figures of a database built from the seed, and thrown away."""
    with transaction.atomic():
        demonstration.build_demonstration(seed=seed, report=report)
        told = export_figures(unit="099", period="2021S1")
        transaction.set_rollback(True)
    return told


def test_the_same_seed_gives_the_same_figures_another_others_and_each_step_is_told() -> None:
    told: list[str] = []
    first = figures_of(7, lambda vi, _en: told.append(vi))
    assert told[0] == "bộ dữ liệu: 48 đơn vị, 167 chỉ tiêu, 9 biểu"
    assert told[1] == "tài khoản trình diễn: 37"
    assert told[-3:] == [reports.DONE_VI, earlier_periods.DONE_VI, correspondence.DONE_VI]
    assert figures_of(7) == first
    assert figures_of(8) != first


def test_ended_half_way_it_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def live_half(steps: list[Step], _progress: object) -> None:
        calendar.run_steps(sorted(steps, key=lambda step: step[0])[: len(steps) // 2])
        assert Event.objects.filter(action="report.send").exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(demonstration, "run_steps", live_half)
    with pytest.raises(KeyboardInterrupt):
        demonstration.build_demonstration(seed=7, report=lambda _vi, _en: None)
    assert not Unit.objects.exists()
    assert not Event.objects.exists()
    assert demonstration.is_database_empty()
