"""An entry written into an accepted period: the writer is told, and page, cell and lineage say the same afterwards."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.models import Figure
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import Submission
from tests.apps.setup.page_text import page_text

pytestmark = pytest.mark.usefixtures("db", "demonstration")
PERIOD, FORM = "2021S1", "01-XA"
BROADCAST = {
    "day": "3/6/2021", "title": "Phát thanh tại bản", "kind": "broadcast", "contents": ["law"],
    "audiences": ["residents"], "languages": ["vietnamese"], "channel": "loudspeaker",
    "place": "Bản Cang", "items": "5", "minutes": "",
}  # fmt: skip


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def report() -> Submission:
    return Submission.objects.get(form__code=FORM, period=PERIOD, unit__code="03289", state="accepted")


def written(client: Client) -> str:
    """The words of the page that follows the write."""
    reply = client.post(reverse("registers:add", args=["truyen-thong"]), BROADCAST, follow=True)
    assert reply.status_code == 200, re.sub(r"<[^>]+>", " ", reply.content.decode())[-2500:]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def everywhere(office: Client) -> dict[str, str]:
    return {
        "report": page_text(office, reverse("reporting:submission", args=[report().pk])),
        "cell": page_text(office, reverse("reporting:lineage", args=[report().pk, "B3"])),
        "sheet": page_text(office, reverse("consolidation:sheet", args=["099", PERIOD, FORM])),
        "figure": page_text(
            office,
            reverse("consolidation:figure", args=["099", PERIOD, FORM, "TT03"]) + "?phan-to=&don-vi=03289",
        ),
    }


def test_adding_changing_and_voiding_are_told_and_every_page_says_the_same() -> None:
    clerk, office = signed_in("xa03289"), signed_in("thuongtruc")
    accepted = int(report().values.get(cell="B3").number or 0)
    whole = int(Figure.objects.get(unit__code="099", form=FORM, period=PERIOD, element="TT03").number or 0)
    assert "sổ hiện có" not in "".join(everywhere(office).values())

    said = written(clerk)
    assert f"Buổi phát thanh: đã duyệt {accepted}, sổ hiện có {accepted + 5}" in said
    told = everywhere(office)
    pair = f"Đã duyệt: {accepted} ; sổ hiện có {accepted + 5}"
    for page in ("report", "cell", "figure"):
        assert pair in told[page], page
    assert f"Đã duyệt: {whole} ; sổ hiện có {whole + 5}" in told["figure"]
    assert "Sổ đổi sau khi duyệt báo cáo: Quài Cang" in told["sheet"]
    assert f"{whole} sổ hiện có {whole + 5}" in told["sheet"]
    for page in ("cell", "figure"):
        assert f"Sổ hiện có {accepted + 5}" in told[page]
        assert f"khi gửi là {accepted}, sổ hiện có {accepted + 5}" in told[page]
        assert f"Cộng {accepted} " in told[page]
        assert "ghi sau khi gửi báo cáo" in told[page]

    entry = DataEntry.objects.get(title=BROADCAST["title"])
    reply = clerk.post(
        reverse("registers:void", args=["truyen-thong", entry.pk]),
        {"version": entry.version, "reason": "Ghi nhầm"},
        follow=True,
    )
    assert "sổ hiện có" not in reply.content.decode()
    assert "sổ hiện có" not in "".join(everywhere(office).values())

    first = DataEntry.objects.filter(
        type__uid="activities", unit__code="03289", text1="broadcast", voided=False
    ).first()
    assert first is not None
    assert first.content["items"]
    reply = clerk.post(
        reverse("registers:void", args=["truyen-thong", first.pk]),
        {"version": first.version, "reason": "Ghi trùng"},
        follow=True,
    )
    left = accepted - first.content["items"]
    assert f"đã duyệt {accepted}, sổ hiện có " in reply.content.decode()
    cell = page_text(office, reverse("reporting:lineage", args=[report().pk, "B3"]))
    assert "đã gạch bỏ sau khi gửi" in cell
    assert f"khi gửi là {accepted}, sổ hiện có {left}" in cell
    assert f"Cộng {accepted} " in cell


def test_a_day_after_the_period_warns_of_nothing() -> None:
    reply = signed_in("xa03289").post(
        reverse("registers:add", args=["truyen-thong"]), BROADCAST | {"day": "18/6/2021"}, follow=True
    )
    assert "sổ hiện có" not in reply.content.decode()
