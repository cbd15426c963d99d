"""Proposals to block a website (Kế hoạch VI.5): the domain alone, and what came of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.reporting.queries.registers import list_countings
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.making import make_options
from tests.apps.registers.web_proposals.samples import OPTIONS, UNIT, VALUES
from tests.factories.cast import AT, Cast
from tests.factories.first_registers import delete_entries

type Proposed = Callable[..., DataEntry]


@pytest.fixture(autouse=True)
def options(cast: Cast) -> None:
    make_options(OPTIONS)


@pytest.fixture
def proposed(cast: Cast) -> Proposed:
    def write(**values: Any) -> DataEntry:
        done = entries.create_entry(
            register="web_proposals",
            unit=cast.units[UNIT],
            values=VALUES | values,
            by=cast.office,
            at=AT,
        )
        return DataEntry.objects.get(pk=done.answer["id"])

    return write


def count(cast: Cast, measure: str, *where: tuple[str, str], start: date, end: date = date(2021, 7, 1)) -> int | None:
    asked = [MeasureQuery(measure, where)]
    (told,) = list_countings()["web_proposals"].measure_all(asked, unit=cast.units[UNIT], start=start, end=end)
    number = told.number
    assert number is None or isinstance(number, int)
    return number


def test_it_works_each_counts_by_its_own_day(cast: Cast, proposed: Proposed) -> None:
    proposed(day=date(2021, 5, 1), answer="blocked", answered_on=date(2021, 6, 20))
    proposed(title="khac.vn", answer="declined", answered_on=date(2021, 6, 21))
    june = date(2021, 6, 1)
    assert count(cast, "proposed", start=date(2021, 1, 1)) == 2
    assert count(cast, "proposed", start=june) == 1
    assert (count(cast, "blocked", start=june), count(cast, "answered", start=june)) == (1, 2)
    assert count(cast, "blocked", ("web_ground", "pornography"), start=june) == 0


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"title": "https://vidu.com/trang?ten=a"}, "title", "Chỉ ghi tên miền"),
        ({"title": "10.1.2.3"}, "title", "không ghi địa chỉ IP"),
        ({"title": "ViDu.com"}, "title", "Viết là «vidu.com»."),
        ({"answer": "blocked"}, "answered_on", "ghi ngày trả lời"),
        ({"answered_on": date(2021, 6, 20)}, "answer", "chọn nội dung trả lời"),
        ({"answer": "blocked", "answered_on": date(2021, 6, 1)}, "answered_on", "trước ngày đề nghị"),
    ],
)
def test_what_is_refused_and_why(proposed: Proposed, values: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        proposed(**values)
    assert said in " ".join(refused.value.messages[field])


@pytest.mark.parametrize("name", ["vidu.com/trang", "10.0.0.1", "VIDU.com"])
def test_verify_finds_what_is_no_domain(proposed: Proposed, name: str) -> None:
    line = proposed()
    DataEntry.objects.filter(pk=line.pk).update(content=line.content | {"title": name}, title=name)
    assert [(fault.entry, fault.place) for fault in find_entry_faults()] == [(str(line.pk), "title")]


def test_a_domain_may_look_like_a_number_or_a_name_and_a_text_may_not(proposed: Proposed) -> None:
    assert proposed(title="0912345678.com").title == "0912345678.com"
    assert str(proposed(title="nguyenvanteo.vn")) == "nguyenvanteo.vn"
    with pytest.raises(InvalidInput) as refused:
        proposed(sent_to="anh Nguyễn Văn Tèo, 0912345678")
    assert [*refused.value.messages] == ["sent_to"]


def test_a_figure_of_blocked_sites_rests_on_all_answers(cast: Cast, proposed: Proposed) -> None:
    """Another answer changes it, so that a sent report says that its register has changed."""
    answers = [proposed(answer=answer, answered_on=date(2021, 6, 20)) for answer in ("blocked", "declined")]
    (result,) = list_countings()["web_proposals"].measure_all(
        [MeasureQuery("blocked")], unit=cast.units[UNIT], start=date(2021, 6, 1), end=date(2021, 7, 1)
    )
    assert (result.number, {*result.rows}) == (1, {str(answer.pk) for answer in answers})


lines = st.tuples(
    st.dates(date(2021, 5, 1), date(2021, 6, 22)),
    st.sampled_from(["soliciting", "pornography"]),
    st.none() | st.tuples(st.sampled_from(["blocked", "declined"]), st.integers(0, 30)),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=6))
def test_the_measures_equal_a_count_written_a_second_way(
    cast: Cast, proposed: Proposed, told: list[tuple[date, str, tuple[str, int] | None]]
) -> None:
    delete_entries(get_registers()["web_proposals"])
    start, end = date(2021, 5, 20), date(2021, 6, 15)
    blocked, answered = 0, 0
    for number, (day, ground, answer) in enumerate(told):
        given_on = date.fromordinal(day.toordinal() + answer[1]) if answer else None
        proposed(
            title=f"trang{number}.vn",
            day=day,
            ground=ground,
            answer=answer and answer[0],
            answered_on=given_on,
        )
        if answer and given_on and start <= given_on < end:
            answered += 1
            blocked += answer[0] == "blocked"
    within = [ground for day, ground, _ in told if start <= day < end]
    assert count(cast, "proposed", start=start, end=end) == (len(within) or None)
    if within:
        pornography = ("web_ground", "pornography")
        assert count(cast, "proposed", pornography, start=start, end=end) == within.count("pornography")
    assert count(cast, "blocked", start=start, end=end) == (blocked if answered else None)
