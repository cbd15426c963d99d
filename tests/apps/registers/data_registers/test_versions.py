"""A register from one version of its programme to the next, and who is behind the wall."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.queries.entries import format_entry, list_unscoped_entries
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.data_registers.models import DataEntry, RegisterType
from sokehoach.apps.registers.data_registers.queries.faults import find_entry_faults
from sokehoach.apps.registers.data_registers.services import types
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from tests.apps.registers.data_registers.conftest import DAY, ProgrammeRegisters
from tests.apps.registers.data_registers.test_entries import CLASS
from tests.factories import quang_ngai
from tests.factories.quang_ngai import DEMONSTRATION, DIGITAL, DRUGS, FOLDERS, morning

type Browser = Callable[[User], Client]
type Change = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDERS[DIGITAL], tmp_path / "programme"))


@pytest.fixture
def publish(digital: ProgrammeRegisters, folder: Path) -> Change:
    def publish_change(*changes: tuple[str, str], register: str = "lop_ky_nang_so", **more: Any) -> None:
        path = folder / "registers" / f"{register}.yaml"
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        programmes.load_programme(folder=folder, by="tests", at=morning(), **more)

    return publish_change


@pytest.mark.faults("registers.define")
def test_an_entry_is_judged_by_the_version_that_it_was_written_under(
    digital: ProgrammeRegisters, publish: Change
) -> None:
    old = digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    publish(
        (
            "number, most: 60}",
            "number, most: 2}\n  - {code: level, label: Trình độ, kind: one, option_set: line}",
        ),
        ("filters: [content, mode, languages]", "filters: [level, content, mode, languages]"),
    )
    register = digital.get("lop_ky_nang_so")
    assert format_entry(register, list_unscoped_entries(register).get(pk=old))["sessions"] == "3"
    assert [*find_entry_faults()] == []
    with pytest.raises(InvalidInput) as refused:
        digital.add("lop_ky_nang_so", "cds-bato", **CLASS | {"title": "Lớp khác"})
    assert set(refused.value.messages) == {"sessions", "level"}
    with pytest.raises(InvalidInput):
        entries.update_entry(
            register=register.code, entry=old, version=1, values={"day": DAY} | CLASS, by=digital.people["cds-bato"],
            at=morning(),
        )  # fmt: skip
    changed = {"day": DAY} | CLASS | {"sessions": 2, "level": "fibre"}
    entries.update_entry(
        register=register.code, entry=old, version=1, values=changed, by=digital.people["cds-bato"], at=morning()
    )
    assert DataEntry.objects.get(pk=old).type_version.number == 2
    assert [*find_version_faults(), *find_entry_faults()] == []


def test_a_new_filter_finds_entries_that_were_there_before(
    digital: ProgrammeRegisters, publish: Change, signed_in: Browser
) -> None:
    digital.add("diem_dich_vu_cong", "cds-bato", title="Bưu điện", kind="post_office", seats=2, assisted=True)
    publish(("filters: [kind, assisted]", "filters: [assisted]"), register="diem_dich_vu_cong")
    publish(("filters: [assisted]", "filters: [assisted, kind]"), register="diem_dich_vu_cong")
    client = signed_in(digital.people["cds-bato"])
    for query, is_found in (("kind=post_office", True), ("kind=one_stop", False), ("assisted=yes", True),
                            ("assisted=no", False)):  # fmt: skip
        assert ("Bưu điện</a>" in client.get(f"/so/diem-dich-vu-cong/?{query}").text) is is_found, query
    assert [*find_entry_faults()] == []


def test_a_field_never_changes_its_kind(digital: ProgrammeRegisters, publish: Change) -> None:
    with pytest.raises(ActionRefused, match="cấu trúc sổ lop_ky_nang_so, trường sessions, kind"):
        publish(("label: Số buổi, kind: number, most: 60", "label: Số buổi, kind: text"), ("totals: [sessions]\n", ""),
                ("  - {code: sessions, name: buổi học, operation: sum, field: sessions}\n", ""))  # fmt: skip
    assert RegisterType.objects.get(code="lop_ky_nang_so").versions.count() == 1


def test_another_formula_of_a_measure_needs_a_reason_and_a_day(digital: ProgrammeRegisters, publish: Change) -> None:
    change = ("operation: distinct, field: content, span: year_to_date", "operation: distinct, field: mode")
    with pytest.raises(ActionRefused, match="phép đếm contents"):
        publish(change)
    row = RegisterType.objects.get(code="lop_ky_nang_so")
    publish(reason="đếm theo cách học", day=date(2026, 6, 15))
    assert row.versions.count() == 2


def test_a_register_that_is_defined_no_more_is_in_no_list_and_loses_nothing(
    digital: ProgrammeRegisters, folder: Path, signed_in: Browser
) -> None:
    digital.add("lop_ky_nang_so", "cds-bato", **CLASS)
    for code in ("lop_ky_nang_so", "hoc_vien_lop"):
        (folder / "registers" / f"{code}.yaml").unlink()
    owners = (folder / "registers.yaml").read_text(encoding="utf-8").split("  - code: ")
    kept = [part for part in owners if not part.startswith(("lop_", "hoc_"))]
    (folder / "registers.yaml").write_text("  - code: ".join(kept), encoding="utf-8")
    form = folder / "forms" / "01-CDS.yaml"
    lines = form.read_text(encoding="utf-8").splitlines()
    form.write_text(
        "\n".join(line.partition(", source: {register: hoc_vien_lop")[0] + ("}" if "hoc_vien_lop" in line else "")
                  for line in lines), encoding="utf-8",
    )  # fmt: skip
    programmes.load_programme(folder=folder, by="tests", at=morning(), reason="thôi giữ sổ", day=date(2026, 6, 15))
    client = signed_in(digital.people["cds-bato"])
    assert "Lớp hướng dẫn" not in client.get("/so/").text
    assert client.get("/so/lop-ky-nang-so/").status_code == 404
    assert DataEntry.objects.count() == 1
    assert [*find_version_faults(), *find_entry_faults()] == []


def test_the_published_registers_are_exported_as_they_were_read(digital: ProgrammeRegisters, tmp_path: Path) -> None:
    for name, text in write_programme(build_published_programme(DIGITAL)).items():
        path = tmp_path / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    result = programmes.load_programme(folder=tmp_path / "out", by="tests", at=morning())
    assert result.answer["version"] == 1, "the same definition"


@pytest.fixture
def walled(tmp_path: Path, settings: Any) -> ProgrammeRegisters:
    """The programme against drugs with a register of the health group, kept by the health department."""
    settings.DEMONSTRATION = DEMONSTRATION
    folder = Path(shutil.copytree(FOLDERS[DRUGS], tmp_path / "walled"))
    text = (folder / "registers" / "theo_doi_sau_cai.yaml").read_text(encoding="utf-8")
    (folder / "registers" / "dieu_tri.yaml").write_text(
        text.replace("theo_doi_sau_cai", "dieu_tri").replace("Theo dõi sau cai nghiện\n", "Theo dõi điều trị\n"),
        encoding="utf-8",
    )
    with (folder / "registers.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {code: dieu_tri, function: support, agencies: [51.SYT], clauses: [III.4], source: kiểm thử}\n")
    roles = (folder / "roles.yaml").read_text(encoding="utf-8")
    for role in ("enforcement", "support"):
        roles = roles.replace(
            f"functions: [{role}]\n    actions: [", f"functions: [{role}]\n    actions: [register.view, register.edit, "
        )
    (folder / "roles.yaml").write_text(roles, encoding="utf-8")
    programmes.load_programme(folder=folder, by="tests", at=morning(quang_ngai.SINCE))
    return ProgrammeRegisters(DRUGS, quang_ngai.hire(DRUGS))


COUNTS = {"managed": 9, "tested": 4, "trained": 1, "employed": 0, "lent": 0, "supported": 1, "note": "thiếu kinh phí"}


@pytest.mark.usefixtures("db")
def test_a_confidential_register_exists_on_its_side_of_the_wall_alone(
    walled: ProgrammeRegisters, signed_in: Browser
) -> None:
    pk = walled.add("dieu_tri", "mt-soyte", **COUNTS)
    assert DataEntry.objects.get(pk=pk).function == "support"
    assert signed_in(walled.people["mt-soyte"]).get(f"/so/dieu-tri/{pk}/").status_code == 200
    for username in set(walled.people) - {"mt-soyte"}:
        client = signed_in(walled.people[username])
        assert client.get(f"/so/dieu-tri/{pk}/").status_code == 404, username
        assert client.get("/so/dieu-tri/").status_code == 404, username
        assert "Theo dõi điều trị" not in client.get("/so/", follow=True).text, username
        assert str(pk) not in client.get("/tim/?q=thieu kinh phi", follow=True).text, username
    with pytest.raises(ActionRefused):
        walled.add("dieu_tri", "pc04", **COUNTS)


def test_no_unit_below_keeps_a_confidential_register_or_counts_persons_without_policy(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDERS[DRUGS], tmp_path / "wrong"))
    owners = folder / "registers.yaml"
    text = owners.read_text(encoding="utf-8")
    owners.write_text(text.replace("function: general", "function: support"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="không giữ sổ của nhóm bảo mật «support»"):
        programmes.read_programme(folder)
    owners.write_text(text, encoding="utf-8")
    (folder / "policy.yaml").unlink()
    with pytest.raises(DefinitionError, match=r"registers.yaml:3: cấp .* không giữ sổ đếm người «theo_doi_sau_cai»"):
        programmes.read_programme(folder)


@pytest.mark.faults("registers.rewrite")
def test_a_rewrite_goes_on_where_it_was_stopped(
    digital: ProgrammeRegisters, publish: Change, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until every entry has its column the list neither filters nor adds up by it, and says nothing wrong."""
    monkeypatch.setattr(types, "REWRITE_BATCH", 2)
    client, points = signed_in(digital.people["cds-bato"]), "/so/diem-dich-vu-cong/"

    def open_point(number: int) -> None:
        digital.add(
            "diem_dich_vu_cong", "cds-bato", title=f"Điểm {number}", kind="post_office", seats=number, assisted=True
        )  # fmt: skip

    for number in range(5):
        open_point(number)
    publish(
        ("filters: [kind, assisted]", "filters: [assisted]"), ("totals: [seats]\n", ""), register="diem_dich_vu_cong"
    )
    publish(("filters: [assisted]", "filters: [assisted, kind]\ntotals: [seats]"), register="diem_dich_vu_cong")
    register = RegisterType.objects.get(code="diem_dich_vu_cong")
    for rewritten in (2, 1):
        page = client.get(points, {"kind": "one_stop", "assisted": "yes"})
        assert 'name="kind"' not in page.text
        assert page.context["totals"] == []
        assert len(page.context["rows"]) == 5
        assert [*find_entry_faults()] == []
        answer = types.rewrite_entries(register=register.uid, by="tick", at=morning()).answer
        assert answer == {"rewritten": rewritten}
    register.refresh_from_db()
    assert (register.unwritten, register.rewritten_until) == (None, None)
    open_point(5)
    page = client.get(points, {"kind": "post_office"})
    assert (len(page.context["rows"]), page.context["totals"]) == (6, [("Số máy cho người dân dùng", 15)])
    assert client.get(points, {"kind": "one_stop"}).context["rows"] == []
    assert [*find_entry_faults()] == []
    assert types.rewrite_all_entries(by="tick", at=morning()) == 0
