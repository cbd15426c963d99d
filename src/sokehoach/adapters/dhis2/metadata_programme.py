"""A draft programme from a metadata export of DHIS2: its files, and what could not be taken over."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sokehoach.adapters.dhis2.metadata_definitions import DefinitionReader
from sokehoach.adapters.dhis2.metadata_file import (
    MetadataError,
    MetadataFile,
    Plain,
    ReadingRemark,
    get_attributes,
    get_text,
)
from sokehoach.adapters.dhis2.metadata_forms import CellMapping, FormReader
from sokehoach.adapters.dhis2.metadata_indicators import read_indicators
from sokehoach.adapters.dhis2.metadata_reports import build_report, build_schedules
from sokehoach.adapters.dhis2.metadata_units import UnitReader
from sokehoach.adapters.programme_files.definition import Assumption, PolicyDefinition, ProgrammeDefinition
from sokehoach.adapters.programme_files.policy import read_strict_groups
from sokehoach.adapters.programme_files.scaffold import build_roles_file
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.indicators.element import SIDES, DataElement, ValueKind
from sokehoach.domain.messages import say
from sokehoach.domain.policy.persons import PersonsRule
from sokehoach.domain.reporting.form import Form

MAPPING_COLUMNS = ("kind", "theirs", "ours")


@dataclass(frozen=True, slots=True)
class MetadataChoice:
    """What is taken of a file, and how it is called. «» and (): what the file itself says, or all of it.

    `unit`: UID or code of the unit that adds up; `area`: its code here. `data_sets`: UIDs or codes. `mapping`: codes by
    UID or code of DHIS2.
    """

    code: str = ""
    name: str = ""
    short_name: str = ""
    unit: str = ""
    area: str = ""
    standing_office: str = ""
    valid_from: date | None = None
    data_sets: Sequence[str] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadProgramme:
    """`files`: of the programme's folder. `cells`: where the values of DHIS2 go. `codes`: ours by UID, by kind."""

    files: dict[str, str]
    remarks: tuple[ReadingRemark, ...]
    cells: tuple[CellMapping, ...]
    codes: Mapping[str, Mapping[str, str]]


@slow_work
def build_programme_files(file: MetadataFile, choice: MetadataChoice) -> ReadProgramme:
    """Raises MetadataError where the choice names nothing in the file."""
    data_sets = _choose_data_sets(file, choice.data_sets)
    head = next((get_attributes(row).get("programme") for row in data_sets if get_attributes(row)), None)
    own_head: Plain = head if isinstance(head, dict) else {}
    groups = read_strict_groups()
    mapping = choice.mapping
    units = UnitReader(file, mapping, groups)
    top = units.find_uid(choice.unit or str(own_head.get("unit", ""))) or _find_top(file, units)
    if choice.unit and units.find_uid(choice.unit) is None:
        raise MetadataError(say("Không có đơn vị «%(unit)s» trong tệp.", unit=choice.unit))
    if choice.area:
        mapping = {**mapping, top: choice.area}
        units = UnitReader(file, mapping, groups)
    definitions = DefinitionReader(file, mapping, groups)
    forms = FormReader(file, units, definitions, top, mapping)
    for row in data_sets:
        forms.read_data_set(row)
    if not forms.forms:
        raise MetadataError(say("Không bộ dữ liệu nào (dataSets) đọc được thành biểu."))
    valid_from = choice.valid_from or _parse_day(own_head.get("valid_from"))
    if valid_from is None:
        raise MetadataError(say("Tệp không nói chương trình bắt đầu từ ngày nào: hãy nêu ngày."))
    unit_code = units.codes[top]
    office = choice.standing_office or str(own_head.get("standing_office", "")) or unit_code
    if office not in units.codes.values():
        raise MetadataError(
            say("Không có đơn vị «%(office)s» trong tệp: cơ quan thường trực phải là một đơn vị.", office=office)
        )
    elements = [_place_element(element, list(forms.forms.values())) for element in definitions.elements.values()]
    name = choice.name or get_text(own_head, "name", 200) or get_text(data_sets[0], "name", 200)
    programme = ProgrammeDefinition(
        code=choice.code or get_text(own_head, "code", 40) or "dhis2",
        name=name,
        short_name=choice.short_name or get_text(own_head, "short_name", 60) or name[:60],
        unit=unit_code,
        standing_office=office,
        valid_from=valid_from,
        report_due_days=6,
        assumptions=(),
        levels=units.levels,
        policy=PolicyDefinition(groups, PersonsRule()),
        units=units.rows,
        groups=(),
        option_sets=tuple(({SIDES.code: SIDES} | definitions.option_sets).values()),
        elements=tuple(elements),
        indicators=read_indicators(file, definitions, {element.code for element in elements}),
        forms=tuple(forms.forms.values()),
        reporting_schedules=tuple(
            build_schedules(list(forms.forms.values()), unit=unit_code, office=office, valid_from=valid_from)
        ),
        register_owners=(),
        checklists=(),
        frames=(),
        schemes=(),
        reports=(build_report(list(forms.forms.values()), units.rows, unit=unit_code, office=office, name=name),),
        actions={},
        roles=(),
        sample_plan="",
    )
    programme = replace(programme, assumptions=tuple(Assumption(*_fit_remark(row)) for row in file.remarks[:200]))
    files = write_programme(programme) | {"roles.yaml": build_roles_file(units.levels)}
    codes = {
        "orgUnit": dict(units.codes),
        "dataElement": definitions.element_codes,
        "dataSet": forms.data_set_codes,
    }
    return ReadProgramme(files, tuple(file.remarks), tuple(forms.mappings), codes)


