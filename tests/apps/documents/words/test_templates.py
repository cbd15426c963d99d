"""An outline is changed in the product: checked name by name, looked at first, kept version by version."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.queries import documents
from sokehoach.domain.documents.plain_text import render_plain_text
from tests.apps.documents.test_permissions import keep
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District

Browser = Callable[[User], Client]


@pytest.fixture
def client(district: District, outline: dict[str, Any], signed_in: Browser) -> Client:
    outline["sections"][0]["narrative"] = None  # no form of this district has a box of words
    keep(district, "bc", outline, AT)
    district.report(district.cast.commune, {"B1": "3", "B2": "1200"})
    return signed_in(district.cast.office)


def typed(client: Client, code: str = "bc") -> dict[str, Any]:
    """What the page offers, to be sent back."""
    form = client.get(reverse("documents:template", args=[code])).context["form"]
    return dict(form.initial)


def sent(client: Client, told: dict[str, Any], code: str = "bc") -> HttpResponse:
    return client.post(reverse("documents:template", args=[code]), told)  # type: ignore[return-value]


def standing(code: str = "bc") -> ReportOutline:
    return ReportOutline.objects.get(code=code, stands=True)


@pytest.mark.faults("outline.rewrite")
def test_it_works(client: Client, district: District) -> None:
    told = typed(client)
    told["body"] = told["body"].replace("Đã tổ chức {TT01} cuộc.", "Các xã đã họp dân {TT01} cuộc.")
    assert sent(client, told).status_code == 302
    row = standing()
    assert (row.version, row.saved_by) == (2, district.cast.office)
    client.post(reverse("documents:begin", args=["bc", PERIOD]))
    written = render_plain_text(documents.get_content(OfficialDocument.objects.get()))
    assert "Các xã đã họp dân 3 cuộc." in written


def test_an_outline_that_follows_its_sections_gets_them_too(
    client: Client, district: District, outline: dict[str, Any]
) -> None:
    keep(district, "bc-khac", outline | {"place": "Nơi khác"}, AT)
    ReportOutline.objects.filter(code="bc-khac").update(follows="bc")
    keep(district, "bc-rieng", outline, AT)
    told = typed(client)
    told["body"] = told["body"].replace("Đã tổ chức {TT01} cuộc.", "Các xã đã họp dân {TT01} cuộc.")
    sent(client, told)
    first, second, apart = (standing(code) for code in ("bc", "bc-khac", "bc-rieng"))
    assert (first.version, second.version, apart.version) == (2, 2, 1)
    assert "họp dân" in str(second.definition["sections"])
    assert second.definition == {**outline, "place": "Nơi khác", "sections": first.definition["sections"]}
    sent(client, {**typed(client), "title": "Tên khác"})
    assert (standing().version, standing("bc-khac").version) == (3, 2), "its sections are as they were"


def test_kept_as_it_was_offered_nothing_is_lost(client: Client) -> None:
    before = standing().definition
    assert sent(client, typed(client)).status_code == 302
    assert standing().definition == before


def test_a_draft_keeps_the_version_that_it_was_begun_with(client: Client, district: District) -> None:
    client.post(reverse("documents:begin", args=["bc", PERIOD]))
    row = OfficialDocument.objects.get()
    told = typed(client)
    sent(client, {**told, "body": "I. KHÁC\nHọp {TT01} cuộc."})
    district.report(district.cast.other_commune, {"B1": "4"})
    page = client.get(reverse("documents:words", args=[row.pk]))
    assert ("3", "7") in {(one.old, one.new) for one in page.context["changed"]}
    client.post(reverse("documents:renew", args=[row.pk]), {"version": row.version, "all": "1"})
    row.refresh_from_db()
    assert "Đã tổ chức 7 cuộc." in render_plain_text(documents.get_content(row))


def test_an_unknown_name_is_told_with_its_line_and_nothing_is_kept(client: Client) -> None:
    told = {**typed(client), "body": "I. KẾT QUẢ\nĐã tổ chức {TT1} cuộc."}
    answer = sent(client, told)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Dòng 2: Không có số liệu «{TT1}». Gần nhất: {TT01}" in said
    assert "Đã tổ chức {TT1} cuộc." in said  # nothing typed is lost
    assert ReportOutline.objects.count() == 1


def test_a_look_shows_todays_figures_and_keeps_nothing(client: Client) -> None:
    told = {**typed(client), "body": "I. KẾT QUẢ\nCả huyện họp {TT01} cuộc.", "look": "1"}
    answer = sent(client, told)
    assert answer.status_code == 200
    assert "Cả huyện họp" in answer.content.decode()  # type: ignore[attr-defined]
    assert answer.context["preview"].kind == "BÁO CÁO"  # type: ignore[attr-defined]
    assert ReportOutline.objects.count() == 1


def test_the_second_editor_is_told(client: Client) -> None:
    told = typed(client)
    sent(client, {**told, "title": "Của người thứ nhất"})
    late = sent(client, {**told, "title": "Của người thứ hai"})
    assert late.status_code == 409
    assert "vừa được người khác sửa" in late.content.decode()
    assert standing().title == "Của người thứ nhất"


def test_a_text_that_names_a_person_is_refused(client: Client) -> None:
    told = {**typed(client), "body": "I. KẾT QUẢ\nXử lý Nguyễn Văn Thử, CCCD 012345678901."}
    assert sent(client, told).status_code == 422
    assert standing().version == 1


def test_an_earlier_version_is_opened_again(client: Client) -> None:
    sent(client, {**typed(client), "body": "I. KHÁC\nHọp {TT01} cuộc."})
    page = client.get(reverse("documents:template", args=["bc"]), {"ban": "1"})
    assert "Đã tổ chức {TT01} cuộc." in page.context["form"].initial["body"]
    assert page.context["form"].initial["version"] == 2


def test_a_programme_that_says_what_it_said_leaves_an_officials_version_alone(
    client: Client, district: District, outline: dict[str, Any]
) -> None:
    sent(client, {**typed(client), "title": "Lời của cơ quan"})
    keep(district, "bc", outline, AT)
    assert standing().title == "Lời của cơ quan"
    keep(district, "bc", {**outline, "place": "Mường Ảng"}, AT)
    assert (standing().version, standing().definition["place"]) == (3, "Mường Ảng")
