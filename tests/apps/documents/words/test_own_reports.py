"""A commune writes its own report by the outline that the standing office keeps for all of them."""

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.queries import documents
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.reporting.services import submissions, values
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.documents.plain_text import render_plain_text
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, PERIOD, POLICE, District
from tests.factories.programmes import first_programme

Browser = Callable[[User], Client]


@pytest.fixture
def kept(district: District, outline: dict[str, Any]) -> District:
    for code in ("commune", "agency"):
        outlines.import_outline(
            programme=first_programme(), uid=code, code=code, title="Kết quả thực hiện",
            issuer=district.cast.units["099.LDTBXH"], writers=code,
            unit=district.cast.units["099"], due_days=4, definition={**outline, "addressees": ["099"]},
            by="tests", at=AT,
        )  # fmt: skip
    return district


def begin(client: Client, code: str) -> OfficialDocument | None:
    client.post(reverse("documents:begin", args=[code, PERIOD]))
    return OfficialDocument.objects.first()


@pytest.mark.faults(
    "document.draft",
    "elements.keep",
    "figures.accept",
    "outline.keep",
    "report.accept",
    "report.fill",
    "report.send",
)
def test_it_works(kept: District, signed_in: Browser) -> None:
    kept.report(kept.cast.commune, {"B1": "3", "B2": "1200"})
    kept.report(kept.cast.other_commune, {"B1": "40"})
    client = signed_in(kept.cast.commune)
    row = begin(client, "commune")
    assert row is not None
    assert (row.issuer, row.area) == (kept.cast.commune.unit, None)
    said = documents.get_content(row)
    told = render_plain_text(said)
    assert "Đã tổ chức 3 cuộc." in told
    assert "Đã phát 1.200 tờ rơi." in told
    assert "Công an" not in told  # no form of a commune holds these figures
    assert said.letterhead.issuer[0] == "Ủy ban nhân dân"
    assert said.signature.authority == ("TM. Ủy ban nhân dân", "Chủ tịch")
    assert said.addressees == ("UBND huyện Tuần Giáo",)
    (annex,) = said.annexes
    assert "Kết quả của xã, thị trấn" in annex.title
    book = load_workbook(io.BytesIO(client.get(reverse("documents:annexes", args=[row.pk])).content))
    rows = list(book["Phụ lục"].iter_rows(values_only=True))
    assert ("2", "Chỉ tiêu TT02", "cuộc", 1200) in rows


def test_its_figures_live(kept: District, signed_in: Browser) -> None:
    client = signed_in(kept.cast.commune)
    pk = uuid.UUID(
        str(
            submissions.open_submission(
                form=COMMUNES, unit=kept.cast.commune.unit, period=PERIOD, by=kept.cast.commune, at=AT
            ).answer["id"]
        )
    )
    row = begin(client, "commune")
    assert row is not None
    assert "Chưa có số liệu: chỉ tiêu TT01." in render_plain_text(documents.get_content(row))
    values.save(submission=pk, changes={"B1": TypedCell("3", 0)}, by=kept.cast.commune, at=AT)
    page = client.get(reverse("documents:words", args=[row.pk]))
    assert "Đã tổ chức 3 cuộc." in {one.new for one in page.context["changed"]}


def test_without_a_form_of_the_period_there_is_nothing_to_write(kept: District, signed_in: Browser) -> None:
    answer = signed_in(kept.cast.commune).post(reverse("documents:begin", args=["commune", PERIOD]))
    assert answer.status_code == 409
    assert "chưa lập biểu nào" in answer.content.decode()


def test_an_agency_tells_its_own_form(kept: District, signed_in: Browser) -> None:
    kept.report(kept.cast.police, {"A1": "2", "A2": "5"}, form=POLICE)
    row = begin(signed_in(kept.cast.police), "agency")
    assert row is not None
    told = render_plain_text(documents.get_content(row))
    assert "Công an đã kiểm tra 2 cơ sở, 5 người." in told
    assert "tờ rơi" not in told


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("police", "commune"),
        ("commune", "agency"),
        ("office", "agency"),
        ("leader", "commune"),
        ("outsider", "commune"),
    ],
)
def test_nobody_writes_by_the_outline_of_another_kind(kept: District, signed_in: Browser, who: str, code: str) -> None:
    assert begin(signed_in(getattr(kept.cast, who)), code) is None


def test_the_office_finds_them_among_its_templates(kept: District, signed_in: Browser) -> None:
    page = signed_in(kept.cast.office).get(reverse("documents:templates"))
    assert [row.code for row in page.context["rows"]] == ["agency", "commune"]
    url = reverse("documents:template", args=["commune"])
    form = signed_in(kept.cast.office).get(url).context["form"]
    assert "symbol" not in form.fields  # each commune has its own head
    told = {**form.initial, "body": "I. KẾT QUẢ\nXã đã họp {TT01} cuộc."}
    assert signed_in(kept.cast.office).post(url, told).status_code == 302
    kept.report(kept.cast.commune, {"B1": "3"})
    row = begin(signed_in(kept.cast.commune), "commune")
    assert row is not None
    assert "Xã đã họp" in render_plain_text(documents.get_content(row))
