"""What others have kept since a page was drawn: told within one look, in few bytes."""

from django.test import Client
from django.urls import reverse

from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.pages.report_page import load_report_page
from sokehoach.apps.reporting.services import narratives, submissions, values
from sokehoach.apps.reporting.services.narratives import TypedText
from tests.apps.reporting.conftest import Opened, typed
from tests.apps.reporting.test_pages import Signed
from tests.factories.cast import AT, Cast

MOST = 1024  # bytes of an answer that tells nothing, its headers with it


def look(client: Client, report: Submission, seen: str) -> tuple[int, dict[str, object], int]:
    reply = client.get(reverse("reporting:since", args=[report.pk]), {"dau": seen})
    head = sum(len(name) + len(str(value)) + 4 for name, value in reply.headers.items())
    size = head + len(reply.content)
    return reply.status_code, reply.json() if reply.content else {}, size


def test_it_works(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    client = signed_in(cast.commune)
    seen = load_report_page(cast.commune, report).token
    status, _nothing, size = look(client, report, seen)
    assert (status, size < MOST) == (204, True)
    values.save(submission=report.pk, changes=typed(A2="186"), by=cast.commune, at=AT)
    status, since, _size = look(client, report, seen)
    assert status == 200
    assert since["cells"] == {"A2": [1, "186", str(cast.commune)]}
    assert since["moved"] == ""
    assert look(client, report, str(since["token"]))[0] == 204


def test_the_page_and_the_look_mean_the_same(cast: Cast, opened: Opened, signed_in: Signed) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="186", B1="-"), by=cast.commune, at=AT)
    narratives.save(submission=report.pk, texts={"result": TypedText("Đã họp.", 0)}, by=cast.commune, at=AT)
    assert look(signed_in(cast.commune), report, load_report_page(cast.commune, report).token)[0] == 204


def test_who_still_types_is_told_that_it_was_sent(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    seen = load_report_page(cast.commune, report).token
    submissions.send(submission=report.pk, version=1, by=cast.commune, at=AT)
    _status, since, _size = look(signed_in(cast.commune), report, seen)
    assert "đã gửi báo cáo" in str(since["moved"])
