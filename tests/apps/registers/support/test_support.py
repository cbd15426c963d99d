"""Support and harm reduction (Kế hoạch I.1, II.1, VI.3): how many in a quarter, and nothing else."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.fields import FieldKind
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.registers.making import HALF, Book
from tests.apps.registers.support import samples
from tests.factories.cast import Cast
from tests.factories.first_registers import delete_entries


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def wrong(book: Book, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidInput) as refused:
        book.add(**values)
    return refused.value.messages


def test_it_works(book: Book) -> None:
    book.add(day=date(2021, 3, 14), people=5, times=5)
    book.add(people=7)
    book.add(kind="job", people=2, times=None)
    assert book.number("people", ("support_service", "advice")) == 12
    assert book.number("people", ("support_service", "job")) == 2
    assert book.number("times", ("support_service", "job")) is None


def test_no_date_is_finer_than_the_quarter(book: Book) -> None:
    assert "day" in wrong(book, day=date(2021, 5, 20))


def test_there_is_no_place_no_commune_and_no_free_text(book: Book, cast: Cast) -> None:
    kinds = {field.kind for field in get_registers()["support"].fields}
    assert kinds == {FieldKind.QUARTER, FieldKind.ONE, FieldKind.NUMBER}
    with pytest.raises(ActionRefused):
        book.add(unit="03304", by=cast.commune)


def test_fewer_times_than_people_are_refused(book: Book) -> None:
    assert wrong(book, people=7, times=6) == {"times": ["Lượt hỗ trợ 6 nhỏ hơn số người 7."]}


def test_groups_belong_to_the_peers_alone_and_stand_as_the_last_quarter_told(book: Book) -> None:
    assert wrong(book, groups=1) == {"groups": ["Số nhóm chỉ ghi cùng dịch vụ nhóm đồng đẳng."]}
    assert wrong(book, kind="peer_group") == {"groups": ["Chưa ghi số nhóm. Không có nhóm nào thì ghi 0."]}
    book.add(kind="peer_group", groups=3, day=date(2021, 3, 14))
    book.add(kind="peer_group", groups=2)
    book.add(kind="advice", day=date(2021, 6, 14))
    assert book.number("groups") == 2, "the last number that was written"


quarters = st.sampled_from([date(2020, 12, 14), date(2021, 3, 14), date(2021, 6, 14)])
lines = st.fixed_dictionaries(
    {
        "day": quarters,
        "kind": st.sampled_from(["advice", "job"]),
        "people": st.integers(0, 90),
        "times": st.none() | st.integers(90, 500),
    }
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=6, unique_by=lambda line: (line["day"], line["kind"])))
def test_measures_equal_a_count_written_a_second_way(book: Book, told: list[dict[str, Any]]) -> None:
    delete_entries(get_registers()["support"])
    book.bring_in(told)
    within = [line for line in told if HALF[0] <= line["day"] < HALF[1]]
    jobs = [line for line in within if line["kind"] == "job"]
    assert book.number("people", ("support_service", "job")) == (
        sum(line["people"] for line in jobs) if within else None
    )
    times = [line["times"] for line in jobs]
    known = within and None not in times
    assert book.number("times", ("support_service", "job")) == (sum(times) if known else None)
