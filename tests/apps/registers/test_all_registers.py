"""What is refused, and what a report sees, in every register alike: one table of registers, one test for each rule."""

import importlib
import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.registers.core.catalogue import (
    RegisterDefinition,
    get_product_registers,
    get_registers,
    list_row_registers,
)
from sokehoach.apps.registers.core.fields import CHOICE_KINDS, FieldKind
from sokehoach.apps.registers.core.measure_query import MeasureQuery, MeasureResult
from sokehoach.apps.registers.core.queries.entries import get_entry_values, list_unscoped_entries
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.reporting.pages import late_entries, lineage
from sokehoach.apps.reporting.queries import sheets
from sokehoach.apps.reporting.queries.registers import COUNTINGS, list_countings
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.indicators.element import DataElement, Nature
from sokehoach.domain.indicators.element import ValueKind as ElementKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree.level import LevelKind
from sokehoach.domain.periods.window import ND09, POLICE
from sokehoach.domain.reporting.form import Cell, Form, FormSection, RegisterSource, Reporters
from tests.apps.registers import conftest
from tests.apps.registers.making import Book, make_options
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.first_registers import delete_entries, list_first_types
from tests.factories.programmes import first_programme

type Browser = Callable[[User], Client]


def _samples() -> dict[str, ModuleType]:
    """By code, the registers whose folder of tests tells one valid line; the form of `core` writes them."""
    here = Path(__file__).parent
    found = {
        path.parent.name: importlib.import_module(f"tests.apps.registers.{path.parent.name}.samples")
        for path in sorted(here.glob("*/samples.py"))
    }
    return {
        code: one
        for code, one in found.items()
        if hasattr(one, "VALUES") and (code in FIRST_TYPES or get_product_registers()[code].manual_entry)
    }


FIRST_TYPES = list_first_types()
SAMPLES = _samples()
CODES = ["activities", *SAMPLES]
COUNTED = [code for code in CODES if code in COUNTINGS or code in FIRST_TYPES]
# A line of the half-year before: by its day alone, but where another field goes with it.
BEFORE: dict[str, dict[str, Any]] = {
    "enforcement": {"day": date(2020, 11, 15), "since": date(2020, 11, 1)},
    "budget": {"day": date(2020, 12, 14), "year": 2020, "allocated": None, "allocated_on": None, "allocation": ""},
    "assessment": {"day": date(2020, 12, 14), "year": 2020},
    "establishments": {"day": date(2020, 12, 14), "licensed_on": None},
    "surveys": {"day": date(2020, 12, 14), "ended_on": date(2020, 12, 14)},
}  # fmt: skip


class Kept:
    """A register with its sample line, whoever wrote the sample."""

    def __init__(self, code: str, cast: Cast) -> None:
        self.code, self.cast = code, cast
        self.register: RegisterDefinition = get_registers()[code]
        if code == "activities":
            self.values, self.unit, self.by = conftest.LINE, cast.units["03304"], cast.commune
        else:
            samples = SAMPLES[code]
            Book(cast, samples)
            self.values = samples.VALUES
            self.unit, self.by = cast.units[samples.UNIT], getattr(cast, samples.BY)

    def add(self, **values: Any) -> UUID:
        done = entries.create_entry(register=self.code, unit=self.unit, values=self.values | values, by=self.by, at=AT)
        return UUID(str(done.answer["id"]))

    def change(self, line: UUID, **values: Any) -> None:
        told = get_entry_values(self.register, list_unscoped_entries(self.register).get(pk=line))
        entries.update_entry(register=self.code, entry=line, version=1, values={**told, **values}, by=self.by, at=AT)

    @property
    def lines(self) -> int:
        return self.register.list_entries().count()

    @property
    def address(self) -> str:
        return f"/so/{self.register.slug}/"


@pytest.fixture
def options() -> None:
    """Each register brings its own: that of the folder is made for activities alone."""


@pytest.fixture
def kept(request: pytest.FixtureRequest, cast: Cast) -> Kept:
    if request.param == "activities":
        make_options(conftest.OPTIONS)
    return Kept(request.param, cast)


