"""Write a programme as the files of a folder, which `reading` reads back to the same canonical JSON."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

import yaml

from sokehoach.adapters.programme_files.canonical import normalize, to_plain
from sokehoach.adapters.programme_files.definition import (
    PolicyDefinition,
    ProgrammeDefinition,
    ReadyQuestion,
    ReportTemplate,
    UnitRow,
)
from sokehoach.adapters.programme_files.elements import ELEMENT_COLUMNS, ELEMENT_OPTIONS
from sokehoach.adapters.programme_files.english import ENGLISH_COLUMNS
from sokehoach.adapters.programme_files.inspections import FRAME_COLUMNS
from sokehoach.adapters.programme_files.map_indicators import POSITIONS
from sokehoach.adapters.programme_files.target_levels import TARGET_COLUMNS, TARGET_OPTIONS, flatten_level
from sokehoach.adapters.programme_files.uids import list_codes
from sokehoach.adapters.programme_files.units import AGENCY_COLUMNS, AGENCY_OPTIONS, AREA_COLUMNS, AREA_OPTIONS
from sokehoach.adapters.programme_files.yaml_text import FastDumper
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.indicators.element import SIDES, OptionSet, ValueKind, parse_key
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.level import Change
from sokehoach.domain.periods.due import DatesOfYear, DueByKind, DueRule, WorkingDaysAfter
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.reporting.reporting_schedule import Stage

_PLAN, _TILE_SOURCE = "sample_plan.txt", "ô trên bản đồ của phần mềm, không phải tọa độ"

type Fields = dict[str, Any]


@slow_work
def write_programme(programme: ProgrammeDefinition) -> dict[str, str]:
    """The content of each file by its name in the folder.

    Comments of a folder that was loaded are in no definition, and the map's positions are those of its tiles.
    """
    codes = {kind: dict(zip(names, names, strict=True)) for kind, names in list_codes(programme).items()}
    programme = normalize(programme, codes)
    files = {
        "programme.yaml": _dump(_write_head(programme)),
        "levels.yaml": _dump({"levels": [to_plain(level) for level in programme.levels]}),
        "policy.yaml": _dump(_write_policy(programme.policy)),
        "units.csv": _join(
            (*AREA_COLUMNS, *AREA_OPTIONS),
            (_flatten_unit(row) for row in programme.units if row.unit.level.is_area),
        ),
        "agencies.csv": _join(
            (*AGENCY_COLUMNS, *AGENCY_OPTIONS),
            (_flatten_unit(row) for row in programme.units if not row.unit.level.is_area),
        ),
        "groups.yaml": _dump({"groups": [to_plain(group) for group in programme.groups]}),
        "map.csv": _join(POSITIONS, (_place_tile(row) for row in programme.units if row.tile is not None)),
        "option_sets.yaml": _dump({"option_sets": _write_option_sets(programme)}),
        "elements.csv": _join((*ELEMENT_COLUMNS, *ELEMENT_OPTIONS), _write_elements(programme)),
        "indicators.yaml": _dump({"indicators": [_write_indicator(row) for row in programme.indicators]}),
        "targets.csv": _join(
            (*TARGET_COLUMNS, *TARGET_OPTIONS),
            (flatten_level(row.code, level) for row in programme.indicators for level in row.target_levels),
        ),
        "regimes.yaml": _dump(_write_reporting_schedules(programme)),
        "registers.yaml": _dump(
            {"registers": [_rename(to_plain(row), register="code") for row in programme.register_owners]}
        ),
        "roles.yaml": _dump({"actions": dict(programme.actions), "roles": [to_plain(row) for row in programme.roles]}),
        "questions.yaml": _dump({"questions": [_write_question(row) for row in programme.questions]}),
        "checklists.yaml": _dump({"checklists": [to_plain(row) for row in programme.checklists]}),
        "criteria.yaml": _dump({"schemes": [to_plain(row) for row in programme.schemes]}),
        "sanctions.csv": _join(FRAME_COLUMNS, (_list_columns(row) for row in programme.frames)),
    }
    if programme.english:
        files["english.csv"] = _join(ENGLISH_COLUMNS, (to_plain(row) for row in programme.english))
    files |= {f"forms/{form.code}.yaml": _dump(_write_form(form)) for form in programme.forms}
    files |= {f"registers/{row.code}.yaml": _dump(to_plain(row)) for row in programme.register_types}
    files |= {f"outlines/{row.outline.code}.yaml": _dump(_write_report(row)) for row in programme.reports}
    return files | ({_PLAN: programme.sample_plan} if programme.sample_plan else {})


def _write_head(programme: ProgrammeDefinition) -> Fields:
    names = ("code", "name", "unit", "standing_office", "valid_from", "report_due_days")
    head = {name: to_plain(getattr(programme, name)) for name in names}
    if programme.short_name:
        head["short_name"] = programme.short_name
    if programme.sample_plan:
        head["sample_plan"] = _PLAN
    return head | {"assumed": [to_plain(row) for row in programme.assumptions]}


def _flatten_unit(row: UnitRow) -> Fields:
    unit = row.unit
    return _list_columns(row, "unit", "tile") | _list_columns(unit, "level") | {"level": unit.level.code}


def _place_tile(row: UnitRow) -> Fields:
    assert row.tile is not None
    longitude, latitude = row.tile.column, 80 - row.tile.row  # row 0 is north
    return {"code": row.unit.code, "longitude": longitude, "latitude": latitude, "source": _TILE_SOURCE}


def _write_option_sets(programme: ProgrammeDefinition) -> list[Fields]:
    return [
        {"code": row.code, "name": row.name, "source": row.source, "options": {o.code: o.name for o in row.options}}
        | ({"within": row.wider_set, "belongs": _write_owners(row)} if row.wider_set else {})
        | ({"combines": combined} if (combined := {o.code: [*o.combines] for o in row.options if o.combines}) else {})
        for row in programme.option_sets
        if row.code != SIDES.code  # it comes with each percentage
    ]


def _write_owners(option_set: OptionSet) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for option in option_set.options:
        if option.owner:
            owners.setdefault(option.owner, []).append(option.code)
    return owners


def _write_elements(programme: ProgrammeDefinition) -> Iterable[Fields]:
    for element in programme.elements:
        columns = _list_columns(element)
        yield columns | ({"disaggregations": ""} if element.kind is ValueKind.PERCENTAGE else {})


def _write_indicator(row: Indicator) -> Fields:
    plain: Fields = to_plain(row, leave_out=frozenset({"rule", "target_levels"}))
    rule = {"per": "none" if row.rule.per is None else str(row.rule.per), "compared_with": row.rule.compared_with.value}
    change = {"change": row.rule.change.value} if row.rule.change is not Change.NONE else {}
    return {**plain, "on_map": row.on_map, **rule, **change}


def _write_policy(policy: PolicyDefinition) -> Fields:
    """Without a rule of its own, a programme counts persons as the levels state."""
    policy_fields: Fields = {"groups": [to_plain(group) for group in policy.groups]}
    rule = policy.persons
    if rule.lowest is not None:
        basis = {} if rule.basis is None else {"basis": to_plain(rule.basis)}
        policy_fields["persons"] = {"lowest_level": rule.lowest.code, "valid_from": to_plain(rule.valid_from), **basis}
    return policy_fields


def _write_form(form: Form) -> Fields:
    plain: Fields = to_plain(form, leave_out=frozenset({"sections", "lock_days", "valid_from", "valid_until", "due"}))
    sections = [
        {**to_plain(section), "cells": [_write_cell(cell) for cell in section.cells]} for section in form.sections
    ]
    if form.due_by_level:
        plain["due_by_level"] = [{"levels": [row.level], **write_due(row.due)} for row in form.due_by_level]
    return {**plain, "counting_window": form.counting_window.code, **write_due(form.due), "sections": sections}


def _write_cell(cell: Cell) -> Fields:
    plain: Fields = to_plain(cell, leave_out=frozenset({"element_code", "disaggregation", "is_line"}))
    if cell.disaggregation:
        plain["disaggregation"] = parse_key(cell.disaggregation)
    if cell.source is not None and cell.source.where:
        where: dict[str, list[str]] = {}
        for name, option in cell.source.where:
            where.setdefault(name, []).append(option)
        plain["source"]["where"] = where
    return plain


def write_due(due: DueRule) -> Fields:
    if isinstance(due, DueByKind):
        rules = [{"period_type": kind.value, **write_due(rule)} for kind, rule in due.by_kind]
        return {"due": {"by_period_type": rules}}
    if isinstance(due, WorkingDaysAfter):
        return {"due_days": due.days}
    if isinstance(due, DatesOfYear):
        return {"due": {"dates": [f"{day}/{month}" for month, day in due.dates]}}
    return {"due": to_plain(due)}


def _write_reporting_schedules(programme: ProgrammeDefinition) -> Fields:
    stages = [stage for schedule in programme.reporting_schedules for stage in schedule.stages]
    rules = [*(form.counting_window for form in programme.forms), *(stage.window for stage in stages)]
    windows = {rule.code: rule for rule in rules}
    schedules = [
        {**to_plain(row), "stages": [_write_stage(stage) for stage in row.stages]}
        for row in programme.reporting_schedules
    ]
    return {"windows": [to_plain(rule) for rule in windows.values()], "regimes": schedules}


def _write_stage(stage: Stage) -> Fields:
    plain: Fields = to_plain(stage, leave_out=frozenset({"due"}))
    return {**plain, "window": stage.window.code, **write_due(stage.due)}


def _write_report(row: ReportTemplate) -> Fields:
    plain: Fields = to_plain(row)
    outline: Fields = plain.pop("outline")
    if row.follows:
        outline.pop("sections")
    return outline | {name: value for name, value in plain.items() if value not in ("", [])}


def _write_question(row: ReadyQuestion) -> Fields:
    question = row.question
    names = ("measures", "periods", "places", "option_set", "rows", "columns")
    return {"code": row.code, "title": row.title, "about": row.about} | {
        name: to_plain(getattr(question, name)) for name in names
    }


def _rename(plain: Fields, **names: str) -> Fields:
    return {names.get(name, name): value for name, value in plain.items()}


def _list_columns(row: Any, *leave_out: str) -> Fields:
    """Every field, also those that have their default."""
    return {field.name: to_plain(getattr(row, field.name)) for field in fields(row) if field.name not in leave_out}


_Dumper: Any = FastDumper


def _dump(content: Mapping[str, Any]) -> str:
    text: str = yaml.dump(dict(content), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text


def _join(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_format_field(row.get(column)) for column in columns] for row in rows)
    return text.getvalue()


def _format_field(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ";".join(map(str, value))
    return str(value)
