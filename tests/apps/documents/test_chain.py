"""The chain closes: an issued report is owed no more, a granted day moves every page, what arrived is found and
answered by the addressee alone. Through the pages.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.documents.models import Delivery, OfficialDocument
from sokehoach.apps.documents.queries import office_reports
from sokehoach.apps.documents.services import addresses, dispatches, outlines, workflow
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.services import extensions
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.documents.written import current, issued, signed
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.district import COMMUNES, PERIOD, District
from tests.factories.programmes import first_programme

Browser = Callable[[User], Client]
DAY = date(2021, 6, 22)
OVERDUE = "quá hạn 2 ngày làm việc"
OFFICE, COMMITTEE = "của Phòng Lao động - TB&amp;XH", "của Huyện Tuần Giáo"


@pytest.fixture
def owing(district: District, outline: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> District:
    """The office and the committee each owe a report of the half-year, due on 18 June; it is the 22nd."""
    monkeypatch.setattr("sokehoach.apps.shell.clock.now", lambda: AT)
    monkeypatch.setattr("sokehoach.apps.shell.clock.today", lambda: DAY)
    for code, issuer in (("bc-phong", "099.LDTBXH"), ("bc-uy-ban", "099")):
        outlines.import_outline(
            programme=first_programme(), uid=code, code=code, title="Kết quả phòng, chống mại dâm",
            issuer=district.cast.units[issuer],
            unit=district.cast.units["099"], due_days=4, definition=outline, by="tests", at=AT,
        )  # fmt: skip
    return district


def employed(name: str, full_name: str, unit: Unit, role: str, over: Unit) -> User:
    users.create_user(username=name, full_name=full_name, title="", unit=unit, by="tests", at=AT)
    user = User.objects.get(username=name)
    grants.create_grant(
        user=user, role=Role.objects.get(code=role), unit=over, function="general", since=SINCE, by="tests", at=AT
    )  # fmt: skip
    return user


@pytest.fixture
def head(owing: District) -> User:
    units = owing.cast.units
    return employed("truongphong", "Lò Văn Hặc", units["099.LDTBXH"], "leader", units["099"])


@pytest.fixture
def hall(owing: District) -> User:
    """Takes in for the committee of the district, and is not of the office."""
    units = owing.cast.units
    Role.objects.create(code="hall", name="hall", actions=["document.take", "document.receive"])
    return employed("vp", "Tòng Văn Tuấn", units["099"], "hall", units["099"])


def main(client: Client, name: str, *args: object, **query: str) -> str:
    page = client.get(reverse(name, args=args), query).content.decode()
    return " ".join(page.partition("<main")[2].split())


def in_book(unit: Unit) -> int:
    kept = addresses.update_address(name=unit.name, unit=unit, since=SINCE, by="tests", at=AT)
    return int(str(kept.answer["id"]))


def ready(cast: Cast, client: Client, outline: str, signer: User, *to: tuple[str, str]) -> OfficialDocument:
    """The report of the half-year, begun on the page, signed, addressed: a press before it is issued."""
    assert client.post(reverse("documents:begin", args=[outline, PERIOD])).status_code == 302
    row = OfficialDocument.objects.latest("pk")
    workflow.submit_document(document=row.pk, version=row.version, by=cast.office, at=AT)
    workflow.confirm_check(document=row.pk, version=current(row).version, by=cast.office, at=AT)
    row = signed(current(row), signer)
    named = [(in_book(cast.units[unit]), way) for unit, way in to]
    dispatches.assign_recipients(document=row.pk, version=row.version, to=named, due_on=None, by=cast.office, at=AT)
    return current(row)


def reminded(user: User) -> list[str]:
    told = {draft.person: [line.text for line in draft.lines] for draft in reminders.build_drafts(DAY)}
    return [text for text in told.get(user.pk, []) if "kết quả phòng, chống mại dâm" in text]


def test_an_issued_report_is_owed_nowhere(owing: District, signed_in: Browser, head: User) -> None:
    cast = owing.cast
    office, leader = signed_in(cast.office), signed_in(cast.leader)
    home = main(office, "home:today")
    assert home.count(f"{OVERDUE}</b>") == 2
    assert f"6 tháng đầu năm 2021 {OFFICE}: kết quả" in main(leader, "home:leader")
    assert f"6 tháng đầu năm 2021 {OFFICE}: kết quả" in main(leader, "home:today"), "who leads sees who is late"
    assert len(reminded(cast.office)) == 2
    names = {name for name, _line in reminders.list_calendar_lines(cast.office, DAY)}
    assert names == {"bc-phong-2021S1", "bc-uy-ban-2021S1"}

    row = ready(cast, office, "bc-phong", head, ("11", "paper"))
    assert len(reminded(cast.office)) == 2, "a signed report is not out yet"
    row = issued(row, cast.office)
    home = main(office, "home:today")
    assert home.count(f"{OVERDUE}</b>") == 1
    assert f"{OFFICE} đã phát hành ngày" in home
    assert f"{COMMITTEE}: kết quả" in home, "the committee's own is still to come"
    for page in ("home:leader", "home:today"):
        assert f"{OFFICE}: kết quả" not in main(leader, page)
    assert "Đã phát hành" in main(office, "documents:list")
    assert [text.partition(" của ")[2].partition(":")[0] for text in reminded(cast.office)] == ["Huyện Tuần Giáo"]
    assert [name for name, _line in reminders.list_calendar_lines(cast.office, DAY)] == ["bc-uy-ban-2021S1"]
    assert reminders.list_calendar_lines(cast.commune, date(2021, 6, 1))[0][0] == "01-XA-2021S1-03304"


def test_a_revoked_report_is_owed_again_a_replaced_one_keeps_its_day(
    owing: District, signed_in: Browser, head: User
) -> None:
    cast = owing.cast
    client = signed_in(cast.office)
    first = issued(ready(cast, client, "bc-phong", head, ("11", "paper")), cast.office)
    later = ready(cast, client, "bc-phong", head, ("11", "paper"))
    OfficialDocument.objects.filter(pk=later.pk).update(replaces=first)
    dispatches.issue_document(
        document=later.pk,
        version=later.version,
        unsealed_reason="Chờ cấp chứng thư số.",
        by=cast.office,
        at=datetime(2021, 6, 25, 9, tzinfo=AT.tzinfo),
    )
    (report,) = [
        one for one in office_reports.list_followed_reports(cast.office, DAY).own if one.outline.code == "bc-phong"
    ]
    assert (report.document, report.issued_on, report.overdue_days) == (later, DAY, 0)
    OfficialDocument.objects.filter(pk=later.pk).update(state="revoked")
    (report,) = [
        one for one in office_reports.list_followed_reports(cast.office, DAY).own if one.outline.code == "bc-phong"
    ]
    assert (report.document, report.overdue_days) == (None, 2)


def test_both_reports_of_a_year_are_owed_when_it_closes(owing: District) -> None:
    reports = office_reports.list_followed_reports(owing.cast.office, date(2021, 12, 20)).own
    assert {report.period.id for report in reports} == {"2021S2", "2021"}


def test_what_shows_as_arrived_is_opened_found_and_answered_by_the_addressee(
    owing: District, signed_in: Browser, head: User, hall: User
) -> None:
    cast = owing.cast
    office, police, committee = signed_in(cast.office), signed_in(cast.police), signed_in(hall)
    row = ready(cast, office, "bc-phong", head, ("099", "product"), ("099.CA", "product"), ("03269", "product"))
    row = issued(row, cast.office)
    assert set(row.deliveries.values_list("state", flat=True)) == {"arrived"}
    file = row.files.latest("added_at", "pk")
    addressees = {"099": committee, "099.CA": police, "03269": signed_in(cast.other_commune)}
    for number, (unit, client) in enumerate(addressees.items(), 1):
        assert row.numbered in main(client, "home:today")
        listed = main(client, "documents:list")
        assert reverse("documents:page", args=[row.pk]) in listed
        assert client.get(reverse("documents:file", args=[row.pk, file.pk])).status_code == 200
        delivery = row.deliveries.get(correspondent__unit__code=unit)
        answer = reverse("documents:answer", args=[row.pk, delivery.pk])
        for stranger in (office, signed_in(head), signed_in(cast.commune), signed_in(cast.leader)):
            assert stranger.post(answer, {"answer": "receive"}).status_code == 404
        assert office.post(answer, {"answer": "told", "state": "accepted"}).status_code == 409
        assert "Tiếp nhận</button>" in main(client, "documents:page", row.pk)
        assert client.post(answer, {"answer": "receive"}).status_code == 302
        assert f"đã tiếp nhận {number}/3 nơi nhận" in main(office, "documents:page", row.pk)
        assert f"đã tiếp nhận {number}/3 nơi nhận" in main(office, "documents:list")
        assert row.numbered not in main(client, "home:today")
    assert Delivery.objects.filter(document=row, state="accepted").count() == 3


def test_a_unit_where_nobody_takes_in_is_not_reached_in_the_product(
    owing: District, signed_in: Browser, head: User
) -> None:
    """The only account that takes in for the committee is the sender's own."""
    cast = owing.cast
    with pytest.raises(InvalidInput):
        ready(cast, signed_in(cast.office), "bc-phong", head, ("099", "product"))
    row = OfficialDocument.objects.latest("pk")
    page = main(signed_in(cast.office), "documents:recipients", row.pk)
    assert '<option value="product"' not in page