every_register = pytest.mark.parametrize("kept", CODES, indirect=True)
every_counted = pytest.mark.parametrize("kept", COUNTED, indirect=True)


def test_each_register_has_a_sample() -> None:
    folders = {one.model._meta.app_label for one in get_product_registers().values() if one.manual_entry}
    assert folders <= {*SAMPLES, "activities"}


@every_register
def test_it_works(kept: Kept) -> None:
    line = kept.add()
    told = get_entry_values(kept.register, list_unscoped_entries(kept.register).get(pk=line))
    assert {name: told[name] or None for name in kept.values} == {
        name: value or None for name, value in kept.values.items()
    }


@every_register
def test_a_day_that_has_not_come_is_refused(kept: Kept) -> None:
    quarter = kept.register.field("day").kind is FieldKind.QUARTER
    with pytest.raises(InvalidInput) as told:
        kept.add(day=date(2021, 9, 14) if quarter else AT.date() + timedelta(days=1))
    assert "sau hôm nay" in told.value.messages["day"][0]
    assert kept.lines == 0


@every_register
def test_a_unit_that_was_merged_away_writes_no_more(kept: Kept) -> None:
    type(kept.unit).objects.filter(pk=kept.unit.pk).update(valid_to=kept.values["day"])
    with pytest.raises((ActionRefused, InvalidInput)):
        Kept.add(kept)
    assert kept.lines == 0


@every_register
def test_a_unit_that_was_merged_away_stands_in_no_later_line(kept: Kept) -> None:
    gone = kept.cast.units["03289"]
    type(gone).objects.filter(pk=gone.pk).update(valid_to=date(2021, 1, 1))
    fields = [
        field
        for field in kept.register.of_kind(FieldKind.UNIT)
        if not field.level_kinds or LevelKind.BASE in field.level_kinds
    ]
    for field in fields:
        with pytest.raises(InvalidInput) as told:
            kept.add(**{field.name: gone.code})
        assert "không còn từ ngày" in told.value.messages[field.name][0]
    assert kept.lines == 0


@every_register
def test_a_voided_line_counts_for_nothing(kept: Kept) -> None:
    line = kept.add()
    entries.void_entry(register=kept.code, entry=line, version=1, reason="nhầm", by=kept.by, at=AT)
    if kept.code in COUNTED:
        assert not [rows for rows in counted(kept, date(2020, 12, 15), date(2021, 12, 15)).values() if rows]


def test_no_register_holds_an_image_or_any_other_file() -> None:
    for code, register in get_product_registers().items():
        held = [field.name for field in register.model._meta.get_fields() if isinstance(field, models.FileField)]
        assert not held, code


# --- Excel


def exported(kept: Kept, signed_in: Browser) -> Any:
    """The register's one line as its sheet goes out, to be spoilt."""
    reply = signed_in(kept.by).get(f"{kept.address}tai-ve/")
    return openpyxl.load_workbook(io.BytesIO(reply.content))


def send(kept: Kept, signed_in: Browser, book: Any) -> Any:
    buffer = io.BytesIO()
    book.save(buffer)
    return send_bytes(kept, signed_in, buffer.getvalue())


def send_bytes(kept: Kept, signed_in: Browser, data: bytes) -> Any:
    file = SimpleUploadedFile("so.xlsx", data)
    more = {"unit": str(kept.unit.pk)}
    return signed_in(kept.by).post(f"{kept.address}nhap/", {"file": file, **more}, follow=True)


@every_register
def test_what_goes_out_is_known_when_it_comes_back(kept: Kept, signed_in: Browser) -> None:
    kept.add()
    reply = send(kept, signed_in, exported(kept, signed_in))
    assert "1 dòng đã có trong sổ từ trước" in reply.content.decode()
    assert kept.lines == 1


