"""Checks of the work (Kế hoạch IV.1): a conclusion, a day to mend, followed until it is mended."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.making import HALF, Book
from tests.apps.registers.work_checks import samples
from tests.factories.cast import AT, Cast
from tests.factories.first_registers import delete_entries
from tests.factories.unguarded import without_entry_triggers

MET: dict[str, Any] = {"result": "met", "remedy_by": None, "conclusion": "Đủ sổ sách, đúng hạn"}


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def wrong(book: Book, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidInput) as refused:
        book.add(**values)
    return refused.value.messages


def test_it_is_followed_until_it_is_mended(book: Book, cast: Cast) -> None:
    told = {"day": date(2021, 5, 4), "remedy_by": date(2021, 6, 1)}
    line = book.add(**told)
    assert [book.number(name) for name in ("checks", "open", "overdue", "remedied")] == [1, 1, 1, 0]
    mended = samples.VALUES | told | {"remedied_on": date(2021, 6, 3)}
    entries.update_entry(register="work_checks", entry=line, version=1, values=mended, by=cast.office, at=AT)
    assert [book.number(name) for name in ("checks", "open", "overdue", "remedied")] == [1, 0, 0, 1]


def test_what_was_mended_after_the_cut_off_stood_open_at_it(book: Book) -> None:
    book.add(day=date(2021, 5, 4), remedy_by=date(2021, 6, 1), remedied_on=date(2021, 6, 20))
    assert [book.number(name) for name in ("open", "overdue", "remedied")] == [1, 1, 0]


def test_a_day_to_mend_that_has_not_passed_is_not_overdue(book: Book) -> None:
    book.add(remedy_by=date(2021, 7, 30))
    assert (book.number("open"), book.number("overdue")) == (1, 0)


def test_what_must_be_mended_has_a_day_and_what_need_not_has_none(book: Book) -> None:
    assert wrong(book, remedy_by=None) == {"remedy_by": ["Chưa ghi hạn khắc phục."]}
    assert "remedy_by" in wrong(book, result="met")
    assert "remedied_on" in wrong(book, **MET | {"remedied_on": date(2021, 6, 13)})
    book.add(**MET)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"remedy_by": date(2021, 6, 11)}, "remedy_by"),
        ({"remedied_on": date(2021, 6, 11)}, "remedied_on"),
        ({"remedied_on": date(2021, 6, 23)}, "remedied_on"),  # tomorrow
    ],
)
def test_days_stand_in_their_order(book: Book, values: dict[str, date], field: str) -> None:
    assert [*wrong(book, **values)] == [field]


def test_days_out_of_order_verify_finds(book: Book) -> None:
    line = DataEntry.objects.get(pk=book.add())
    assert [*find_entry_faults()] == []
    for name, column in (("remedy_by", "day1"), ("remedied_on", "day2")):
        content = line.content | {name: "2021-06-11"}
        with without_entry_triggers():
            DataEntry.objects.filter(pk=line.pk).update(**{"content": content, column: "2021-06-11"})
        assert [fault.place for fault in find_entry_faults()][:1] == [name]
        DataEntry.objects.filter(pk=line.pk).update(**{"content": line.content, column: getattr(line, column)})


@st.composite
def checks(draw: st.DrawFn) -> dict[str, Any]:
    day = draw(st.dates(date(2020, 11, 1), date(2021, 6, 22)))
    line = {"day": day, "conclusion": draw(st.sampled_from(["một", "hai"]))}
    if draw(st.booleans()):
        return line | {"result": "met", "remedy_by": None, "remedied_on": None}
    return line | {
        "remedy_by": draw(st.dates(day, date(2021, 9, 1))),
        "remedied_on": draw(st.none() | st.dates(day, date(2021, 6, 22))),
    }


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(checks(), max_size=6, unique_by=lambda line: tuple(sorted(line.items(), key=str))))
def test_measures_equal_a_count_written_a_second_way(book: Book, told: list[dict[str, Any]]) -> None:
    delete_entries(get_registers()["work_checks"])
    book.bring_in(told)
    cut_off = date(2021, 6, 14)
    lines = [samples.VALUES | line for line in told if line["day"] <= cut_off]
    within = [line for line in lines if HALF[0] <= line["day"]]
    to_mend = [line for line in lines if line["remedy_by"]]
    unmended = [line for line in to_mend if line["remedied_on"] is None or line["remedied_on"] > cut_off]
    mended = [line for line in to_mend if line not in unmended and line["remedied_on"] >= HALF[0]]
    assert book.number("checks") == (len(within) if within else None)
    assert book.number("open") == (len(unmended) if lines else None)
    assert book.number("overdue") == (sum(line["remedy_by"] < cut_off for line in unmended) if lines else None)
    assert book.number("remedied") == (len(mended) if lines else None)
