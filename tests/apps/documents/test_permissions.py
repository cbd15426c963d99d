"""Who takes a report away, for whom there is none."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.documents.models import Correspondent, Delivery, DocumentFile, OfficialDocument, ReportOutline
from sokehoach.apps.documents.services import addresses, outlines
from sokehoach.apps.shell import clock as shell_clock
from tests.adapters.signature.keys import p12
from tests.apps.documents.written import addressed, draft, issued, person, signed, to_sign
from tests.factories.cast import AT, SINCE
from tests.factories.district import PERIOD, District
from tests.factories.programmes import first_programme

Browser = Callable[[User], Client]
OF_THE_REPORT = ("documents:take", "documents:translation", "documents:translation_docx", "documents:translation_pdf")
ROUTES = {"documents:list": ()} | dict.fromkeys(OF_THE_REPORT, ("bc", PERIOD))
TAKERS = {"office", "leader"}
NONE = {"commune", "other_commune", "police", "health", "outsider"}
ROOM = TAKERS | NONE  # each has the room; what stands in it is told below


@pytest.fixture
def reporting(district: District, outline: dict[str, Any]) -> District:
    keep(district, "bc", outline, AT)
    return district


def keep(
    district: District,
    code: str,
    outline: dict[str, Any],
    at: datetime,
    unit: str = "099",
    *,
    issuer: str = "099.LDTBXH",
) -> None:
    outlines.import_outline(
        programme=first_programme(), uid=code, code=code, title="Kết quả thực hiện",
        issuer=district.cast.units[issuer],
        unit=district.cast.units[unit], due_days=4, definition=outline, by="tests", at=at,
    )  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("who", sorted(TAKERS | NONE))
def test_who_may_take(reporting: District, signed_in: Browser, route: str, who: str) -> None:
    answer = signed_in(getattr(reporting.cast, who)).get(reverse(route, args=ROUTES[route]))
    allowed = ROOM if route == "documents:list" else TAKERS
    assert answer.status_code == (200 if who in allowed else 404)


def test_a_report_of_another_office_says_whose_people_begin_it(
    district: District, signed_in: Browser, outline: dict[str, Any]
) -> None:
    """The office may draft for the district, and not for the police: no button that leads to a missing page."""
    keep(district, "bc", outline, AT)
    keep(district, "bc2", outline, AT, issuer="099.CA")
    page = signed_in(district.cast.office).get(reverse("documents:list")).content.decode()
    period = page.split("/soan/bc/")[1].split("/")[0]
    assert reverse("documents:begin", args=("bc2", period)) not in page
    assert "Người của Công an huyện" in page
    assert signed_in(district.cast.office).post(reverse("documents:begin", args=("bc2", period))).status_code == 404
    invite = f"{reverse('accounts:invite')}?unit={district.cast.units['099.CA'].pk}&amp;vai-tro=soan"
    assert invite not in page, "the office administers no accounts"
    role = Role.objects.create(code="unit_admin", name="Quản trị", actions=["account.administer"])
    grants.create_grant(
        user=district.cast.office, role=role, unit=district.cast.units["099"], function="general", since=SINCE,
        by="tests", at=AT,
    )  # fmt: skip
    assert invite in signed_in(district.cast.office).get(reverse("documents:list")).content.decode()


def test_who_opens_a_draft(district: District, signed_in: Browser) -> None:
    """One of the commune's own, one that carries the district's figures."""
    cast = district.cast
    district_unit = cast.units["099"]
    row = draft(cast.commune, cast.commune.unit)
    consolidated = draft(cast.office, district_unit, area=district_unit)
    files = {one.pk: keep_file(one, cast.office) for one in (row, consolidated)}
    for who in sorted(TAKERS | NONE):
        client = signed_in(getattr(cast, who))
        for one, allowed in ((row, {"commune"}), (consolidated, TAKERS)):
            for url in (
                reverse("documents:page", args=[one.pk]),
                reverse("documents:file", args=[one.pk, files[one.pk]]),
            ):
                assert client.get(url).status_code == (200 if who in allowed else 404), (who, url)
                assert client.post(url).status_code == 405


def keep_file(row: OfficialDocument, by: User) -> int:
    made = DocumentFile.objects.create(
        document=row, part="attached", version=1, name="phu-luc.pdf", content_type="application/pdf", size=4,
        sha256="0" * 64, content=b"%PDF", added_by=by, added_at=AT,
    )  # fmt: skip
    return made.pk


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_is_posted_here(reporting: District, signed_in: Browser, route: str) -> None:
    assert signed_in(reporting.cast.office).post(reverse(route, args=ROUTES[route])).status_code == 405


def test_it_leaves_as_a_word_file_with_a_name(reporting: District, signed_in: Browser) -> None:
    answer = signed_in(reporting.cast.office).get(reverse("documents:take", args=["bc", PERIOD]))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    name = quote("Báo cáo 6 tháng đầu năm 2021, Kết quả thực hiện.docx")
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize(
    ("route", "name"),
    [("documents:take", "K%E1%BA%BFt"), ("documents:translation_docx", "bc"), ("documents:translation_pdf", "bc")],
)
def test_a_file_is_named_by_title_or_printed_code(
    reporting: District, signed_in: Browser, route: str, name: str
) -> None:
    """Another programme's outline has a uid that nobody is shown (ADR 45)."""
    ReportOutline.objects.filter(uid="bc").update(uid="K7Q2x5yzabc")
    answer = signed_in(reporting.cast.office).get(reverse(route, args=["K7Q2x5yzabc", PERIOD]))
    assert answer.status_code == 200
    assert name in answer["Content-Disposition"].replace("K7Q2x5yzabc", "")
    assert "K7Q2" not in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("code", "period"),
    [("no-outline", PERIOD), ("bc", "nonsense"), ("bc", "2021"), ("bc", "1999S1"), ("neighbour", PERIOD)],
)
def test_what_is_not_there_is_not_found(
    reporting: District, signed_in: Browser, outline: dict[str, Any], code: str, period: str
) -> None:
    keep(reporting, "neighbour", outline, AT, unit="098")
    answer = signed_in(reporting.cast.office).get(reverse("documents:take", args=[code, period]))
    assert answer.status_code == 404


