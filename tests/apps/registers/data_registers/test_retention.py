"""Content that a register keeps no longer is removed; what figures are counted from stands, and so do they."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.core.models import Revision, SearchText
from sokehoach.apps.registers.core.queries.entries import list_unscoped_entries
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry, EntryOption, RegisterType
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.registers.data_registers.services import retention
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.config.cli_tick import WORK
from tests.apps.registers.data_registers.conftest import DAY, ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.apps.registers.data_registers.test_pages import LIST
from tests.apps.registers.data_registers.test_versions import folder as folder
from tests.apps.registers.data_registers.test_versions import publish as publish
from tests.factories.quang_ngai import morning

type Browser = Callable[[User], Client]
type Change = Callable[..., None]
YEARS = ("unit_label: Đơn vị mở lớp", "unit_label: Đơn vị mở lớp\nretention_years: 2")
LATER = morning() + timedelta(days=3 * 366)


def add_class(digital: ProgrammeRegisters, **values: Any) -> UUID:
    """A class that was changed once, so that history tells its texts twice."""
    pk = digital.add("lop_ky_nang_so", "cds-bato", **CLASS | values)
    by, register = digital.people["cds-bato"], digital.get("lop_ky_nang_so").code
    changed = {"day": DAY} | CLASS | values | {"place": "Nhà văn hóa thôn Hai"}
    entries.update_entry(register=register, entry=pk, version=1, values=changed, by=by, at=morning())
    return pk


def measure_all(digital: ProgrammeRegisters) -> list[tuple[str, Any, Any]]:
    """Every measure of the registers, narrowed by an option and not."""
    register = digital.get("lop_ky_nang_so")
    return [
        (measure, result.number, result.rows)
        for measure in sorted(register.measure_names)
        for where in ({}, {"content": "public_service"}, {"mode": "online"})
        for result in [digital.count("lop_ky_nang_so", measure, "cds-bato", **where)]
    ]


@pytest.mark.faults("registers.remove_content")
def test_what_is_removed_is_nowhere_and_all_figures_stand(
    digital: ProgrammeRegisters, publish: Change, signed_in: Browser
) -> None:
    publish(YEARS)
    pk = add_class(digital)
    voided = add_class(digital, title="Lớp nhầm")
    by, register = digital.people["cds-bato"], digital.get("lop_ky_nang_so").code
    entries.void_entry(register=register, entry=voided, version=2, reason="ghi hai lần", by=by, at=morning())
    figures, client = measure_all(digital), signed_in(by)
    assert any(number for _measure, number, _rows in figures)
    stored = DataEntry.objects.get(pk=pk)
    assert retention.remove_all_content(by="tick", at=morning()) == 0, "two years are not over"
    assert retention.remove_all_content(by="tick", at=LATER) == 2
    row = DataEntry.objects.get(pk=pk)
    assert row.content == {name: row.content[name] for name in ("day", "content", "mode", "sessions", "languages")}
    assert (row.removed_on, row.version, row.updated_at) == (LATER.date(), stored.version, stored.updated_at)
    for text in (CLASS["title"], "Nhà văn hóa", "ghi hai lần", "Lớp nhầm"):
        folded = text.lower()
        assert not any(text in str(one) for one in DataEntry.objects.values_list("content", "title", "folded"))
        assert not any(text in str(one) for one in Revision.objects.values_list("content", "reason"))
        assert not SearchText.objects.filter(folded__icontains=folded).exists()
        assert text not in client.get(f"{LIST}{pk}/").text
    assert not client.get(f"{LIST}?tim=nha van hoa").context["rows"]
    assert measure_all(digital) == figures
    assert {link.field for link in EntryOption.objects.filter(entry=pk)} == {"content", "mode", "languages"}
    detail = Event.objects.get(action="registers.remove_content").body["detail"]
    assert detail["rows"] == 2
    assert len(detail["digest"]) == len(row.removed_digest or "") == 64
    assert [*find_entry_faults()] == []
    assert retention.remove_all_content(by="tick", at=LATER) == 0


def test_an_entry_without_content_is_read_and_changed_no_more(
    digital: ProgrammeRegisters, publish: Change, signed_in: Browser
) -> None:
    publish(YEARS)
    pk = add_class(digital)
    retention.remove_all_content(by="tick", at=LATER)
    by, register = digital.people["cds-bato"], digital.get("lop_ky_nang_so").code
    for change in (
        lambda: entries.update_entry(
            register=register, entry=pk, version=2, values={"day": DAY} | CLASS, by=by, at=morning()
        ),
        lambda: entries.void_entry(register=register, entry=pk, version=2, reason="thử", by=by, at=morning()),
    ):
        with pytest.raises(ActionRefused, match="hết hạn lưu"):
            change()
    page = signed_in(by).get(f"{LIST}{pk}/").text
    assert "Sổ giữ nội dung 2 năm" in page
    assert f"{LIST}{pk}/sua/" not in page
    assert "Gạch bỏ dòng" not in page
    assert signed_in(by).get(f"{LIST}tai-ve/").status_code == 200
    assert [*list_unscoped_entries(digital.get("lop_ky_nang_so"))]


@pytest.mark.parametrize(
    "change",
    [{"content": {"day": "2026-02-10"}}, {"removed_on": None}, {"removed_digest": "0" * 64}],
)
def test_the_database_lets_no_content_come_back(
    digital: ProgrammeRegisters, publish: Change, change: dict[str, Any]
) -> None:
    publish(YEARS)
    pk = add_class(digital)
    DataEntry.objects.filter(pk=pk).update(title="Học VNeID")
    retention.remove_all_content(by="tick", at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataEntry.objects.filter(pk=pk).update(**change)


def test_no_entry_is_written_whose_content_would_be_removed_at_once(
    digital: ProgrammeRegisters, publish: Change
) -> None:
    publish(YEARS)
    by, register = digital.people["cds-bato"], digital.get("lop_ky_nang_so").code
    late = {"day": LATER.date().replace(year=LATER.year - 2) - timedelta(days=1)} | CLASS
    with pytest.raises(InvalidInput) as refused:
        entries.import_entries(register=register, lines=[(by.unit, late)], by=by, at=LATER)
    assert "Sổ giữ nội dung 2 năm" in refused.value.messages["day"][0]
    entries.import_entries(
        register=register, lines=[(by.unit, late | {"day": late["day"] + timedelta(days=1)})], by=by, at=LATER
    )


def test_removal_goes_on_where_it_was_stopped(
    digital: ProgrammeRegisters, publish: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "REMOVAL_BATCH", 2)
    publish(YEARS)
    for number in range(3):
        digital.add("lop_ky_nang_so", "cds-bato", **CLASS | {"title": f"Lớp {number}"})
    register = RegisterType.objects.get(code="lop_ky_nang_so").uid
    for removed in (2, 1, 0):
        answer = retention.remove_content(register=register, by="tick", at=LATER).answer
        assert answer == {"removed": removed}
        assert [*find_entry_faults()] == []
    assert WORK["hạn lưu"](LATER) == ("xóa nội dung hết hạn lưu của 0 dòng", False)


def test_a_register_without_a_limit_keeps_all_and_a_shorter_one_is_no_widening(
    digital: ProgrammeRegisters, publish: Change
) -> None:
    pk = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    assert retention.remove_all_content(by="tick", at=LATER) == 0
    assert retention.remove_content(register=digital.get("lop_ky_nang_so").code, by="tick", at=LATER).answer == {
        "removed": 0
    }
    assert DataEntry.objects.get(pk=pk).title == CLASS["title"]
    with pytest.raises(DefinitionError, match="retention_years"):
        publish((YEARS[0], f"{YEARS[0]}\nretention_years: 101"))
