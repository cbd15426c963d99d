"""A hard finding is explained by the unit and excused by the office; it is for these figures alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from sokehoach.apps.reporting.models import Submission, Waiver
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.waivers import list_granted_waivers
from sokehoach.apps.reporting.services import submissions, values, waivers
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.reporting.conftest import PERIOD, typed
from tests.apps.reporting.test_pages import Signed, page, whole
from tests.factories.cast import AT, Cast

type Brought = Callable[..., Submission]
RULE = "part_within_whole"
WHY = "Biểu cũ tính cả người dự nhiều buổi."


@pytest.fixture
def wrong(cast: Cast, brought_to: Brought) -> Submission:
    """A draft whose women are more than its people."""
    report = brought_to("draft")
    values.save(submission=report.pk, changes=typed(1, **{"A2.1": "212"}), by=cast.commune, at=AT)
    return report


def explained(cast: Cast, report: Submission, reason: str = WHY) -> None:
    waivers.explain_findings(submission=report.pk, reasons={("A2.1", RULE): reason}, by=cast.commune, at=AT)


def sent(cast: Cast, report: Submission) -> Submission:
    submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    report.refresh_from_db()
    return report


def grant(cast: Cast, report: Submission, by: Any = None) -> None:
    told = {"submission": report.pk, "version": report.version, "cell": "A2.1", "rule": RULE}
    waivers.grant_waiver(**told, by=by or cast.office, at=AT)


def accept(cast: Cast, report: Submission) -> None:
    submissions.mark_accepted(submission=report.pk, version=report.version, by=cast.office, at=AT)


@pytest.mark.faults("report.excuse", "report.explain")
def test_it_works(cast: Cast, wrong: Submission) -> None:
    with pytest.raises(InvalidInput, match="lớn hơn"):
        sent(cast, wrong)
    explained(cast, wrong)
    report = sent(cast, wrong)
    with pytest.raises(ActionRefused, match=r"1 chỗ sai chưa được chấp nhận giải trình \(ô TT02.1\)"):
        accept(cast, report)
    grant(cast, report)
    accept(cast, report)
    (told,) = list_granted_waivers("01-XA", PERIOD)
    assert (told.unit, told.cell, told.reason) == ("Xã Tênh Phông", "TT02.1", WHY)
    assert "212 lớn hơn" in told.finding


def test_an_explanation_is_for_these_figures_alone(cast: Cast, wrong: Submission) -> None:
    explained(cast, wrong)
    values.save(submission=wrong.pk, changes=typed(2, **{"A2.1": "250"}), by=cast.commune, at=AT)
    with pytest.raises(InvalidInput, match="250 lớn hơn"):
        sent(cast, wrong)


def test_an_explanation_taken_back_explains_nothing(cast: Cast, wrong: Submission) -> None:
    explained(cast, wrong)
    explained(cast, wrong, "")
    assert not Waiver.objects.exists()
    assert build_sheet(wrong).line("A2.1").wrong


def test_the_same_explanation_again_is_no_change(cast: Cast, wrong: Submission) -> None:
    reasons = {("A2.1", RULE): WHY}
    assert waivers.write_explanations(wrong, reasons, by=cast.commune, at=AT) == ["A2.1"]
    assert waivers.write_explanations(wrong, reasons, by=cast.commune, at=AT) == []
    assert waivers.write_explanations(wrong, {("A2.1", RULE): ""}, by=cast.commune, at=AT) == ["A2.1"]
    assert waivers.write_explanations(wrong, {("A2.1", RULE): ""}, by=cast.commune, at=AT) == []


def test_there_is_nothing_to_explain_in_what_is_right(cast: Cast, brought_to: Brought) -> None:
    explained(cast, brought_to("draft"))
    assert not Waiver.objects.exists()


@pytest.mark.faults("report.return")
def test_another_explanation_has_to_be_taken_anew(cast: Cast, wrong: Submission) -> None:
    explained(cast, wrong)
    report = sent(cast, wrong)
    grant(cast, report)
    submissions.send_back(submission=report.pk, version=report.version, reason="Nói rõ hơn.", by=cast.office, at=AT)
    explained(cast, report, "Có 26 người dự hai buổi.")
    assert Waiver.objects.get().granted_at is None


def test_the_unit_does_not_excuse_itself(cast: Cast, wrong: Submission) -> None:
    explained(cast, wrong)
    report = sent(cast, wrong)
    with pytest.raises(ActionRefused):
        grant(cast, report, by=cast.commune)


def test_an_explanation_that_names_somebody_is_not_kept(cast: Cast, wrong: Submission) -> None:
    with pytest.raises(InvalidInput):
        explained(cast, wrong, "Theo lời bà Lò Thị Hặc, điện thoại 0912345678.")
    assert not Waiver.objects.exists()


def test_the_page_asks_for_it_beside_the_cell_and_the_office_takes_it(
    cast: Cast, signed_in: Signed, wrong: Submission
) -> None:
    client, office = signed_in(cast.commune), signed_in(cast.office)
    name = f"A2.1:g:{RULE}"
    assert f'name="{name}"' in page(client, wrong)
    reply = client.post(reverse("reporting:send", args=[wrong.pk]), whole(wrong) | {name: WHY, "version": "1"})
    assert reply.status_code == 302
    told = page(office, wrong)
    assert WHY in told
    assert "Chấp nhận giải trình" in told
    body = {"version": "2", "cell": "A2.1", "rule": RULE}
    assert office.post(reverse("reporting:waive", args=[wrong.pk]), body).status_code == 302
    assert "đã chấp nhận" in page(office, wrong)