@every_register
def test_a_row_twice_in_one_file_is_refused_and_nothing_of_it_is_kept(kept: Kept, signed_in: Browser) -> None:
    kept.add()
    book = exported(kept, signed_in)
    delete_entries(kept.register)
    book.active.append([cell.value for cell in book.active[2]])
    reply = send(kept, signed_in, book)
    assert reply.status_code == 422
    assert {problem.row for problem in reply.context["problems"]} == {3}
    assert kept.lines == 0


@every_register
def test_a_formula_in_any_column_is_refused_beside_its_cell(kept: Kept, signed_in: Browser) -> None:
    kept.add()
    book = exported(kept, signed_in)
    delete_entries(kept.register)
    width = len(kept.register.fields)
    for position in range(1, width + 1):
        cell = book.active.cell(2, position)
        cell.value, cell.data_type = "=1+1", "f"
    reply = send(kept, signed_in, book)
    told = {problem.position for problem in reply.context["problems"] if "công thức" in problem.message}
    assert told == set(range(1, width + 1))
    assert kept.lines == 0


@every_register
def test_one_wrong_cell_keeps_the_whole_file_out(kept: Kept, signed_in: Browser) -> None:
    kept.add()
    book = exported(kept, signed_in)
    delete_entries(kept.register)
    wrong = [cell.value for cell in book.active[2]]
    wrong[0] = "hôm kia"
    if list_row_registers(kept.register):
        wrong[-1] = 2  # its number, by which the sheet of rows refers to it
    book.active.append(wrong)
    reply = send(kept, signed_in, book)
    assert [(problem.address, problem.typed) for problem in reply.context["problems"]] == [("A3", "hôm kia")]
    assert kept.lines == 0


@every_register
def test_a_word_that_no_list_has_is_refused(kept: Kept, signed_in: Browser) -> None:
    kept.add()
    book = exported(kept, signed_in)
    delete_entries(kept.register)
    places = [at for at, field in enumerate(kept.register.fields, start=1) if field.kind in CHOICE_KINDS]
    for position in places:
        book.active.cell(2, position).value = "không có mục này"
    reply = send(kept, signed_in, book)
    told = {problem.position for problem in reply.context["problems"]} if places else set()
    assert set(places) <= told | set()
    assert not places or kept.lines == 0


@every_register
def test_an_image_for_a_sheet_and_an_image_in_a_sheet_leave_nothing_behind(kept: Kept, signed_in: Browser) -> None:
    kept.add()
    book = exported(kept, signed_in)
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 64
    assert send_bytes(kept, signed_in, png).status_code == 422
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/media/image1.png", png)
    reply = send_bytes(kept, signed_in, buffer.getvalue())
    assert reply.status_code == 422
    assert "hình ảnh" in reply.content.decode()
    assert kept.lines == 1


# --- what a report sees


def counted(kept: Kept, start: date, end: date) -> dict[str, tuple[str, ...]]:
    """The lines that each measure counts in these days."""
    return {name: one.rows for name, one in measured(kept, start, end).items()}


def measured(kept: Kept, start: date, end: date) -> dict[str, MeasureResult]:
    counts = list_countings()[kept.code]
    measures = sorted(counts.MEASURES)
    told = counts.measure_all([MeasureQuery(measure) for measure in measures], unit=kept.unit, start=start, end=end)
    return dict(zip(measures, told, strict=True))


def halves(kept: Kept) -> tuple[tuple[date, date], tuple[date, date]]:
    """2020S2 and 2021S1 as the register's form counts them."""
    if kept.register.function == "enforcement":
        return (date(2020, 5, 16), date(2020, 11, 16)), (date(2020, 11, 16), date(2021, 5, 16))
    return (date(2020, 6, 15), date(2020, 12, 15)), (date(2020, 12, 15), date(2021, 6, 15))


def within(kept: Kept) -> dict[str, Any]:
    """A day of the second of the halves."""
    if kept.code == "enforcement":
        return {"day": date(2021, 5, 15), "since": date(2021, 5, 1)}
    return {"day": date(2021, 5, 14)} if kept.register.function == "enforcement" else {}


