"""Registers in English: every sentence of their pages is translated; entries and lists of a programme are data."""

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.inspections.models import InspectionProgramme, Visit
from sokehoach.apps.registers.inspections.teams.models import Meeting
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from tests.apps.setup.test_english import asked, english
from tests.apps.setup.test_english_setup import check_pages, fresh
from tests.soak import LONG

__all__ = ["asked", "fresh"]
pytestmark = pytest.mark.usefixtures("db", "demonstration")
READERS = ("thuongtruc", "xa03269", "congan", "yte", "vanhoa", "taichinh", "mattran", "doi178", "lanhdao", "vpubnd")


def visit_registers(username: str, written: set[str]) -> Iterator[tuple[str, Any]]:
    """Every register that the account reads: its entries, one entry, and the pages on which it is written, but those
    that an account before it has seen (`written`). In the long form every account sees them.
    """
    user, client = User.objects.select_related("unit__parent").get(username=username), english(username)
    yield f"{username} list", client.get("/so/")
    for register in entries.list_readable_registers(user):
        yield f"{username} {register.slug}", client.get(reverse("registers:register", args=[register.slug]))
        for route in ("add", "import"):
            address = reverse(f"registers:{route}", args=[register.slug])
            if address not in written and (page := client.get(address)).status_code == 200:
                yield f"{username} {address}", page
                yield f"{username} {address} without anything", client.post(address, {})
                if not LONG:
                    written.add(address)
        entry = entries.list_entries_with_values(user, register).first()
        if entry is not None:
            yield f"{username} {register.slug} entry", client.get(register.address(entry.pk), follow=True)
            change = client.get(reverse("registers:change", args=[register.slug, entry.pk]))
            if change.status_code == 200:
                yield f"{username} {register.slug} change", change


@pytest.mark.sweep
@pytest.mark.parametrize("usernames", [READERS[:3], READERS[3:7], READERS[7:11]])
def test_pages_of_each_register(usernames: tuple[str, ...], asked: set[str]) -> None:
    written: set[str] = set()
    check_pages((page for username in usernames for page in visit_registers(username, written)), asked)


@pytest.mark.sweep
def test_pages_of_single_registers(asked: set[str]) -> None:
    """Overviews by unit, year or content, and what is written beside an entry."""

    def pages() -> Iterator[tuple[str, Any]]:
        overviews = (
            "/so/truyen-thong/theo-noi-dung/", "/so/quan-triet/theo-don-vi/", "/so/tap-huan/theo-don-vi/",
            "/so/lanh-manh/nam/", "/so/lanh-manh/thang-diem/", "/so/can-doi-kinh-phi/", "/so/giao-ket-luan/",
            "/so/kiem-tra-cong-tac/con-khac-phuc/", "/so/giam-sat/tai-don-vi/",
        )  # fmt: skip
        for username in ("thuongtruc", "laodong", "lanhdao", "taichinh", "xa03289"):
            client = english(username)
            for address in overviews:
                page = client.get(address)
                if page.status_code == 200:
                    yield f"{username} {address}", page
        office = english("thuongtruc")
        course = DataEntry.objects.filter(type__code="training").first()
        for name in ("entry", "change"):
            yield f"course {name}", office.get(reverse(f"registers:{name}", args=["tap-huan", course.pk]))
        for meeting in Meeting.objects.all():
            yield "conclusions", office.get(reverse("teams:conclusions", args=[meeting.pk]))
        yield "assessment", office.get(reverse("assessment:sheet", args=[Assessment.objects.first().pk]))
        for visit in SupervisionVisit.objects.all()[:3]:
            for username in ("mattran", "laodong", "xa03289"):
                page = english(username).get(reverse("supervision:reply", args=[visit.pk]))
                if page.status_code == 200:
                    yield f"reply {username}", page

    check_pages(pages(), asked)


@pytest.mark.sweep
def test_pages_of_inspections(asked: set[str]) -> None:
    def pages() -> Iterator[tuple[str, Any]]:
        for username in ("doi178", "vanhoa", "thuongtruc"):
            client = english(username)
            for name in ("board", "week", "frames", "plan", "add_programme"):
                page = client.get(reverse(f"inspections:{name}"))
                if page.status_code == 200:
                    yield f"{username} {name}", page
            for name, rows in (
                ("programme", InspectionProgramme.objects.all()),
                ("visit", Visit.objects.all()[:12]),
            ):
                for row in rows:
                    page = client.get(reverse(f"inspections:{name}", args=[row.pk]))
                    if page.status_code == 200:
                        yield f"{username} {name}", page
        team = english("doi178")
        yield "planned nothing", team.post(reverse("inspections:plan"), {})
        yield "added nothing", team.post(reverse("inspections:add_programme"), {})
        for name in ("record_visit", "sanction", "close", "call_off", "invite"):
            for visit in Visit.objects.all():
                page = team.get(reverse(f"inspections:{name}", args=[visit.pk]))
                if page.status_code == 200:
                    yield name, page
                page = team.post(reverse(f"inspections:{name}", args=[visit.pk]), {})
                if page.status_code == 422:
                    yield f"{name} without anything", page

    check_pages(pages(), asked)


def test_a_file_of_a_register_is_vietnamese_and_can_be_imported() -> None:
    client = english("xa03269")
    address = reverse("registers:template", args=["truyen-thong"])
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(address).content))
    titles = [cell.value for cell in sheet.worksheets[0][1]]
    assert "Tên hoạt động" in titles
    first = {"Ngày": "1/6/2021", "Tên hoạt động": "Họp bản", "Hình thức": "Họp dân"}
    sheet.worksheets[0].append([first.get(title) for title in titles])
    content = io.BytesIO()
    sheet.save(content)
    file = SimpleUploadedFile("so.xlsx", content.getvalue())
    page = client.post(reverse("registers:import", args=["truyen-thong"]), {"file": file}).content.decode()
    assert "Unknown or repeated column" not in page
    assert "Cells to correct" in page