def write_mapping(programme: ReadProgramme) -> str:
    """The table by which values of that server are imported: what each UID is here. A cell is «form/cell»."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(MAPPING_COLUMNS)
    for kind, codes in programme.codes.items():
        writer.writerows((kind, uid, code) for uid, code in codes.items() if kind != "dataElement")
    for row in programme.cells:
        writer.writerow(("cell", f"{row.data_element}.{row.option_combo}", f"{row.form}/{row.cell}"))
    return buffer.getvalue()


def _choose_data_sets(file: MetadataFile, names: Sequence[str]) -> list[Plain]:
    rows = file.list_objects("dataSets")
    if not names:
        return _sort_shortest_first(rows)
    chosen_rows = [row for row in rows if {str(row.get("id")), str(row.get("code"))} & set(names)]
    missing = set(names) - {str(row.get(name)) for row in chosen_rows for name in ("id", "code")}
    if missing:
        raise MetadataError(say("Không có bộ dữ liệu «%(missing)s» trong tệp.", missing=", ".join(sorted(missing))))
    return _sort_shortest_first(chosen_rows)


def _sort_shortest_first(rows: list[Plain]) -> list[Plain]:
    """Of a form that was exported for several types of periods, its own comes first."""
    order = ("Monthly", "Quarterly", "SixMonthly", "Yearly")
    return sorted(rows, key=lambda row: order.index(kind) if (kind := row.get("periodType")) in order else 9)


def _find_top(file: MetadataFile, units: UnitReader) -> str:
    """The highest unit; MetadataError where there are several."""
    tops = [str(row["id"]) for row in file.list_objects("organisationUnits") if not row.get("parent")]
    if len(tops) != 1 or not units.get_level(tops[0]).consolidates:
        raise MetadataError(
            say("Tệp có nhiều đơn vị cao nhất, hoặc đơn vị cao nhất không tổng hợp: hãy nêu đơn vị tổng hợp.")
        )
    return tops[0]


def _place_element(element: DataElement, forms: Sequence[Form]) -> DataElement:
    """An element belongs to a form that prints it."""
    printing = [form.code for form in forms if any(cell.element == element.code for cell in form.printed_cells)]
    form = element.form if element.form in printing or not printing else printing[0]
    is_share = element.kind is ValueKind.PERCENTAGE
    return replace(element, form=form, disaggregations=(SIDES.code,) if is_share else element.disaggregations)


def _fit_remark(remark: ReadingRemark) -> tuple[str, str, str]:
    return f"{remark.kind} {remark.name}"[:300], "xem lý do", remark.reason[:300]


def _parse_day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
