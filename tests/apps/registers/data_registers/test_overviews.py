"""The pages that a register has beside its list: what each unit did this year, and what still waits."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.data_registers.models import DataEntry
from tests.apps.registers.briefings import samples as briefings
from tests.apps.registers.making import Book
from tests.apps.registers.work_checks import samples as work_checks
from tests.factories.cast import Cast

type Browser = Callable[[User], Client]
FIRST_DAYS = ["quan-triet", "theo-don-vi"]
WAITING = ["kiem-tra-cong-tac", "con-khac-phuc"]


def read(client: Client, place: list[str]) -> Any:
    return client.get(reverse("registers:overview", args=place))


def find_row(text: str, name: str) -> str:
    return next(row for row in text.split("<tr") if f">{name}<" in row)


def test_a_page_tells_when_each_option_first_stood_in_the_year(cast: Cast, signed_in: Browser) -> None:
    book = Book(cast, briefings)
    book.add(day=date(2021, 4, 9), briefed=["committee", "authority"])
    book.add(day=date(2021, 3, 9))
    book.add(day=date(2020, 12, 14), briefed=["authority"])  # of the year before
    text = read(signed_in(cast.office), FIRST_DAYS).content.decode()
    row = find_row(text, cast.units["03304"].short_name)
    assert row.index("09/03/2021") < row.index("09/04/2021"), "in the order of the options"
    assert "chưa ghi" not in row
    assert "1/3 xã đã có đủ 2 mục trong năm." in text
    assert "Sổ cho biết đã nói, không đo đã hiểu." in text
    assert "Mặt trận" not in text, "the page names two of the options"
    assert text.count("chưa ghi") == 4, "two other communes"


def test_a_voided_entry_is_not_on_the_page(cast: Cast, signed_in: Browser) -> None:
    DataEntry.objects.filter(pk=Book(cast, briefings).add()).update(voided=True)
    assert "12/06/2021" not in read(signed_in(cast.office), FIRST_DAYS).content.decode()


def test_the_list_leads_to_the_page(cast: Cast, signed_in: Browser) -> None:
    address = reverse("registers:overview", args=FIRST_DAYS)
    office = signed_in(cast.office)
    book = Book(cast, briefings)
    assert address in office.get("/so/quan-triet/").content.decode()
    book.add()
    assert address in office.get("/so/quan-triet/").content.decode()


def test_what_waits_stands_on_one_page_the_first_due_first(cast: Cast, signed_in: Browser) -> None:
    book = Book(cast, work_checks)
    book.add(remedy_by=date(2021, 7, 30), conclusion="Còn thời gian", village="Bản Ten Hon")
    book.add(day=date(2021, 5, 4), remedy_by=date(2021, 6, 1), conclusion="Đã quá hạn")
    book.add(day=date(2021, 5, 5), remedy_by=date(2021, 6, 1), remedied_on=date(2021, 6, 1), conclusion="Xong rồi")
    book.add(result="met", remedy_by=None, conclusion="Đủ sổ sách")
    text = read(signed_in(cast.office), WAITING).content.decode()
    assert text.index("Đã quá hạn") < text.index("Còn thời gian") < text.index("30/07/2021")
    assert "15 ngày" in text  # working days from 2 to 22 June
    assert "04/05/2021" in text, "the page shows the fields that it names"
    assert "Bản Ten Hon" in text, "and the place"
    assert "Xong rồi" not in text
    assert "Đủ sổ sách" not in text
