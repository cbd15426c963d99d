"""Rows of an entry: entered in its form, checked, voided and restored with it, each counted for its own area."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries.rows import RowInput, list_rows
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.registers.data_registers.conftest import DAY, ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.apps.registers.data_registers.test_pages import LIST, TYPED
from tests.factories.quang_ngai import BASE, morning
from tests.soak import times

type Browser = Callable[[User], Client]
ROWS = "hoc-vien-lop"


def row(number: int, **typed: str) -> dict[str, str]:
    """What a browser sends of one row."""
    typed = {"day": "", "area": "21484", "content": "payment", "learners": "12", "women": "", "completed": ""} | typed
    return {f"{ROWS}-{number}-{name}": text for name, text in typed.items()}


def of_class(digital: ProgrammeRegisters) -> list[DataEntry]:
    course = DataEntry.objects.get(type__code="lop_ky_nang_so")
    return list_rows(digital.get("hoc_vien_lop"), course.pk)  # type: ignore[return-value]


def test_a_class_is_written_with_those_who_came(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    form = client.get(f"{LIST}them/").text
    assert "Người dự lớp kỹ năng số" in form
    assert "Thêm dòng" in form
    sent = TYPED | {f"{ROWS}-rows": "3"} | row(0) | row(1, area="21548", learners="1.005", day="12/2/2026")
    page = client.post(f"{LIST}them/", sent | row(2, area="", content="", learners=""), follow=True)
    assert "Đã ghi vào sổ." in page.text
    rows = of_class(digital)
    assert [(entry.day, entry.content["learners"]) for entry in rows] == [(DAY, 12), (date(2026, 2, 12), 1005)]
    assert {entry.content["class"] for entry in rows} == {str(DataEntry.objects.get(type__code="lop_ky_nang_so").pk)}
    assert all(f"/so/{ROWS}/{entry.pk}/" in page.text for entry in rows)
    assert "1.005" in page.text
    assert f"{LIST}{rows[0].content['class']}/" in client.get(f"/so/{ROWS}/{rows[0].pk}/").text
    assert Event.objects.get(action="entry.add").body["detail"]["rows"] == {digital.get("hoc_vien_lop").code: 2}
    counted = digital.count("hoc_vien_lop", "learners", "cds-lyson")
    assert (counted.number, counted.rows) == (1005, (str(rows[1].pk),)), "each row counts for its area"
    assert [*find_entry_faults()] == []


def test_nothing_is_written_where_one_row_is_wrong(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    sent = TYPED | {f"{ROWS}-rows": "3"} | row(0, learners="5", women="6") | row(1, area="21548", learners="x") | row(2)
    page = client.post(f"{LIST}them/", sent)
    assert page.status_code == 422
    first, second, third = page.context["tables"][0].forms
    assert first.errors == {"women": ["Số nữ lớn hơn số lượt người dự."]}
    assert [*second.errors] == ["learners"]
    assert third.errors == {}
    assert 'value="x"' in page.text, "what was typed stays"
    assert not DataEntry.objects.exists()
    twice = client.post(f"{LIST}them/", TYPED | {f"{ROWS}-rows": "2"} | row(0) | row(1, learners="3"))
    assert twice.context["tables"][0].forms[1].errors == {"area": ["Bảng có hai dòng cùng xã, phường, đặc khu."]}
    assert not DataEntry.objects.exists()


def test_the_button_adds_a_row_and_keeps_what_was_typed(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    sent = TYPED | {f"{ROWS}-rows": "1", "sessions": "chưa rõ", "add-row": ROWS} | row(0, learners="nhiều")
    page = client.post(f"{LIST}them/", sent)
    assert page.status_code == 200
    assert [form.is_bound for form in page.context["tables"][0].forms] == [False, False]
    names = (f'name="{ROWS}-1-learners"', f'name="{ROWS}-rows" value="2"')
    for typed in ('value="chưa rõ"', 'value="nhiều"', TYPED["title"], *names):
        assert typed in page.text
    assert "Chưa lưu." not in page.text
    assert not DataEntry.objects.exists()


@pytest.mark.parametrize("count", ["", "-1", "x", "١"])
def test_a_count_that_is_none_sends_no_rows(digital: ProgrammeRegisters, signed_in: Browser, count: str) -> None:
    client = signed_in(digital.people["cds-bato"])
    assert client.post(f"{LIST}them/", TYPED | {f"{ROWS}-rows": count} | row(0)).status_code == 302
    assert of_class(digital) == []


def test_rows_are_changed_taken_out_and_added_with_their_class(digital: ProgrammeRegisters, signed_in: Browser) -> None:
    client = signed_in(digital.people["cds-bato"])
    client.post(f"{LIST}them/", TYPED | {f"{ROWS}-rows": "2"} | row(0) | row(1, area="21548"))
    first, second = of_class(digital)
    address = f"{LIST}{first.content['class']}/"
    shown = client.get(f"{address}sua/").text
    assert f'value="{first.pk}"' in shown
    kept = {f"{ROWS}-0-id": str(first.pk), f"{ROWS}-0-version": "1", f"{ROWS}-1-id": str(second.pk),
            f"{ROWS}-1-version": "1", f"{ROWS}-1-removed": "1", f"{ROWS}-rows": "3", "version": "1"}  # fmt: skip
    new = row(2, area="21548", learners="7")
    sent = TYPED | kept | row(0, learners="15", day="10/2/2026") | row(1, area="21548") | new
    page = client.post(f"{address}sua/", sent, follow=True)
    assert "Đã sửa." in page.text
    assert [(entry.version, entry.content["learners"]) for entry in of_class(digital)] == [(2, 15), (1, 7)]
    taken_out = Revision.objects.get(entry=second.pk, action="struck")
    assert taken_out.reason == "bỏ khỏi bảng của lớp"
    stale = client.post(f"{address}sua/", sent | {f"{ROWS}-rows": "1", "version": "2"})
    assert (stale.status_code, of_class(digital)[0].content["learners"]) == (409, 15)
    assert 'value="15"' in stale.text
    assert [*find_entry_faults()] == []


def test_a_row_of_another_class_is_refused(digital: ProgrammeRegisters) -> None:
    by, register = digital.people["cds-bato"], digital.get("lop_ky_nang_so").code
    one = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    other = digital.add("lop_ky_nang_so", "cds-bato", **CLASS | {"title": "Lớp khác"})
    attendance = {"area": "21484", "content": "payment", "learners": 5}
    pk = digital.add("hoc_vien_lop", "cds-bato", **attendance | {"class": other})
    rows = digital.get("hoc_vien_lop").code
    for wrong in (RowInput(rows, attendance, entry=pk, version=1), RowInput(register, attendance)):
        with pytest.raises(ActionRefused):
            entries.update_entry(
                register=register, entry=one, version=1, values={"day": DAY} | CLASS, by=by, at=morning(), rows=[wrong]
            )  # fmt: skip
    with pytest.raises(InvalidInput), transaction.atomic():
        entries.create_entry(
            register=register, unit=by.unit, values={"day": DAY} | CLASS | {"title": "Lớp ba"}, by=by, at=morning(),
            rows=[RowInput(rows, {"day": DAY} | attendance), RowInput(rows, {"day": DAY} | attendance)],
        )  # fmt: skip
    assert DataEntry.objects.count() == 3
    with pytest.raises(VersionConflictError):
        entries.update_entry(
            register=register, entry=other, version=1, values={"day": DAY} | CLASS | {"title": "Lớp khác"}, by=by,
            at=morning(), rows=[RowInput(rows, attendance, entry=pk, version=7)],
        )  # fmt: skip


def test_rows_are_voided_and_restored_with_their_class(digital: ProgrammeRegisters) -> None:
    by, register, rows = digital.people["cds-bato"], digital.get("lop_ky_nang_so"), digital.get("hoc_vien_lop")
    course = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    attendance = {"class": course, "content": "payment", "learners": 5}
    alone, together = (digital.add("hoc_vien_lop", "cds-bato", **attendance, area=area) for area in ("21484", "21548"))
    later = [morning().replace(minute=minute) for minute in (1, 2, 3, 4)]
    entries.void_entry(register=rows.code, entry=alone, version=1, reason="ghi nhầm", by=by, at=later[0])
    entries.void_entry(register=register.code, entry=course, version=4, reason="lớp hoãn", by=by, at=later[1])
    assert not DataEntry.objects.filter(voided=False).exists()
    assert Revision.objects.get(entry=together, action="struck").reason == "lớp hoãn"
    assert digital.count("hoc_vien_lop", "learners", "cds-lyson").number is None
    with pytest.raises(ActionRefused, match="Hãy khôi phục lớp trước"):
        entries.restore_entry(register=rows.code, entry=together, version=2, by=by, at=later[2])
    entries.restore_entry(register=register.code, entry=course, version=5, by=by, at=later[3])
    assert {*DataEntry.objects.filter(voided=False).values_list("pk", flat=True)} == {course, together}
    assert digital.count("hoc_vien_lop", "learners", "cds-lyson").number == 5
    assert [*find_entry_faults()] == []


typed_rows = st.lists(
    st.tuples(st.sampled_from([*BASE]), st.integers(0, 99), st.booleans()), max_size=6,
    unique_by=lambda typed: typed[0],
)  # fmt: skip


@settings(max_examples=times(6, 60), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(typed_rows, typed_rows)
def test_a_table_holds_what_was_last_sent(digital: ProgrammeRegisters, first: list[Any], then: list[Any]) -> None:
    by, register, rows = digital.people["cds-bato"], digital.get("lop_ky_nang_so"), digital.get("hoc_vien_lop")

    def build(area: str, learners: int, **of_row: Any) -> RowInput:
        return RowInput(rows.code, {"day": DAY, "area": area, "content": "ai", "learners": learners}, **of_row)

    with transaction.atomic():
        course = entries.create_entry(
            register=register.code, unit=by.unit, values={"day": DAY} | CLASS, by=by, at=morning(),
            rows=[build(area, learners) for area, learners, _removed in first],
        ).answer["id"]  # fmt: skip
        stored = {entry.content["area"]: entry for entry in of_class(digital)}
        expected = {area: learners for area, learners, _removed in first}
        sent = []
        for area, learners, removed in then:
            of_row = {"entry": stored[area].pk, "version": 1} if area in stored else {}
            if removed and area not in stored:
                continue
            sent.append(build(area, learners, voided=removed, **of_row))
            expected[area] = learners
            if removed:
                del expected[area]
        entries.update_entry(
            register=register.code, entry=DataEntry.objects.get(pk=course).pk, version=1, values={"day": DAY} | CLASS,
            by=by, at=morning(), rows=sent,
        )  # fmt: skip
        assert {entry.content["area"]: entry.content["learners"] for entry in of_class(digital)} == expected
        total = digital.count("hoc_vien_lop", "learners_taught", "cds-bato").number
        assert total == (sum(expected.values()) if expected else None)
        assert [*find_entry_faults()] == []
        transaction.set_rollback(True)
