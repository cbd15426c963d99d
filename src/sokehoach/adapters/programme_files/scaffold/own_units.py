"""A programme to begin with whose units are those of somebody's own list, below an area with its standing office."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sokehoach.adapters.programme_files.elements import ELEMENT_COLUMNS
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.map_indicators import POSITIONS
from sokehoach.adapters.programme_files.scaffold import NewProgramme, build_roles_file, fill_template, write_csv
from sokehoach.adapters.programme_files.unit_sheets import (
    SheetLine,
    SheetResult,
    UnitContext,
    build_unit_lines,
    cut_level_name,
    find_level,
)
from sokehoach.adapters.programme_files.units import AGENCY_COLUMNS, AREA_COLUMNS
from sokehoach.adapters.programme_files.yaml_lists import append_items
from sokehoach.adapters.programme_files.yaml_text import dump_yaml
from sokehoach.domain.orgtree.level import Levels, format_levels
from sokehoach.domain.text import fold_accents

OFFICE = "TT"  # the code of the standing office is that of the area with it
_MIDDLE_RANK, _BASE_RANK = 2, 3  # between the area of the list and the units that report
_MOST_LEVELS = 12  # that a list may name beside the usual ones; a column with more of them names something else


@dataclass(frozen=True, slots=True)
class OwnArea:
    """`kind`: the name of its level; `office`: the name of its standing office."""

    code: str
    name: str
    kind: str
    office: str


@dataclass(frozen=True, slots=True)
class OwnProgramme:
    """`files`: empty where a row has a problem."""

    files: Mapping[str, str]
    result: SheetResult


def build_own_programme(head: NewProgramme, area: OwnArea, rows: Sequence[SheetLine], *, source: str) -> OwnProgramme:
    """Levels are the usual ones, and those that the rows name beside them."""
    level_file = _add_levels(fill_template("levels.yaml", _name_kind(area.kind)), rows)
    levels = read_levels(Folder({"levels.yaml": level_file}).yaml("levels.yaml"))
    context = UnitContext(tuple(levels), {area.code: area.name}, area.code, head.first_day, source)
    area_rows = [row for row in rows if row[1].get("code") != area.code and not is_office(area, row[1])]
    result = build_unit_lines(area_rows, context)
    if result.problems or not result.lines:
        return OwnProgramme({}, result)
    used_levels = [level for level in levels.base if any(line["level"] == level.code for line in result.lines)]
    return OwnProgramme(
        {
            "programme.yaml": dump_yaml(describe_head(head, area, f"{area.code}.{OFFICE}")),
            "levels.yaml": level_file,
            "roles.yaml": build_roles_file(levels, area.kind),
            "regimes.yaml": fill_template("regimes.yaml", {}),
            "groups.yaml": dump_yaml({"groups": [_describe_base(area, Levels(used_levels), source)]}),
            "units.csv": write_csv(AREA_COLUMNS, [_describe_area(area, levels, head.first_day, source), *result.lines]),
            "agencies.csv": write_csv(AGENCY_COLUMNS, [_describe_office(area, head.first_day, source)]),
            "elements.csv": write_csv(ELEMENT_COLUMNS, ()),
            "option_sets.yaml": dump_yaml({"option_sets": []}),
            "indicators.yaml": dump_yaml({"indicators": []}),
            **({"map.csv": write_csv(POSITIONS, result.positions)} if result.positions else {}),
        },
        result,
    )


def _name_kind(kind: str) -> dict[str, str]:
    return {"kind": kind, "english": "area", "english_plural": "areas"}


def _add_levels(level_file: str, rows: Sequence[SheetLine]) -> str:
    """With a level for each name that the column of levels has beyond the usual ones, if they are few.

    One whose units stand above others adds up the reports of these: did both report, figures would count twice. It has
    no counts of persons until the programme allows them there (limits.md, 4).
    """
    levels = read_levels(Folder({"levels.yaml": level_file}).yaml("levels.yaml"))
    names = dict.fromkeys(values.get("level", "").lower() for _row, values in rows)
    agencies = {fold_accents(level.name) for level in levels.attached}
    missing_names = [
        name
        for name in names
        if name and find_level(name, "", tuple(levels)) is None and fold_accents(name) not in agencies
    ]
    codes = {level.code for level in levels}
    names_above = _list_names_above(rows)
    items: list[Mapping[str, object]] = []
    for name in missing_names:
        code = "_".join(fold_accents(name).split())[:20]
        if code.replace("_", "").isalnum() and code not in codes:
            codes.add(code)
            is_above = name in names_above
            level: dict[str, object] = {"code": code, "rank": _MIDDLE_RANK if is_above else _BASE_RANK, "name": name}
            items.append(level | {"consolidates": True} if is_above else level)
    return append_items(level_file, ("levels",), items if len(items) <= _MOST_LEVELS else ())


def _list_names_above(rows: Iterable[SheetLine]) -> set[str]:
    """The levels, as the list names them, of units that it names as the one above another."""
    parents = {fold_accents(values.get("parent", "")) for _row, values in rows} - {""}
    return {
        values.get("level", "").lower()
        for _row, values in rows
        if parents & {fold_accents(values.get("code", "")), fold_accents(values.get("name", ""))}
    }


def is_office(area: OwnArea, unit: Mapping[str, str]) -> bool:
    """Whether a row or line of the list is the standing office, which reports as no area."""
    return fold_accents(unit.get("name", "")) == fold_accents(area.office)


def describe_head(head: NewProgramme, area: OwnArea, office: str) -> dict[str, Any]:
    """`office`: code of the standing office."""
    return {
        "code": head.code, "name": head.name, "short_name": head.short_name, "unit": area.code,
        "standing_office": office, "valid_from": head.first_day, "report_due_days": 6,
        "assumed": [{
            "what": "Vai trò", "value": "mẫu chung", "reason": "để bắt đầu; sửa trong bản nháp của chương trình",
        }],
    }  # fmt: skip


def _describe_area(area: OwnArea, levels: Levels, day: date, source: str) -> dict[str, str]:
    level = levels.consolidating[0]
    short_name = cut_level_name(area.name, level)
    return {
        "code": area.code, "name": area.name, "short_name": short_name, "level": level.code,
        "letterhead": f"UBND {area.kind} {short_name}", "valid_from": day.isoformat(), "source": source,
    }  # fmt: skip


def _describe_office(area: OwnArea, day: date, source: str) -> dict[str, str]:
    return {
        "code": f"{area.code}.{OFFICE}", "name": area.office, "short_name": area.office, "letterhead": area.office,
        "parent": area.code, "function": "general", "asked": "no", "valid_from": day.isoformat(), "source": source,
    }  # fmt: skip


def _describe_base(area: OwnArea, levels: Levels, source: str) -> dict[str, Any]:
    names = format_levels(levels.base)
    return {
        "code": f"{area.code}.communes", "name": f"UBND các {names}", "within": area.code,
        "levels": [level.code for level in levels], "aliases": [f"các {names}", "UBND cấp xã"], "source": source,
    }  # fmt: skip
