"""A correction, a late unit, a closing: the figures above follow in the same moment, and the second is told."""

import typing
import uuid
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sokehoach.adapters.rollup.duckdb_engine import DuckDBEngine
from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.models import Closing, FigureInput
from sokehoach.apps.consolidation.queries import closings, recounts
from sokehoach.apps.consolidation.queries.engine_recounts import recount_with_engine
from sokehoach.apps.consolidation.services import acceptance, closing
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.services import corrections, submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.consolidation.test_acceptance import number
from tests.apps.consolidation.test_permissions import Browser
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, PERIOD, POLICE, District, Sent

WHY = "Tính trùng một buổi."


def close(district: District, seen: str | None = None) -> None:
    closing.close(
        unit=district.cast.units["099"],
        form=COMMUNES,
        period=PERIOD,
        seen_digest=closings.compute_inputs_digest(unit=district.cast.units["099"], form=COMMUNES, period=PERIOD)
        if seen is None
        else seen,
        by=district.cast.office,
        at=AT,
    )


def correction(district: District, cells: dict[str, str]) -> Sent:
    """Of the commune's accepted report: sent, not accepted yet."""
    clerk = district.cast.commune
    report = Submission.objects.get(unit=clerk.unit, state__in=("accepted", "consolidated"))
    begun = corrections.begin(submission=report.pk, version=report.version, why=WHY, by=clerk, at=AT)
    pk = uuid.UUID(str(begun.answer["id"]))
    values.save(submission=pk, changes={code: TypedCell(text, 1) for code, text in cells.items()}, by=clerk, at=AT)
    submissions.send(submission=pk, version=1, by=clerk, at=AT)
    return Sent(pk, 2)


@pytest.mark.faults("report.correct")
def test_it_works(district: District) -> None:
    cast = district.cast
    district.report(cast.commune, {"B1": "3", "B2": "5"})
    district.report(cast.other_commune, {"B1": "4"})
    waiting = correction(district, {"B1": "2"})
    assert number("099", "TT01") == 7
    district.accept(waiting)
    assert (number("099", "TT01"), number("099", "TT02")) == (6, 5)
    assert FigureInput.objects.get(figure__unit__code="099", unit=cast.commune.unit, cell="B1").submission == (
        waiting.id
    )
    assert not [*recounts.list_differences()]
    assert not recount_with_engine(DuckDBEngine).differences


