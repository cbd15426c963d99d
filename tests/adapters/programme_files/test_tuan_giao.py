"""The programme tuan_giao_2021: what it holds, and that its parts fit each other."""

import csv
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.registers.core import catalogue
from sokehoach.apps.reporting.queries import registers
from sokehoach.domain.documents.content import Missing, Operand, Paragraph
from sokehoach.domain.documents.outline import Outline, list_narrative_codes, list_operands
from sokehoach.domain.documents.report_writer import write_report_body
from sokehoach.domain.indicators.element import Nature
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods import due
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import ND09, POLICE, compute_window
from sokehoach.domain.periods.working_days import compute_due_day
from sokehoach.domain.plans import reading
from sokehoach.domain.plans.agencies import KnownAgency, match_agencies, split_names
from sokehoach.domain.policy.groups import is_confidential
from sokehoach.domain.reporting.checks import Report, run_checks
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap

FOLDER = Path(__file__).resolve().parents[3] / "src/sokehoach/programmes/tuan_giao_2021"
CUT_OFF = date(2021, 6, 14)


@pytest.fixture(scope="module")
def programme() -> ProgrammeDefinition:
    return read_programme(
        FOLDER,
        measures=registers.COUNTINGS,
        actions={action.value: "" for action in Action},
        registers={code: described.function for code, described in catalogue.get_product_registers().items()},
    )


@pytest.fixture
def communes(programme: ProgrammeDefinition) -> Form:
    return next(form for form in programme.forms if form.code == "01-XA")


@pytest.fixture
def police(programme: ProgrammeDefinition) -> Form:
    return next(form for form in programme.forms if form.code == "02-CA")


def test_it_works(programme: ProgrammeDefinition) -> None:
    assert programme.code == "tuan_giao_2021"
    assert [form.code for form in programme.forms] == [
        "01-XA", "02-CA", "03-YT", "04-VHTT", "05-LDTBXH", "06-GDDT", "07-TTTH", "08-TCKH", "09-MTTQ",
    ]  # fmt: skip
    assert len(programme.elements) >= 90
    assert [one.outline.code for one in programme.reports] == ["bc-co-quan", "bc-ldtbxh", "bc-ubnd", "bc-xa"]
    assert all(element.source for element in programme.elements)
    assert all(row.source for row in programme.units)


def test_nineteen_communes_and_the_police_report(programme: ProgrammeDefinition, communes: Form, police: Form) -> None:
    on_the_day = programme.tree.as_of(CUT_OFF)
    owing = on_the_day.reporters(communes.reporters, root_code=programme.unit)
    assert [unit.level.code for unit in owing].count("township") == 1
    assert [unit.level.code for unit in owing].count("commune") == 18
    assert [unit.code for unit in on_the_day.reporters(police.reporters, root_code=programme.unit)] == ["099.CA"]


def test_eight_successors_stand_below_the_province(programme: ProgrammeDefinition) -> None:
    district = programme.tree.as_of(CUT_OFF).unit("099")
    after = programme.tree.successors(district)
    assert len(after) == 8
    assert {unit.parent for unit in after} == {"11"}
    assert {unit.valid_from for unit in after} == {date(2025, 7, 1)}
    assert "099" not in programme.tree.as_of(date(2025, 7, 1))


def test_units_are_those_of_the_published_list(programme: ProgrammeDefinition, shared: Path) -> None:
    """Its last day is inclusive, ours is the first day without the unit; where it has no first day, we assume one."""
    ours = {row.unit.identity: row.unit for row in programme.units}
    by_end = {(unit.code, unit.valid_to): unit for unit in ours.values()}
    wanted = {"11", "099", *(row.unit.code for row in programme.units if row.unit.parent == "099")}
    with (shared / "geo" / "tuangiao_units.csv").open(encoding="utf-8") as file:
        published = [row for row in csv.DictReader(file) if row["valid_from"] == "2025-07-01" or row["code"] in wanted]
    published = [row for row in published if row["parent_code"] not in ("098", "102")]
    areas = [unit for unit in ours.values() if not unit.level.attached]
    assert len(published) == len(areas) == 2 + 19 + 8
    for row in published:
        last = row["valid_to"]
        unit = by_end[row["code"], date.fromisoformat(last) + timedelta(days=1) if last else None]
        assert (unit.name, unit.level.code) == (row["name"], row["level"])
        assert (unit.parent or "") == row["parent_code"]
        assert ";".join(unit.successors) == row["successor_codes"]
        assert row["valid_from"] in ("", unit.valid_from.isoformat())


