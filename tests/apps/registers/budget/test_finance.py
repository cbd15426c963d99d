"""Finance reads the money that it checks, of every unit of its area, and writes none of it (Kế hoạch VI.4)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.definition import RegisterOwnership
from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.budget.models import BudgetLine
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.services import entries, register_owners
from sokehoach.apps.reporting.queries.registers import COUNTINGS
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.registers.budget import samples
from tests.apps.registers.making import HALF, Book
from tests.factories.cast import AT, Cast
from tests.factories.programmes import first_programme

type Browser = Callable[[User], Client]
REVIEW = {
    "day": date(2021, 6, 1),
    "reviewed": "03304",
    "kind": "check",
    "result": "remark",
    "remark": "Thiếu chứng từ",
}


@pytest.fixture
def book(cast: Cast) -> Book:
    """Công an huyện stands for the finance office: it alone keeps the reviews."""
    lines = ("commune", "agency")
    register_owners.import_register_owners(
        programme=first_programme(),
        ownerships=[
            RegisterOwnership("budget", "general", lines, (), "tests"),
            RegisterOwnership("spendings", "general", lines, (), "tests"),
            RegisterOwnership("budget_reviews", "general", (), ("099.CA",), "tests"),
        ],
        by="tests",
        at=AT,
    )
    return Book(cast, samples)


def test_who_reviews_reads_the_money_of_the_area_and_writes_none(book: Book, cast: Cast, signed_in: Browser) -> None:
    line = book.add()
    BudgetLine.objects.filter(pk=book.add(title="của huyện khác")).update(unit=cast.units["03247"])
    finance = signed_in(cast.police)
    page = finance.get("/so/du-toan/").content.decode()
    assert "12/DT-UBND" in page
    assert "của huyện khác" not in page
    assert ">Tênh Phông</option>" in page  # to narrow by unit
    assert "10.000.000" in finance.get("/so/can-doi-kinh-phi/").content.decode()
    assert finance.get(f"/so/du-toan/{line}/").status_code == 200
    assert finance.get(f"/so/du-toan/{line}/sua/").status_code == 404
    with pytest.raises(ActionRefused):
        entries.void_entry(register="budget", entry=line, version=1, reason="nhầm", by=cast.police, at=AT)


@pytest.mark.parametrize("who", ["health", "other_commune", "outsider"])
def test_nobody_else_reads_the_money_of_others(book: Book, cast: Cast, signed_in: Browser, who: str) -> None:
    line = book.add()
    assert signed_in(getattr(cast, who)).get(f"/so/du-toan/{line}/").status_code == 404


def test_a_remark_stands_until_it_is_put_right(book: Book, cast: Cast) -> None:
    told = {"register": "budget_reviews", "unit": cast.units["099.CA"], "by": cast.police, "at": AT}

    def numbers() -> list[object]:
        asks = [
            MeasureQuery("reviews"),
            MeasureQuery("reviews", (("budget_result", "remark"),)),
            MeasureQuery("unmended"),
        ]
        unit = cast.units["099.CA"]
        found = COUNTINGS["budget_reviews"].measure_all(asks, unit=unit, start=HALF[0], end=HALF[1])
        return [one.number for one in found]

    entries.create_entry(values=REVIEW | {"remedy_by": date(2021, 6, 20)}, **told)
    assert numbers() == [1, 1, 1]
    entries.create_entry(values=REVIEW | {"day": date(2021, 6, 2), "remedied_on": date(2021, 6, 10)}, **told)
    entries.create_entry(
        values=REVIEW | {"day": date(2021, 6, 3), "remedied_on": date(2021, 6, 20)}, **told
    )  # past the cut-off
    assert numbers() == [3, 3, 2]
    sound = {"result": "sound", "remark": "", "remedy_by": date(2021, 6, 20)}
    early, late = {"remedied_on": date(2021, 5, 1)}, {"remedied_on": date(2021, 6, 23)}
    for wrong in ({"remedy_by": date(2021, 5, 1)}, early, late, sound):
        with pytest.raises(InvalidInput):
            entries.create_entry(values=REVIEW | {"day": date(2021, 6, 4)} | wrong, **told)
