"""Two at one moment, each on its own connection: one is first, the other is told, and the figures are whole."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.queries import closings, recounts
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.services import extensions, submissions, values
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.audit.hammer import together
from tests.apps.consolidation.test_acceptance import number
from tests.apps.consolidation.test_corrections import correction
from tests.apps.consolidation.test_levels import province
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, FORMS, PERIOD, District
from tests.factories.programmes import first_programme

__all__ = ["province"]

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
        except ActionRefused as refusal:
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
    seen = closings.compute_inputs_digest(unit=district.cast.units["099"], form=COMMUNES, period=PERIOD)
    cast = district.cast
    told = at_once(
        lambda: district.accept(waiting),
        lambda: closing.close(
            unit=cast.units["099"], form=COMMUNES, period=PERIOD, seen_digest=seen, by=cast.office, at=AT
        ),
    )
    assert number("099", "TT01") == 2
    assert (len(told), Closing.objects.count()) in {(1, 0), (0, 2)}
    assert not [*recounts.list_differences()]


def test_two_units_accepted_at_once_are_both_in_the_figure(district: District) -> None:
    cast = district.cast
    first, second = district.send(cast.commune, {"B1": "3"}), district.send(cast.other_commune, {"B1": "4"})
    waiting = [acceptance.ReportVersion(one.id, one.version) for one in (first, second)]
    assert (
        at_once(
            *(
                lambda one=one: acceptance.accept_many(  # type: ignore[misc]
                    form=COMMUNES, period=PERIOD, reports=[one], by=cast.office, at=AT
                )
                for one in waiting
            )
        )
        == []
    )
    assert number("099", "TT01") == 7
    assert not [*recounts.list_differences()]


def area_closes(district: District, unit: str, by: User) -> Callable[[], object]:
    """With what a page drawn now has seen."""
    area = district.cast.units[unit]
    seen = closings.compute_inputs_digest(unit=area, form=COMMUNES, period=PERIOD)
    return lambda: closing.close(unit=area, form=COMMUNES, period=PERIOD, seen_digest=seen, by=by, at=AT)


def test_two_closings_of_one_area(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    told = at_once(*[area_closes(district, "099", district.cast.office)] * 2)
    assert len(told) == 1
    assert Closing.objects.count() == 1
    assert not [*recounts.list_differences()]


def test_two_districts_close_into_one_province(district: District, province: User) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    sent = district.send(district.cast.outsider, {"B1": "5"})
    acceptance.accept(submission=sent.id, version=sent.version, by=province, at=AT)
    closes = [area_closes(district, "099", district.cast.office), area_closes(district, "098", province)]
    assert at_once(*closes) == []
    assert number("11", "TT01") == 8
    assert not [*recounts.list_differences()]


def test_an_acceptance_while_the_province_closes(district: District, province: User) -> None:
    """The province is told that it has not seen the late commune, or what it closed is closed anew with it."""
    district.report(district.cast.commune, {"B1": "3"})
    area_closes(district, "099", district.cast.office)()
    late = district.send(district.cast.other_commune, {"B1": "4"})
    told = at_once(
        lambda: acceptance.accept(
            submission=late.id, version=late.version, why="Đến muộn.", by=district.cast.office, at=AT
        ),
        area_closes(district, "11", province),
    )
    assert (number("099", "TT01"), number("11", "TT01")) == (7, 7)
    editions = sorted(Closing.objects.filter(unit__code="11").values_list("edition", flat=True))
    assert (len(told), editions) in ((1, []), (0, [1, 2]))
    assert not [*recounts.list_differences()]


def test_a_correction_is_accepted_while_a_colleague_sends_it_back(district: District) -> None:
    """The office accepts what it has seen; whoever is second is told, and the figure is of one edition whole."""
    district.report(district.cast.commune, {"B1": "3", "B2": "5"})
    waiting = correction(district, {"B1": "2"})
    told = at_once(
        lambda: district.accept(waiting),
        lambda: submissions.send_back(
            submission=waiting.id,
            version=waiting.version,
            reason="Xem lại ô B1.",
            by=district.cast.office,
            at=AT,
        ),
    )
    assert len(told) == 1
    accepted = Submission.objects.get(pk=waiting.id).state == "accepted"
    assert (number("099", "TT01"), number("099", "TT02")) == (2 if accepted else 3, 5)
    assert not [*recounts.list_differences()]


def test_a_late_unit_at_the_lock_while_the_level_above_closes(district: District) -> None:
    """After the lock it is refused whoever is first; with an exception it is in, and the closing stands beside it."""
    cast, after = district.cast, datetime(2021, 7, 20, 9, tzinfo=AT.tzinfo)
    locked = replace(next(one for one in FORMS if one.code == COMMUNES), lock_days=10)
    service_forms.import_forms(programme=first_programme(), forms=[locked], unit=cast.units["099"], by="tests", at=AT)
    district.report(cast.commune, {"B1": "3"})
    done = submissions.open_submission(
        form=COMMUNES, unit=cast.units["03269"], period=PERIOD, by=cast.other_commune, at=AT
    )
    late = uuid.UUID(str(done.answer["id"]))
    values.save(submission=late, changes={"B1": TypedCell("4", 0)}, by=cast.other_commune, at=AT)

    def send() -> None:
        submissions.send(submission=late, version=1, by=cast.other_commune, at=after)

    seen = closings.compute_inputs_digest(unit=cast.units["099"], form=COMMUNES, period=PERIOD)
    told = at_once(
        send,
        lambda: closing.close(
            unit=cast.units["099"], form=COMMUNES, period=PERIOD, seen_digest=seen, by=cast.office, at=after
        ),
    )
    assert len(told) == 1
    assert "khóa nhận" in told[0]
    assert number("099", "TT01") == 3
    asked = extensions.ask(
        form=COMMUNES, unit=cast.units["03269"], period=PERIOD, until=date(2021, 7, 30), reason="Mất điện.",
        by=cast.other_commune, at=after,
    )  # fmt: skip
    granting: dict[str, Any] = {
        "extension": int(str(asked.answer["id"])),
        "granted": True,
        "comment": "",
        "by": cast.office,
        "at": after,
    }
    told = at_once(send, lambda: extensions.answer(**granting))
    if told:  # it came before the answer
        send()
    acceptance.accept(submission=late, version=2, why="Nộp muộn được đồng ý.", by=cast.office, at=after)
    assert number("099", "TT01") == 7
    assert not [*recounts.list_differences()]
