from typing import Any

import pytest

from sokehoach.config.env import Demonstration
from tests.factories.demonstration import built_once, demonstration
from tests.factories.quang_ngai import SINCE

__all__ = ["built_once", "demonstration"]


@pytest.fixture
def trial_clock(settings: Any) -> None:
    """As in the process of a trial, whose database is the empty one of a test."""
    settings.DEMONSTRATION = Demonstration(today=SINCE, seed=0, is_trial=True)
    settings.ALLOWED_HOSTS = ["localhost"]


@pytest.fixture
def few_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two units report in a trial instead of ten: enough where one fault is to be named."""
    monkeypatch.setattr("sokehoach.apps.setup.trial.reports.MOST_UNITS", 2)
