"""What the district's police counts (Kế hoạch III.3, VI.2): integers of the whole district, nobody named."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.fields import FieldKind
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry, RegisterTypeVersion
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.registers.enforcement import samples
from tests.apps.registers.making import Book
from tests.factories.cast import AT, Cast
from tests.factories.first_registers import delete_entries
from tests.factories.unguarded import without_entry_triggers

POLICE_HALF = (date(2020, 11, 16), date(2021, 5, 16))
NEXT_HALF = (date(2021, 5, 16), date(2021, 11, 16))
ROLES = ("organisers", "brokers", "sellers", "buyers", "others")


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def wrong(book: Book, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(InvalidInput) as refused:
        book.add(**values)
    return refused.value.messages


def test_it_works(book: Book) -> None:
    book.add(day=date(2021, 1, 15), since=date(2020, 12, 16))
    book.add(day=date(2021, 5, 15), since=date(2021, 1, 16), hot_spots=4)
    told = {name: book.number(name, days=POLICE_HALF) for name in ("cases", "persons", "sellers", "fines")}
    assert told == {"cases": 4, "persons": 8, "sellers": 4, "fines": 4_200_000}
    assert book.number("hot_spots", days=POLICE_HALF) == 4  # a stock, as it last stood


def test_the_polices_half_year_counts_from_16_november_to_15_may(book: Book) -> None:
    book.add(day=date(2020, 11, 15), since=date(2020, 11, 1), cases=100)
    book.add(day=date(2020, 11, 16), since=date(2020, 11, 16), cases=1)
    book.add(day=date(2021, 5, 15), since=date(2021, 5, 1), cases=2)
    book.add(day=date(2021, 5, 16), since=date(2021, 5, 16), cases=100)
    assert book.number("cases", days=POLICE_HALF) == 3


def test_a_line_does_not_stand_on_both_sides_of_a_cut_off(book: Book) -> None:
    messages = wrong(book, day=date(2021, 5, 31), since=date(2021, 5, 1))
    assert messages == {
        "since": ["Dòng vắt qua ngày chốt số liệu 15/05/2021. Hãy ghi hai dòng: đến ngày ấy, và từ hôm sau."]
    }


def test_a_stretch_does_not_run_backwards(book: Book) -> None:
    assert wrong(book, since=date(2021, 6, 13)) == {"since": ["Ngày đầu ở sau ngày cuối, 12/06/2021."]}


def test_22_people_of_whom_the_roles_make_21_are_refused(book: Book) -> None:
    """As a province once published them (law.md 4.4, R7)."""
    said = wrong(book, persons=22, sellers=8, buyers=8, organisers=5)
    assert said == {"organisers": ["Các vai trò cộng lại 21, khác 22 người."]}
    book.add(persons=22, sellers=8, buyers=8, organisers=5, others=1)


def test_trafficking_is_a_crime_among_the_cases_with_its_victims_apart(book: Book) -> None:
    """Kế hoạch VI.2: «đặc biệt chú trọng» mua bán phụ nữ, trẻ em; bóc lột tình dục trẻ em."""
    book.add(criminal_cases=3, trafficking_cases=1, child_exploitation_cases=1, accused=4, accused_trafficking=2,
             accused_child_exploitation=1, victims=2, victims_referred=2, victims_trafficked=1)  # fmt: skip
    names = ("criminal_cases", "trafficking_cases", "accused_trafficking", "victims_trafficked", "persons")
    assert [book.number(name, days=NEXT_HALF) for name in names] == [3, 1, 2, 1, 4]
    assert "harbouring_cases" in wrong(book, criminal_cases=1, trafficking_cases=1)
    assert wrong(book, minors=0, minors_trafficked=1) == {
        "minors_trafficked": ["1 lớn hơn «Nạn nhân dưới 18 tuổi», 0."]
    }


def test_victims_and_minors_are_in_no_role_and_each_may_be_referred(book: Book) -> None:
    book.add(victims=3, victims_referred=2, minors=1, minors_referred=1)
    told = [book.number(name, days=NEXT_HALF) for name in ("persons", "victims", "minors")]
    assert told == [4, 3, 1]
    assert wrong(book, victims=1, victims_referred=2) == {
        "victims_referred": ["2 lớn hơn «Nạn nhân từ đủ 18 tuổi», 1."]
    }
    assert "minors_referred" in wrong(book, minors=0, minors_referred=1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"tips": 2, "tips_settled": 3}, "tips_settled"),
        ({"fined": 3, "fined_sellers": 2, "fined_buyers": 2}, "fined_sellers"),
        ({"criminal_cases": 1, "harbouring_cases": 1, "brokering_cases": 1}, "harbouring_cases"),
        ({"accused": 1, "accused_harbouring": 2}, "accused_harbouring"),
    ],
)
def test_a_part_stays_within_its_whole(book: Book, values: dict[str, int], field: str) -> None:
    assert [*wrong(book, **values)] == [field]


def test_a_source_tells_all_its_numbers_and_no_others(book: Book) -> None:
    assert wrong(book, cases=None) == {"cases": ["Chưa ghi số. Không phát sinh thì ghi 0."]}
    messages = wrong(book, **samples.COURT | {"cases": 0})
    assert messages == {"cases": ["Nguồn số liệu đã chọn không cho số này. Hãy để trống, hoặc chọn nguồn khác."]}


def test_what_the_court_has_not_told_is_unknown_though_the_police_told_theirs(book: Book) -> None:
    book.add()
    assert (book.number("cases", days=NEXT_HALF), book.number("tried_persons", days=NEXT_HALF)) == (2, None)
    book.add(**samples.COURT)
    assert (book.number("cases", days=NEXT_HALF), book.number("tried_persons", days=NEXT_HALF)) == (2, 2)


def test_a_source_tells_a_day_once(book: Book) -> None:
    book.add()
    assert wrong(book, cases=9) == {"source": ["Sổ đã có một dòng cùng đến ngày, nguồn số liệu. Hãy sửa dòng ấy."]}


def test_no_day_is_counted_twice_by_one_source(book: Book) -> None:
    book.add(day=date(2021, 4, 30), since=date(2021, 4, 1))
    twice = {"since": ["Trùng ngày với dòng «Công an huyện, 01/04/2021–30/04/2021»: mỗi ngày chỉ đếm một lần."]}
    assert wrong(book, day=date(2021, 5, 15), since=date(2021, 4, 30)) == twice
    assert wrong(book, day=date(2021, 4, 10), since=date(2021, 4, 5)) == twice  # within
    assert wrong(book, day=date(2021, 5, 1), since=date(2021, 3, 1)) == twice  # around
    book.add(day=date(2021, 5, 15), since=date(2021, 5, 1))
    book.add(**samples.COURT | {"day": date(2021, 4, 20), "since": date(2021, 4, 1)})  # another source may


def test_two_lines_of_one_sheet_that_overlap_bring_in_neither(book: Book) -> None:
    lines = [samples.VALUES | {"day": date(2021, 4, day), "since": date(2021, 4, 1)} for day in (15, 30)]
    with pytest.raises(InvalidInput, match="mỗi ngày chỉ đếm một lần"):
        book.bring_in(lines)
    assert not DataEntry.objects.exists()


def test_lines_of_a_long_sheet_without_a_common_day_are_not_compared_in_pairs(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[object] = []
    monkeypatch.setattr(
        "sokehoach.apps.registers.data_registers.queries.overlaps.have_common_day",
        lambda *entries_compared: compared.append(entries_compared),
    )
    book.bring_in([samples.VALUES | {"day": date(2021, 4, day), "since": date(2021, 4, day)} for day in range(1, 21)])
    assert DataEntry.objects.count() == 20
    assert not compared


def test_a_voided_line_gives_its_days_free_and_does_not_come_back_beside_another(book: Book) -> None:
    first = book.add(day=date(2021, 4, 30), since=date(2021, 4, 1))
    by, register = book.cast.police, book.code
    entries.void_entry(register=register, entry=first, version=1, reason="Ghi nhầm", by=by, at=AT)
    second = book.add(day=date(2021, 4, 20), since=date(2021, 4, 1))
    with pytest.raises(ActionRefused, match="Trùng ngày"):
        entries.restore_entry(register=register, entry=first, version=2, by=by, at=AT)
    values = samples.VALUES | {"day": date(2021, 4, 21), "since": date(2021, 4, 1)}
    entries.update_entry(register=register, entry=second, version=1, values=values, by=by, at=AT)  # not with itself


def test_nothing_arose_is_nought_and_not_unknown(book: Book) -> None:
    book.add(**samples.VALUES | samples.NOTHING)
    assert book.number("cases", days=NEXT_HALF) == 0


def test_no_commune_keeps_it_and_no_line_has_a_place_or_a_text(book: Book, cast: Cast) -> None:
    with pytest.raises(ActionRefused):
        book.add(unit="03304", by=cast.commune)
    with pytest.raises(ActionRefused):
        book.add(unit="03304")  # nor may the police write for one
    kinds = {field.kind for field in get_registers()[book.code].fields}
    assert kinds == {FieldKind.DAY, FieldKind.ONE, FieldKind.NUMBER, FieldKind.MONEY}


@pytest.mark.parametrize(
    "values",
    [
        {"persons": 5},
        {"tips_settled": 4},
        {"fined_buyers": 2},
        {"brokering_cases": 1},
        {"accused_brokering": 1},
        {"minors_referred": 1},
        {"cases": None},
        {"tried_cases": 0},
        {"since": "2021-06-13"},
        {"since": "2021-05-15"},
    ],
)
def test_what_no_service_wrote_is_named_by_verify(book: Book, values: dict[str, Any]) -> None:
    entry = DataEntry.objects.get(pk=book.add())
    assert [*find_entry_faults()] == []
    content = {name: value for name, value in {**entry.content, **values}.items() if value is not None}
    with without_entry_triggers():
        DataEntry.objects.filter(pk=entry.pk).update(content=content)
    places = {fault.place for fault in find_entry_faults()}
    assert {*values} <= places


def test_days_that_were_counted_twice_are_named_by_verify(book: Book) -> None:
    book.add(day=date(2021, 5, 20))
    later = DataEntry.objects.get(pk=book.add(since=date(2021, 5, 21)))
    assert [*find_entry_faults()] == []
    DataEntry.objects.filter(pk=later.pk).update(content={**later.content, "since": "2021-05-20"})
    assert [(fault.entry, fault.place) for fault in find_entry_faults()] == [(str(later.pk), "since")]


def test_days_counted_twice_before_the_rule_was_there_are_no_fault(book: Book) -> None:
    book.add(day=date(2021, 5, 20))
    later = DataEntry.objects.get(pk=book.add(since=date(2021, 5, 21)))
    DataEntry.objects.filter(pk=later.pk).update(content={**later.content, "since": "2021-05-20"})
    assert [fault.place for fault in find_entry_faults()] == ["since"]
    version = later.type_version
    definition = json.loads(version.definition)
    rules = [rule for rule in definition["constraints"] if rule["rule"] != "no_overlap"]
    before = RegisterTypeVersion.objects.create(
        type=version.type, number=0, definition=json.dumps({**definition, "constraints": rules}), is_current=False
    )
    columns = ("field", "value_type", "required", "largest")
    for values in version.field_rules.values(*columns):
        before.field_rules.create(**values)
    DataEntry.objects.update(type_version=before)
    assert [*find_entry_faults()] == []


@st.composite
def tallies(draw: st.DrawFn) -> dict[str, Any]:
    day = draw(st.dates(date(2020, 11, 1), date(2021, 6, 22)))
    line = {"day": day, "since": day}
    if draw(st.booleans()):
        return line | samples.SILENT | {"source": "procuracy", "indicted_cases": draw(st.integers(0, 9))}
    roles = {name: draw(st.integers(0, 20)) for name in ROLES}
    return (
        line
        | samples.NOTHING
        | {"source": "police"}
        | roles
        | {"persons": sum(roles.values()), "hot_spots": draw(st.integers(0, 3))}
    )


def _last_told(line: dict[str, Any]) -> tuple[bool, date]:
    return line["hot_spots"] is not None, line["day"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(tallies(), max_size=6, unique_by=lambda line: (line["day"], line["source"])))
def test_measures_equal_a_count_written_a_second_way(book: Book, told: list[dict[str, Any]]) -> None:
    delete_entries(get_registers()[book.code])
    book.bring_in(told)
    within = [line for line in told if POLICE_HALF[0] <= line["day"] < POLICE_HALF[1]]
    for name in samples.NUMBERS:
        numbers = [line[name] for line in within if line[name] is not None]
        if name == "hot_spots":
            numbers = numbers and [max(within, key=_last_told)[name]]
        assert book.number(name, days=POLICE_HALF) == (sum(numbers) if numbers else None)