def test_the_commune_form_is_due_on_16_june_and_the_district_report_on_18_june(
    programme: ProgrammeDefinition, communes: Form
) -> None:
    half = parse_period("2021S1")
    cut_off = compute_window(half, communes.counting_window).cut_off
    assert cut_off == CUT_OFF
    assert due.compute_due_day(communes.due, half, communes.counting_window, ()) == date(2021, 6, 16)
    assert compute_due_day(cut_off, programme.report_due_days, ()) == date(2021, 6, 18)
    assert any("16/6/2021" in one.value for one in programme.assumptions)
    assert communes.assumed


def test_the_windows_are_those_of_the_decree_and_of_the_police(programme: ProgrammeDefinition) -> None:
    windows = {form.code: form.counting_window for form in programme.forms}
    assert (windows["01-XA"], windows["02-CA"]) == (ND09, POLICE)
    assert all((form.valid_from, form.valid_until) == (date(2021, 1, 1), date(2025, 7, 1)) for form in programme.forms)


def test_communes_report_neither_persons_nor_what_is_walled(programme: ProgrammeDefinition) -> None:
    """limits.md, 3 and 4."""
    general = [element for element in programme.elements if element.form == "01-XA"]
    assert {element.function for element in general} == {"general"}
    assert not any(element.counts_persons for element in general)


def test_victims_and_minors_are_no_roles_and_ask_for_support(programme: ProgrammeDefinition, police: Form) -> None:
    """limits.md, 5."""
    for whole, helped in (("D1", "D1.1"), ("D2", "D2.1")):
        report = Report(police, {whole: Decimal(2)})
        assert helped in {finding.cell for finding in run_checks(report) if finding.hard}
    apart = {element.code: element for element in programme.elements if element.code.startswith("NN")}
    assert sorted(apart) == ["NN01", "NN02", "NN03", "NN04", "NN05", "NN06"]
    assert all(element.counts_persons and not element.disaggregations for element in apart.values())


def test_roles_that_do_not_add_up_are_found(police: Form) -> None:
    """R7 of law.md 4.4: «22» people, whose roles make 21."""
    values = {"C1": 22, "C1.1": 5, "C1.2": 0, "C1.3": 8, "C1.4": 8, "C1.5": 0}
    report = Report(police, {cell: Decimal(number) for cell, number in values.items()})
    assert [finding.cell for finding in run_checks(report) if finding.hard] == ["C1"]


@pytest.mark.parametrize("code", [path.stem for path in sorted((FOLDER / "forms").glob("*.yaml"))])
@pytest.mark.parametrize("answer", [Decimal(0), Gap.NOT_APPLICABLE])
def test_a_unit_where_nothing_arose_may_send(programme: ProgrammeDefinition, code: str, answer: Decimal | Gap) -> None:
    form = next(form for form in programme.forms if form.code == code)
    report = Report(form, {cell.code: answer for cell in form.cells if not cell.sum_of})
    assert run_checks(report) == []


def test_stocks_are_never_added_over_time(programme: ProgrammeDefinition) -> None:
    assert all((element.over_time is Operator.SUM) is (element.nature is Nature.FLOW) for element in programme.elements)


def test_people_who_sell_sex_are_called_so(programme: ProgrammeDefinition) -> None:
    for path in FOLDER.rglob("*.*"):
        assert "đối tượng" not in path.read_text("utf-8").lower(), path.name


def test_registers_are_asked_by_the_fields_that_they_have(programme: ProgrammeDefinition, communes: Form) -> None:
    sources = [cell.source for cell in communes.cells if cell.source is not None]
    assert len(sources) >= 10
    known = {**registers.COUNTINGS, **{one.code: one for one in programme.register_types}}
    assert all({field for field, _ in source.where} <= known[source.register].WHERE for source in sources)


def test_roles_hold_actions_of_the_product(programme: ProgrammeDefinition) -> None:
    assert set(programme.actions) == {action.value for action in Action}
    walled = {role.code for role in programme.roles if any(is_confidential(function) for function in role.functions)}
    assert walled == {"approver", "health", "inspector", "police"}


def _outline(programme: ProgrammeDefinition) -> Outline:
    """Of the standing office: it tells everything."""
    return next(one.outline for one in programme.reports if one.outline.code == "bc-ldtbxh")


def test_the_committee_reports_what_its_office_reports(programme: ProgrammeDefinition) -> None:
    of_committee = next(one for one in programme.reports if one.outline.code == "bc-ubnd")
    assert of_committee.outline.sections == _outline(programme).sections
    assert of_committee.authority[0].startswith("TM.")
    assert of_committee.superior == ""


