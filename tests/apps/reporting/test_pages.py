"""The pages: what they show, how they answer a typed cell, what they cost."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.services import values
from tests.apps.reporting.conftest import Opened, typed
from tests.factories.cast import AT, Cast

type Signed = Callable[[User], Client]
HTMX = {"HX-Request": "true"}


def page(client: Client, report: Submission) -> str:
    return client.get(reverse("reporting:submission", args=[report.pk])).content.decode()


def post_cell(client: Client, report: Submission, code: str, text: str, version: int = 0, **more: str) -> Any:
    url = reverse("reporting:cell", args=[report.pk, code])
    return client.post(url, {code: text, f"{code}:v": str(version), **more}, headers=HTMX)


def whole(report: Submission, **cells: str) -> dict[str, str]:
    """The page as a browser posts it whole, `cells` typed over."""
    body = {"version": str(report.version)}
    for line in build_sheet(report).lines:
        if not line.computed:
            body |= {
                line.cell.code: line.typed,
                f"{line.cell.code}:w": line.typed,
                f"{line.cell.code}:v": str(line.version),
            }
    return body | cells


@pytest.mark.faults("form.keep", "report.open")
def test_it_works(cast: Cast, signed_in: Signed, opened: Opened, held: Callable[..., DataEntry]) -> None:
    held()
    report = opened()
    told = page(signed_in(cast.commune), report)
    assert "Báo cáo 6 tháng đầu năm 2021, xã Tênh Phông" in told
    assert "số liệu từ 15/12/2020 đến 14/6/2021 · hạn 16/6" in told
    assert "từ sổ, 1 dòng" in told
    assert "Gửi báo cáo" in told


def test_the_three_empty_cells_look_different(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="0", B1="-"), by=cast.commune, at=AT)
    told = " ".join(page(signed_in(cast.commune), report).split())
    assert 'cell__input is-blank" id="c-B2"' in told
    assert 'cell__input is-not-applicable" id="c-B1"' in told
    assert 'cell__input" id="c-A2" name="A2" value="0"' in told
    assert "không phát sinh" in told


def test_a_typed_cell_is_kept_and_answers_with_its_row_and_what_else_changed(
    cast: Cast, signed_in: Signed, opened: Opened
) -> None:
    report = opened()
    reply = post_cell(signed_in(cast.commune), report, "B1", "1,8")
    told = reply.content.decode()
    assert reply.status_code == 200
    assert told.lstrip().startswith('<tr id="B1"')
    assert 'id="v-B3" hx-swap-oob="true"' in told  # the sum
    assert "Đã lưu lúc" in told
    assert 'id="v-A2"' not in told
    assert len(gzip.compress(reply.content)) <= 3000


@pytest.mark.parametrize("text", ["-5", "1,5", "năm", "1000000000000"])
def test_a_refused_number_stays_in_its_box_with_the_reason_beside(
    cast: Cast, signed_in: Signed, opened: Opened, text: str
) -> None:
    reply = post_cell(signed_in(cast.commune), opened(), "A2", text)
    told = reply.content.decode()
    assert reply.status_code == 422
    assert f'name="A2" value="{text}"' in told
    assert "Bạn đã gõ" in told
    assert "is-wrong" in told
    assert "aria-invalid" not in told  # the script marks it, without taking the focus from the next box


def test_a_changed_register_cell_asks_for_its_reason_in_the_row(
    cast: Cast, signed_in: Signed, opened: Opened, held: Callable[..., DataEntry]
) -> None:
    held()
    report = opened()
    client = signed_in(cast.commune)
    reply = post_cell(client, report, "A1", "4")
    assert reply.status_code == 422
    assert 'name="A1:r"' in reply.content.decode()
    reply = post_cell(client, report, "A1", "4", **{"A1:r": "3 buổi chưa vào sổ"})
    told = reply.content.decode()
    assert reply.status_code == 200
    assert "is-overridden" in told
    assert "3 buổi chưa vào sổ" in told
    assert 'name="A1:r"' not in told


def test_the_reason_alone_may_be_written_anew(
    cast: Cast, signed_in: Signed, opened: Opened, held: Callable[..., DataEntry]
) -> None:
    held()
    report = opened()
    values.save(submission=report.pk, changes=typed(0, "nhầm", A1="4"), by=cast.commune, at=AT)
    client = signed_in(cast.commune)
    asked = client.get(reverse("reporting:cell", args=[report.pk, "A1"]), headers=HTMX).content.decode()
    assert 'name="A1:r" value="nhầm"' in asked
    post_cell(client, report, "A1", "4", version=1, **{"A1:w": "4", "A1:r": "3 buổi chưa vào sổ"})
    assert DataValue.objects.get(submission=report, cell="A1").reason == "3 buổi chưa vào sổ"


def test_two_at_once_are_shown_both_numbers(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    values.save(submission=report.pk, changes=typed(A2="186"), by=cast.commune, at=AT)
    DataValue.objects.filter(cell="A2").update(updated_by=cast.other_commune)
    reply = post_cell(signed_in(cast.commune), report, "A2", "212")
    told = reply.content.decode()
    assert reply.status_code == 409
    assert 'data-puts="212"' in told
    assert 'data-puts="186"' in told
    assert "Giàng A Páo" in told
    assert 'name="A2:v" value="1"' in told
    assert DataValue.objects.get(cell="A2").number == 186


def test_a_whole_page_is_kept_without_javascript_and_touches_what_was_typed_alone(
    cast: Cast, signed_in: Signed, opened: Opened, held: Callable[..., DataEntry]
) -> None:
    report = opened()
    body = whole(report, A2="186", result="Nói chuyện tại bản.")
    held()  # the register moves on while the page is open: A1 was left alone
    values.save(submission=report.pk, changes=typed(B1="7"), by=cast.commune, at=AT)
    reply = signed_in(cast.commune).post(reverse("reporting:save", args=[report.pk]), body)
    assert reply.status_code == 302
    assert [build_sheet(report).line(code).value for code in ("A1", "A2", "B1")] == [1, 186, 7]
    assert NarrativeText.objects.get(submission=report).text == "Nói chuyện tại bản."


def test_a_refused_page_keeps_all_that_was_typed(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    body = whole(report, A2="1,5", B1="1,8", result="Lời")
    reply = signed_in(cast.commune).post(reverse("reporting:send", args=[report.pk]), body)
    told = reply.content.decode()
    assert reply.status_code == 422
    assert 'value="1,5"' in told
    assert 'value="1,8"' in told
    assert ">Lời</textarea>" in told
    assert not DataValue.objects.exists()


def test_a_finding_that_stops_sending_stands_beside_its_cell(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    body = whole(report, A2="186", **{"A2.1": "212"})
    reply = signed_in(cast.commune).post(reverse("reporting:send", args=[report.pk]), body)
    assert reply.status_code == 422
    assert "212 lớn hơn" in reply.content.decode()
    reply = signed_in(cast.commune).post(reverse("reporting:send", args=[report.pk]), body | {"A2.1": "75"})
    assert reply.status_code == 302
    report.refresh_from_db()
    assert report.state == "sent"


def test_words_are_kept_by_themselves_and_counted(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    url = reverse("reporting:words", args=[report.pk, "result"])
    told = signed_in(cast.commune).post(url, {"result": "Nói chuyện.", "result:v": "0"}, headers=HTMX)
    assert told.status_code == 200
    assert "<span data-count>11</span>/60" in told.content.decode()
    long = signed_in(cast.commune).post(url, {"result": "a" * 61, "result:v": "1"}, headers=HTMX)
    assert long.status_code == 422
    assert "dài 61" in long.content.decode()


def test_the_office_reviews_without_boxes_to_type_in(
    cast: Cast, signed_in: Signed, brought_to: Callable[..., Submission]
) -> None:
    report = brought_to("sent")
    told = page(signed_in(cast.office), report)
    assert 'class="cell__input' not in told
    assert reverse("consolidation:accept", args=[report.pk]) in told
    assert 'data-opens="return"' in told
    refused = signed_in(cast.office).post(
        reverse("reporting:return", args=[report.pk]), {"version": "2", "reason": " "}
    )
    assert refused.status_code == 422
    assert "Ghi lý do trả lại" in refused.content.decode()


def test_a_returned_report_says_why(cast: Cast, signed_in: Signed, brought_to: Callable[..., Submission]) -> None:
    told = page(signed_in(cast.commune), brought_to("returned"))
    assert "Bổ sung số buổi." in told
    assert "Gửi lại" in told


def test_a_report_that_was_begun_is_opened_not_begun_again(cast: Cast, signed_in: Signed, opened: Opened) -> None:
    report = opened()
    body = {"form": "01-XA", "unit": "03304", "period": "2021S1"}
    reply = signed_in(cast.commune).post(reverse("reporting:open"), body)
    assert reply.headers["Location"] == reverse("reporting:submission", args=[report.pk])


def test_the_list_tells_each_its_own_and_the_office_all(
    cast: Cast, signed_in: Signed, brought_to: Callable[..., Submission]
) -> None:
    brought_to("sent")
    address = reverse("reporting:list") + "?ky=2021S1"
    own = signed_in(cast.commune).get(address).content.decode()
    assert "Báo cáo của đơn vị" in own
    assert "Pú Xi" not in own
    office = signed_in(cast.office).get(address).content.decode()
    assert "Xem, duyệt" in office
    assert "Pú Xi" in office
    waiting = signed_in(cast.office).get(address + "&trang-thai=sent").content.decode()
    assert '<th scope="row">Xã Pú Xi' not in waiting


@pytest.mark.parametrize("asked", ["2021Q9", "xyz"])
def test_a_period_that_is_none_is_not_found(cast: Cast, signed_in: Signed, asked: str) -> None:
    assert signed_in(cast.office).get(reverse("reporting:list"), {"ky": asked}).status_code == 404


@pytest.fixture
def nineteen(cast: Cast) -> None:
    Unit.objects.bulk_create(
        Unit(code=f"03{n}", name=f"Xã {n}", short_name=f"{n}", folded=f"{n}", level="commune",
             parent=cast.units["099"], valid_from=cast.units["099"].valid_from)
        for n in range(900, 916)
    )  # fmt: skip


@pytest.mark.usefixtures("nineteen")
def test_the_cost_of_the_pages_with_nineteen_communes(
    cast: Cast,
    signed_in: Signed,
    brought_to: Callable[..., Submission],
    held: Callable[..., DataEntry],
    django_assert_max_num_queries: Any,
) -> None:
    held()
    report = brought_to("draft")
    client = signed_in(cast.commune)
    with django_assert_max_num_queries(16):  # one of them: who approves the unit's reports
        page(client, report)
    office = signed_in(cast.office)
    with django_assert_max_num_queries(15):
        office.get(reverse("reporting:list") + "?ky=2021S1")
    with django_assert_max_num_queries(15):
        client.get(reverse("reporting:list") + "?ky=2021S1")
