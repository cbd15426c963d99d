"""Sending a report whose cells are blank asks once, with what was typed stored; blanks stay gaps."""

import re
from dataclasses import replace
from typing import Any

from django.test import Client
from django.urls import reverse

from sokehoach.apps.reporting.models import DataValue, Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services.forms import import_forms
from sokehoach.domain.values.gap import Gap
from tests.apps.reporting.conftest import COMMUNES, Opened
from tests.apps.reporting.test_approval import make_leader
from tests.apps.reporting.test_pages import Signed, whole
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

AGREED = re.compile(r'name="agreed_blanks" value="(\d+)" formaction="([^"]+)"')


def press(client: Client, report: Submission, action: str = "send", **fields: Any) -> Any:
    body = whole(report) | {"version": "1", "asks_blanks": "1", **fields}
    return client.post(reverse(f"reporting:{action}", args=[report.pk]), body)


def test_it_asks_once_and_then_sends(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    asked = press(client, report, A2="186")
    report.refresh_from_db()
    assert (asked.status_code, report.state) == (200, "draft")
    blanks = build_sheet(report).list_unanswered()
    assert f"còn {len(blanks)} ô chưa báo cáo" in asked.text
    assert f'href="#{blanks[0].anchor}"' in asked.text
    assert reverse("reporting:zeros", args=[report.pk]) in asked.text
    assert DataValue.objects.get(submission=report, cell="A2").number == 186, "what was typed is stored"
    (agreed,) = AGREED.findall(asked.text)
    assert agreed == (str(len(blanks)), reverse("reporting:send", args=[report.pk]))
    answer = press(client, report, agreed_blanks=agreed[0])
    report.refresh_from_db()
    assert (answer.status_code, report.state) == (302, "sent")
    assert {line.value for line in build_sheet(report).lines if line.blank} == {Gap.NOT_REPORTED}


def test_a_sent_report_names_the_forms_that_the_unit_still_has_to_send(
    cast: Cast, signed_in: Signed, opened: Opened
) -> None:
    other = replace(
        COMMUNES, uid="03-XA", code="03-XA", name="Kinh phí của xã", sections=COMMUNES.sections[1:], checks=()
    )
    import_forms(programme=first_programme(), forms=[other], unit=cast.units["099"], by="tests", at=AT)
    client, sent = signed_in(cast.commune), []
    for report, left in ((opened(), "03-XA Kinh phí của xã"), (opened("03-XA"), "")):
        blanks = str(len(build_sheet(report).list_unanswered()))
        press(client, report, agreed_blanks=blanks)
        page = client.get(reverse("reporting:submission", args=[report.pk])).text
        sent.append(f"Kỳ này đơn vị còn biểu chưa gửi: {left}." in page if left else "chưa gửi:" not in page)
    assert sent == [True, True]


def test_sections_are_named_with_their_blanks(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    asked = press(signed_in(cast.commune), report)
    for part in build_sheet(report).parts:
        if part.unanswered:
            assert f"{part.section.title}</a>: {len(part.unanswered)}<" in asked.text
    assert sum(map(int, re.findall(r"</a>: (\d+)</li>", asked.text))) == len(build_sheet(report).list_unanswered())


def test_more_blanks_than_agreed_are_asked_about_again(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    count = len(build_sheet(report).list_unanswered())
    assert press(signed_in(cast.commune), report, agreed_blanks=str(count - 1)).status_code == 200
    assert press(signed_in(cast.commune), report, agreed_blanks="mọi ô").status_code == 200
    report.refresh_from_db()
    assert report.state == "draft"


def test_what_is_wrong_is_said_before_what_is_blank(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    answer = press(signed_in(cast.commune), report, A2="186", **{"A2.1": "212"})
    assert answer.status_code == 422
    assert "Vẫn gửi" not in answer.text


def test_a_request_that_is_not_from_the_page_is_not_asked(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    body = whole(report) | {"version": "1"}
    assert signed_in(cast.commune).post(reverse("reporting:send", args=[report.pk]), body).status_code == 302


def test_submitting_to_the_leader_asks_as_well(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    make_leader(cast.commune.unit)
    report, client = opened(), signed_in(cast.commune)
    asked = press(client, report, "submit")
    ((count, url),) = AGREED.findall(asked.text)
    assert url == reverse("reporting:submit", args=[report.pk])
    assert "Vẫn trình" in asked.text
    assert press(client, report, "submit", agreed_blanks=count).status_code == 302
    assert "Chờ lãnh đạo đơn vị duyệt." in client.get(reverse("reporting:submission", args=[report.pk])).text
