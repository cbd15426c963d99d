"""A cell is read as the page of its form writes numbers, whatever the account's language is by then."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.reporting.models import DataValue
from sokehoach.apps.reporting.pages.report_page import load_report_page
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import values
from sokehoach.apps.shell.page_language import FIELD
from tests.apps.reporting.conftest import Opened, typed
from tests.apps.reporting.test_pages import Signed, page, post_cell, whole
from tests.factories.cast import AT, Cast

BLOCK = "Kinh phí\tSố\nNgân sách xã\t{}\n"


def choose(client: Client, language: str) -> None:
    client.post("/tai-khoan/ngon-ngu/", {"language": language, "next": "/"})


@pytest.mark.parametrize(
    ("text", "carried", "number"),
    [
        ("1.234", {}, "1.234"),
        ("1.234", {FIELD: "vi"}, "1.234"),
        ("1.234", {FIELD: "en"}, "1,234"),
        ("1,234", {FIELD: "en"}, "1.234"),
        ("1,234", {FIELD: "vi"}, "1,234"),
        ("1,234.5", {FIELD: "en"}, "1.234,5"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_language_is_changed_between_the_page_and_its_answer(
    cast: Cast, signed_in: Signed, opened: Opened, text: str, carried: dict[str, str], number: str, language: str
) -> None:
    """What is typed in a second tab, or waits to be sent while the network is down, means what its page writes."""
    report, client = opened(), signed_in(cast.commune)
    page(client, report)
    choose(client, language)
    assert post_cell(client, report, "B1", text, **carried).status_code == 200
    assert build_sheet(report).line("B1").typed == number


@pytest.mark.parametrize(("text", "carried"), [("1.234,5", "en"), ("1,23", "en"), ("0,125", "en"), ("1,234.5", "vi")])
def test_a_number_of_the_other_notation_is_refused_and_stays_as_typed(
    cast: Cast, signed_in: Signed, opened: Opened, text: str, carried: str
) -> None:
    report, client = opened(), signed_in(cast.commune)
    reply = post_cell(client, report, "B1", text, **{FIELD: carried})
    assert reply.status_code == 422
    assert f'name="B1" value="{text}"' in reply.text
    assert {"vi": f"Bạn đã gõ «{text}»", "en": f"You typed «{text}»"}[carried] in reply.text
    whole_page = client.post(reverse("reporting:save", args=[report.pk]), whole(report, B1=text, **{FIELD: carried}))
    assert whole_page.status_code == 422
    assert f'name="B1" value="{text}"' in whole_page.text
    assert not DataValue.objects.exists()


def test_boxes_sums_and_sentences_are_written_as_the_page_writes(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    values.save(submission=report.pk, changes=typed(B1="1.234,5", B2="1.000", **{"A2": "5", "A2.1": "1.007"}),
                by=cast.commune, at=AT)  # fmt: skip
    for language, box, total, part in (("vi", "1.234,5", "2.234,5", "1.007"), ("en", "1,234.5", "2,234.5", "1,007")):
        choose(client, language)
        shown = page(client, report)
        assert f'name="B1" value="{box}"' in shown
        assert f'name="B1:w" value="{box}"' in shown
        assert f'<span class="num">{total}</span>' in shown
        assert f"{part} " in shown
    english = whole(report, **{FIELD: "en", "B1": "1,234.5", "B1:w": "1,234.5", "B2": "2,000", "B2:w": "1,000"})
    assert client.post(reverse("reporting:save", args=[report.pk]), english).status_code == 302
    assert [build_sheet(report).line(code).typed for code in ("B1", "B2", "B3")] == ["1.234,5", "2.000", "3.234,5"]


def test_what_others_keep_is_told_as_the_page_writes_it(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report, client = opened(), signed_in(cast.commune)
    seen = load_report_page(cast.commune, report).token
    values.save(submission=report.pk, changes=typed(B1="1.234,5"), by=cast.commune, at=AT)
    address = reverse("reporting:since", args=[report.pk])
    for language, number in (("vi", "1.234,5"), ("en", "1,234.5")):
        told = client.get(address, {"dau": seen}, headers={"X-Page-Language": language}).json()
        assert told["cells"]["B1"][1] == number


@pytest.mark.parametrize(
    ("number", "carried", "stored"),
    [("1,234.5", "en", "1.234,5"), ("1.234,5", "vi", "1.234,5"), ("1.234,5", "en", ""), ("1,234.5", "vi", "")],
)
def test_a_pasted_block_is_read_as_its_page_writes(
    cast: Cast, signed_in: Signed, opened: Opened, number: str, carried: str, stored: str
) -> None:
    report, client = opened(), signed_in(cast.commune)
    told: dict[str, Any] = {"block": BLOCK.format(number), FIELD: carried, "names": "0", "numbers": "1", "line-0": ""}
    address = reverse("reporting:paste", args=[report.pk])
    assert number in client.post(address, told | {"line-1": "B1"}).text
    kept = client.post(address, told | {"line-1": "B1", "keep": "1"})
    assert kept.status_code == (302 if stored else 422)
    assert build_sheet(report).line("B1").typed == stored
