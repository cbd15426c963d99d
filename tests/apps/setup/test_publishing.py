"""What a change of a programme asks for, who is told, and that nothing is half published."""

import json
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from sokehoach.adapters.programme_files.canonical import canonicalize
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.audit.models import Event
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.programmes.models import DefinitionVersion, Programme
from sokehoach.apps.reporting.models import Form, ReportingSchedule
from sokehoach.apps.reporting.queries.obligations import list_expected
from sokehoach.apps.reporting.queries.stored_values import ReportCount
from sokehoach.apps.setup.pages.differences import render_difference
from sokehoach.apps.setup.queries import definition_check
from sokehoach.apps.setup.queries.definition_check import Touched, check_definition
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.queries.stored_definition import build_stored_definition
from sokehoach.apps.setup.queries.version_checks import find_version_faults
from sokehoach.apps.setup.services import programmes, projection
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError, VersionConflictError
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.programmes.difference import Weight
from sokehoach.domain.reporting.form_periods import list_owed_periods
from tests.apps.consolidation.test_at_once import at_once
from tests.apps.setup.test_programmes import spoil, stored
from tests.factories.cast import AT
from tests.factories.policies import BASIS, write_looser_programme
from tests.factories.programmes import load_first_programme_alone

pytestmark = pytest.mark.django_db
TODAY = AT.date()
SECOND_HALF = date(2021, 6, 15)  # on which the window of the second half-year begins


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the first programme, of which version 1 is published."""
    copied = Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / "programme"))
    load_first_programme_alone(AT + timedelta(hours=1))
    return copied


def publish(folder: Path, **kwargs: Any) -> int:
    done = programmes.load_programme(folder=folder, by="tests", at=AT + timedelta(hours=1), **kwargs)
    return int(str(done.answer["version"]))


def rename_cell(folder: Path, label: str = "Nhãn mới") -> None:
    spoil(folder, "forms/01-XA.yaml", "{code: A8, element: CD08", f"{{code: A8, label: {label}, element: CD08")


def change_unit(folder: Path) -> None:
    spoil(folder, "elements.csv", ",lượt,", ",lần,")


def close_form(folder: Path) -> None:
    """Without a form and its elements; sentences print another figure."""
    (folder / "forms" / "09-MTTQ.yaml").unlink()
    spoil(folder, "regimes.yaml", ", 09-MTTQ]", "]")
    lines = (folder / "elements.csv").read_text("utf-8").splitlines()
    closed = [line for line in lines if ",09-MTTQ," in line]
    (folder / "elements.csv").write_text("\n".join(line for line in lines if line not in closed), "utf-8")
    codes = "|".join(line.split(",")[0] for line in closed)
    for path in (folder / "outlines").glob("*.yaml"):
        text = path.read_text("utf-8").replace(", 09-MTTQ", "")
        path.write_text(re.sub(rf"\{{({codes})[^}}]*\}}", "{KP03}", text), "utf-8")


def test_wording_asks_for_nothing(folder: Path) -> None:
    rename_cell(folder)
    assert check_definition(programmes.read_programme(folder)).difference.weight is Weight.WORDING
    assert publish(folder) == 2
    assert Form.objects.get(code="01-XA").definition.cell("A8").label == "Nhãn mới"


def test_a_short_name_is_wording_and_names_the_programme_beside_entries(folder: Path, tmp_path: Path) -> None:
    name, short_name = Programme.objects.values_list("name", "short_name").get()
    assert (len(name) > 50, short_name) == (True, "Phòng, chống mại dâm")
    spoil(folder, "programme.yaml", f"short_name: {short_name}", "short_name: Mại dâm")
    (change,) = check_definition(programmes.read_programme(folder)).difference.changes
    assert (change.weight, change.place) == (Weight.WORDING, "chương trình tuan_giao_2021, short_name")
    assert publish(folder) == 2
    assert Programme.objects.get().short_name == "Mại dâm"
    assert "short_name: Mại dâm" in (write_export(tmp_path / "exported") / "programme.yaml").read_text("utf-8")
    assert list(find_version_faults()) == []
    Programme.objects.update(short_name=name)
    assert [fault.version for fault in find_version_faults()] == [2]


@pytest.mark.parametrize("line", ["", "short_name: Phòng, chống mại dâm trên địa bàn huyện Tuần Giáo, năm 2021"])
def test_a_programme_without_a_short_name_has_its_name(folder: Path, line: str) -> None:
    spoil(folder, "programme.yaml", "short_name: Phòng, chống mại dâm", line)
    assert publish(folder) == 2
    row = Programme.objects.get()
    assert row.short_name == row.name
    assert "short_name" not in json.loads(DefinitionVersion.objects.get(number=2).definition)
    assert list(find_version_faults()) == []


@pytest.mark.both_databases
def test_the_first_version_is_stored_by_few_statements(django_assert_max_num_queries: Any) -> None:
    """Each kind of row by one, not each row: the write lock is held meanwhile. PostgreSQL takes it by a statement."""
    with django_assert_max_num_queries(327 if connection.vendor == "postgresql" else 326):
        programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)


def test_a_breaking_change_asks_for_a_reason_and_a_day(folder: Path) -> None:
    change_unit(folder)
    before = stored()
    for given in ({}, {"reason": "Thông tư mới"}, {"day": TODAY}, {"reason": " ", "day": TODAY}):
        with pytest.raises(ActionRefused, match=r"lý do và ngày áp dụng.*chỉ tiêu RS01, unit"):
            publish(folder, **given)
    with pytest.raises(ActionRefused, match="trước ngày chương trình bắt đầu, 01/01/2021"):
        publish(folder, reason="Thông tư mới", day=date(2020, 12, 31))
    assert stored() == before
    assert publish(folder, reason="Thông tư mới", day=TODAY) == 2
    version = DefinitionVersion.objects.get(number=2)
    assert (version.reason, version.in_force_from) == ("Thông tư mới", TODAY)
    leaf = Event.objects.get(action="programme.publish", body__detail__version=2).body["detail"]
    assert (leaf["reason"], leaf["from"], leaf["digest"]) == ("Thông tư mới", TODAY.isoformat(), version.digest)


def test_a_change_of_kind_is_refused_with_its_place_and_changes_nothing(folder: Path) -> None:
    spoil(folder, "elements.csv", "văn bản,count", "văn bản,money")
    change_unit(folder)
    before = stored()
    with pytest.raises(ActionRefused, match="Không đổi được chỉ tiêu CD02, kind: hãy đóng"):
        publish(folder, reason="Thông tư mới", day=TODAY)
    assert stored() == before


def list_owed(code: str = "09-MTTQ") -> list[str]:
    """Half-years; the year is asked for when its window begins."""
    periods = list_owed_periods(Form.objects.get(code=code).definition, 2021, 2022)
    return [period.id for period in periods if period.type is PeriodType.SIX_MONTH]


@pytest.mark.faults("forms.close")
def test_a_closed_form_is_owed_no_more_and_its_code_keeps_its_kind(folder: Path) -> None:
    kept = folder.parent / "kept"
    shutil.copytree(folder, kept)
    owed = list_owed()
    close_form(folder)
    with pytest.raises(ActionRefused, match="biểu 09-MTTQ"):
        publish(folder)
    assert publish(folder, reason="Không còn tổ chức này", day=SECOND_HALF) == 2
    assert list_owed() == ["2021S1"]
    assert list(find_version_faults()) == []
    text = (kept / "elements.csv").read_text("utf-8")
    code = next(line for line in text.splitlines() if ",09-MTTQ," in line and ",count," in line).split(",")[0]
    lines = [line.replace(",count,", ",flag,") if line.startswith(f"{code},") else line for line in text.splitlines()]
    (kept / "elements.csv").write_text("\n".join(lines), "utf-8")
    with pytest.raises(ActionRefused, match=f"chỉ tiêu {code}, kind"):
        publish(kept)
    (kept / "elements.csv").write_text(text, "utf-8")
    assert publish(kept, day=date(2021, 12, 15)) == 3
    assert list_owed() == [period for period in owed if period != "2021S2"]
    assert list(find_version_faults()) == []


def test_a_form_is_closed_for_the_windows_that_begin_on_its_day_or_later(folder: Path) -> None:
    """As all that a version changes: a window that has begun is reported by what held when it began."""
    close_form(folder)
    publish(folder, reason="Không còn tổ chức này", day=SECOND_HALF + timedelta(days=1))
    assert list_owed() == ["2021S1", "2021S2"]
    form = Form.objects.get(code="09-MTTQ").definition
    assert [len(list_expected(form, period)) > 0 for period in ("2021S1", "2021S2", "2022S1")] == [True, True, False]
    rename_cell(folder)
    publish(folder, day=SECOND_HALF)  # changes nothing of the form
    assert list_owed() == ["2021S1", "2021S2"]
    assert list(find_version_faults()) == []


def test_verify_compares_what_is_closed(folder: Path) -> None:
    form = Form.objects.get(code="09-MTTQ")
    element = DataElement.objects.filter(form=form.uid).first()
    assert element is not None
    close_form(folder)
    publish(folder, reason="Không còn tổ chức này", day=SECOND_HALF)
    form.refresh_from_db()
    form.definition = replace(form.definition, spans=())
    form.save()
    DataElement.objects.filter(pk=element.pk).update(name="Tên khác")
    reasons = [fault.reason for fault in find_version_faults()]
    assert [reason.rpartition(": ")[2] for reason in reasons] == [f"chỉ tiêu {element.code}", "biểu 09-MTTQ"]


def test_forms_that_were_closed_by_their_period_end_by_their_window(folder: Path) -> None:
    """The migration of databases in which a version closed a form before forms ended by windows."""
    close_form(folder)
    publish(folder, reason="Không còn tổ chức này", day=SECOND_HALF)
    row = Form.objects.get(code="09-MTTQ")
    closed = row.definition
    row.definition = replace(closed, spans=(), valid_until=SECOND_HALF)
    row.save()
    DataElement.objects.filter(form=row.uid).update(breaks=[])
    assert len(list(find_version_faults())) > 1
    import_module("sokehoach.apps.reporting.migrations.0014_closed_items").restate_closed_items(apps, None)
    row.refresh_from_db()
    assert row.definition == closed
    assert list(find_version_faults()) == []


def test_a_planned_day_is_kept_by_the_next_version_that_names_none(folder: Path) -> None:
    planned = date(2021, 12, 15)
    spoil(folder, "regimes.yaml", "lock_days: 20", "lock_days: 3")
    publish(folder, day=planned)
    rename_cell(folder)
    assert publish(folder) == 3
    assert DefinitionVersion.objects.values_list("in_force_from", flat=True).first() == planned
    spoil(folder, "elements.csv", "Văn bản chỉ đạo khác", "Văn bản khác")
    assert publish(folder, day=TODAY) == 4  # only a publisher who says so brings it forward
    assert DefinitionVersion.objects.values_list("in_force_from", flat=True).first() == TODAY
    assert list(find_version_faults()) == []


def test_what_a_change_touches_is_counted_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = {"01-XA": ReportCount(5, 2), "02-CA": ReportCount(1, 0)}
    monkeypatch.setattr(definition_check, "count_reports", lambda _row: reports)
    monkeypatch.setattr(definition_check, "count_figures", lambda _forms: {"CD02": 3, "CD03": 4})
    spoil(folder, "elements.csv", "Văn bản chỉ đạo khác", "Văn bản khác")
    spoil(folder, "elements.csv", "Kế hoạch IV.1; định nghĩa tại chỗ", "Kế hoạch")
    checked = check_definition(programmes.read_programme(folder))
    assert checked.count_touched(checked.difference.changes) == Touched(5, 2, 3)
    heading = next(render_difference(checked))
    assert heading == "CÂU CHỮ (2; 5 báo cáo đã duyệt, 2 báo cáo chưa duyệt, 3 số tổng hợp)"
    assert checked.count_touched([]) == Touched(0, 0, 0)


def test_a_change_in_a_long_value_is_shown_where_it_differs(folder: Path) -> None:
    spoil(folder, "outlines/bc-xa.yaml", "heading: TÌNH HÌNH", "heading: TÌNH HÌNH CHUNG")
    (line,) = [
        line for line in render_difference(check_definition(programmes.read_programme(folder))) if "bc-xa" in line
    ]
    old, new = line.split(" → ")
    assert "TÌNH HÌNH CHUNG" in new
    assert "TÌNH HÌNH" in old
    assert "CHUNG" not in old


def test_the_second_publisher_is_told(folder: Path) -> None:
    rename_cell(folder)
    first = programmes.read_programme(folder)
    prepared = programmes.prepare_publication(programme=first, at=AT)
    assert publish(folder, base=1) == 2
    change_unit(folder)
    with pytest.raises(VersionConflictError, match="từ phiên bản 1, nhưng chương trình đang ở phiên bản 2"):
        publish(folder, base=1, reason="Sửa", day=TODAY)
    with pytest.raises(VersionConflictError, match="từ phiên bản 1, nhưng"):  # published between check and write
        programmes.import_programme(programme=first, by="tests", at=AT, prepared=prepared)
    assert DefinitionVersion.objects.count() == 2


def test_a_failure_in_the_middle_leaves_the_version_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename_cell(folder)
    spoil(folder, "outlines/bc-xa.yaml", "title: ", "title: Bản mới, ")
    before, events = stored(), Event.objects.count()

    def fail(**_: Any) -> None:
        assert DefinitionVersion.objects.count() == 2
        raise RuntimeError("mất điện")

    monkeypatch.setattr(projection.outlines, "import_outline", fail)
    with pytest.raises(RuntimeError):
        publish(folder)
    assert (stored(), Event.objects.count()) == (before, events)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_is_told(tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite has one connection; one after the other is tried above")
    programmes.load_programme(folder=programmes.DEFAULT_PROGRAMME, by="tests", at=AT)
    made = []
    for label in ("một", "hai"):
        copied = Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, tmp_path / label))
        rename_cell(copied, label)
        made.append(programmes.read_programme(copied))
    prepared = [(programme, programmes.prepare_publication(programme=programme, at=AT)) for programme in made]
    told = at_once(
        *(
            lambda programme=programme, publication=publication: programmes.import_programme(
                programme=programme, by="tests", at=AT, prepared=publication
            )
            for programme, publication in prepared
        )
    )
    assert len(told) == 1
    assert "ở phiên bản 2" in told[0]
    assert DefinitionVersion.objects.count() == 2
    assert list(find_version_faults()) == []


def write_export(folder: Path, number: int | None = None, programme: str = "tuan_giao_2021") -> Path:
    for name, content in write_programme(build_published_programme(programme, number)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    return folder


def test_an_exported_programme_has_its_digest_and_loading_it_changes_nothing(folder: Path, tmp_path: Path) -> None:
    rename_cell(folder)
    publish(folder)
    before = stored()
    for number in (1, 2):
        exported = write_export(tmp_path / f"exported {number}", number)
        digest = canonicalize(programmes.read_programme(exported)).digest
        assert digest == DefinitionVersion.objects.get(number=number).digest
    assert publish(tmp_path / "exported 2") == 2
    assert stored() == before
    with pytest.raises(NotFoundError):
        build_published_programme("tuan_giao_2021", 3)


def test_a_looser_policy_is_exported_with_its_basis(tmp_path: Path) -> None:
    publish(write_looser_programme(tmp_path / "looser"))
    exported = programmes.read_programme(write_export(tmp_path / "exported", programme="ma_tuy"))
    basis = exported.policy.persons.basis
    assert basis is not None
    assert (basis.document, basis.clause, basis.decided_by) == (*BASIS.values(),)
    assert canonicalize(exported).digest == DefinitionVersion.objects.get().digest


def test_version_1_of_stored_rows_can_be_exported_and_loaded(folder: Path, tmp_path: Path) -> None:
    """A programme that was loaded before there were versions."""
    row = Programme.objects.get()
    built = canonicalize(build_stored_definition(apps.get_model, row))
    DefinitionVersion.objects.create(
        programme=row, number=2, state="superseded", in_force_from=TODAY, digest=built.digest, definition=built.text,
        published_by="sokehoach migrate", published_at=AT,
    )  # fmt: skip
    exported = write_export(tmp_path / "exported", 2)
    assert canonicalize(programmes.read_programme(exported)).digest == built.digest


def test_a_form_that_a_version_adds_is_owed_from_the_first_window_of_its_day(folder: Path) -> None:
    close_form(folder)
    publish(folder, day=SECOND_HALF, reason="Thông tư mới")
    shutil.rmtree(folder)
    publish(Path(shutil.copytree(programmes.DEFAULT_PROGRAMME, folder)), day=date(2022, 6, 15), reason="Thông tư cũ")
    form = Form.objects.get(code="09-MTTQ").definition
    owed = {period.id for period in list_owed_periods(form, 2021, 2022) if period.type is PeriodType.SIX_MONTH}
    assert owed == {"2021S1", "2022S2"}


def count_by_the_calendar(folder: Path) -> None:
    spoil(folder, "regimes.yaml", "    start: {months_back: 1, day: 15}\n    end: {months_back: 1, day: 15}\n",
          "    start: {months_back: 0, day: 1}\n    end: {months_back: 0, day: 1}\n")  # fmt: skip


def test_a_day_by_which_days_are_counted_by_no_period_is_confirmed(folder: Path) -> None:
    count_by_the_calendar(folder)
    day = date(2021, 12, 15)
    with pytest.raises(programmes.MiscountedDaysError, match=r"01-XA: các ngày từ 15/12/2021 đến 31/12/2021 không kỳ"):
        publish(folder, day=day, reason="Thông tư mới")
    with pytest.raises(programmes.MiscountedDaysError):
        publish(folder, day=day, miscounting_day=date(2021, 12, 1), reason="Thông tư mới")
    assert DefinitionVersion.objects.count() == 1
    assert publish(folder, day=day, miscounting_day=day, reason="Thông tư mới") == 2


@pytest.mark.faults("regime.remove")
def test_a_schedule_that_a_version_removes_is_shown_no_more(folder: Path) -> None:
    spoil(folder, "regimes.yaml", "  - code: pcmd\n", "  - code: pcmd2\n")
    publish(folder)
    assert [*ReportingSchedule.objects.values_list("code", flat=True)] == ["pcmd2"]
    assert list(find_version_faults()) == []
