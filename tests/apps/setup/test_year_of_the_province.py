"""The two programmes of a province, from the empty home to the issued reports of a month and of quarters."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.adapters.signature import signing
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.consolidation.queries import sheets
from sokehoach.apps.consolidation.queries.recounts import list_differences
from sokehoach.apps.documents.models import OfficialDocument, ReportOutline
from sokehoach.apps.documents.services import addresses, dispatches, signatures, workflow
from sokehoach.apps.reporting.models import Form
from sokehoach.apps.reporting.queries.trail_comparison import compare_with_trail
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.config.env import Demonstration
from sokehoach.domain.documents.document_workflow import DocumentState
from sokehoach.domain.documents.plain_text import render_plain_text
from sokehoach.domain.documents.serialization import load_document
from tests.adapters.signature.keys import p12
from tests.factories import quang_ngai
from tests.factories.quang_ngai import (
    BASE,
    DEMONSTRATION,
    DIGITAL,
    DRUGS,
    FIRST,
    MONTHS,
    QUARTER,
    SINCE,
    TODAY,
    Office,
    morning,
)

pytestmark = pytest.mark.django_db
type Browser = Callable[[User], Client]


@pytest.fixture
def installation(settings: Any) -> None:
    settings.DEMONSTRATION = DEMONSTRATION
    quang_ngai.load(FIRST, DRUGS, DIGITAL)


@pytest.fixture
def drugs(installation: None) -> Office:
    return Office(DRUGS, quang_ngai.hire(DRUGS), "pcmt")


@pytest.fixture
def digital(installation: None) -> Office:
    return Office(DIGITAL, quang_ngai.hire(DIGITAL), "cds")


def get_figures(office: Office, form: str, period: str) -> dict[str, Decimal | None]:
    """By cell code, as the reviewer reads the sheet of the province."""
    sheet = sheets.access_sheet(office.people[office.reviewer], unit="51", form=office.form(form).uid, period=period)
    return {line.cell.code: line.figure.value for line in sheet.lines}  # type: ignore[misc]


def issue(
    office: Office, client: Client, outline: str, period: str, signer: str, *, day: date = TODAY
) -> OfficialDocument:
    """The report of the outline: begun on its page, checked, signed, addressed, issued."""
    begin = reverse("documents:begin", args=[outline, period])
    assert client.post(begin, {"compared": "1"}).status_code == 302
    row = OfficialDocument.objects.latest("pk")
    clerk, head, at = office.people[office.reviewer], office.people[signer], morning(day)

    def current() -> OfficialDocument:
        row.refresh_from_db()
        return row

    workflow.submit_document(document=row.pk, version=row.version, by=clerk, at=at)
    workflow.confirm_check(document=row.pk, version=current().version, by=clerk, at=at)
    key = signing.load_key(p12(head.full_name, at=at), "mat-khau", at=at)
    signatures.sign_document(document=row.pk, version=current().version, signing_key=key, by=head, at=at)
    kept = addresses.update_address(name="UBND tỉnh", unit=head.unit.parent, since=SINCE, by="tests", at=at)
    to = [(int(str(kept.answer["id"])), "paper")]
    dispatches.assign_recipients(document=row.pk, version=current().version, to=to, due_on=None, by=clerk, at=at)
    dispatches.issue_document(
        document=row.pk, version=current().version, unsealed_reason="Chờ cấp chứng thư số.", by=clerk, at=at
    )
    return current()


def verify() -> None:
    assert [*list_differences()] == []
    assert compare_with_trail().differences == ()
    assert [*find_version_faults()] == []
    uids = set(Form.objects.values_list("uid", flat=True)) - set(Form.objects.values_list("code", flat=True))
    assert not [event for event in Event.objects.all() if event.body["detail"].get("form") in uids], (
        "shown in the trail"
    )


def outline_of(office: Office, code: str) -> str:
    return ReportOutline.objects.get(programme__code=office.code, code=code, stands=True).uid


@pytest.mark.sweep
def test_drugs_over_a_month_and_a_quarter(drugs: Office, signed_in: Browser) -> None:
    people = [f"mt-{name}" for name in BASE.values()]
    for month_number, month in enumerate(MONTHS):
        day = date(2026, month_number + 1, 16)
        for number, username in enumerate(people, 1):
            cells = {"A1.1": str(10 * number - month_number), "A1.2": "2", "A2": "1", "A3": "2", "A4": str(number),
                     "C1": str(number), "C2": "100", "C1.2": "1", "D5": f"{number},5"}  # fmt: skip
            drugs.report(username, "01-XA", cells, period=month, day=day)
        drugs.report("pc04", "04-CA", {"A1": "3", "A2": "4", "B1.1": "0,125", "B1.2": "1,5", "C4": "12,5", "C3": "2"},
                     period=month, day=day)  # fmt: skip
    for number, username in enumerate(people, 1):
        cells = {"A1.1": "120,5", "A2.1": "30,2", "B2": "1", "B3": str(number % 2), "B4": "1",
                 "C1.1": str(number), "C1.2": "10", "C2.1": "2", "C2.2": "4"}  # fmt: skip
        drugs.report(username, "02-XA", cells, period=QUARTER)
        drugs.report(username, "01-XA", None, period=QUARTER)
    march, quarter = get_figures(drugs, "01-XA", "202603"), get_figures(drugs, "02-XA", QUARTER)
    assert march["A1"] == 8 + 18 + 28 + 3 * 2
    assert (march["C1"], march["D5"]) == (6, Decimal("7.5"))
    assert (quarter["A1"], quarter["A2"]) == (Decimal("361.5"), Decimal("90.6"))
    assert (quarter["B2"], quarter["B3"], quarter["C1.1"], quarter["C1.2"]) == (3, 2, 6, 30)
    added = {"A2": 9, "A3": 18, "C1": 18, "C2": 900, "C1.2": 9, "D5": Decimal("22.5")}
    assert get_figures(drugs, "01-XA", QUARTER) == march | added
    assert get_figures(drugs, "04-CA", "202603")["B1"] == Decimal("1.625")

    client = signed_in(drugs.people["pcmt"])
    outline = outline_of(drugs, "bc-ca")
    for period, said, unsaid in (
        ("202603", "60 người nghiện ma túy có hồ sơ quản lý", "điểm tiếp nhận, tư vấn cai nghiện"),
        (QUARTER, "đã chi trong kỳ 90,6 triệu đồng", "địa bàn không ma túy"),
    ):
        row = issue(drugs, client, outline, period, "mt-giamdoc")
        assert row.current_state is DocumentState.ISSUED
        assert client.get(reverse("documents:page", args=[row.pk])).status_code == 200
        text = render_plain_text(load_document(row.content))
        assert said in text
        assert unsaid not in text
    verify()
    figure = Figure.objects.get(unit__code="51", form=drugs.form("01-XA").uid, period="202603", number=Decimal("7.5"))
    Figure.objects.filter(pk=figure.pk).update(number=8)
    (difference,) = list_differences()
    assert (difference.form, difference.element, difference.stored) == (f"01-XA ({DRUGS})", "DT01", 8), "as printed"


@pytest.mark.sweep
def test_digital_over_two_quarters_beside_the_other(digital: Office, signed_in: Browser, settings: Any) -> None:
    summer = date(2026, 6, 16)
    for period, day, step in ((QUARTER, TODAY, 0), ("2026Q2", summer, 10)):
        settings.DEMONSTRATION = Demonstration(today=day, seed=0)
        for number, name in enumerate(BASE.values(), 1):
            cells = {"A1.1": str(70 + number + step), "A1.2": "100", "A4.1": "1", "A4.2": str(2 * number),
                     "B1.1": "5", "B1.2": "8", "B3": "40", "B3.1": "30", "D1": "có",
                     "D1.1": f"{10 * number}/1/2026", "D2.1": "1",
                     "D3.2": "1", "D3.4": str(number % 2), "E1": "không" if number == 1 else "có", "F1": "200,5",
                     "F2": "12,3"}  # fmt: skip
            texts = {"D1.2": f"{number}/KH-UBND"}
            digital.report(f"cds-{name}", "01-CDS", cells, texts=texts, period=period, day=day)
        digital.report("cds-soyte", "02-SO", {"A1.1": "45", "A1.2": "60", "B2.1": "1"}, period=period, day=day)
        cells = {"A1": "532", "A3": "12,5", "B1.1": "4", "B1.2": "5"}
        digital.report("cds-skhcn", "03-KHCN", cells, period=period, day=day)
    first, second = (get_figures(digital, "01-CDS", period) for period in (QUARTER, "2026Q2"))
    assert (first["A1.1"], first["A1.2"], second["A1.1"]) == (71 + 72 + 73, 300, 81 + 82 + 83)
    assert (first["D1"], first["D2.1"], first["D3.2"], first["D3.4"], first["E1"]) == (3, 3, 3, 2, 2)
    assert first["D1.1"] == second["D1.1"] == date(2026, 1, 30).toordinal()
    assert (first["F1"], second["F2"]) == (Decimal("601.5"), Decimal("36.9"))
    client = signed_in(digital.people["cds"])
    sums = reverse("consolidation:sheet", args=["51", QUARTER, digital.form("01-CDS").uid])
    listing = client.get(sums).content.decode().partition("Số, ký hiệu kế hoạch")[2]
    assert all(f"{number}/KH-UBND" in listing for number in (1, 2, 3))
    for period, said in ((QUARTER, "216 trong 300 hồ sơ"), ("2026Q2", "246 trong 300 hồ sơ")):
        row = issue(digital, client, outline_of(digital, "bc-khcn"), period, "cds-giamdoc", day=summer)
        assert row.current_state is DocumentState.ISSUED
        text = render_plain_text(load_document(row.content))
        assert said in text
        assert "kế hoạch muộn nhất ban hành ngày 30 tháng 01 năm 2026" in text
    verify()
