"""No count of persons comes from below the district by an ad hoc report, in whatever words it is asked."""

import importlib
import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure, AdHocUnit, AdHocValue
from sokehoach.apps.reporting.pages import ad_hoc
from sokehoach.apps.reporting.queries import ad_hoc as ad_hoc_queries
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.indicators.measurement_units import IMPERSONAL_UNITS
from tests.apps.reporting.test_ad_hoc import answer, ask, culture, wrong
from tests.factories.cast import AT, SINCE, Cast

__all__ = ["culture"]

DAY = AT.date()
Browser = Callable[[User], Client]
QUESTION = {"title": "Họp giao ban", "due": "2021-06-22T23:00", "unit": ["03304"]}
HIDDEN = [  # labels that a list of forbidden words does not see
    "Số PNBD trên địa bàn", "Dương tính", "NBD", "Số ng\u200bười bị phạt", "Số ng\u0433ời", "Đã đưa về", "Hoa",
    "Buổi", "Cuộc họp của 3 em", "T\u03a401", "TT01x",
]  # fmt: skip


@pytest.mark.parametrize("unit", ["cuộc", "người", "", "lượt"])
@pytest.mark.parametrize("label", HIDDEN)
def test_no_label_of_ones_own_is_put_to_a_commune(cast: Cast, signed_in: Browser, label: str, unit: str) -> None:
    body = QUESTION | {"chi-tieu": ["TT01", label], "don-vi-tinh": ["", unit]}
    reply = signed_in(cast.office).post(reverse("reporting:ad_hoc_ask"), body)
    assert reply.status_code == 422
    assert "là chỉ tiêu tự ghi" in reply.content.decode()
    assert not AdHoc.objects.exists()


@pytest.mark.parametrize("title", ["Số PNBD dương tính", "Họp gia\u043e ban", "Họp giao ban: ghi số nạn nhân vào ô 1"])
def test_no_title_of_ones_own_bends_the_meaning(cast: Cast, signed_in: Browser, title: str) -> None:
    body = QUESTION | {"title": title, "chi-tieu": ["TT01"], "don-vi-tinh": [""]}
    reply = signed_in(cast.office).post(reverse("reporting:ad_hoc_ask"), body)
    assert reply.status_code == 422
    assert "chọn nội dung trong danh sách" in reply.content.decode()
    assert not AdHoc.objects.exists()


def test_what_is_typed_behind_a_code_reaches_nobody(cast: Cast, signed_in: Browser) -> None:
    body = QUESTION | {"chi-tieu": ["TT01 số PNBD dương tính"], "don-vi-tinh": ["người"]}
    assert signed_in(cast.office).post(reverse("reporting:ad_hoc_ask"), body).status_code == 302
    figure = AdHocFigure.objects.get()
    assert (figure.name, figure.unit, figure.element.code) == ("Buổi nói chuyện", "buổi", "TT01")
    asked = AdHoc.objects.get()
    page = signed_in(cast.commune).get(reverse("reporting:ad_hoc_answer", args=[asked.pk, "03304"]))
    assert "số PNBD" not in page.text


@pytest.mark.parametrize("note", ["PNBD: 3", "ba", "3", "dương tính hai", "n\u200bgười", "."])
def test_no_note_comes_from_a_commune_though_it_is_forged(cast: Cast, signed_in: Browser, note: str) -> None:
    asked = ask(cast.office)
    figure = AdHocFigure.objects.get()
    url = reverse("reporting:ad_hoc_answer", args=[asked, "03304"])
    commune = signed_in(cast.commune)
    assert 'name="note"' not in commune.get(url).content.decode()
    reply = commune.post(url, {f"f-{figure.pk}": "4", "version": "0", "note": note})
    assert reply.status_code == 422
    assert "không kèm ghi chú" in reply.content.decode()
    assert not AdHocValue.objects.exists()
    assert not AdHocUnit.objects.exclude(note="").exists()
    assert commune.post(url, {f"f-{figure.pk}": "4", "version": "0", "note": " "}).status_code == 302


