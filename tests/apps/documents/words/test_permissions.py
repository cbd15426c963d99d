"""Who begins a report, who writes on it; for everyone else there is none."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.jobs import services as job_services
from tests.apps.documents.test_permissions import keep
from tests.apps.documents.written import draft
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District
from tests.factories.programmes import first_programme

Browser = Callable[[User], Client]
NEVER = ("leader",)  # it signs, others draft
WHO = ("commune", "health", "leader", "office", "other_commune", "outsider", "police")


@pytest.mark.parametrize("who", WHO)
def test_who_begins_a_report(district: District, outline: dict[str, Any], signed_in: Browser, who: str) -> None:
    keep(district, "bc", outline, AT)
    client, url = signed_in(getattr(district.cast, who)), reverse("documents:begin", args=["bc", PERIOD])
    assert client.get(url).status_code == (200 if who == "office" else 404)
    answer = client.post(url)
    begun = answer.status_code == 302
    assert begun == (who == "office")
    assert OfficialDocument.objects.count() == int(begun)


@pytest.mark.parametrize("who", WHO)
def test_who_changes_a_template(district: District, outline: dict[str, Any], signed_in: Browser, who: str) -> None:
    keep(district, "bc", outline, AT)
    client = signed_in(getattr(district.cast, who))
    assert client.get(reverse("documents:templates")).status_code == (404 if who in NEVER else 200)
    url = reverse("documents:template", args=["bc"])
    assert client.get(url).status_code == (200 if who == "office" else 404)
    assert client.post(url, {}).status_code == (422 if who == "office" else 404)


@pytest.mark.parametrize("who", WHO)
def test_who_drafts_from_registers(district: District, signed_in: Browser, who: str) -> None:
    answer = signed_in(getattr(district.cast, who)).get(reverse("documents:from_registers"))
    assert answer.status_code == (404 if who in NEVER else 200)


@pytest.mark.parametrize("who", WHO)
def test_a_line_that_is_out_of_reach_gives_no_document(district: District, signed_in: Browser, who: str) -> None:
    client = signed_in(getattr(district.cast, who))
    for source in ("ket-luan", "kiem-tra", "khong-co"):
        url = reverse("documents:begin_from", args=[source, uuid.uuid4()])
        assert client.post(url).status_code == 404
    assert not OfficialDocument.objects.exists()


@pytest.mark.parametrize("who", WHO)
def test_who_writes_on_a_draft(district: District, signed_in: Browser, who: str) -> None:
    row = draft(district.cast.commune, district.cast.commune.unit)
    client = signed_in(getattr(district.cast, who))
    assert client.get(reverse("documents:words", args=[row.pk])).status_code == (200 if who == "commune" else 404)
    for route in ("documents:word_file", "documents:read_word_file"):
        assert client.get(reverse(route, args=[row.pk])).status_code == (200 if who == "commune" else 404)
    answer = client.post(reverse("documents:take_words", args=[row.pk]), {"version": row.version + 1})
    assert answer.status_code == (409 if who == "commune" else 404)
    assert client.get(reverse("documents:annexes", args=[row.pk])).status_code == 404  # it has none
    assert client.post(reverse("documents:renew", args=[row.pk])).status_code == 404  # it came from no outline


@pytest.mark.parametrize("who", WHO)
def test_who_prints_the_reports_of_all_units(
    district: District, outline: dict[str, Any], signed_in: Browser, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    monkeypatch.setattr(job_services, "start_worker", lambda: None)
    cast = district.cast
    outlines.import_outline(
        programme=first_programme(), uid="commune", code="commune", title="Kết quả", issuer=cast.units["099.LDTBXH"],
        writers="commune", unit=cast.units["099"],
        due_days=4, definition=outline, by="tests", at=AT,
    )  # fmt: skip
    client = signed_in(getattr(cast, who))
    url = reverse("documents:print_units", args=["commune", PERIOD])
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == (302 if who in ("leader", "office") else 404)
    for args in (["commune", "nonsense"], ["another", PERIOD], ["commune", "1999S1"]):
        assert client.post(reverse("documents:print_units", args=args)).status_code == 404
