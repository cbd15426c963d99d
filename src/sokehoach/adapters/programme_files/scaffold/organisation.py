"""A programme to begin with of one organisation, a department or a school: its list names divisions, no areas.

An organisation has no People's Committee, so its letterhead is its own name (`has_committee`). Its divisions are
agencies of it: each reports the work that a plan gives to it, and nothing of theirs is a part of another's.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from sokehoach.adapters.programme_files.elements import ELEMENT_COLUMNS
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.scaffold import (
    NewProgramme,
    build_roles_file,
    fill_template,
    write_csv,
)
from sokehoach.adapters.programme_files.scaffold.own_units import (
    OFFICE,
    OwnArea,
    OwnProgramme,
    describe_head,
    is_office,
)
from sokehoach.adapters.programme_files.unit_sheets import SheetLine, UnitContext, build_unit_lines
from sokehoach.adapters.programme_files.units import AGENCY_COLUMNS, AREA_COLUMNS
from sokehoach.adapters.programme_files.yaml_text import dump_yaml
from sokehoach.domain.orgtree.unit_names import begins_with_area_kind, cut_place_behind

_BASE_LEVEL = "division"


def is_organisation(area: OwnArea) -> bool:
    """Whether the unit above those of a list is a department, a school, a company, and no area: by how it is called."""
    return not begins_with_area_kind(area.name)


def build_organisation_programme(
    head: NewProgramme, area: OwnArea, rows: Sequence[SheetLine], *, source: str
) -> OwnProgramme:
    """Each row is a division. The standing office is the row of that name, else it stands beside them."""
    level_file = fill_template("organisation_levels.yaml", {"kind": area.kind})
    levels = read_levels(Folder({"levels.yaml": level_file}).yaml("levels.yaml"))
    context = UnitContext(tuple(levels), {area.code: area.name}, area.code, head.first_day, source)
    division_rows = [(row, {**values, "level": _BASE_LEVEL}) for row, values in rows if values.get("code") != area.code]
    result = build_unit_lines(division_rows, context)
    if result.problems or not result.lines:
        return OwnProgramme({}, result)
    day = head.first_day.isoformat()
    common = {"parent": area.code, "function": "general", "asked": "no", "source": source}
    divisions = [
        common
        | {name: line[name] for name in ("code", "name", "valid_from", "valid_to", "aliases")}
        | {"short_name": line["name"], "letterhead": line["name"]}
        for line in result.lines
    ]
    office = next((line["code"] for line in result.lines if is_office(area, line)), "")
    if not office:
        office = f"{area.code}.{OFFICE}"
        names = dict.fromkeys(("name", "short_name", "letterhead"), area.office)
        divisions.insert(0, common | names | {"code": office, "valid_from": day})
    return OwnProgramme(
        {
            "programme.yaml": dump_yaml(describe_head(head, area, office)),
            "levels.yaml": level_file,
            "roles.yaml": _build_roles(build_roles_file(levels, area.kind), area.kind),
            "regimes.yaml": fill_template("regimes.yaml", {}),
            "groups.yaml": dump_yaml({"groups": [_describe_divisions(area, divisions, source)]}),
            "units.csv": write_csv(AREA_COLUMNS, [_describe_organisation(area, day, source)]),
            "agencies.csv": write_csv(AGENCY_COLUMNS, divisions),
            "elements.csv": write_csv(ELEMENT_COLUMNS, ()),
            "option_sets.yaml": dump_yaml({"option_sets": []}),
            "indicators.yaml": dump_yaml({"indicators": []}),
        },
        result,
    )


def _describe_organisation(area: OwnArea, day: str, source: str) -> dict[str, str]:
    """Its plan calls it without the name of the province, and by its kind alone: «Sở Công Thương», «lãnh đạo Sở»."""
    short_name = cut_place_behind(area.name)
    kind = area.kind.capitalize()
    return {
        "code": area.code, "name": area.name, "short_name": short_name, "level": "organisation",
        "letterhead": area.name, "aliases": f"{kind};Lãnh đạo {kind};Ban Giám đốc {kind}", "valid_from": day,
        "source": source,
    }  # fmt: skip


def _describe_divisions(area: OwnArea, divisions: Sequence[Mapping[str, str]], source: str) -> dict[str, Any]:
    kind = area.kind.capitalize()
    names = [
        "các phòng, đơn vị trực thuộc", "các phòng trực thuộc", "các đơn vị trực thuộc", "các phòng, ban",
        "các phòng chuyên môn, đơn vị trực thuộc",
    ]  # fmt: skip
    of_kind = [f"{name} {kind}" for name in ("các phòng, đơn vị", *names)]
    return {
        "code": f"{area.code}.departments", "name": "các phòng, đơn vị", "within": area.code,
        "members": [division["code"] for division in divisions],
        "aliases": [*names, *of_kind, "các phòng chuyên môn", f"các phòng chuyên môn thuộc {kind}"], "source": source,
    }  # fmt: skip


def _build_roles(role_file: str, kind: str) -> str:
    """The usual roles without that of a commune, named as in an organisation."""
    content = yaml.safe_load(role_file)
    names = {"agency_clerk": "Cán bộ phòng, đơn vị", "leader": f"Lãnh đạo {kind}"}
    content["roles"] = [
        role | {"name": names.get(role["code"], role["name"])}
        for role in content["roles"]
        if role["code"] != "commune_clerk"
    ]
    return dump_yaml(content)
