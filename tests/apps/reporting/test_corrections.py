"""A correction is a report of its own: the one that counts goes on counting until the other is accepted."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.forms import get_form
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import corrections
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.reporting.conftest import PERIOD, correct
from tests.apps.reporting.test_pages import Signed, page
from tests.factories.cast import AT, Cast

type Brought = Callable[..., Submission]
WHY = "Tính trùng một buổi."


def begin(cast: Cast, report: Submission, why: str = WHY) -> Submission:
    corrections.begin(submission=report.pk, version=report.version, why=why, by=cast.commune, at=AT)
    return Submission.objects.get(edition=report.edition + 1)


def counted() -> dict[str, object]:
    return {one.cell: one.value for one in observations.list_accepted(form="01-XA", period=PERIOD)}


def test_it_works(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("accepted")
    fresh = correct(report, by=cast.commune, reviewer=cast.office, A2="180")
    report.refresh_from_db()
    assert (report.state, fresh.state, fresh.edition, fresh.why) == ("superseded", "accepted", 2, WHY)
    assert counted()["A2"] == 180
    changed = {line.cell.code: line.was for line in build_sheet(fresh).lines if line.was is not None}
    assert changed == {"A2": "186"}


def test_until_it_is_accepted_the_one_before_counts(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("consolidated")
    fresh = begin(cast, report)
    assert build_sheet(fresh).line("A2").value == 186
    assert counted()["A2"] == 186
    (owed,) = [one for one in obligations.list_expected(get_form("01-XA"), PERIOD) if one.unit.code == "03304"]
    assert (owed.state, owed.submission) == ("accepted", report.pk)


def test_a_corrected_report_is_as_punctual_as_its_first_sending(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("accepted")
    later = AT.replace(year=2022)
    correct(report, by=cast.commune, reviewer=cast.office, at=later)
    (owed,) = [one for one in obligations.list_expected(get_form("01-XA"), PERIOD) if one.unit.code == "03304"]
    assert owed.first_sent is not None
    assert owed.first_sent.year == 2021


def test_one_correction_at_a_time(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("accepted")
    begin(cast, report)
    with pytest.raises(ActionRefused, match="Đã có bản đính chính"):
        begin(cast, report)


@pytest.mark.parametrize("why", ["", "  ", "Bà Lò Thị Hặc, 0912345678 báo sai."])
def test_why_it_is_corrected_is_said_and_names_nobody(cast: Cast, brought_to: Brought, why: str) -> None:
    report = brought_to("accepted")
    with pytest.raises(InvalidInput) as refused:
        begin(cast, report, why)
    assert list(refused.value.messages) == ["why"]
    assert Submission.objects.count() == 1


def test_a_page_that_has_been_overtaken_is_told(cast: Cast, brought_to: Brought) -> None:
    report = brought_to("accepted")
    correct(report, by=cast.commune, reviewer=cast.office)
    with pytest.raises((VersionConflictError, ActionRefused)):
        begin(cast, report)


def test_a_replaced_report_is_read_and_no_longer_changed(cast: Cast, signed_in: Signed, brought_to: Brought) -> None:
    report = brought_to("superseded")
    told = page(signed_in(cast.commune), report)
    assert "Báo cáo này có bản đính chính" in told
    assert "Đính chính</a>" not in told
    address = reverse("reporting:correct", args=[report.pk])
    body = {"version": str(report.version), "why": WHY}
    assert signed_in(cast.commune).post(address, body).status_code == 409


def test_the_page_asks_why_and_leads_to_the_new_edition(cast: Cast, signed_in: Signed, brought_to: Brought) -> None:
    report = brought_to("accepted")
    client = signed_in(cast.commune)
    address = reverse("reporting:correct", args=[report.pk])
    assert client.post(address, {"version": str(report.version), "why": ""}).status_code == 422
    made = client.post(address, {"version": str(report.version), "why": WHY})
    fresh = Submission.objects.get(edition=2)
    assert made["Location"] == reverse("reporting:submission", args=[fresh.pk])
    told = page(client, fresh)
    assert WHY in told
    assert "Gửi báo cáo" in told