def test_a_figure_that_was_not_asked_is_told_to_nobody(cast: Cast, signed_in: Browser) -> None:
    ask(cast.office)
    other = ask(cast.office)
    figure = AdHocFigure.objects.get(ad_hoc=other)
    first = AdHoc.objects.exclude(pk=other).get()
    url = reverse("reporting:ad_hoc_answer", args=[first.pk, "03304"])
    assert signed_in(cast.commune).post(url, {f"f-{figure.pk}": "4", "version": "0"}).status_code == 422
    assert not AdHocValue.objects.exists()


def test_the_page_says_which_of_the_list_communes_are_not_asked(cast: Cast, signed_in: Browser) -> None:
    page = " ".join(signed_in(cast.office).get(reverse("reporting:ad_hoc_ask")).content.decode().split())
    assert '<option value="TT01 Buổi nói chuyện"> buổi </option>' in page
    assert '<option value="TT02 Lượt người tham dự"> lượt người · không hỏi xã </option>' in page
    assert page.count('<option lang="vi">triệu đồng</option>') == 5


@pytest.fixture
def station(cast: Cast) -> str:
    """A body attached to a commune stands where the commune does."""
    Unit.objects.create(
        code="03304.VP", name="Văn phòng xã Tênh Phông", short_name="VP Tênh Phông", letterhead="x", level="agency",
        folded="van phong", parent=cast.units["03304"], valid_from=SINCE,
    )  # fmt: skip
    scopes.clear_scope_cache(cast.office)
    return "03304.VP"


def test_a_body_of_a_commune_is_asked_as_the_commune(cast: Cast, signed_in: Browser, station: str) -> None:
    body = QUESTION | {"unit": [station], "chi-tieu": ["PNBD"], "don-vi-tinh": ["cuộc"]}
    reply = signed_in(cast.office).post(reverse("reporting:ad_hoc_ask"), body)
    assert reply.status_code == 422
    assert "tự ghi" in reply.content.decode()


@pytest.fixture
def old(cast: Cast) -> uuid.UUID:
    """As it was asked and answered before the rule: a free label, one of the list, a note."""
    row = AdHoc.objects.create(
        office=cast.office.unit, title="Số liệu gấp", due_at=AT + timedelta(hours=2), asked_by=cast.office, asked_at=AT
    )  # fmt: skip
    free = AdHocFigure.objects.create(ad_hoc=row, position=0, name="Số PNBD", unit="x", kind="count")
    element = DataElement.objects.get(code="TT01")
    talks = AdHocFigure.objects.create(
        ad_hoc=row, position=1, element=element, name=element.name, unit=element.unit, kind="count"
    )
    asked = AdHocUnit.objects.create(
        ad_hoc=row, unit=cast.units["03304"], note="PNBD: mười chín", version=1, answered_by=cast.commune,
        answered_at=AT,
    )  # fmt: skip
    AdHocValue.objects.create(asked=asked, figure=free, number=719_384_265, first_at=AT)
    AdHocValue.objects.create(asked=asked, figure=talks, number=4, first_at=AT)
    return row.pk


def test_what_was_asked_before_is_shown_without_it_and_takes_no_answer(
    cast: Cast, signed_in: Browser, old: uuid.UUID
) -> None:
    office, commune = signed_in(cast.office), signed_in(cast.commune)
    line = reverse("reporting:ad_hoc_answer", args=[old, "03304"])
    pages = [
        office.get(reverse("reporting:ad_hoc", args=[old])).content.decode(),
        commune.get(line).content.decode(),
        office.get(reverse("reporting:ad_hoc_csv", args=[old])).content.decode("utf-8-sig"),
    ]
    book = load_workbook(io.BytesIO(office.get(reverse("reporting:ad_hoc_workbook", args=[old])).content))
    pages.append(str([cell.value for row in book.worksheets[0].iter_rows() for cell in row]))
    for page in pages:
        assert "Buổi nói chuyện" in page
        assert not [told for told in ("719384265", "719.384.265", "Số PNBD", "mười chín") if told in page]
    assert all("1 chỉ tiêu của câu hỏi này không hiện" in page for page in pages[:2])
    assert 'name="version"' not in pages[1], "there is a form"
    figures = AdHocFigure.objects.filter(ad_hoc=old)
    body = {f"f-{one.pk}": "5" for one in figures} | {"version": "1"}
    assert commune.post(line, body).status_code == 409
    with pytest.raises(ActionRefused, match="không nhận trả lời nữa"):
        answer(cast.commune, old, "5", "5", version=1)
    assert {one.number for one in AdHocValue.objects.all()} == {719_384_265, 4}