def test_every_narrative_has_its_heading(programme: ProgrammeDefinition) -> None:
    headings = list_narrative_codes(_outline(programme))
    boxes = {box.code for form in programme.forms for box in form.narratives}
    assert boxes == headings


def _gaps(programme: ProgrammeDefinition, figures: dict[Operand, Decimal]) -> Iterator[Missing]:
    outline = _outline(programme)
    words = dict.fromkeys(list_narrative_codes(outline), "Không có.")
    for block in write_report_body(outline, period="2021S1", figures=figures, narratives=words):
        if isinstance(block, Paragraph):
            yield from (run for run in block.runs if isinstance(run, Missing))


def test_the_report_has_all_its_figures(programme: ProgrammeDefinition) -> None:
    figures = {
        Operand(cell.element, cell.disaggregation): Decimal(0) for form in programme.forms for cell in form.cells
    }
    assert list(_gaps(programme, figures)) == []
    assert list(_gaps(programme, {}))


def test_every_element_is_told_in_the_report(programme: ProgrammeDefinition) -> None:
    told = {
        operand.element
        for section in _outline(programme).sections
        for sentence in section.sentences
        for operand in list_operands(sentence.text)
    }
    assert told == {element.code for element in programme.elements}


def test_the_sample_plan_has_the_structure_of_the_real_one(programme: ProgrammeDefinition) -> None:
    plan = reading.to_json(reading.read_plan(programme.sample_plan))
    assert plan["document"]["number"] == "45/KH-UBND"
    assert plan["document"]["date"] == "2021-03-04"
    paths = [clause["path"] for clause in plan["outline"]]
    assert [path for path in paths if "." not in path] == ["I", "II", "III", "IV", "V", "VI"]
    assert [path for path in paths if path.startswith("VI.")] == [f"VI.{number}" for number in range(1, 11)]
    assert [target["value"] for target in plan["targets"]] == ["100"] * 4
    assert {rule["every"] for rule in plan["reporting"]} >= {"six-month", "year"}
    assert "request" in {duty["nature"] for duty in plan["duties"] if duty["path"] == "VI.8"}


def test_clauses_of_the_elements_are_clauses_of_the_plan(programme: ProgrammeDefinition) -> None:
    plan = reading.to_json(reading.read_plan(programme.sample_plan))
    paths = {clause["path"] for clause in plan["outline"]}
    named = {clause for element in programme.elements for clause in element.clauses}
    named |= {clause for form in programme.forms for section in form.sections for clause in section.clauses}
    assert named <= paths


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("VI.1", ["099.LDTBXH"]), ("VI.2", ["099.CA"]), ("VI.3", ["099.TTYT"]), ("VI.4", ["099.TCKH"]),
        ("VI.5", ["099.VHTT"]), ("VI.6", ["099.GDDT"]), ("VI.7", ["099.VHTTTH"]),
        ("VI.8", ["front_and_unions"]), ("VI.9", ["committee"]), ("VI.10", ["communes"]),
    ],
)  # fmt: skip
def test_each_agency_of_the_plan_is_in_the_programme(
    programme: ProgrammeDefinition, path: str, codes: list[str]
) -> None:
    known = [
        KnownAgency(row.unit.code, row.unit.name, (row.short_name, *row.aliases))
        for row in programme.units
        if row.unit.in_force(CUT_OFF)
    ]
    known += [KnownAgency(group.code, group.name, group.aliases, group.code) for group in programme.groups]
    plan = reading.to_json(reading.read_plan(programme.sample_plan))
    name = next(duty["agency"] for duty in plan["duties"] if duty["path"] == path)
    assert [match_agencies(one, known)[0].code for one in split_names(name)] == codes


def test_the_sample_plan_copies_no_sentence(programme: ProgrammeDefinition, shared: Path) -> None:
    """No run of eight words within a paragraph, names of agencies and documents left aside."""
    real = (shared / "corpus" / "plans" / "seed.txt").read_text("utf-8")
    names = {row.unit.name for row in programme.units} | {group.name for group in programme.groups}
    names |= {"Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam", "huyện Tuần Giáo"}
    copied = set(_runs(re.sub(r"\s+", " ", real)))
    ours = programme.sample_plan
    for name in sorted(names, key=len, reverse=True):
        ours = ours.replace(name, "\n")
    assert [run for paragraph in ours.splitlines() for run in _runs(paragraph) if run in copied] == []


def _runs(text: str, length: int = 8) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))
