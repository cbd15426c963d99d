"""Reads DHIS2's data sets with their sections as forms of a programme."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sokehoach.adapters.dhis2.metadata_definitions import DefinitionReader
from sokehoach.adapters.dhis2.metadata_file import CODE_PATTERN, CodeBook, MetadataFile, Plain, get_attributes, get_text
from sokehoach.adapters.dhis2.metadata_units import UnitReader
from sokehoach.adapters.dhis2.period_codes import find_type
from sokehoach.adapters.programme_files.canonical import parse_plain
from sokehoach.domain.indicators.element import LETTERS, DataElement
from sokehoach.domain.messages import say
from sokehoach.domain.periods.due import TWO_WORKING_DAYS
from sokehoach.domain.periods.window import CALENDAR
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.form import Cell, Form, FormSection, Reporters

_MAX_CELLS = 2_000
_CALENDAR = replace(CALENDAR, source="DHIS2: kỳ theo lịch")


@dataclass(frozen=True, slots=True)
class CellMapping:
    """Where the values of a data element and combination of DHIS2 go: the code of a cell of a form."""

    data_element: str
    option_combo: str
    element: str
    disaggregation: str
    form: str
    cell: str


class FormReader:
    """`forms`: by code. `mappings`: a row for each cell."""

    def __init__(
        self, file: MetadataFile, units: UnitReader, definitions: DefinitionReader, top: str, mapping: Mapping[str, str]
    ) -> None:
        self._file, self._units, self._definitions, self._top = file, units, definitions, top
        self._book = CodeBook(mapping, pattern=CODE_PATTERN, most=40, fallback="B")
        self.forms: dict[str, Form] = {}
        self.mappings: list[CellMapping] = []
        self.data_set_codes: dict[str, str] = {}  # by UID
        self._own_codes: dict[str, str] = {}  # of our own exports, by the code that they had

    def read_data_set(self, item: Plain) -> None:
        """Reads a data set as a form. A form of ours that was exported for several types of periods is read once."""
        values = get_attributes(item)
        own_form = self._parse_own_form(item, values)
        kind = find_type(str(item.get("periodType")))
        if own_form is None and kind is None:
            reason = say("kỳ %(kind)s không có ở đây: bỏ bộ này", kind=item.get("periodType"))
            self._file.remark("dataSets", item, reason)
            return
        if own_form is not None and own_form.code in self._own_codes:
            self.data_set_codes[str(item["id"])] = self._own_codes[own_form.code]
            return
        code = self._book.get(item, "" if own_form is None else own_form.code)
        if own_form is not None:
            self._own_codes[own_form.code] = code
            if kind is not None and own_form.period_type != kind:
                self._file.remark("dataSets", item, say("kỳ dài hơn của một biểu: đọc từ bộ của kỳ ngắn"))
        form = own_form or Form(
            uid=code,
            code=code,
            name=get_text(item, "name", 300, code),
            period_type="" if kind is None else kind.value,
            function=GENERAL,
            reporters=self._read_reporters(item),
            sections=(),
            counting_window=_CALENDAR,
            due=TWO_WORKING_DAYS,
            assumed=("hạn gửi: 2 ngày làm việc sau kỳ; khoảng thời gian tính: theo lịch",),
            source=get_text(item, "description", 300) or f"DHIS2: {item['id']}",
        )
        self.data_set_codes[str(item["id"])] = code
        sections = tuple(self._read_sections(item, code))
        if not any(section.cells for section in sections):
            self._file.remark("dataSets", item, say("không còn chỉ tiêu nào đọc được: bỏ bộ này"))
            return
        self.forms[code] = replace(form, uid=code, code=code, sections=sections)

    def _parse_own_form(self, item: Plain, values: Plain) -> Form | None:
        """The form of our own export, without its sections."""
        plain = values.get("form")
        if not isinstance(plain, dict):
            return None
        try:
            return parse_plain(Form, {**plain, "sections": []})
        except (TypeError, KeyError, ValueError, AttributeError):
            reason = say("thuộc tính của biểu không đọc được: đọc như bộ của DHIS2")
            self._file.remark("dataSets", item, reason)
            return None

    def _read_reporters(self, item: Plain) -> Reporters:
        """Whole levels where every unit of one has the data set, else single units."""
        area_uids = set(self._units.list_below(self._top))
        assigned = {
            str(unit["id"])
            for unit in self._file.list_references(item, "organisationUnits", "organisationUnits")
            if str(unit["id"]) in area_uids
        }
        by_level: dict[str, set[str]] = {}
        for uid in area_uids - {self._top}:
            by_level.setdefault(self._units.get_level(uid).code, set()).add(uid)
        full_levels = sorted(code for code, members in by_level.items() if members <= assigned)
        in_levels = {uid for code in full_levels for uid in by_level[code]}
        return Reporters(
            levels=tuple(full_levels), codes=tuple(sorted(self._units.codes[uid] for uid in assigned - in_levels))
        )

    def _read_sections(self, item: Plain, form: str) -> Iterator[FormSection]:
        sections = sorted(
            self._file.list_references(item, "sections", "sections"), key=lambda row: int(row.get("sortOrder") or 0)
        )
        listed: set[str] = set()
        for number, section in enumerate(sections):
            values = get_attributes(section)
            code = str(values.get("section") or _letter(number))[:20]
            if isinstance(values.get("cells"), list):
                cells = list(self._read_own_cells(values["cells"], form))
            else:
                elements = list(self._file.list_references(section, "dataElements", "dataElements"))
                listed |= {str(element["id"]) for element in elements}
                cells = list(self._read_cells(elements, section, form, code))
            if cells:
                clauses = tuple(map(str, values.get("clauses", ())))
                yield FormSection(code, get_text(section, "name", 200, code), tuple(cells), clauses)
        if sections and not listed:
            return
        rest = [element for element in self._list_elements(item) if str(element["id"]) not in listed]
        code = _letter(len(sections))
        if cells := list(self._read_cells(rest, {}, form, code)):
            yield FormSection(code, get_text(item, "name", 200, code), tuple(cells))

    def _list_elements(self, item: Plain) -> Iterator[Plain]:
        rows = item.get("dataSetElements")
        for row in rows if isinstance(rows, list) else ():
            element = self._file.find("dataElements", row.get("dataElement")) if isinstance(row, dict) else None
            if element is not None:
                yield element

    def _read_own_cells(self, rows: list[Plain], form: str) -> Iterator[Cell]:
        for row in rows:
            item = self._file.find("dataElements", {"id": row.get("dataElement")})
            element = None if item is None else self._definitions.read_element(item, form)
            keys = {} if item is None else {combo: key for combo, key, _name in self._definitions.list_cells(item)}
            combo = str(row.get("categoryOptionCombo"))
            if item is None or element is None or combo not in keys:
                continue
            plain = {name: value for name, value in row.items() if name not in ("dataElement", "categoryOptionCombo")}
            cell = parse_plain(Cell, {**plain, "element": element.code})
            yield self._add_cell(replace(cell, disaggregation=keys[combo]), item, combo, form)

    def _read_cells(self, elements: list[Plain], section: Plain, form: str, code: str) -> Iterator[Cell]:
        greyed = {
            (str((row.get("dataElement") or {}).get("id")), str((row.get("categoryOptionCombo") or {}).get("id")))
            for row in section.get("greyedFields", ())
            if isinstance(row, dict)
        }
        number = 0
        for item in elements:
            element = self._definitions.read_element(item, form)
            if element is None:
                continue
            if element.form != form:
                reason = say("đã có ở biểu %(first)s: biểu %(form)s không in lại", first=element.form, form=form)
                self._file.remark("dataElements", item, reason)
                continue
            for combo, key, name in self._definitions.list_cells(item):
                if (str(item["id"]), combo) in greyed or number >= _MAX_CELLS:
                    continue
                number += 1
                label = f"{element.name}: {name}"[:300] if name else ""
                cell = _fit_text(Cell(f"{code}{number}", element.code, key, label=label), element)
                yield self._add_cell(cell, item, combo, form)

    def _add_cell(self, cell: Cell, item: Plain, combo: str, form: str) -> Cell:
        self.mappings.append(CellMapping(str(item["id"]), combo, cell.element, cell.disaggregation, form, cell.code))
        return cell


def _fit_text(cell: Cell, element: DataElement) -> Cell:
    """A cell of a text says how many letters it takes."""
    return replace(cell, most=LETTERS[element.kind][0]) if element.kind.is_text else cell


def _letter(number: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number] if number < 26 else f"M{number}"
