"""A total over the entries that refer to one is at most a number of that one, whatever is written."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.queries.rows import RowInput
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.registers.data_registers.conftest import DAY, ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.apps.registers.data_registers.test_pages import LIST, TYPED
from tests.apps.registers.data_registers.test_rows import ROWS, row
from tests.apps.registers.data_registers.test_versions import Change, folder, publish
from tests.factories.quang_ngai import BASE, morning
from tests.soak import times

__all__ = ["folder", "publish"]
type Browser = Callable[[User], Client]
FULL = "Tổng lượt người dự lớn hơn số chỗ của lớp."
RULE = f"  - {{rule: total_at_most, fields: [learners], of: class, other: seats, message: {FULL}}}"


@pytest.fixture
def limited(digital: ProgrammeRegisters, publish: Change) -> ProgrammeRegisters:
    """A class may say how many seats it has."""
    publish(
        (
            "  - {code: sessions, label",
            "  - {code: seats, label: Số chỗ, kind: number, required: no, most: 999}\n  - {code: sessions, label",
        )
    )
    publish(("constraints:\n", f"constraints:\n{RULE}\n"), register="hoc_vien_lop")
    return digital


def attend(limited: ProgrammeRegisters, course: Any, area: str, learners: int) -> Any:
    return limited.add(
        "hoc_vien_lop", "cds-bato", **{"class": course}, area=area, content="ai", learners=learners
    )  # fmt: skip


def get_version(entry: UUID) -> int:
    """Rows that are counted give their entry a new one."""
    return DataEntry.objects.get(pk=entry).version


def test_what_would_go_over_the_limit_is_refused_wherever_it_is_written(limited: ProgrammeRegisters) -> None:
    by, register, rows = (
        limited.people["cds-bato"],
        limited.get("lop_ky_nang_so").code,
        limited.get("hoc_vien_lop").code,
    )
    course = limited.add("lop_ky_nang_so", "cds-bato", **CLASS, seats=20)
    first = attend(limited, course, "21484", 15)
    with pytest.raises(InvalidInput) as refused:
        attend(limited, course, "21548", 6)
    assert refused.value.messages == {"learners": [FULL]}
    second = attend(limited, course, "21548", 5)
    values = {"day": DAY, "class": course, "area": "21484", "content": "ai"}
    with pytest.raises(InvalidInput):
        entries.update_entry(
            register=rows, entry=first, version=1, values=values | {"learners": 16}, by=by, at=morning()
        )
    with pytest.raises(InvalidInput) as refused:
        entries.update_entry(
            register=register,
            entry=course,
            version=get_version(course),
            values={"day": DAY} | CLASS | {"seats": 19},
            by=by,
            at=morning(),
        )
    assert refused.value.messages == {"seats": [FULL]}
    entries.void_entry(register=rows, entry=second, version=1, reason="ghi nhầm", by=by, at=morning())
    entries.update_entry(register=rows, entry=first, version=1, values=values | {"learners": 20}, by=by, at=morning())
    with pytest.raises(ActionRefused, match=FULL):
        entries.restore_entry(register=rows, entry=second, version=2, by=by, at=morning())
    other = limited.add("lop_ky_nang_so", "cds-bato", **CLASS | {"title": "Lớp không ghi số chỗ"})
    attend(limited, other, "21484", 9999)
    assert [*find_entry_faults()] == []
    DataEntry.objects.filter(pk=course).update(content=CLASS | {"day": DAY.isoformat(), "seats": 3})
    assert [(fault.entry, fault.place) for fault in find_entry_faults() if fault.place == "learners"] == [
        (str(course), "learners")
    ]


def test_the_form_of_a_class_says_that_its_rows_are_too_many(limited: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(limited.people["cds-bato"])
    sent = TYPED | {"seats": "20", f"{ROWS}-rows": "2"} | row(0, learners="15") | row(1, area="21548", learners="6")
    page = client.post(f"{LIST}them/", sent)
    assert page.status_code == 422
    assert FULL in page.text
    assert not DataEntry.objects.exists()
    assert client.post(f"{LIST}them/", sent | {"seats": "21"}).status_code == 302
    assert DataEntry.objects.count() == 3


sent_rows = st.lists(
    st.tuples(st.sampled_from([*BASE]), st.integers(0, 30)), max_size=3, unique_by=lambda typed: typed[0]
)


@settings(max_examples=times(6, 60), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.none() | st.integers(0, 60), sent_rows)
def test_a_class_is_written_exactly_where_its_rows_fit(
    limited: ProgrammeRegisters, seats: int | None, typed: list[tuple[str, int]]
) -> None:
    by, rows = limited.people["cds-bato"], limited.get("hoc_vien_lop").code
    with transaction.atomic():
        inputs = [
            RowInput(rows, {"day": DAY, "area": area, "content": "ai", "learners": learners})
            for area, learners in typed
        ]
        is_written = True
        try:
            entries.create_entry(
                register=limited.get("lop_ky_nang_so").code, unit=by.unit,
                values={"day": DAY} | CLASS | {"seats": seats}, by=by, at=morning(), rows=inputs,
            )  # fmt: skip
        except InvalidInput:
            is_written = False
        assert is_written is (seats is None or sum(learners for _area, learners in typed) <= seats)
        assert DataEntry.objects.count() == (1 + len(typed) if is_written else 0)
        assert [*find_entry_faults()] == []
        transaction.set_rollback(True)


@settings(max_examples=times(6, 60), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=3), st.integers(0, 5), st.data()
)
def test_a_class_and_its_rows_change_together_exactly_where_they_fit(
    limited: ProgrammeRegisters, learners: list[tuple[int, int]], spare: int, data: st.DataObject
) -> None:
    """Whichever of them has to make room first."""
    by, register = limited.people["cds-bato"], limited.get("lop_ky_nang_so").code
    rows, total = limited.get("hoc_vien_lop").code, sum(after for _before, after in learners)
    seats = data.draw(st.sampled_from([total - 1, total, total + 3]).filter(lambda number: number >= 0))
    with transaction.atomic():
        before = {"seats": sum(number for number, _after in learners) + spare}
        course = limited.add("lop_ky_nang_so", "cds-bato", **CLASS | before)
        inputs = [
            RowInput(
                rows, {"day": DAY, "area": area, "content": "ai", "learners": after}, version=1,
                entry=attend(limited, course, area, number),
            )
            for area, (number, after) in zip(BASE, learners, strict=False)
        ]  # fmt: skip
        is_written = True
        try:
            entries.update_entry(
                register=register, entry=course, version=get_version(course), by=by, at=morning(), rows=inputs,
                values={"day": DAY} | CLASS | {"seats": seats},
            )  # fmt: skip
        except InvalidInput:
            is_written = False
        assert is_written is (total <= seats)
        assert [*find_entry_faults()] == []
        transaction.set_rollback(True)