def test_the_neighbours_report_is_not_offered(reporting: District, signed_in: Browser, outline: dict[str, Any]) -> None:
    keep(reporting, "neighbour", outline, AT, unit="098")
    page = signed_in(reporting.cast.office).get(reverse("documents:list")).content.decode()
    assert reverse("documents:take", args=["bc", PERIOD]) in page
    assert "neighbour" not in page


def test_without_an_outline_the_page_says_so(district: District, signed_in: Browser) -> None:
    page = signed_in(district.cast.office).get(reverse("documents:list"))
    assert "Chưa có đề cương báo cáo nào." in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("office", 302), ("commune", 404), ("police", 404), ("health", 404), ("leader", 404), ("outsider", 404)],
)
def test_only_the_office_that_issues_the_report_urges(
    reporting: District, signed_in: Browser, monkeypatch: pytest.MonkeyPatch, who: str, status: int
) -> None:
    monkeypatch.setattr("sokehoach.apps.shell.clock.today", lambda: date(2021, 6, 22))
    client = signed_in(getattr(reporting.cast, who))
    assert client.post(reverse("documents:draft_reminder", args=(PERIOD,))).status_code == status


@pytest.fixture
def hands(district: District) -> tuple[OfficialDocument, User]:
    """A commune's report that waits for its chair's signature, and the chair."""
    cast = district.cast
    chair = person(cast, "03304", "Lò Văn Minh")
    return to_sign(cast.commune, cast.commune.unit), chair


# Kept by those who consolidate.
BOOK = "documents:book"

GET_STEPS = {
    "documents:printed": {"commune", "chair"},
    "documents:number": {"commune"},
    "documents:sign": {"chair"},
    "documents:upload": {"chair"},
    "documents:recipients": {"commune"},
}


def test_who_has_the_pages_of_a_step(
    hands: tuple[OfficialDocument, User], district: District, signed_in: Browser
) -> None:
    row, chair = hands
    for who in sorted(TAKERS | NONE | {"chair"}):
        client = signed_in(chair if who == "chair" else getattr(district.cast, who))
        signs = who in {"chair", "leader"}  # the leader, for whom nothing waits, is told so
        assert client.get(reverse("documents:sign_many")).status_code == (200 if signs else 404), who
        for route, allowed in GET_STEPS.items():
            answer = client.get(reverse(route, args=[row.pk]))
            assert answer.status_code == (200 if who in allowed else 404), (who, route)
        assert client.get(reverse(BOOK)).status_code == (200 if who == "office" else 404), who


POST_STEPS = ("documents:step", "documents:on_paper", "documents:issue", "documents:answer")


def test_the_rest_is_posted_and_unknown_to_strangers(
    hands: tuple[OfficialDocument, User], district: District, signed_in: Browser
) -> None:
    row, chair = hands
    data = {"action": "check", "version": row.version, "answer": "receive"}
    for route in POST_STEPS:
        url = reverse(route, args=[row.pk, 1] if route == "documents:answer" else [row.pk])
        assert signed_in(chair).get(url).status_code == 405
        for who in sorted((TAKERS | NONE) - {"commune"}):
            assert signed_in(getattr(district.cast, who)).post(url, data).status_code == 404, (who, route)
    row.refresh_from_db()
    assert row.state == "to_sign"


