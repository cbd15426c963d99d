"""Two at one moment, each on its own connection: one is first, the other is told, and the figures are whole."""

from collections.abc import Callable

import pytest
from django.db import connection

from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.selectors import closings, recounts
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.shell.outcomes import Refused
from tests.apps.audit.hammer import together
from tests.apps.consolidation.test_acceptance import number
from tests.apps.consolidation.test_corrections import correction
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, PERIOD, District

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite has one connection; one after the other is tried in test_corrections")


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each is told, if it is refused; anything else that goes wrong fails the test."""
    told: list[str] = []

    def one(thread: int) -> None:
        try:
            acts[thread]()
        except Refused as refusal:
            told.append(refusal.message)

    assert together(one, len(acts)) == []
    return told


def test_two_acceptances(district: District) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    told = at_once(*[lambda: district.accept(sent)] * 2)
    assert len(told) == 1
    assert "duyệt số liệu" in told[0]
    assert number("099", "TT01") == 3
    assert Submission.objects.get().steps.filter(action="accept").count() == 1


def test_a_correction_while_the_level_above_closes(district: District) -> None:
    """Whoever was second: the closing is told that it has not seen the correction, or the correction closes anew."""
    district.report(district.cast.commune, {"B1": "3"})
    waiting = correction(district, {"B1": "2"})
    seen = closings.seen(unit=district.cast.units["099"], form=COMMUNES, period=PERIOD)
    cast = district.cast
    told = at_once(
        lambda: district.accept(waiting),
        lambda: closing.close(
            unit=cast.units["099"], form=COMMUNES, period=PERIOD, seen=seen, by=cast.office, at=AT
        ),
    )
    assert number("099", "TT01") == 2
    assert (len(told), Closing.objects.count()) in {(1, 0), (0, 2)}
    assert not [*recounts.differences()]


def test_two_units_accepted_at_once_are_both_in_the_figure(district: District) -> None:
    cast = district.cast
    first, second = district.send(cast.commune, {"B1": "3"}), district.send(cast.other_commune, {"B1": "4"})
    waiting = [acceptance.Waiting(one.id, one.version) for one in (first, second)]
    assert (
        at_once(
            *(
                lambda one=one: acceptance.accept_many(reports=[one], by=cast.office, at=AT)  # type: ignore[misc]
                for one in waiting
            )
        )
        == []
    )
    assert number("099", "TT01") == 7
    assert not [*recounts.differences()]
