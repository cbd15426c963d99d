"""Courses and who came of each unit (Kế hoạch II.2, IV.5): «100 %» has a denominator."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import Option, OptionSet
from sokehoach.apps.indicators.services import denominators
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.queries import source_entries
from sokehoach.apps.registers.core.queries.entries import get_entry_values, list_unscoped_entries
from sokehoach.apps.registers.core.queries.rows import RowInput, list_rows
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.reporting.queries.registers import list_countings
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.registers.making import HALF, Book
from tests.apps.registers.training import samples
from tests.factories.cast import AT, Cast
from tests.factories.first_registers import delete_entries
from tests.factories.programmes import first_programme
from tests.factories.unguarded import without_entry_triggers
from tests.page_texts import read_page

BY_UNIT = "/so/tap-huan/theo-don-vi/"
COMMUNES = ("03304", "03269", "03289")


@pytest.fixture
def book(cast: Cast) -> Book:
    return Book(cast, samples)


def told(summoned: int, sent: int, trained: int, in_charge: int = 0) -> dict[str, int]:
    return {"summoned": summoned, "sent": sent, "trained": trained, "in_charge": in_charge}


def find_rows(course: UUID) -> dict[str, DataEntry]:
    """The rows of a course by the code of their unit."""
    rows: list[Any] = [*list_rows(get_registers()["training_attendance"], course)]
    return {row.content["staff_unit"]: row for row in rows}


def keep(cast: Cast, course: UUID, *, version: int = 1, by: User | None = None, **table: dict[str, int]) -> None:
    """The table of a course as its form sends it: `keep(cast, course, x03304=told(…))`."""
    register, stored = get_registers()["training"], find_rows(course)
    entry = entries_of("training").get(pk=course)
    rows = []
    for code, numbers in ((code.removeprefix("x"), numbers) for code, numbers in table.items()):
        values = {"day": entry.day, "staff_unit": code, **numbers}
        row = stored.pop(code, None)
        if row is None:
            rows.append(RowInput("training_attendance", values))
        else:
            rows.append(RowInput("training_attendance", values, entry=row.pk, version=row.version))
    rows += [RowInput("training_attendance", entry=row.pk, version=row.version, voided=True) for row in stored.values()]
    entries.update_entry(
        register="training", entry=course, version=version, by=by or cast.office, at=AT, rows=rows,
        values=get_entry_values(register, list_unscoped_entries(register).get(pk=course)),
    )  # fmt: skip


def entries_of(register: str) -> Any:
    return get_registers()[register].list_entries()


def test_the_organiser_counts_the_course_and_each_unit_its_own_staff(book: Book, cast: Cast) -> None:
    course = book.add()
    keep(cast, course, x03304=told(3, 2, 2, 1), x03269=told(2, 2, 1))
    of_office = [book.number(name) for name in ("courses", "summoned_to", "sent_to", "trained_at")]
    assert of_office == [1, 5, 4, 3]
    of_commune = [book.number(name, unit="03304") for name in ("summoned", "sent", "trained", "in_charge_trained")]
    assert of_commune == [3, 2, 2, 1]
    assert book.number("courses", unit="03304") is None  # it organised none, and keeps no line of one


def test_staff_are_counted_by_the_level_of_the_course(book: Book, cast: Cast) -> None:
    keep(cast, book.add(), x03304=told(1, 1, 1))
    keep(cast, book.add(title="Lớp của tỉnh", level="province"), x03304=told(2, 2, 2))
    own = book.add(title="Lớp của xã", level="commune", unit="03304", by=cast.commune)
    keep(cast, own, by=cast.commune, x03304=told(9, 8, 8))
    by_level = {
        level: book.number("trained", ("course_level", level), unit="03304")
        for level in ("province", "district", "commune")
    }
    assert by_level == {"province": 2, "district": 1, "commune": 8}
    assert book.number("courses", ("course_level", "commune"), unit="03304") == 1


def test_staff_in_charge_are_counted_from_the_beginning_of_the_year(book: Book, cast: Cast) -> None:
    keep(cast, book.add(day=date(2021, 3, 2)), x03304=told(2, 2, 2, 2))
    autumn = (date(2021, 6, 15), date(2021, 12, 15))
    assert book.number("in_charge_trained", unit="03304", days=autumn, year=HALF[0]) == 2
    assert book.number("trained", unit="03304", days=autumn, year=HALF[0]) is None


def test_a_course_whose_table_nobody_filled_in_is_not_one_to_which_nobody_came(book: Book) -> None:
    book.add()
    assert (book.number("courses"), book.number("trained_at")) == (1, None)


def test_a_unit_that_was_summoned_and_sent_nobody_is_told_with_nought(book: Book, cast: Cast) -> None:
    keep(cast, book.add(), x03304=told(2, 0, 0))
    assert (book.number("summoned", unit="03304"), book.number("trained", unit="03304")) == (2, 0)
    assert book.number("trained", unit="03269") is None


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (told(2, 2, 3), "Đã tập huấn 3, lớn hơn số cử dự 2."),
        (told(2, 2, 2, 3), "Cán bộ trực tiếp 3, lớn hơn số đã tập huấn 2."),
        ({"summoned": 2}, "Chưa ghi cử dự."),
        (told(1001, 2, 2), "Triệu tập phải là số nguyên từ 0 đến 1.000."),
    ],
)
def test_a_row_that_does_not_add_up_is_refused_whole(
    book: Book, cast: Cast, numbers: dict[str, int], sentence: str
) -> None:
    course = book.add()
    with pytest.raises(InvalidInput) as refused, transaction.atomic():
        keep(cast, course, x03269=told(1, 1, 1), x03304=numbers)
    assert sentence in str(refused.value.messages)
    assert not entries_of("training_attendance").exists()


def test_what_must_not_be_verify_finds(book: Book, cast: Cast) -> None:
    course = book.add()
    keep(cast, course, x03304=told(2, 2, 2, 2))
    assert [*find_entry_faults()] == []
    row = find_rows(course)["03304"]
    for values in ({"trained": 3}, {"in_charge": 3}):
        with without_entry_triggers():
            DataEntry.objects.filter(pk=row.pk).update(content=row.content | values)
        assert [*find_entry_faults()] != []


def test_a_course_takes_a_day_and_is_told_once(book: Book) -> None:
    with pytest.raises(InvalidInput) as refused:
        book.add(days=0)
    assert refused.value.messages == {"days": ["Lớp tập huấn kéo dài ít nhất một ngày."]}
    book.add()
    with pytest.raises(InvalidInput):
        book.add()


def test_a_communes_course_is_for_its_own_staff(book: Book, cast: Cast) -> None:
    own = book.add(unit="03304", by=cast.commune)
    with pytest.raises(InvalidInput), transaction.atomic():
        keep(cast, own, by=cast.commune, x03269=told(1, 1, 1))


def test_a_unit_of_another_district_is_in_no_course(book: Book, cast: Cast) -> None:
    with pytest.raises(InvalidInput), transaction.atomic():
        keep(cast, book.add(), x03247=told(1, 1, 1))


def test_others_do_not_write_in_the_offices_table(book: Book, cast: Cast) -> None:
    course = book.add()
    with pytest.raises(ActionRefused), transaction.atomic():
        keep(cast, course, by=cast.commune, x03304=told(1, 1, 1))


def test_who_comes_second_is_told(book: Book, cast: Cast) -> None:
    course = book.add()
    keep(cast, course, x03304=told(1, 1, 1))
    with pytest.raises(VersionConflictError), transaction.atomic():
        keep(cast, course, x03304=told(2, 2, 2))


def test_saving_the_same_again_changes_nothing(book: Book, cast: Cast) -> None:
    course = book.add()
    keep(cast, course, x03304=told(1, 1, 1))
    keep(cast, course, version=2, x03304=told(1, 1, 1))
    assert entries_of("training").get(pk=course).version == 2


def test_a_voided_course_takes_no_table_and_counts_for_nobody(book: Book, cast: Cast) -> None:
    course = book.add()
    keep(cast, course, x03304=told(1, 1, 1))
    entries.void_entry(register="training", entry=course, version=2, reason="nhầm", by=cast.office, at=AT)
    assert book.number("trained", unit="03304") is None
    with pytest.raises(ActionRefused), transaction.atomic():
        keep(cast, course, version=3, x03304=told(2, 2, 2))


def test_a_report_sees_that_its_source_has_changed(book: Book, cast: Cast) -> None:
    course = book.add()
    keep(cast, course, x03304=told(1, 1, 1))
    (counted,) = list_countings()["training"].measure_all(
        [MeasureQuery("trained")], unit=cast.units["03304"], start=HALF[0], end=HALF[1]
    )
    assert not source_entries.has_changed_since("training", counted.rows, counted.digest)
    keep(cast, course, version=2, x03304=told(2, 2, 2))
    assert source_entries.has_changed_since("training", counted.rows, counted.digest)


def test_the_table_is_filled_in_with_its_course(book: Book, cast: Cast, signed_in: Callable[[User], Client]) -> None:
    course = book.add()
    page, url = signed_in(cast.office), reverse("registers:change", args=["tap-huan", course])
    form = page.get(url).text
    assert "Tênh Phông" in form
    assert "Sáng Nhè" not in form, "a commune of another district"
    typed = {"day": "12/6/2021", "title": samples.VALUES["title"], "topic": "law", "level": "district", "days": "2",
             "joint_programmes": "drugs", "version": "1"}  # fmt: skip
    line = {f"can-bo-tap-huan-03304-{name}": text
            for name, text in (("summoned", "3"), ("sent", "2"), ("trained", "2"), ("in_charge", "0"))}  # fmt: skip
    wrong = page.post(url, typed | line | {"can-bo-tap-huan-03304-trained": "5"})
    assert wrong.status_code == 422
    assert "Đã tập huấn 5, lớn hơn số cử dự 2." in wrong.text
    assert 'value="3"' in wrong.text  # nothing typed is lost
    assert not find_rows(course)
    assert page.post(url, typed | line).status_code == 302
    row = find_rows(course)["03304"]
    assert (row.content["trained"], row.day) == (2, date(2021, 6, 12))
    entry = page.get(reverse("registers:entry", args=["tap-huan", course])).text
    assert "sửa bảng kèm theo" in entry
    emptied = dict.fromkeys(line, "") | {"can-bo-tap-huan-03304-version": str(row.version)}
    assert page.post(url, typed | emptied | {"version": "2"}).status_code == 302
    assert not find_rows(course), "a unit whose line is emptied was not summoned"
    assert [*find_entry_faults()] == []


tables = st.dictionaries(
    st.sampled_from(COMMUNES),
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
        lambda few: told(9, max(few), sorted(few)[1], min(few))
    ),
)
courses = st.fixed_dictionaries(
    {
        "day": st.dates(date(2020, 11, 1), date(2021, 6, 22)),
        "level": st.sampled_from(["province", "district"]),
        "table": tables,
    }
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(courses, max_size=4))
def test_measures_equal_a_count_written_a_second_way(book: Book, held: list[dict[str, Any]]) -> None:
    delete_entries(get_registers()["training_attendance"])
    delete_entries(get_registers()["training"])
    for at, one in enumerate(held):
        course = book.add(title=f"Lớp {at}", day=one["day"], level=one["level"])
        keep(book.cast, course, **one["table"])
    within = [one for one in held if HALF[0] <= one["day"] < HALF[1]]
    own = [one for one in within if "03304" in one["table"]]
    district = [one["table"]["03304"]["trained"] for one in own if one["level"] == "district"]
    assert book.number("trained", ("course_level", "district"), unit="03304") == (sum(district) if own else None)
    assert book.number("courses") == (len(within) if within else None)
    sums = [sum(row["sent"] for row in one["table"].values()) for one in within]
    known = within and all(one["table"] for one in within)
    assert book.number("sent_to") == (sum(sums) if known else None)


def test_each_units_staff_stand_on_one_page_for_the_year(
    book: Book, cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    keep(cast, book.add(day=date(2020, 12, 14)), x03304=told(777, 777, 777))  # the year before
    keep(cast, book.add(day=date(2020, 12, 15)), x03304=told(4, 3, 2))
    keep(cast, book.add(), x03304=told(1, 1, 1), x03269=told(99, 98, 97))
    office = signed_in(cast.office).get(BY_UNIT).content.decode()
    assert "Quài Cang" in office  # which was summoned to none
    assert "777" not in read_page(office)
    commune = signed_in(cast.commune).get(BY_UNIT).content.decode()
    row = re.sub(r"<[^>]+>|\s+", " ", commune[commune.index("<tbody>") : commune.index("</tbody>")]).split()
    # courses, summoned, sent, trained, in charge; how many are in charge nobody has told
    assert row == ["Tênh", "Phông", "2", "5", "4", "3", "0", "chưa", "biết"]


def test_who_sees_no_unit_of_the_page_is_told_so(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    page = signed_in(cast.police).get(BY_UNIT).content.decode()
    assert "Không có đơn vị nào trong phạm vi của tài khoản." in page
    assert "<tbody>" not in page


def know_staff(cast: Cast, **staff: int) -> None:
    """`know_staff(cast, x03304=2)`: how many staff in charge a commune has in 2021."""
    kind, _ = OptionSet.objects.get_or_create(
        uid="denominator", defaults={"programme": first_programme(), "code": "denominator", "name": "Mẫu số"}
    )
    option, _ = Option.objects.get_or_create(
        option_set=kind, code="staff_in_charge", defaults={"name": "Cán bộ trực tiếp", "position": 0}
    )
    denominators.update_denominators(
        denominators=[
            denominators.DenominatorInput(
                cast.units[code.removeprefix("x")], option, 2021, number, "quyết định phân công"
            )
            for code, number in staff.items()
        ],
        by=cast.office,
        at=AT,
    )


def test_a_commune_whose_staff_in_charge_were_all_trained_counts_once(book: Book, cast: Cast) -> None:
    know_staff(cast, x03304=2, x03269=2)
    keep(cast, book.add(day=date(2021, 3, 2)), x03304=told(1, 1, 1, 1), x03269=told(1, 1, 1, 1))
    assert book.number("communes_all_trained") == 0
    keep(cast, book.add(title="Lớp sau"), x03304=told(1, 1, 1, 1))
    assert book.number("communes_all_trained") == 1


def test_where_it_is_not_known_how_many_a_commune_has_nothing_is_said(book: Book, cast: Cast) -> None:
    know_staff(cast, x03304=2)
    keep(cast, book.add(), x03304=told(2, 2, 2, 2))
    assert book.number("communes_all_trained") == 1
    keep(cast, book.add(title="Lớp sau"), x03269=told(1, 1, 1, 1))
    assert book.number("communes_all_trained") is None


def test_communes_of_another_district_are_not_counted(book: Book, cast: Cast) -> None:
    know_staff(cast, x03304=1)
    other = book.add(unit="03247", by=cast.outsider)
    keep(cast, other, by=cast.outsider, x03247=told(1, 1, 1, 1))
    assert book.number("communes_all_trained") is None  # no course touched this district at all
    keep(cast, book.add(), x03304=told(1, 1, 1, 1))
    assert book.number("communes_all_trained") == 1