def test_who_takes_a_package_or_a_dossier(
    hands: tuple[OfficialDocument, User], district: District, signed_in: Browser
) -> None:
    cast = district.cast
    row, chair = hands
    row = issued(addressed(signed(row, chair), cast.commune, cast.units["099"]), cast.commune)
    own = cast.units["03304"]
    addresses.update_address(name=own.name, unit=own, since=SINCE, code="H18.31", by="tests", at=AT)
    url = reverse("documents:edxml", args=[row.pk])
    assert signed_in(cast.commune).get(url).content.startswith(b"<?xml")
    for user in (chair, cast.office, cast.outsider):
        assert signed_in(user).get(url).status_code == 404
    for user in (cast.commune, cast.office):
        assert signed_in(user).get(reverse("documents:archive", args=["x", 2021])).status_code == 404


def test_the_page_says_what_a_package_lacks_before_it_is_asked_for(
    hands: tuple[OfficialDocument, User], district: District, signed_in: Browser
) -> None:
    cast = district.cast
    row, chair = hands
    row = issued(addressed(signed(row, chair), cast.commune, cast.units["099"]), cast.commune)
    page, package = (reverse(f"documents:{name}", args=[row.pk]) for name in ("page", "edxml"))
    own = cast.units["03304"]
    row.deliveries.update(way=Delivery.Way.PAPER)
    assert "edXML" not in signed_in(cast.commune).get(page).text  # nobody gets one
    row.deliveries.update(way=Delivery.Way.EDXML)
    text = signed_in(cast.commune).get(page).text
    assert f"còn thiếu: mã định danh của nơi gửi ({own.name}) trong sổ địa chỉ." in text
    assert "Người quản trị của cơ quan ghi mã định danh ở sổ địa chỉ nơi nhận." in text
    assert package not in text
    refused = signed_in(cast.commune).get(package)
    assert f"còn thiếu: mã định danh của nơi gửi ({own.name})" in refused.text
    addresses.update_address(name=own.name, unit=own, since=SINCE, code="H18.31", by="tests", at=AT)
    assert package in signed_in(cast.commune).get(page).text
    Correspondent.objects.filter(unit=cast.units["099"]).update(code="")
    text = signed_in(cast.commune).get(page).text
    assert f"mã định danh của nơi nhận trong sổ địa chỉ: {cast.units['099'].name}" in text
    assert package not in text


def test_an_issued_document_is_taken_as_word_too(
    hands: tuple[OfficialDocument, User], district: District, signed_in: Browser
) -> None:
    cast = district.cast
    row, chair = hands
    row = issued(addressed(signed(row, chair), cast.commune, cast.units["099"]), cast.commune)
    word = reverse("documents:docx", args=[row.pk])
    assert word in signed_in(cast.commune).get(reverse("documents:page", args=[row.pk])).text
    file = signed_in(cast.commune).get(word)
    assert file.content.startswith(b"PK")
    assert ".docx" in file["Content-Disposition"]
    assert signed_in(cast.outsider).get(word).status_code == 404


def test_what_a_package_lacks_is_said_before_the_document_is_issued(
    hands: tuple[OfficialDocument, User], district: District, signed_in: Browser
) -> None:
    cast = district.cast
    row, chair = hands
    row = addressed(signed(row, chair), cast.commune, cast.units["099"])
    url = reverse("documents:page", args=[row.pk])
    row.deliveries.update(way=Delivery.Way.PAPER)
    assert "edXML" not in signed_in(cast.commune).get(url).text
    row.deliveries.update(way=Delivery.Way.EDXML)
    own = cast.units["03304"]
    text = signed_in(cast.commune).get(url).text
    assert f"còn thiếu: mã định danh của nơi gửi ({own.name}) trong sổ địa chỉ." in text
    addresses.update_address(name=own.name, unit=own, since=SINCE, code="H18.31", by="tests", at=AT)
    text = signed_in(cast.commune).get(url).text
    assert "Đã đủ để lập gói edXML sau khi phát hành." in text
    assert reverse("documents:edxml", args=[row.pk]) not in text
    assert "Đã đủ để lập gói" not in signed_in(chair).get(url).text


def test_a_document_is_signed_on_its_page(
    hands: tuple[OfficialDocument, User], district: District, signed_in: Browser
) -> None:
    row, chair = hands
    client, url = signed_in(chair), reverse("documents:sign", args=[row.pk])
    for password, status in (("sai", 422), ("mat-khau", 302)):
        file = SimpleUploadedFile("khoa.p12", p12("Lò Văn Minh", at=shell_clock.now()))
        answer = client.post(url, {"version": row.version, "key_file": file, "password": password})
        assert answer.status_code == status
        if status == 422:
            assert "Mật khẩu của chứng thư số không đúng" in answer.content.decode()
            assert 'value="sai"' not in answer.content.decode()
    row.refresh_from_db()
    assert (row.state, row.number) == ("signed", 1)
    page = client.get(reverse("documents:page", args=[row.pk])).content.decode()
    assert "01/BC-UBND" in page