def test_a_number_taken_back_leaves_the_figure(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    district.accept(correction(district, {"B1": ""}))
    assert number("099", "TT01") is None


def test_after_closing_a_correction_closes_anew_with_its_own_reason(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    close(district)
    assert Submission.objects.get().state == "consolidated"
    district.accept(correction(district, {"B1": "2"}))
    assert number("099", "TT01") == 2
    assert [*Closing.objects.values_list("edition", "why")] == [(1, ""), (2, WHY)]
    assert {*Submission.objects.values_list("edition", "state")} == {(1, "superseded"), (2, "consolidated")}


def test_a_late_unit_after_closing_is_told_and_nothing_is_lost(district: District) -> None:
    cast = district.cast
    district.report(cast.commune, {"B1": "3"})
    close(district)
    assert "03269" in Closing.objects.get().missing
    late = district.send(cast.other_commune, {"B1": "4"})
    with pytest.raises(InvalidInput, match="đã chốt số tổng hợp của Huyện Tuần Giáo lúc"):
        district.accept(late)
    assert number("099", "TT01") == 3
    assert Submission.objects.get(pk=late.id).state == "sent"
    acceptance.accept(submission=late.id, version=late.version, why="Xã mất mạng.", by=cast.office, at=AT)
    assert number("099", "TT01") == 7
    assert Submission.objects.get(pk=late.id).state == "consolidated"
    assert Closing.objects.latest("edition").why == "Xã mất mạng."


def test_who_closes_what_has_moved_is_told(district: District) -> None:
    """A correction was accepted while the office looked at the sheet."""
    district.report(district.cast.commune, {"B1": "3"})
    seen = closings.compute_inputs_digest(unit=district.cast.units["099"], form=COMMUNES, period=PERIOD)
    district.accept(correction(district, {"B1": "2"}))
    with pytest.raises(VersionConflictError, match="vừa được duyệt hoặc đính chính"):
        close(district, seen)
    close(district)
    with pytest.raises(ActionRefused, match="đã chốt"):
        close(district)


def test_without_an_accepted_report_nothing_is_closed(district: District) -> None:
    """Neither where nobody has reported, nor where all there is waits for the office."""
    with pytest.raises(ActionRefused, match="chưa có gì để chốt"):
        close(district)
    district.send(district.cast.commune, {"B1": "3"})
    with pytest.raises(ActionRefused, match="chưa có gì để chốt"):
        close(district)
    assert not Closing.objects.exists()


def test_closing_names_missing_units_and_leaves_out_what_was_only_sent(
    district: District,
) -> None:
    """One accepted, one that was only sent, one that was never begun: the closing goes on with the first alone."""
    cast = district.cast
    district.report(cast.commune, {"B1": "3"})
    waiting = district.send(cast.other_commune, {"B1": "4"})
    close(district)
    closed = Closing.objects.get()
    assert (closed.received, sorted(closed.missing)) == (["03304"], ["03269", "03289"])
    assert number("099", "TT01") == 3
    assert Submission.objects.get(pk=waiting.id).state == "sent"
    assert Submission.objects.get(unit=cast.commune.unit).state == "consolidated"


def test_two_corrections_of_one_report_are_never_both_accepted(district: District) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    first = correction(district, {"B1": "2"})
    district.accept(first)
    with pytest.raises(VersionConflictError):
        district.accept(first)
    assert number("099", "TT01") == Decimal(2)


def many(district: District, *reports: Sent) -> tuple[int, dict[str, str]]:
    """How many of them are accepted together, and what the others say."""
    done = acceptance.accept_many(
        form=COMMUNES,
        period=PERIOD,
        reports=[acceptance.ReportVersion(one.id, one.version) for one in reports],
        by=district.cast.office,
        at=AT,
    )
    return typing.cast(int, done.answer["accepted"]), typing.cast(dict[str, str], done.answer["left"])


def test_many_are_accepted_and_the_rest_say_why(district: District) -> None:
    first = district.send(district.cast.commune, {"B1": "3"})
    second = district.send(district.cast.other_commune, {"B1": "4"})
    nobodys = Sent(uuid.uuid4(), 1)
    accepted, left = many(district, first, replace(second, version=9), nobodys)
    assert accepted == 1
    assert {*left} == {str(second.id), str(nobodys.id)}
    assert number("099", "TT01") == 3
    assert Submission.objects.get(pk=second.id).state == "sent"
    assert not [*recounts.list_differences()]
    assert not recount_with_engine(DuckDBEngine).differences


def test_a_report_of_another_form_is_not_accepted_with_these(district: District) -> None:
    police = district.send(district.cast.police, {"A1": "3"}, form=POLICE)
    accepted, left = many(district, police)
    assert (accepted, {*left}) == (0, {str(police.id)})
    assert Submission.objects.get(pk=police.id).state == "sent"


def test_many_of_a_walled_form_are_told_on_its_side_alone(district: District) -> None:
    police = district.send(district.cast.police, {"A1": "3"}, form=POLICE)
    acceptance.accept_many(
        form=POLICE,
        period=PERIOD,
        reports=[acceptance.ReportVersion(police.id, police.version)],
        by=district.cast.office,
        at=AT,
    )
    assert Submission.objects.get(pk=police.id).state == "accepted"
    told = Event.objects.filter(action__in=("figures.accept", "figures.accept_many"))
    assert [*told.values_list("function", flat=True)] == ["enforcement", "enforcement"]


def test_of_many_after_closing_a_correction_closes_anew_and_a_late_one_waits_for_a_reason(
    district: District,
) -> None:
    district.report(district.cast.commune, {"B1": "3"})
    close(district)
    corrected, late = (
        correction(district, {"B1": "2"}),
        district.send(district.cast.other_commune, {"B1": "4"}),
    )
    accepted, left = many(district, late, corrected)
    assert accepted == 1
    assert "đã chốt số tổng hợp của Huyện Tuần Giáo lúc" in left[str(late.id)]
    assert number("099", "TT01") == 2
    assert [*Closing.objects.values_list("edition", "why")] == [(1, ""), (2, WHY)]
    assert Submission.objects.get(pk=late.id).state == "sent"
    assert not [*recounts.list_differences()]
    assert not recount_with_engine(DuckDBEngine).differences


def test_figures_of_many_are_drawn_together_once(district: District) -> None:
    clerks = district.settle(6)
    with CaptureQueriesContext(connection) as queries:
        accepted, _ = many(district, *(district.send(clerk, {"B1": "1"}) for clerk in clerks))
    drawn = [query for query in queries.captured_queries if "SUM(" in query["sql"]]
    assert (accepted, number("099", "TT01"), len(drawn)) == (6, 6, 1)


def test_the_page_of_many_sent_twice_says_the_same_twice(district: District, signed_in: Browser) -> None:
    """The line broke after the first: the page sends it again under its key."""
    office = signed_in(district.cast.office)
    sent = district.send(district.cast.commune, {"B1": "3"})
    page = reverse("consolidation:accept_many", args=[PERIOD, COMMUNES])
    body = {f"r-{sent.id}": str(sent.version), "key": "k-1"}
    for _ in range(2):
        answer = office.post(page, body)
        assert (answer.status_code, "Đã duyệt 1 báo cáo." in answer.content.decode()) == (200, True)
    assert Submission.objects.get().steps.filter(action="accept").count() == 1


def test_who_ticks_what_another_has_accepted_meanwhile_is_told(district: District, signed_in: Browser) -> None:
    office = signed_in(district.cast.office)
    first = district.send(district.cast.commune, {"B1": "3"})
    second = district.send(district.cast.other_commune, {"B1": "4"})
    district.accept(first)
    page = reverse("consolidation:accept_many", args=[PERIOD, COMMUNES])
    boxes = {f"r-{one.id}": str(one.version) for one in (first, second)}
    told = office.post(page, boxes | {"r-none": "1", f"r-{uuid.uuid4()}": "2"}).content.decode()
    assert "Đã duyệt 1 báo cáo." in told
    assert "<p>Xã Tênh Phông: Cà Thị Hương đã duyệt số liệu lúc" in told
    assert number("099", "TT01") == 7


@pytest.mark.faults("figures.accept_many")
def test_the_pages(district: District, signed_in: Browser) -> None:
    cast = district.cast
    office = signed_in(cast.office)
    sent = district.send(cast.commune, {"B1": "3"})
    page = reverse("consolidation:accept_many", args=[PERIOD, COMMUNES])
    ticked = " ".join(office.get(page).content.decode().split())
    assert f'name="r-{sent.id}" value="{sent.version}" checked' in ticked
    assert "Không còn báo cáo nào chờ duyệt" in office.post(page, {f"r-{sent.id}": "2"}).content.decode()
    sheet = reverse("consolidation:sheet", args=["099", PERIOD, COMMUNES])
    seen = closings.compute_inputs_digest(unit=district.cast.units["099"], form=COMMUNES, period=PERIOD)
    assert seen in office.get(sheet).content.decode()
    assert office.post(sheet + "chot/", {"seen": seen}).status_code == 302
    assert "đã chốt lúc" in office.get(sheet).content.decode()
    late = district.send(cast.other_commune, {"B1": "4"})
    accept = reverse("consolidation:accept", args=[late.id])
    asked = office.post(accept, {"version": late.version})
    assert (asked.status_code, "Lý do chốt lại" in asked.content.decode()) == (422, True)
    assert office.post(accept, {"version": late.version, "why": "Xã mất mạng."}).status_code == 302
