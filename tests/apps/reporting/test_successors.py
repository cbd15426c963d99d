"""The report of a unit that was dissolved within the period: its successor answers for it."""

from datetime import date

import pytest

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import obligations, submissions
from sokehoach.apps.reporting.services import submissions as services
from sokehoach.apps.shell.outcomes import NotFoundError
from tests.apps.reporting.conftest import PERIOD
from tests.factories.cast import AT, Cast

ENDED = date(2021, 3, 1)


def dissolve(code: str, *successors: str) -> Unit:
    Unit.objects.filter(code=code).update(valid_to=ENDED, successors=[*successors])
    return Unit.objects.get(code=code)


def open_and_send(cast: Cast, unit: Unit) -> Submission:
    begun = services.open_submission(form="01-XA", unit=unit, period=PERIOD, by=cast.commune, at=AT)
    row = Submission.objects.get(pk=str(begun.answer["id"]))
    services.send(submission=row.pk, version=row.version, by=cast.commune, at=AT)
    row.refresh_from_db()
    return row


def test_it_works(cast: Cast) -> None:
    gone = dissolve("03269", "03304")
    owned = obligations.load_followed(cast.commune, PERIOD, AT.date()).own
    assert [(one.unit.code, one.owes) for one in owned] == [
        ("03269", (date(2020, 12, 15), ENDED)),
        ("03304", None),
    ]
    row = open_and_send(cast, gone)
    assert (row.state, row.unit) == ("sent", gone)
    assert submissions.access_submission(cast.office, row.pk) == row


def test_nobody_else_sends_it(cast: Cast) -> None:
    gone = dissolve("03269", "03289")
    with pytest.raises(NotFoundError):
        services.open_submission(form="01-XA", unit=gone, period=PERIOD, by=cast.commune, at=AT)


def test_the_successor_of_a_successor_answers_too(cast: Cast) -> None:
    gone = dissolve("03269", "03289")
    Unit.objects.filter(code="03289").update(valid_to=date(2021, 5, 1), successors=["03304"])
    assert open_and_send(cast, gone).state == "sent"


def test_reports_alone_are_answered_for(cast: Cast) -> None:
    gone = dissolve("03269", "03304")
    reach = scope_of(cast.commune, AT.date())
    assert reach.may(Action.REPORT_SEND, gone.pk)
    assert not reach.may(Action.REGISTER_EDIT, gone.pk)