def earlier(kept: Kept) -> dict[str, Any]:
    """What moves the line into the first of them."""
    last = halves(kept)[0][1] - timedelta(days=1)
    return BEFORE.get(kept.code, {"day": last})


# Counted as they stand at the cut-off, or since the year began: a line of the half-year before may still be there.
STANDING = {
    "registered", "scored", "teams", "members", "renewed", "count", "workers", "contracts", "committed", "suspended",
    "allocated", "estimated", "settled", "best", "low", "high", "reached", "contents", "villages", "overdue", "open",
    "briefed_authority", "briefed_committee", "remedied", "waiting", "replied", "in_charge_trained",
    "joint_allocated", "unmended",
}  # fmt: skip


@every_counted
def test_a_day_moved_over_the_cut_off_moves_the_line_to_the_other_report(kept: Kept) -> None:
    before, after = halves(kept)
    line = kept.add(**within(kept))
    told, too_early = counted(kept, *after), counted(kept, *before)
    measures = {name for name, rows in told.items() if rows}
    assert measures
    assert not [name for name in measures if too_early[name]]
    kept.change(line, **earlier(kept))
    told, now = counted(kept, *after), counted(kept, *before)
    assert {name for name in measures - STANDING if now[name] != (str(line),) or told[name]} == set()
    assert [name for name in measures if now[name]]


@every_counted
def test_a_sent_report_stands_and_says_that_its_source_has_changed_since(kept: Kept) -> None:
    line = kept.add(**within(kept))
    numbers = {name: one.number for name, one in measured(kept, *halves(kept)[1]).items() if one.rows}
    counting = [name for name, number in numbers.items() if number]
    measure = next((name for name in counting if name not in STANDING), counting[0])
    report = access_submission(kept.by, opened(kept, measure))
    told = sheets.build_sheet(report).line("A1").value
    submissions.send(submission=report.pk, version=report.version, by=kept.by, at=AT)
    kept.change(line, **earlier(kept))
    stands = sheets.build_sheet(access_submission(kept.by, report.pk)).line("A1")
    assert (stands.value, stands.changed) == (told, True)
    origin = lineage.access_cell_lineage(kept.by, submission=report.pk, cell="A1")
    assert origin.value == told
    moved = late_entries.list_register_changes(access_submission(kept.by, report.pk))
    assert [one.cell.code for one in moved] == ["A1"] * stands.register_moved
    assert stands.register_moved or measure in STANDING
    assert origin.register_moved == stands.register_moved
    assert all((one.sent, one.value, one.now) == (told, told, origin.sum_register) for one in moved)


def opened(kept: Kept, measure: str) -> UUID:
    """A report of the unit with one cell, which the register fills."""
    function = kept.register.function
    element = DataElement(
        uid="X1", code="X1", name="Chỉ tiêu", unit="lượt", kind=ElementKind.COUNT, nature=Nature.FLOW,
        over_time=Operator.SUM,
        over_place=Operator.SUM, function=function, form="X", source="tests",
    )  # fmt: skip
    elements.import_elements(programme=first_programme(), elements=[element], by="tests", at=AT)
    cell = Cell("A1", "X1", source=RegisterSource(kept.code, measure))
    form = Form(
        uid="X", code="X", name="Biểu thử", period_type="six-month", function=function,
        reporters=Reporters(codes=(kept.unit.code,)), sections=(FormSection("A", "A", (cell,)),),
        counting_window=POLICE if function == "enforcement" else ND09,
    )  # fmt: skip
    service_forms.import_forms(
        programme=first_programme(), forms=[form], unit=kept.cast.units["099"], by="tests", at=AT
    )
    if kept.by == kept.cast.office:  # the standing office reviews; who writes its own report is another role
        role = Role.objects.get(code="reporter")
        grants.create_grant(user=kept.by, role=role, unit=kept.unit, function="general", since=SINCE, by="tests", at=AT)
    done = submissions.open_submission(form="X", unit=kept.unit, period="2021S1", by=kept.by, at=AT)
    return UUID(str(done.answer["id"]))
