"""Returned with remarks by cell and box; what changed since is shown cell by cell."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from sokehoach.apps.reporting.models import Remark, Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import narratives, submissions, values
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.reporting.conftest import typed
from tests.apps.reporting.test_pages import Signed, page
from tests.factories.cast import AT, Cast

type Brought = Callable[..., Submission]
SAID = {"A2": "Số này gấp ba kỳ trước, xem lại.", "result": "Nêu rõ nội dung truyền thông."}


def back(cast: Cast, report: Submission, **remarks: str) -> Submission:
    submissions.send_back(
        submission=report.pk, version=report.version, reason="", remarks=remarks, by=cast.office, at=AT
    )
    report.refresh_from_db()
    return report


def test_it_works(cast: Cast, brought_to: Brought) -> None:
    report = back(cast, brought_to("sent"), **SAID)
    stands = build_sheet(report)
    assert stands.line("A2").remark.text == SAID["A2"]  # type: ignore[union-attr]
    assert stands.boxes[0].remark.text == SAID["result"]  # type: ignore[union-attr]
    assert report.steps.latest("id").reason == "Xem ý kiến ở 2 chỗ của biểu."

    values.save(submission=report.pk, changes=typed(1, A2="180", B2="0"), by=cast.commune, at=AT)
    words = {"result": TypedText("Nói về luật.", 0)}
    narratives.save(submission=report.pk, texts=words, by=cast.commune, at=AT)
    submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    report.refresh_from_db()
    again = build_sheet(report)
    assert {line.cell.code: line.was_shown for line in again.lines if line.was is not None} == {
        "A2": "186",
        "B2": "chưa báo cáo",
    }
    assert again.boxes[0].rewritten
    assert again.line("A2").remark is not None  # the office sees what it asked for beside the answer


def test_a_first_sending_has_changed_nothing(brought_to: Brought) -> None:
    assert [line for line in build_sheet(brought_to("sent")).lines if line.was is not None] == []


def test_of_two_returns_the_last_one_speaks(cast: Cast, brought_to: Brought) -> None:
    report = back(cast, brought_to("sent"), A2="Xem lại.")
    submissions.send(submission=report.pk, version=report.version, by=cast.commune, at=AT)
    report.refresh_from_db()
    report = back(cast, report, B1="Ghi theo triệu đồng.")
    remarks = {line.cell.code for line in build_sheet(report).lines if line.remark is not None}
    assert remarks == {"B1"}
    assert Remark.objects.count() == 2  # nothing said is lost


@pytest.mark.parametrize("place", ["Z9", "results"])
def test_a_remark_about_no_cell_is_refused(cast: Cast, brought_to: Brought, place: str) -> None:
    report = brought_to("sent")
    with pytest.raises(InvalidInput):
        back(cast, report, **{place: "Xem lại."})
    report.refresh_from_db()
    assert report.state == "sent"


def test_the_page_takes_remarks_beside_the_cells(cast: Cast, signed_in: Signed, brought_to: Brought) -> None:
    report = brought_to("sent")
    office = signed_in(cast.office)
    assert 'name="y:A2"' in page(office, report)
    office.post(
        reverse("reporting:return", args=[report.pk]),
        {"version": str(report.version), "reason": "", "y:A2": SAID["A2"], "y:B1": ""},
    )
    told = page(signed_in(cast.commune), report)
    assert SAID["A2"] in told
    assert "Cà Thị Hương" in told
    assert 'name="y:A2"' not in told
