"""Turns a sheet with columns of its own into changes of a draft's files: units, or what is counted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.adapters.programme_files.element_sheets import ELEMENT_FIELDS, build_element_lines
from sokehoach.adapters.programme_files.elements import ELEMENT_COLUMNS
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.first_form import FIRST_FORM, begin_first_form
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.map_indicators import POSITIONS
from sokehoach.adapters.programme_files.merging import MergedTable, merge_lines
from sokehoach.adapters.programme_files.opening import HEAD
from sokehoach.adapters.programme_files.sheet_sentences import add_sentences
from sokehoach.adapters.programme_files.tables import TableError, parse_table
from sokehoach.adapters.programme_files.unit_sheets import UNIT_FIELDS, RowProblem, UnitContext, build_unit_lines
from sokehoach.adapters.programme_files.units import AREA_COLUMNS
from sokehoach.adapters.programme_files.yaml_lists import append_items
from sokehoach.domain.messages import say
from sokehoach.domain.programmes.sheet_columns import SheetField, SheetRows, list_data_rows

ELEMENTS, UNITS, OPTION_SETS, POSITION_FILE = "elements.csv", "units.csv", "option_sets.yaml", "map.csv"
_NAMED_AFTER = {"name": ("short_name", "letterhead")}
_SECTION_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

type Files = Mapping[str, str]


class SheetKind(StrEnum):
    """What the rows of the sheet are; the value is part of the address."""

    UNITS = "don-vi"
    ELEMENTS = "chi-tieu"

    @property
    def fields(self) -> tuple[SheetField, ...]:
        return UNIT_FIELDS if self is SheetKind.UNITS else ELEMENT_FIELDS


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """`head_row`: from 0. `matching`: field → column. `form`: of elements, whose cells are added to it."""

    kind: SheetKind
    rows: SheetRows
    head_row: int
    matching: Mapping[str, int]
    form: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SheetChanges:
    """`files`: texts of the files that change; empty where a row has a problem: all rows are taken, or none.

    `doubts`: of rows that are taken all the same.
    """

    merged: MergedTable
    problems: tuple[RowProblem, ...]
    files: Mapping[str, str]
    count: int  # of rows with something in them
    doubts: tuple[RowProblem, ...] = ()
    position_count: int = 0  # of units with a place on the tile map


def build_sheet_changes(request: SheetRequest, draft_files: Files) -> SheetChanges:
    """What the sheet changes in the draft. Nothing is stored."""
    missing = [field for field in request.kind.fields if field.is_required and field.code not in request.matching]
    if missing:
        names = ", ".join(field.names[0] for field in missing)
        problem = RowProblem(request.head_row + 1, say("chưa chọn cột cho: %(names)s", names=names))
        return SheetChanges(MergedTable("", (), (), ()), (problem,), {}, 0)
    rows = list_data_rows(request.rows, request.head_row, request.matching)
    try:
        return _BUILDERS[request.kind](request, rows, draft_files)
    except TableError as error:
        return SheetChanges(MergedTable("", (), (), ()), (RowProblem(1, str(error)),), {}, len(rows))


def _build_units(request: SheetRequest, rows: Sequence[tuple[int, dict[str, str]]], files: Files) -> SheetChanges:
    folder = Folder(files)
    head = folder.yaml(HEAD)
    agencies = parse_table(files.get("agencies.csv", "")).list_records()
    units = {record.get("code", ""): record for record in parse_table(files.get(UNITS, "")).list_records()}
    context = UnitContext(
        levels=tuple(read_levels(folder.yaml("levels.yaml"))),
        unit_names={code: record.get("name", "") for code, record in units.items()},
        top=head.text("unit"),
        valid_from=head.day("valid_from"),
        source=request.source,
        agencies=frozenset(record.get("code", "") for record in agencies),
        parents={code: record.get("parent", "") for code, record in units.items()},
        last_days={code: record.get("valid_to", "") for code, record in units.items()},  # of several versions the last
    )
    result = build_unit_lines(rows, context)
    replaced = [field for field in ("name", "level", "parent", "aliases") if field in request.matching]
    merged = merge_lines(files.get(UNITS, ""), AREA_COLUMNS, result.lines, replaced=replaced, named_after=_NAMED_AFTER)
    positions = merge_lines(
        files.get(POSITION_FILE, ""), POSITIONS, result.positions, replaced=("longitude", "latitude", "source")
    )
    merged_tables = {UNITS: merged, POSITION_FILE: positions}
    changed_files = {name: table.text for name, table in merged_tables.items() if not table.is_empty}
    return SheetChanges(
        merged, tuple(result.problems), {} if result.problems else changed_files, len(rows), tuple(result.doubts),
        len(result.positions),
    )  # fmt: skip


def _build_elements(request: SheetRequest, rows: Sequence[tuple[int, dict[str, str]]], files: Files) -> SheetChanges:
    form = request.form or FIRST_FORM
    records = parse_table(files.get(ELEMENTS, "")).list_records()
    taken_codes = {
        record.get("code", ""): record.get("name", "") if record.get("form") == form else "" for record in records
    }
    result = build_element_lines(rows, form=form, source=request.source, taken_codes=taken_codes)
    merged = merge_lines(files.get(ELEMENTS, ""), ELEMENT_COLUMNS, result.lines, replaced=())
    doubts = tuple(result.doubts)
    if result.problems or merged.is_empty:
        return SheetChanges(merged, tuple(result.problems), {}, len(rows), doubts)
    changed_files = {ELEMENTS: merged.text}
    if result.option_sets:
        items = [
            {"code": row.code, "name": row.name, "source": request.source, "options": dict(row.options)}
            for row in result.option_sets
        ]
        changed_files[OPTION_SETS] = append_items(files.get(OPTION_SETS, ""), ("option_sets",), items)
    changed_files |= _add_cells(files, request, [line["code"] for line in result.lines])
    changed_files |= add_sentences({**files, **changed_files}, form, result.lines)
    return SheetChanges(merged, (), changed_files, len(rows), doubts)


def _add_cells(files: Files, request: SheetRequest, elements: Sequence[str]) -> dict[str, str]:
    """The form's file with a section of the new cells; a new form of the base units where the draft has none."""
    name = find_form_file(files, request.form)
    begun_files = {} if name else begin_first_form(files, request.source)
    name = name or f"forms/{FIRST_FORM}.yaml"
    text = begun_files.get(name) or files[name]
    sections = Folder({name: text}).yaml(name).records("sections", required=False)
    used = {record.code("code") for record in sections}
    letter = next((letter for letter in _SECTION_LETTERS if letter not in used), "BS")
    cells = [{"code": f"{letter}{number}", "element": code} for number, code in enumerate(elements, 1)]
    section = {"code": letter, "title": "Chỉ tiêu đưa từ bảng", "cells": cells}
    return {**begun_files, name: append_items(text, ("sections",), [section])}


def find_form_file(files: Files, form: str) -> str:
    """The name of the file that defines the form; «» where none does."""
    return next((record.file for record in Folder(files).yamls("forms") if record.code("code") == form), "")


def list_forms(files: Files) -> dict[str, str]:
    """The names of the draft's forms, by code."""
    forms = {record.code("code"): record.text("name") for record in Folder(files).yamls("forms")}
    return {code: name for code, name in forms.items() if code}


_BUILDERS: Mapping[SheetKind, Callable[..., SheetChanges]] = {
    SheetKind.UNITS: _build_units,
    SheetKind.ELEMENTS: _build_elements,
}
