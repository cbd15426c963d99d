"""Who takes a report away, for whom there is none."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import DocumentFile, OfficialDocument
from sokehoach.apps.documents.services import outlines
from tests.apps.documents.written import draft
from tests.factories.cast import AT
from tests.factories.district import PERIOD, District

Browser = Callable[[User], Client]
ROUTES = {"documents:list": (), "documents:take": ("bc", PERIOD)}
TAKERS = {"office", "leader"}
NONE = {"commune", "other_commune", "police", "health", "outsider"}
ROOM = TAKERS | NONE  # each has the room; what stands in it is told below


@pytest.fixture
def reporting(district: District, outline: dict[str, Any]) -> District:
    keep(district, "bc", outline, AT)
    return district


def keep(district: District, code: str, outline: dict[str, Any], at: datetime, unit: str = "099") -> None:
    outlines.keep(
        code=code, title="Kết quả thực hiện", issuer=district.cast.units["099.LDTBXH"],
        unit=district.cast.units[unit], due_days=4, definition=outline, by="tests", at=at,
    )  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("who", sorted(TAKERS | NONE))
def test_who_may_take(reporting: District, browser: Browser, route: str, who: str) -> None:
    answer = browser(getattr(reporting.cast, who)).get(reverse(route, args=ROUTES[route]))
    allowed = ROOM if route == "documents:list" else TAKERS
    assert answer.status_code == (200 if who in allowed else 404)


@pytest.mark.parametrize("who", sorted(TAKERS | NONE))
def test_who_opens_a_draft(district: District, browser: Browser, who: str) -> None:
    """One of the commune's own, one that carries the district's figures."""
    cast = district.cast
    row, consolidated = (
        draft(cast.commune, cast.commune.unit),
        draft(cast.office, cast.units["099"], area=cast.units["099"]),
    )
    client = browser(getattr(cast, who))
    for one, allowed in ((row, {"commune"}), (consolidated, TAKERS)):
        file = keep_file(one, cast.office)
        for url in (
            reverse("documents:page", args=[one.pk]),
            reverse("documents:file", args=[one.pk, file]),
        ):
            assert client.get(url).status_code == (200 if who in allowed else 404)
            assert client.post(url).status_code == 405


def keep_file(row: OfficialDocument, by: User) -> int:
    made = DocumentFile.objects.create(
        document=row, part="attached", version=1, name="phu-luc.pdf", content_type="application/pdf", size=4,
        sha256="0" * 64, content=b"%PDF", added_by=by, added_at=AT,
    )  # fmt: skip
    return made.pk


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_is_posted_here(reporting: District, browser: Browser, route: str) -> None:
    assert browser(reporting.cast.office).post(reverse(route, args=ROUTES[route])).status_code == 405


def test_it_leaves_as_a_word_file_with_a_name(reporting: District, browser: Browser) -> None:
    answer = browser(reporting.cast.office).get(reverse("documents:take", args=["bc", PERIOD]))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Content-Disposition"] == f'attachment; filename="bc-{PERIOD}.docx"'
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize(
    ("code", "period"),
    [("no-outline", PERIOD), ("bc", "nonsense"), ("bc", "2021"), ("bc", "1999S1"), ("neighbour", PERIOD)],
)
def test_what_is_not_there_is_not_found(
    reporting: District, browser: Browser, outline: dict[str, Any], code: str, period: str
) -> None:
    keep(reporting, "neighbour", outline, AT, unit="098")
    answer = browser(reporting.cast.office).get(reverse("documents:take", args=[code, period]))
    assert answer.status_code == 404


def test_the_neighbours_report_is_not_offered(
    reporting: District, browser: Browser, outline: dict[str, Any]
) -> None:
    keep(reporting, "neighbour", outline, AT, unit="098")
    page = browser(reporting.cast.office).get(reverse("documents:list")).content.decode()
    assert reverse("documents:take", args=["bc", PERIOD]) in page
    assert "neighbour" not in page


def test_without_an_outline_the_page_says_so(district: District, browser: Browser) -> None:
    page = browser(district.cast.office).get(reverse("documents:list"))
    assert "Chưa có đề cương báo cáo nào." in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("office", 200), ("commune", 404), ("police", 404), ("health", 404), ("leader", 404), ("outsider", 404)],
)
def test_only_the_office_that_issues_the_report_urges(
    reporting: District, browser: Browser, monkeypatch: pytest.MonkeyPatch, who: str, status: int
) -> None:
    monkeypatch.setattr("sokehoach.apps.shell.clock.today", lambda: date(2021, 6, 22))
    client = browser(getattr(reporting.cast, who))
    assert client.get(reverse("documents:urge", args=(PERIOD,))).status_code == status
