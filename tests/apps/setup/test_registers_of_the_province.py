"""Registers that the programmes of the province define fill their reports, up to the figures of the province."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry, RegisterType
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.reporting.models import DataValue, Submission
from tests.apps.setup.test_year_of_the_province import get_figures, verify
from tests.factories import quang_ngai
from tests.factories.quang_ngai import BASE, DEMONSTRATION, DIGITAL, DRUGS, FIRST, QUARTER, TODAY, Office, morning

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
type Browser = Callable[[User], Client]


@pytest.fixture
def offices(settings: Any) -> dict[str, Office]:
    settings.DEMONSTRATION = DEMONSTRATION
    quang_ngai.load(FIRST, DRUGS, DIGITAL)
    return {
        code: Office(code, quang_ngai.hire(code), reviewer) for code, reviewer in ((DRUGS, "pcmt"), (DIGITAL, "cds"))
    }


def add(office: Office, register: str, username: str, **values: Any) -> UUID:
    uid = RegisterType.objects.get(programme__code=office.code, code=register).uid
    by = office.people[username]
    result = entries.create_entry(register=uid, unit=by.unit, values=values, by=by, at=morning(values["day"]))
    return UUID(str(result.answer["id"]))


def follow_up(office: Office, username: str, day: date, managed: int, supported: int) -> UUID:
    counts = {"managed": managed, "tested": 1, "trained": supported, "employed": 0, "lent": 0, "supported": supported}
    return add(office, "theo_doi_sau_cai", username, day=day, **counts, visits=2, forms=["vocational"])


def test_follow_up_after_detoxification_fills_the_month(offices: dict[str, Office], signed_in: Browser) -> None:
    drugs = offices[DRUGS]
    for number, name in enumerate(BASE.values(), 1):
        follow_up(drugs, f"mt-{name}", date(2026, 1, 20), 10 * number, 1)
        last = follow_up(drugs, f"mt-{name}", date(2026, 2, 10), 10 * number + 1, 2)
    for name in BASE.values():
        drugs.report(f"mt-{name}", "01-XA", {"A6": "", "B3": ""}, period="202602", day=date(2026, 2, 16))
    february = get_figures(drugs, "01-XA", "202602")
    assert (february["A6"], february["B3"]) == (11 + 21 + 31, 3 * 3), "the last count of each; support of the month"
    value = DataValue.objects.get(submission__unit__code="21548", element__code="SC01", submission__period="202602")
    assert (value.source, value.rows[-1]) == ("register", str(last))
    verify()
    assert [*find_entry_faults()] == []

    client = signed_in(drugs.people["mt-lyson"])
    report = Submission.objects.get(unit__code="21548", period="202602")
    page = client.get(reverse("reporting:lineage", args=[report.pk, "A6"]))
    assert f"/so/theo-doi-sau-cai/{last}/" in page.text, "from the figure to the entry"
    changed = {
        "day": "10/2/2026", "managed": "40", "tested": "1", "trained": "2", "employed": "0", "lent": "0",
        "supported": "2", "visits": "2", "forms": ["vocational"], "version": "1",
    }  # fmt: skip
    page = client.post(f"/so/theo-doi-sau-cai/{last}/sua/", changed, follow=True)
    assert "sổ hiện có 40" in page.text, "the accepted report says otherwise now"


def test_classes_and_points_fill_the_quarter(offices: dict[str, Office], signed_in: Browser) -> None:
    digital = offices[DIGITAL]
    day = date(2026, 1, 12)
    course = add(digital, "lop_ky_nang_so", "cds-skhcn", day=day, title="Học VNeID", content="public_service",
                 mode="online", sessions=4)  # fmt: skip
    for area, learners in (("21484", 25), ("21548", 15)):
        add(digital, "hoc_vien_lop", "cds-skhcn", day=day, **{"class": course}, area=area, content="public_service",
            learners=learners)  # fmt: skip
    own = add(digital, "lop_ky_nang_so", "cds-bato", day=day, title="Quét mã QR", content="payment", mode="in_person",
              place="Bưu điện", sessions=1)  # fmt: skip
    add(digital, "hoc_vien_lop", "cds-bato", day=day, **{"class": own}, area="21484", content="payment", learners=7)
    for number in range(2):
        point = add(digital, "diem_dich_vu_cong", "cds-bato", day=day, title=f"Điểm số {number}",
                    kind="culture_house", seats=2, assisted=True)  # fmt: skip
        add(digital, "trang_thai_diem", "cds-bato", day=day, point=point, state="active")
    add(digital, "trang_thai_diem", "cds-bato", day=day + timedelta(days=40), point=point, state="closed",
        why="chuyển về trung tâm xã")  # fmt: skip
    blank = dict.fromkeys(("B3", "B3.1", "B3.2", "B3.3", "B3.4"), "")
    digital.report("cds-bato", "01-CDS", blank | {"A7": "", "D2.1": "1"}, period=QUARTER)
    digital.report("cds-lyson", "01-CDS", blank | {"A7": "0", "D2.1": "1"}, period=QUARTER)
    figures = get_figures(digital, "01-CDS", QUARTER)
    assert [figures[code] for code in ("B3", "B3.1", "B3.2", "B3.3", "A7")] == [47, 40, 7, 0, 1]
    verify()
    assert [*find_entry_faults()] == []
    assert DataEntry.objects.filter(day__lte=TODAY).count() == 2 + 3 + 2 + 3

    client = signed_in(digital.people["cds"])
    page = client.get(reverse("reporting:sources"))
    for text in ("Người dự lớp kỹ năng số", "lượt người của địa bàn dự lớp", "Nội dung hướng dẫn: Thanh toán"):
        assert text in page.text


def test_a_figure_leads_to_the_row_that_it_counts_and_on_to_its_class(
    offices: dict[str, Office], signed_in: Browser
) -> None:
    digital = offices[DIGITAL]
    client, rows = signed_in(digital.people["cds-bato"]), "hoc-vien-lop"
    sent = {"day": "12/1/2026", "title": "Quét mã QR", "content": "payment", "mode": "online", "sessions": "1",
            f"{rows}-rows": "2"}  # fmt: skip
    for number, (area, learners) in enumerate((("21484", "7"), ("21548", "2"))):
        typed = {"area": area, "content": "payment", "learners": learners}
        sent |= {f"{rows}-{number}-{name}": text for name, text in typed.items()}
    course = client.post("/so/lop-ky-nang-so/them/", sent, follow=True).redirect_chain[-1][0]
    own = DataEntry.objects.get(type__code="hoc_vien_lop", content__area="21484")
    blank = dict.fromkeys(("B3", "B3.1", "B3.2", "B3.3", "B3.4"), "")
    digital.report("cds-bato", "01-CDS", blank | {"A7": "0", "D2.1": "1"}, period=QUARTER)
    report = Submission.objects.get(unit__code="21484", period=QUARTER)
    lineage = client.get(reverse("reporting:lineage", args=[report.pk, "B3"])).text
    assert f"/so/{rows}/{own.pk}/" in lineage
    assert lineage.count(f"/so/{rows}/") == 1, "the row of the other area is not of this figure"
    assert f'href="{course}"' in client.get(f"/so/{rows}/{own.pk}/").text
    page = client.post(f"{course}gach-bo/", {"version": "1", "reason": "lớp không mở"}, follow=True)
    assert "Đã gạch bỏ." in page.text
    assert "sổ hiện có" in page.text, "the report that counted its row says otherwise now"
    lineage = client.get(reverse("reporting:lineage", args=[report.pk, "B3"])).text
    assert "gạch bỏ" in lineage, "the sent figure stands, and says that its row no longer counts"
