"""Words of a report that name somebody: not kept by themselves, not kept with the page, redacted in place."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Step, Submission
from sokehoach.apps.reporting.services import narratives, values
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.reporting.conftest import Opened, typed
from tests.factories.cast import AT, Cast

type Signed = Callable[[User], Client]
HTMX = {"HX-Request": "true"}
TEXT = "Đã gặp chị Lò Thị Inh, 0912 345 678."


@pytest.mark.faults("report.tell")
def test_it_works(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    """As the box keeps itself: refused with the places marked, then the redacted text is kept."""
    report = opened()
    url = reverse("reporting:words", args=[report.pk, "result"])
    client = signed_in(cast.commune)
    refused = client.post(url, {"result": TEXT, "result:v": "0"}, headers=HTMX)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'found__place">Lò Thị Inh<' in page
    assert 'data-strike="w-result"' in page
    assert 'data-redacted="Đã gặp chị [đã che], [đã che]."' in page
    assert not NarrativeText.objects.exists()
    kept = client.post(url, {"result": "Đã gặp chị [đã che], [đã che].", "result:v": "0"}, headers=HTMX)
    assert kept.status_code == 200
    assert NarrativeText.objects.get().text == "Đã gặp chị [đã che], [đã che]."


def test_without_javascript_the_whole_page_strikes_and_keeps(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    url = reverse("reporting:save", args=[report.pk])
    body = {"result": TEXT, "result:v": "0", "A2": "186", "A2:v": "0", "A2:w": ""}
    refused = signed_in(cast.commune).post(url, body)
    assert refused.status_code == 422
    assert TEXT in refused.content.decode()
    assert not DataValue.objects.exists(), "all of the page or nothing"
    assert signed_in(cast.commune).post(url, body | {"che": "result"}).status_code == 302
    assert NarrativeText.objects.get().text == "Đã gặp chị [đã che], [đã che]."
    assert DataValue.objects.filter(cell="A2").exists()


def test_a_name_waved_through_stays_so_and_a_new_one_does_not(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    url = reverse("reporting:words", args=[report.pk, "result"])
    client = signed_in(cast.commune)
    lake = {"result": "Nuôi cá ở Hồ Cửa Đạt.", "result:v": "0", "khong-phai": "Hồ Cửa Đạt"}
    assert client.post(url, lake, headers=HTMX).status_code == 200
    assert Event.objects.latest("seq").body["detail"]["waved_through"] == 1
    more = {"result": "Nuôi cá ở Hồ Cửa Đạt, 3 hộ.", "result:v": "1"}
    assert client.post(url, more, headers=HTMX).status_code == 200
    worse = {"result": "Nuôi cá ở Hồ Cửa Đạt, nhà Lò Thị Inh.", "result:v": "2"}
    assert client.post(url, worse, headers=HTMX).status_code == 422
    number = {"result": "Gọi 0912 345 678", "result:v": "2", "khong-phai": "0912 345 678"}
    assert client.post(url, number, headers=HTMX).status_code == 422


def test_why_a_register_is_overruled_names_nobody(cast: Cast, opened: Opened, held: Callable[..., object]) -> None:
    held()
    report = opened()
    with pytest.raises(InvalidInput) as refusal:
        values.save(
            submission=report.pk,
            changes=typed(reason="Trừ buổi của Lò Thị Inh", A1="0"),
            by=cast.commune,
            at=AT,
        )
    assert list(refusal.value.messages) == ["A1"]
    assert not DataValue.objects.exists()


def test_why_a_report_is_returned_names_nobody(
    cast: Cast, signed_in: Signed, brought_to: Callable[..., Submission]
) -> None:
    report = brought_to("sent")
    url = reverse("reporting:return", args=[report.pk])
    body = {"version": "2", "reason": "Xem lại vụ Lò Thị Inh."}
    refused = signed_in(cast.office).post(url, body)
    assert refused.status_code == 422
    assert "Lò Thị Inh" in refused.content.decode()
    assert signed_in(cast.office).post(url, body | {"che": "reason"}).status_code == 302
    assert Step.objects.latest("pk").reason == "Xem lại vụ [đã che]."


def test_another_way_into_the_services_is_refused_as_well(cast: Cast, opened: Opened) -> None:
    report = opened()
    with pytest.raises(InvalidInput) as refusal:
        narratives.save(submission=report.pk, texts={"result": TypedText(TEXT, 0)}, by=cast.commune, at=AT)
    assert list(refusal.value.messages) == ["result"]
