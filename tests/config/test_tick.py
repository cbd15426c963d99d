"""What the timer does, each time it calls."""

from datetime import datetime, timedelta

import pytest

from sokehoach.apps.audit.models import Checkpoint
from sokehoach.apps.notices.services import addresses, messages
from sokehoach.apps.shell import clock
from sokehoach.config import cli_tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    now = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


def happen(at: datetime) -> None:
    addresses.update_address(person=7, email="xa@example.gov.vn", by="tests", at=at)


def test_the_trail_is_sealed_each_quarter_of_an_hour(moment: list[datetime]) -> None:
    sealed = []
    for _call in range(4):
        happen(moment[0])
        assert cli_tick.run_tick() == 0
        sealed.append(Checkpoint.objects.count())
        moment[0] += timedelta(minutes=5)
    assert sealed == [1, 1, 1, 2]


def test_one_kind_of_work_that_fails_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, moment: list[datetime], capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> tuple[int, int]:
        raise OSError("no route")

    monkeypatch.setattr(messages, "deliver_reminders", broken)
    happen(moment[0])
    assert cli_tick.run_tick() == 1
    told = capsys.readouterr()
    assert "thư: không làm được" in told.out
    assert "no route" in told.err
    assert Checkpoint.objects.count() == 1
