"""The page of a register that shows measures of each unit over the year."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.queries import overviews
from tests.apps.registers.data_registers.conftest import ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.apps.registers.data_registers.test_row_counts import know_households

type Browser = Callable[[User], Client]
PLACE = ["hoc-vien-lop", "theo-dia-ban"]


def add_learners(digital: ProgrammeRegisters, by: str, area: str, learners: int, day: date) -> None:
    title = {"title": f"Lớp {day:%d/%m} {area}", "day": day}
    course = digital.add("lop_ky_nang_so", by, **CLASS | title)
    told = {"class": course, "area": area, "content": "payment", "learners": learners, "day": day}
    digital.add("hoc_vien_lop", by, **told)


def read_rows(text: str) -> dict[str, list[str]]:
    """The cells of each row by the name of its unit."""
    rows = {}
    for row in text.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]:
        name, *cells = [re.sub(r"<[^>]+>|\s+", "", cell) for cell in re.split(r"</t[hd]>", row)][:-1]
        rows[name] = cells
    return rows


def test_each_unit_has_its_numbers_of_the_year(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    add_learners(digital, "cds-bato", "21484", 12, date(2026, 2, 10))
    add_learners(digital, "cds-bato", "21548", 1005, date(2026, 1, 20))
    add_learners(digital, "cds-bato", "21548", 777, date(2025, 11, 20))  # the year before
    client = signed_in(digital.people["cds"])
    text = client.get(reverse("registers:overview", args=PLACE)).text
    assert reverse("registers:overview", args=PLACE) in client.get("/so/hoc-vien-lop/").text
    rows = read_rows(text)
    assert rows["BaTơ"] == ["12", "", "1.017"], "nobody counted who completed, and its own classes had both areas"
    assert rows["LýSơn"] == ["1.005", "", ""], "its residents count for it, whoever held the class"
    assert rows["CẩmThành"] == ["", "", ""], "a base area without any stands there too"
    assert "777" not in text


def test_a_commune_sees_itself_alone(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    add_learners(digital, "cds-bato", "21548", 5, date(2026, 2, 10))
    text = signed_in(digital.people["cds-lyson"]).get(reverse("registers:overview", args=PLACE)).text
    assert read_rows(text) == {"LýSơn": ["5", "", ""]}


def test_the_denominator_of_the_year_stands_beside(digital: ProgrammeRegisters) -> None:
    know_households(digital, x21484=9)
    register = digital.get("hoc_vien_lop")
    page = replace(register.overviews[0], denominator="households")
    rows = overviews.list_unit_numbers(digital.people["cds"], register, page, date(2026, 3, 1))
    assert {row.name for row in rows if row.denominator is not None} == {"Ba Tơ"}
    assert {row.denominator for row in rows} == {9, None}
    assert all(number is None for row in rows for number in row.numbers)