def test_whose_last_clerk_left_meanwhile_is_named_when_it_is_issued(
    owing: District, signed_in: Browser, head: User, hall: User
) -> None:
    cast = owing.cast
    row = ready(cast, signed_in(cast.office), "bc-phong", head, ("099", "product"))
    User.objects.filter(pk=hall.pk).update(is_active=False)
    with pytest.raises(ActionRefused, match="Huyện Tuần Giáo"):
        issued(row, cast.office)
    assert current(row).state == "signed"


def test_a_granted_day_stands_on_every_page(owing: District, signed_in: Browser) -> None:
    """Asked for after the day, as most are."""
    cast = owing.cast
    commune, office, leader = signed_in(cast.commune), signed_in(cast.office), signed_in(cast.leader)
    late = {"home:leader": leader, "home:today": leader, "documents:list": office}
    for page, client in late.items():
        assert "Tênh Phông" in main(client, page).replace("Vừa qua", "")
    assert "Quá hạn" in main(commune, "home:today")
    ask = {
        "form": COMMUNES,
        "unit": "03304",
        "period": PERIOD,
        "until": "2021-06-30",
        "reason": "Sạt lở đường.",
    }
    assert commune.post(reverse("reporting:ask_extension"), ask).status_code == 302
    (asked,) = extensions.Extension.objects.all()
    url = reverse("reporting:answer_extension", args=[asked.pk])
    assert office.post(url, {"answer": "granted", "ky": PERIOD}).status_code == 302

    for page in ("home:today", "reporting:list", "reporting:dates"):
        told = main(commune, page, **({} if page == "home:today" else {"ky": PERIOD}))
        assert "quá hạn" not in told.lower().replace("quá hạn nộp", ""), page
        assert "30/6" in told
    late_table = main(leader, "home:leader").partition('id="late"')[2].partition("</section>")[0]
    assert "Tênh Phông" not in late_table
    assert "Pú Xi" in late_table
    assert "Tênh Phông" not in main(office, "documents:list"), "the letter that urges leaves it out"
    lines = {draft.person: draft.lines for draft in reminders.build_drafts(date(2021, 6, 30))}
    assert lines[cast.commune.pk][0].due == date(2021, 6, 30)
    assert dict(reminders.list_calendar_lines(cast.commune, DAY))["01-XA-2021S1-03304"].due == date(2021, 6, 30)
