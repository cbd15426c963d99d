"""A block pasted from Excel: first shown, then kept; the layout of the unit is remembered."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.reporting.models import Layout, Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import proxy_entry, values
from tests.apps.reporting.conftest import Opened, typed
from tests.apps.reporting.test_pages import Signed
from tests.factories.cast import AT, Cast

BLOCK = "STT\tNội dung\tSố\n1\tHọp dân\t186\n2\tNgân sách xã\t1,8\n"


def post(client: Client, report: Submission, block: str = BLOCK, **more: str) -> Any:
    return client.post(reverse("reporting:paste", args=[report.pk]), {"block": block, **more})


@pytest.mark.faults("report.paste")
def test_it_works(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    shown = post(client, report).content.decode()
    assert f">{BLOCK}</textarea>" in shown  # it goes on to the next page as it was pasted
    assert build_sheet(report).line("B1").blank  # nothing is kept before it has been seen
    kept = post(client, report, keep="1", names="1", numbers="2", **{"line-0": "", "line-1": "A2", "line-2": "B1"})
    assert kept.status_code == 302
    stands = build_sheet(report)
    assert (stands.line("A2").typed, stands.line("B1").typed) == ("186", "1,8")


def test_the_next_block_needs_no_telling(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    post(client, report, keep="1", names="1", numbers="2", **{"line-0": "", "line-1": "A2", "line-2": "B1"})
    kept = Layout.objects.get()
    assert (kept.names, kept.numbers, kept.lines["hop dan"]) == (1, 2, "A2")
    again = post(client, report, BLOCK.replace("186", "190"), keep="1")
    assert again.status_code == 302
    assert build_sheet(report).line("A2").typed == "190"


@pytest.mark.parametrize(
    ("referer", "next_page"),
    [("http://testserver/bao-cao/", "http://testserver/bao-cao/"), ("https://elsewhere.example/", "/")],
)
def test_a_block_that_is_sent_twice_is_told_as_kept(
    cast: Cast, signed_in: Signed, opened: Opened, referer: str, next_page: str
) -> None:
    """At the second time its numbers stand already, so it is another block to the service."""
    report, client = opened(), signed_in(cast.commune)
    address = reverse("reporting:paste", args=[report.pk])
    told = {"names": "1", "numbers": "2", "line-0": "", "line-1": "A2", "line-2": "B1"}
    body = {"block": BLOCK, "keep": "1", "key": "k-1"} | told
    assert client.post(address, body).status_code == 302
    again = client.post(address, body, headers={"Referer": referer})
    assert (again.status_code, again.headers["Location"]) == (302, next_page)
    assert build_sheet(report).line("A2").typed == "186"


def test_one_bad_number_keeps_nothing_and_says_where(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    reply = post(client, report, "Ngân sách xã\t1,8\nLồng ghép\tkhoảng 5\n", keep="1")
    assert reply.status_code == 422
    assert "Ô này chỉ ghi chữ số" in reply.content.decode()
    assert build_sheet(report).line("B1").blank


def test_what_another_has_typed_meanwhile_is_not_overwritten(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    """Between the look at the block and its keeping the office, on the telephone, has typed the same cell."""
    report, client = opened(), signed_in(cast.commune)
    proxy_entry.begin(
        form="01-XA", unit=report.unit, period=report.period, channel="phone", source="Văn phòng UBND xã",
        by=cast.office, at=AT,
    )  # fmt: skip
    assert 'name="v-B1" value="0"' in post(client, report).content.decode()
    values.save(submission=report.pk, changes=typed(B1="2"), by=cast.office, at=AT)
    kept = post(client, report, "Ngân sách xã\t1,8\nLồng ghép\t3\n", keep="1", **{"v-B1": "0", "v-B2": "0"})
    assert (kept.status_code, "ghi 2" in kept.content.decode()) == (409, True)
    assert (build_sheet(report).line("B1").typed, build_sheet(report).line("B2").blank) == ("2", True)


def test_too_large_a_block_is_refused(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    assert post(signed_in(cast.commune), opened(), "1\n" * 401).status_code == 422