def test_the_migration_closes_what_may_not_be_asked_and_nothing_else(cast: Cast, old: uuid.UUID) -> None:
    lawful = ask(cast.office)
    before = AdHoc.objects.count()
    migration: Any = importlib.import_module("sokehoach.apps.reporting.migrations.0004_close_unlawful_ad_hoc")
    migration.close(apps, None)
    assert AdHoc.objects.count() == before
    assert (AdHoc.objects.get(pk=old).state, AdHoc.objects.get(pk=lawful).state) == ("closed", "open")
    assert ad_hoc_queries.list_ad_hocs(cast.office, day=DAY)[0]


def test_an_element_that_turns_out_to_count_persons_is_told_no_more(cast: Cast) -> None:
    asked = ask(cast.office)
    DataElement.objects.filter(code="TT01").update(counts_persons=True)
    with pytest.raises(ActionRefused, match="không nhận trả lời nữa"):
        answer(cast.commune, asked, "5")
    assert ad_hoc.load_board(cast.office, asked, day=DAY).columns == ()


def test_no_unit_of_measure_of_the_programme_that_counts_persons_is_a_thing() -> None:
    programme = programmes.read_programme(programmes.DEFAULT_PROGRAMME)
    persons = {one.code: one.unit for one in programme.elements if one.counts_persons and one.unit in IMPERSONAL_UNITS}
    assert set(persons.values()) == {"triệu đồng"}, "money is a thing, though what it was paid for is not"
    assert {one.unit for one in programme.elements} - set(IMPERSONAL_UNITS) == {
        "người", "lượt người", "lượt", "hộ", "vụ", "tin", "tụ điểm", "nhóm", "văn bản, cuộc",
    }  # fmt: skip


CULTURE = {"title": "Số liệu gấp", "due": "2021-06-22T23:00", "unit": ["099.VHTT"], "don-vi-tinh": ["cuộc"]}
OF_ONE_PLACE = [
    "Số ca mắc mới xã Tênh Phông", "Cuộc ở TÊNH PHÔNG", "Cuộc tai tenh phong", "Cuộc (Tênh_Phông)", "Cuộc Tênh-Phông",
    "Toàn huyện trừ Tênh Phông", "Cuộc tại bản Há Dùa", "Cuộc ở thôn 5", "Số cuộc, Bản Ten Hon",
]  # fmt: skip
OF_THE_WHOLE = ["Văn bản Sở đã gửi", "Biên bản Đội đã lập", "Cuộc tại thôn, bản", "Cuộc của huyện Tuần Giáo"]


@pytest.mark.parametrize("field", ["chi-tieu", "title"])
@pytest.mark.parametrize("label", OF_ONE_PLACE)
def test_a_body_of_the_district_is_not_asked_about_one_commune(
    cast: Cast, culture: User, signed_in: Browser, label: str, field: str
) -> None:
    body = CULTURE | {"chi-tieu": ["Cuộc đã làm"]} | {field: [label] if field == "chi-tieu" else label}
    reply = signed_in(cast.office).post(reverse("reporting:ad_hoc_ask"), body)
    assert reply.status_code == 422
    assert "toàn địa bàn" in reply.content.decode()
    assert not AdHoc.objects.exists()


@pytest.mark.parametrize("label", OF_THE_WHOLE)
def test_a_body_of_the_district_is_asked_about_the_whole(
    cast: Cast, culture: User, signed_in: Browser, label: str
) -> None:
    body = CULTURE | {"chi-tieu": [label], "title": label}
    assert signed_in(cast.office).post(reverse("reporting:ad_hoc_ask"), body).status_code == 302


@pytest.mark.parametrize("note", ["Tênh Phông 2, còn lại 0", "Tê\u200bnh Phông 2", "trong đó bản Há Dùa: 1"])
def test_a_note_does_not_part_the_answer_by_communes(cast: Cast, culture: User, note: str) -> None:
    asked = ask(cast.office, units=("099.VHTT",))
    told = wrong(lambda: answer(culture, asked, "2", note=note))
    assert "toàn địa bàn" in told["note"][0]
    answer(culture, asked, "2", note="Số đến hết tháng 5")
