"""The form of a course has one line for each unit of the area: what is sent, what is written, what is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.queries.rows import list_rows
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.making import Book
from tests.apps.registers.training import samples
from tests.factories.cast import AT, Cast

type Browser = Callable[[User], Client]
TYPED = {"day": "12/6/2021", "title": samples.VALUES["title"], "topic": "law", "level": "district", "days": "2",
         "joint_programmes": "drugs"}  # fmt: skip
NAMES = ("summoned", "sent", "trained", "in_charge")


def line(unit: str, *numbers: object, version: int = 0) -> dict[str, str]:
    """What a browser sends of the line of a unit."""
    typed = {f"can-bo-tap-huan-{unit}-{name}": str(number) for name, number in zip(NAMES, numbers, strict=True)}
    return typed | ({f"can-bo-tap-huan-{unit}-version": str(version)} if version else {})


def find_rows() -> dict[str, Any]:
    course = DataEntry.objects.get(type__uid="training")
    rows: list[Any] = [*list_rows(get_registers()["training_attendance"], course.pk)]
    return {row.content["staff_unit"]: row for row in rows}


@pytest.fixture
def address(cast: Cast, signed_in: Browser) -> str:
    """Of a course that was written with the lines of two units."""
    Book(cast, samples)
    lines = line("03304", 3, 2, 2, 1) | line("099.CA", 4, 4, 4, 0)
    own = {"unit": str(cast.units["099.LDTBXH"].pk)}
    page = signed_in(cast.office).post("/so/tap-huan/them/", TYPED | own | lines)
    assert page.status_code == 302
    return f"{page.url}sua/"


def test_a_course_is_written_with_its_table(address: str) -> None:
    assert [(unit, row.content["trained"], row.version) for unit, row in find_rows().items()] == [
        ("03304", 2, 1), ("099.CA", 4, 1),
    ]  # fmt: skip
    assert Event.objects.get(action="entry.add").body["detail"]["rows"] == {"training_attendance": 2}


def test_the_page_of_a_course_adds_its_table_up(address: str, cast: Cast, signed_in: Browser) -> None:
    (table,) = signed_in(cast.office).get(address.removesuffix("sua/")).context["row_lists"]
    assert [cell.text for cell in table.totals] == ["7", "6", "6", "1"]
    assert [cells[0].text for _address, cells in table.rows] == ["Xã Tênh Phông", "Công an huyện"]


def test_only_lines_that_differ_are_written(address: str, cast: Cast, signed_in: Browser) -> None:
    office = signed_in(cast.office)
    changes = Event.objects.filter(action="entry.change")
    before = changes.count()
    lines = line("03304", 3, 2, 2, 1, version=1) | line("099.CA", 4, 4, 3, 0, version=1)
    assert office.post(address, TYPED | {"version": "1"} | lines).status_code == 302
    assert {unit: row.version for unit, row in find_rows().items()} == {"03304": 1, "099.CA": 2}
    assert changes.count() == before + 2, "the course and one line"
    assert DataEntry.objects.get(type__uid="training").version == 2


def test_rows_follow_the_day_of_their_course(address: str, cast: Cast, signed_in: Browser) -> None:
    lines = line("03304", 3, 2, 2, 1, version=1) | line("099.CA", 4, 4, 4, 0, version=1)
    signed_in(cast.office).post(address, TYPED | {"version": "1", "day": "11/6/2021"} | lines)
    assert {row.day for row in find_rows().values()} == {date(2021, 6, 11)}


def test_who_saves_an_older_page_is_told(address: str, cast: Cast, signed_in: Browser) -> None:
    row = find_rows()["03304"]
    values = {"day": row.day, "course": UUID(row.content["course"]), "staff_unit": "03304", "summoned": 9, "sent": 9,
              "trained": 9, "in_charge": 0}  # fmt: skip
    entries.update_entry(
        register="training_attendance", entry=row.pk, version=1, values=values, by=cast.office, at=AT
    )  # fmt: skip
    lines = line("03304", 3, 2, 1, 1, version=1) | line("099.CA", 4, 4, 4, 0, version=1)
    office = signed_in(cast.office)
    page = office.post(address, TYPED | {"version": "1"} | lines)
    assert (page.status_code, find_rows()["03304"].content["trained"]) == (409, 9)
    assert office.post(address, TYPED | {"version": "2"} | lines).status_code == 409, (
        "the line is older than the course"
    )
    for version in ("", "x", "1" * 30):
        lines["can-bo-tap-huan-03304-version"] = version
        assert office.post(address, TYPED | {"version": "2"} | lines).status_code == 409
    assert find_rows()["03304"].content["trained"] == 9


@pytest.mark.parametrize(("numbers", "sentence"), [
    ((3, "", 2, 1), "Chưa ghi cử dự."),
    ((3, "hai", 2, 1), "Cử dự phải là số nguyên từ 0 đến 1.000."),
    ((-3, 2, 2, 1), "Triệu tập phải là số nguyên từ 0 đến 1.000."),
    ((1001, 2, 2, 1), "Triệu tập phải là số nguyên từ 0 đến 1.000."),
    ((3, 2, 2, 3), "Cán bộ trực tiếp 3, lớn hơn số đã tập huấn 2."),
])  # fmt: skip
def test_a_wrong_line_is_refused_beside_its_number(
    address: str, cast: Cast, signed_in: Browser, numbers: tuple[object, ...], sentence: str
) -> None:
    page = signed_in(cast.office).post(address, TYPED | {"version": "1"} | line("03269", *numbers))
    assert page.status_code == 422
    assert sentence in page.text
    assert 'aria-invalid="true"' in page.text
    assert {*find_rows()} == {"03304", "099.CA"}


def test_an_agency_with_a_mistake_is_not_folded_away(address: str, cast: Cast, signed_in: Browser) -> None:
    page = signed_in(cast.office).post(address, TYPED | {"version": "1"} | line("099.CA", "", "", 1, ""))
    assert "<details open>" in page.text


def test_a_commune_writes_its_own_line_alone(cast: Cast, signed_in: Browser) -> None:
    Book(cast, samples)
    commune = signed_in(cast.commune)
    form = commune.get("/so/tap-huan/them/").text
    assert "can-bo-tap-huan-03304-sent" in form
    assert "can-bo-tap-huan-03269-sent" not in form
    assert "can-bo-tap-huan-099.CA-sent" not in form
    page = commune.post("/so/tap-huan/them/", TYPED | line("03304", 1, 1, 1, 1) | line("03269", 1, 1, 1, 1))
    assert page.status_code == 302
    assert {*find_rows()} == {"03304"}


def test_the_row_of_a_unit_that_has_ended_stays_in_sight(address: str, cast: Cast, signed_in: Browser) -> None:
    Unit.objects.filter(code="03304").update(valid_to=date(2021, 6, 12))
    lines = line("03304", 3, 2, 1, 1, version=1) | line("099.CA", 4, 4, 4, 0, version=1)
    office = signed_in(cast.office)
    assert "can-bo-tap-huan-03304-sent" in office.get(address).text
    page = office.post(address, TYPED | {"version": "1"} | lines)
    assert page.status_code == 422
    assert "Xã Tênh Phông không còn từ ngày 12/06/2021." in page.text


def test_a_course_of_another_day_lists_the_units_of_then(cast: Cast, signed_in: Browser) -> None:
    course = Book(cast, samples).add(day=date(2021, 6, 1))
    Unit.objects.filter(code="03269").update(valid_from=date(2021, 6, 1) + timedelta(days=1))
    form = signed_in(cast.office).get(reverse("registers:change", args=["tap-huan", course])).text
    assert "can-bo-tap-huan-03304-sent" in form
    assert "can-bo-tap-huan-03269-sent" not in form
