"""Accepted values in pages: all of them, each once, and no more reports are read than a page shows."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import observations
from sokehoach.apps.reporting.models import DataValue, Form, Submission
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import AT, Cast
from tests.factories.district import COMMUNES, PERIOD, found

VALUES = "/api/v1/accepted-values"


@pytest.fixture
def office(cast: Cast) -> Client:
    """Of twelve communes, each with both cells; every third has one alone."""
    found(cast).settle(9)
    units = Unit.objects.filter(level="commune", parent=cast.units["099"]).order_by("code")
    form, elements = Form.objects.get(uid=COMMUNES), [*DataElement.objects.filter(uid__in=("TT01", "TT02"))]
    rows = Submission.objects.bulk_create(
        Submission(form=form, unit=unit, period=PERIOD, state="accepted", created_at=AT) for unit in units
    )
    DataValue.objects.bulk_create(
        DataValue(submission=row, element=element, cell=cell, number=number, source="typed", updated_at=AT)
        for number, row in enumerate(rows)
        for cell, element in zip(("B1", "B2"), elements, strict=True)
        if cell == "B1" or number % 3
    )
    return program(make_token(cast.office))


def walk(client: Client, limit: int) -> list[list[dict[str, Any]]]:
    pages, cursor = [], ""
    while cursor is not None:
        answer = client.get(VALUES, {"form": COMMUNES, "period": PERIOD, "limit": limit, "cursor": cursor}).json()
        pages.append(answer["items"])
        cursor = answer["next"]
    return pages


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 19, 20, 500])
def test_pages_are_the_whole_list(office: Client, limit: int) -> None:
    (whole,) = walk(office, 500)
    assert len(whole) == 20
    pages = walk(office, limit)
    assert [row for page in pages for row in page] == whole
    assert {len(page) for page in pages[:-1]} <= {limit}


@pytest.mark.both_databases
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_are_whole_where_the_database_orders_letters_otherwise(office: Client, limit: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute('ALTER TABLE orgunits_unit ALTER code TYPE varchar(20) COLLATE "vi-x-icu"')
    codes = ["a-1", "A_1", "a1", "A-1", "a_1", "A1", "đ1", "Đ1", "d1", "a 1", "-a1", "_A1"]
    units = list(Unit.objects.filter(level="commune", parent__code="099").order_by("pk"))
    for unit, code in zip(units, codes, strict=True):
        unit.code = code
    Unit.objects.bulk_update(units, ["code"])
    rows = [row for page in walk(office, limit) for row in page]
    assert len(rows) == 20
    assert rows == sorted(rows, key=lambda row: (row["unit"], row["cell"]))
    assert {row["unit"] for row in rows} == set(codes)


def test_a_page_reads_the_reports_that_it_shows(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: list[int] = []
    every = observations.list_accepted_in

    def list_counted(reports: Any) -> Any:
        counts.append(len(reports))
        return every(reports)

    monkeypatch.setattr(observations, "list_accepted_in", list_counted)
    assert len(walk(office, 2)) == 10
    assert sum(counts) <= 10 * 4, counts
