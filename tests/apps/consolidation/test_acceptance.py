"""An acceptance moves the figures of every unit above, in its own transaction."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.services import acceptance, figures
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError, VersionConflictError
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, PERIOD, POLICE, District


def number(unit: str, element: str) -> Decimal | None:
    return Figure.objects.get(unit__code=unit, form__in=(COMMUNES, POLICE), period=PERIOD, element=element).number


def test_it_works(district: District) -> None:
    cast = district.cast
    district.report(cast.commune, {"B1": "3", "B2": "0"})
    district.report(cast.other_commune, {"B1": "4"})
    assert number("099", "TT01") == 7
    assert not Figure.objects.filter(unit__code="11").exists()  # nothing was sent up


def test_a_report_that_is_only_sent_moves_nothing(district: District) -> None:
    district.send(district.cast.commune, {"B1": "3"})
    assert not Figure.objects.exists()


def test_zero_is_a_figure_and_nothing_is_none(district: District) -> None:
    district.report(district.cast.commune, {"B1": "0"})
    assert number("099", "TT01") == 0
    assert number("099", "TT02") is None


def test_not_applicable_is_kept_apart_from_not_reported(district: District) -> None:
    district.report(district.cast.commune, {"B1": "-"})
    gaps = dict(FigureInput.objects.filter(figure__unit__code="099").values_list("cell", "gap"))
    assert gaps == {"B1": "not_applicable", "B2": "not_reported"}
    assert number("099", "TT01") is None


def test_an_input_remembers_report_and_cell(district: District) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    district.accept(sent)
    kept = FigureInput.objects.get(figure__unit__code="099", cell="B1")
    assert (kept.submission, kept.unit.code, kept.number) == (sent.id, "03304", 3)


def test_the_police_form_reaches_the_district(district: District) -> None:
    district.report(district.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    assert number("099", "CA02") == 5


def test_of_two_who_accept_the_second_is_told_and_nothing_is_counted_twice(district: District) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    district.accept(sent)
    with pytest.raises(VersionConflictError, match="Cà Thị Hương"):
        district.accept(sent)
    assert number("099", "TT01") == 3


def test_one_key_has_one_effect(district: District) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    call = {"submission": sent.id, "version": sent.version, "by": district.cast.office, "at": AT, "key": "k1"}
    first = acceptance.accept(**call)  # type: ignore[arg-type]
    again = acceptance.accept(**call)  # type: ignore[arg-type]
    assert first.answer == again.answer
    assert Event.objects.filter(action="figures.accept").count() == 1


@pytest.mark.parametrize("who", ["commune", "leader"])
def test_who_does_not_review_is_refused(district: District, who: str) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    with pytest.raises(ActionRefused):
        acceptance.accept(submission=sent.id, version=sent.version, by=getattr(district.cast, who), at=AT)
    assert not Figure.objects.exists()


@pytest.mark.parametrize("who", ["other_commune", "police", "health", "outsider"])
def test_for_who_may_not_see_it_there_is_no_such_report(district: District, who: str) -> None:
    sent = district.send(district.cast.commune, {"B1": "3"})
    with pytest.raises(NotFoundError):
        acceptance.accept(submission=sent.id, version=sent.version, by=getattr(district.cast, who), at=AT)


def test_a_failure_midway_leaves_nothing(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures and inputs are written, then the last step fails: neither they nor the new state remain."""
    sent = district.send(district.cast.commune, {"B1": "3"})
    events = Event.objects.count()

    def fail(*_: object) -> None:
        assert FigureInput.objects.exists()
        raise RuntimeError("the power is out")

    monkeypatch.setattr(figures, "_aggregate", fail)
    with pytest.raises(RuntimeError):
        district.accept(sent)
    assert not Figure.objects.exists()
    assert not FigureInput.objects.exists()
    assert access_submission(district.cast.office, sent.id).state == "sent"
    assert Event.objects.count() == events


def test_the_number_of_queries_does_not_grow_with_the_tree(district: District) -> None:
    """The third of three communes costs what the nineteenth of nineteen does."""
    cast = district.cast
    district.report(cast.other_commune, {"B1": "1"})
    sent = district.send(cast.commune, {"B1": "2", "B2": "5"})
    with CaptureQueriesContext(connection) as few:
        district.accept(sent)
    clerks = district.settle(17)
    for clerk in clerks[:-1]:
        district.report(clerk, {"B1": "1", "B2": "1"})
    sent = district.send(clerks[-1], {"B1": "2", "B2": "5"})
    with CaptureQueriesContext(connection) as many:
        district.accept(sent)
    assert number("099", "TT01") == 1 + 2 + 16 + 2
    assert len(many) == len(few)


def test_an_acceptance_is_told_in_the_trail_of_its_unit(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    event = Event.objects.get(action="figures.accept")
    assert (event.unit, event.actor, event.function) == ("03304", "huong", "general")
    assert event.body["detail"] == {"figures": 2, "form": COMMUNES, "period": PERIOD}
