"""Entries of registers that a programme defines: written, refused, changed, voided, counted."""

from datetime import date
from typing import Any

import pytest

from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries.entries import format_entry, get_entry_values, list_unscoped_entries
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from tests.apps.registers.data_registers.conftest import DAY, ProgrammeRegisters
from tests.factories.quang_ngai import morning

CLASS = {"title": "Học VNeID ở nhà văn hóa", "content": "public_service", "mode": "in_person",
         "place": "Nhà văn hóa thôn 1", "sessions": 3, "languages": ["viet", "hre"]}  # fmt: skip


def test_an_entry_is_kept_as_it_was_written(digital: ProgrammeRegisters) -> None:
    pk = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    register = digital.get("lop_ky_nang_so")
    row = list_unscoped_entries(register).get(pk=pk)
    assert get_entry_values(register, row) == {"day": DAY} | CLASS
    texts = format_entry(register, row)
    assert (texts["content"], texts["languages"], str(row)) == (
        "Dịch vụ công trực tuyến, VNeID", "Tiếng Việt; Tiếng Hrê", CLASS["title"],
    )  # fmt: skip
    assert Revision.objects.get(entry=pk).content == texts
    event = Event.objects.get(action="entry.add")
    assert (event.subject, event.unit) == (f"{register.code}:{pk}", "21484")
    assert "VNeID" not in str(event.body)
    assert [*find_entry_faults()] == []


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"title": ""}, "title", "Chưa ghi tên lớp."),
        ({"place": ""}, "place", "Chưa ghi nơi học."),
        ({"mode": "online"}, "place", "Để trống nơi học: trường này chỉ ghi theo câu trả lời ở «Cách học»."),
        ({"content": "poker"}, "content", "Nội dung chính phải là một trong: "),
        ({"sessions": 61}, "sessions", "Số buổi phải là số nguyên từ 0 đến 60."),
        ({"day": date(2026, 3, 17)}, "day", "sau hôm nay"),
        ({"title": "Lớp của ông Nguyễn Văn Tèo, 0912 345 678"}, "title", "điện thoại"),
    ],
)
def test_what_the_definition_refuses_says_why(
    digital: ProgrammeRegisters, change: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        digital.add("lop_ky_nang_so", "cds-bato", **CLASS | change)
    assert sentence in refused.value.messages[field][0]
    assert not DataEntry.objects.exists()


def test_a_constraint_speaks_its_own_sentence(digital: ProgrammeRegisters) -> None:
    course = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    values = {"class": course, "area": "21484", "content": "payment", "learners": 5, "women": 6}
    with pytest.raises(InvalidInput) as refused:
        digital.add("hoc_vien_lop", "cds-bato", **values)
    assert refused.value.messages == {"women": ["Số nữ lớn hơn số lượt người dự."]}


def test_two_entries_that_must_differ_are_refused_until_one_is_voided(digital: ProgrammeRegisters) -> None:
    first = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    with pytest.raises(InvalidInput, match="cùng ngày mở lớp, tên lớp"):
        digital.add("lop_ky_nang_so", "cds-bato", **CLASS | {"sessions": 4})
    register, by = digital.get("lop_ky_nang_so").code, digital.people["cds-bato"]
    entries.void_entry(register=register, entry=first, version=1, reason="ghi hai lần", by=by, at=morning())
    digital.add("lop_ky_nang_so", "cds-bato", **CLASS | {"sessions": 4})
    with pytest.raises(ActionRefused):
        entries.restore_entry(register=register, entry=first, version=2, by=by, at=morning())
    digital.add("lop_ky_nang_so", "cds-lyson", **CLASS)
    assert [*find_entry_faults()] == []


def test_a_change_names_its_fields_and_meets_the_other_one(digital: ProgrammeRegisters) -> None:
    pk = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    register, by = digital.get("lop_ky_nang_so"), digital.people["cds-bato"]
    changed = {"day": DAY} | CLASS | {"languages": ["viet"], "sessions": 5}
    entries.update_entry(register=register.code, entry=pk, version=1, values=changed, by=by, at=morning())
    assert get_entry_values(register, list_unscoped_entries(register).get(pk=pk)) == changed
    assert Event.objects.get(action="entry.change").body["detail"]["fields"] == ["Số buổi", "Ngôn ngữ"]
    with pytest.raises(VersionConflictError, match="trong sổ nay là «5»"):
        entries.update_entry(
            register=register.code, entry=pk, version=1, values=changed | {"sessions": 6}, by=by, at=morning()
        )
    assert [*find_entry_faults()] == []


def test_who_does_not_keep_the_register_writes_none(digital: ProgrammeRegisters) -> None:
    with pytest.raises(ActionRefused, match="không giữ sổ «Lớp hướng dẫn kỹ năng số»"):
        digital.add("lop_ky_nang_so", "cds-soyte", **CLASS)


def test_attendance_counts_for_the_area_of_the_learners(digital: ProgrammeRegisters) -> None:
    course = digital.add("lop_ky_nang_so", "cds-skhcn", **CLASS)
    for area, content, learners in (("21484", "payment", 30), ("21548", "payment", 12)):
        digital.add("hoc_vien_lop", "cds-skhcn", **{"class": course}, area=area, content=content, learners=learners)
    own = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    digital.add("hoc_vien_lop", "cds-bato", **{"class": own}, area="21484", content="safety", learners=8)
    assert digital.count("hoc_vien_lop", "learners", "cds-bato").number == 38
    assert digital.count("hoc_vien_lop", "learners", "cds-bato", content="payment").number == 30
    assert digital.count("hoc_vien_lop", "learners", "cds-lyson").number == 12
    assert digital.count("hoc_vien_lop", "learners", "cds-camthanh").number is None, "no entry says nothing of it"
    assert digital.count("hoc_vien_lop", "completed", "cds-bato").number is None, "a blank among them"
    assert digital.count("hoc_vien_lop", "learners_taught", "cds-skhcn").number == 42


def test_the_state_of_a_point_is_that_of_the_cut_off(digital: ProgrammeRegisters) -> None:
    points = [
        digital.add("diem_dich_vu_cong", "cds-bato", title=f"Bưu điện {n}", kind="post_office", seats=n, assisted=n > 1)
        for n in (1, 2)
    ]
    for point, day, state in (
        (points[0], date(2026, 2, 11), "active"), (points[1], date(2026, 2, 11), "active"),
        (points[0], date(2026, 3, 2), "paused"),
    ):  # fmt: skip
        why = {} if state == "active" else {"why": "mất đường truyền"}
        digital.add("trang_thai_diem", "cds-bato", day=day, point=point, state=state, **why)
    count = digital.count
    assert count("trang_thai_diem", "active_points", "cds-bato").number == 1
    assert count("trang_thai_diem", "active_points", "cds-bato", end=date(2026, 3, 1)).number == 2
    assert count("trang_thai_diem", "points", "cds-bato", state="paused").number == 1
    assert count("diem_dich_vu_cong", "assisted_points", "cds-bato").number == 1
    assert count("diem_dich_vu_cong", "points", "cds-bato", start=date(2026, 3, 1)).number == 2, "a stock"


def test_classes_are_counted_by_content_and_year(digital: ProgrammeRegisters) -> None:
    for number, content in enumerate(("public_service", "payment", "safety", "payment")):
        day = date(2026, 1, 5 + number)
        digital.add("lop_ky_nang_so", "cds-bato", **CLASS | {"content": content}, day=day)
    digital.add("lop_ky_nang_so", "cds-lyson", **CLASS)
    window = {"start": date(2026, 1, 7), "end": date(2026, 3, 15)}
    count = digital.count
    assert count("lop_ky_nang_so", "classes", "cds-bato", **window).number == 2
    assert count("lop_ky_nang_so", "classes", "cds-bato", languages="hre").number == 4
    assert count("lop_ky_nang_so", "sessions", "cds-bato").number == 12
    assert count("lop_ky_nang_so", "contents", "cds-bato", **window).number == 3, "from the beginning of the year"
    assert count("lop_ky_nang_so", "all_contents", "cds-bato").number == 0
    digital.add("lop_ky_nang_so", "cds-bato", **CLASS | {"content": "ai"}, day=date(2026, 1, 20))
    assert count("lop_ky_nang_so", "all_contents", "cds-bato").number == 1
    assert count("lop_ky_nang_so", "classes_of_area", "cds-skhcn").number == 6
