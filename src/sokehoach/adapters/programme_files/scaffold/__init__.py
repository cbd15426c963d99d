"""A programme to begin with: the units of a province, or one of its communes; its usual agencies, levels and roles;
no form yet.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import yaml

from sokehoach.adapters.programme_files.elements import ELEMENT_COLUMNS
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.map_indicators import POSITIONS
from sokehoach.adapters.programme_files.national_units import (
    LIST_DATE,
    SOURCE,
    NationalUnit,
    list_communes,
    list_provinces,
)
from sokehoach.adapters.programme_files.units import AGENCY_COLUMNS, AREA_COLUMNS
from sokehoach.adapters.programme_files.yaml_text import dump_yaml
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.text import fold_accents

_FOLDER = Path(__file__).parent
_CITY = "thành phố"
_LEVELS = {"xã": "commune", "phường": "ward", "đặc khu": "special_zone"}
PROVINCE_KINDS, COMMUNE_KINDS = ("tỉnh", _CITY), tuple(_LEVELS)
_AGENCIES_SOURCE = "Nghị định 150/2025/NĐ-CP Điều 8 (12 sở); Công an, Mặt trận: mẫu; sửa theo quyết định của địa phương"
_COMMUNE_AGENCIES_SOURCE = (
    "Nghị định 150/2025/NĐ-CP (phòng, trung tâm thuộc UBND cấp xã); Công an, quân sự, y tế, Mặt trận: mẫu; "
    "sửa theo quyết định của địa phương"
)
_CLERK = "Công chức xã, phường, đặc khu"
_MOST_CODE_LETTERS = 40


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """`office`: the suffix of the agency that receives for the unit. `first_day`: not before the list of units.

    `province`, `commune`: codes; the programme is that of the commune where one is named, else of the province.
    """

    name: str
    short_name: str
    province: str
    office: str
    first_day: date
    commune: str = ""

    @property
    def unit(self) -> str:
        return self.commune or self.province

    @property
    def code(self) -> str:
        """«chuyen_doi_so_2026»: made of the short name and the year."""
        parts = re.findall(r"[a-z0-9]+", fold_accents(self.short_name).lower())
        year = str(self.first_day.year)
        code = ""
        for part in parts:
            if len(f"{code}{part}_{year}") > _MOST_CODE_LETTERS:
                break
            code += f"{part}_"
        return f"{code}{'' if year in parts else year}".rstrip("_")


class NamedArea(Protocol):
    """An area to which agencies belong. `kind`: name of its level, «xã»; `short_name`: without it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def short_name(self) -> str: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class AgencyTemplate:
    """An agency that every unit of a kind has. `suffix`: its code is that of the unit with it. `asked`: «yes», «no»."""

    suffix: str
    name: str
    short_name: str
    asked: str
    successor: str = ""  # suffix of the agency that took its work over
    aliases: str = ""


def list_agency_templates(kind: str = "tỉnh", file: str = "", *, name: str = "") -> list[AgencyTemplate]:
    """Returns them for a unit of the kind («tỉnh», «phường»); `name`: of a unit that has others than its kind.

    None for a kind that no unit of today has.
    """
    file = file or ("commune_agencies.csv" if kind in COMMUNE_KINDS else "agencies.csv")
    rows = list(csv.DictReader(io.StringIO(fill_template(file, {"kind": kind}))))
    named_rows = [row for row in rows if name in row.get("kinds", "").split(";")] if name else []
    replaced_suffixes = {row["suffix"] for row in named_rows}
    templates = []
    for row in rows:
        kinds = row.pop("kinds", kind).split(";")
        if row in named_rows or (kind in kinds and row["suffix"] not in replaced_suffixes):
            templates.append(AgencyTemplate(**row))
    return templates


def find_area(programme: NewProgramme) -> NationalUnit:
    """Returns the unit of the programme. Raises LookupError for a province or commune that does not exist."""
    units = list_communes(programme.province) if programme.commune else list_provinces()
    for unit in units:
        if unit.code == programme.unit:
            return unit
    raise LookupError(programme.unit)


def build_scaffold(programme: NewProgramme, agencies: Sequence[AgencyTemplate] | None = None) -> dict[str, str]:
    """The files of the programme, by name. `agencies`: as somebody has edited them; by default those of the template.

    Raises LookupError for a unit or agency that does not exist.
    """
    area = find_area(programme)
    if agencies is None:
        agencies = list_agency_templates(area.kind, name=area.name)
    if programme.office not in {agency.suffix for agency in agencies}:
        raise LookupError(programme.office)
    communes = [] if programme.commune else list_communes(area.code)
    return {
        "programme.yaml": dump_yaml(describe_programme(programme, area.kind)),
        **_build_level_files(area),
        "regimes.yaml": fill_template("regimes.yaml", {}),
        "groups.yaml": dump_yaml({"groups": _list_groups(area, communes, agencies)}),
        "units.csv": write_csv(AREA_COLUMNS, _list_areas(area, communes)),
        "agencies.csv": write_csv(AGENCY_COLUMNS, list_agency_lines(area, agencies)),
        "map.csv": write_csv(POSITIONS, list_positions(communes)),
        "elements.csv": write_csv(ELEMENT_COLUMNS, ()),
        "option_sets.yaml": dump_yaml({"option_sets": []}),
        "indicators.yaml": dump_yaml({"indicators": []}),
    }


def _build_level_files(area: NationalUnit) -> dict[str, str]:
    if area.kind not in COMMUNE_KINDS:
        placeholders = name_kind(area.kind)
        roles = fill_template("roles.yaml", placeholders | {"clerk": _CLERK})
        return {"levels.yaml": fill_template("levels.yaml", placeholders), "roles.yaml": roles}
    code = _LEVELS[area.kind]
    english = code.replace("_", " ")
    placeholders = {"kind": area.kind, "level": code, "english": english, "english_plural": f"{english}s"}
    level_file = fill_template("commune_levels.yaml", placeholders)
    levels = read_levels(Folder({"levels.yaml": level_file}).yaml("levels.yaml"))
    roles = build_roles_file(levels, area.kind, clerk="Trưởng thôn, tổ dân phố")
    return {"levels.yaml": level_file, "roles.yaml": roles}


def name_kind(kind: str) -> dict[str, str]:
    """What templates say of a province of the kind («tỉnh», «thành phố»)."""
    return {
        "kind": kind,
        "english": "city" if kind == _CITY else "province",
        "english_plural": "cities" if kind == _CITY else "provinces",
    }


def build_roles_file(levels: Levels, kind: str = "tỉnh", *, clerk: str = _CLERK) -> str:
    """The usual roles for units of other levels, each at those of the same kind. `clerk`: of a base unit."""
    content = yaml.safe_load(fill_template("roles.yaml", {"kind": kind, "clerk": clerk}))
    codes_by_kind = {
        "province": [level.code for level in levels.consolidating],
        "commune": [level.code for level in levels.base],
        "agency": [level.code for level in levels.attached],
    }
    for role in content["roles"]:
        named_levels = role.pop("levels", ())
        codes = [code for name in named_levels for code in codes_by_kind.get(name, ())]
        if codes:
            role["levels"] = codes
    return dump_yaml(content)


def describe_programme(programme: NewProgramme, kind: str = "tỉnh") -> dict[str, Any]:
    return {
        "code": programme.code,
        "name": programme.name,
        "short_name": programme.short_name,
        "unit": programme.unit,
        "standing_office": f"{programme.unit}.{programme.office}",
        "valid_from": programme.first_day,
        "report_due_days": 6,
        "assumed": [
            {
                "what": "Danh sách cơ quan và vai trò",
                "value": f"mẫu chung của một {kind if programme.commune else 'tỉnh, thành phố'}",
                "reason": "để bắt đầu; sửa trong bản nháp của chương trình theo thực tế của địa phương",
            }
        ],
    }


def _list_areas(area: NationalUnit, communes: Iterable[NationalUnit]) -> Iterable[Mapping[str, str]]:
    kind = area.kind
    common = {"valid_from": LIST_DATE.isoformat(), "source": SOURCE}
    full_name = f"Ủy ban nhân dân {kind} {area.short_name}"
    yield common | {
        "code": area.code, "name": area.name, "short_name": area.short_name,
        "letterhead": f"UBND {kind} {area.short_name}", "level": _LEVELS.get(kind, "province"),
        "aliases": f"UBND {kind};{full_name}",
    }  # fmt: skip
    for unit in communes:
        yield common | {
            "code": unit.code, "name": unit.name, "short_name": unit.short_name,
            "letterhead": f"UBND {unit.kind} {unit.short_name}", "level": _LEVELS[unit.kind], "parent": area.code,
        }  # fmt: skip


def list_agency_lines(
    area: NamedArea, agencies: Iterable[AgencyTemplate], first_day: date = LIST_DATE
) -> list[dict[str, str]]:
    """Lines of agencies.csv for the agencies of a unit."""
    source = _name_source(area)
    return [
        {
            "code": f"{area.code}.{agency.suffix}", "name": agency.name, "short_name": agency.short_name,
            "letterhead": _name_letterhead(area, agency.name), "parent": area.code, "function": "general",
            "asked": agency.asked, "aliases": agency.aliases, "valid_from": first_day.isoformat(), "source": source,
        }
        for agency in agencies
    ]  # fmt: skip


def _name_letterhead(area: NamedArea, name: str) -> str:
    """«Sở Y tế tỉnh Bắc Ninh», «Công an tỉnh Bắc Ninh», «Tỉnh đoàn Bắc Ninh»: the kind of area is named once."""
    if name.endswith(f" {area.short_name}"):
        return name
    has_kind = name.endswith(f" {area.kind}") or name.lower().startswith(f"{area.kind} ")
    return f"{name}{'' if has_kind else f' {area.kind}'} {area.short_name}"


def _name_source(area: NamedArea) -> str:
    return _COMMUNE_AGENCIES_SOURCE if area.kind in COMMUNE_KINDS else _AGENCIES_SOURCE


def _list_groups(
    area: NationalUnit, communes: Sequence[NationalUnit], agencies: Sequence[AgencyTemplate]
) -> list[dict[str, Any]]:
    """The names by which plans call all communes, and all departments."""
    kinds = [kind for kind in _LEVELS if any(unit.kind == kind for unit in communes)]
    names = ", ".join(kinds)
    if area.kind in COMMUNE_KINDS:
        name, short_name = "các phòng, ban, ngành", "các cơ quan, đơn vị"
    else:
        name, short_name = "các sở, ban, ngành", "các sở, ngành"
    departments = [f"{area.code}.{agency.suffix}" for agency in agencies if agency.asked == "no"]
    groups = [
        {
            "code": f"{area.code}.communes",
            "name": f"UBND các {names}",
            "within": area.code,
            "levels": [_LEVELS[kind] for kind in kinds],
            "aliases": [f"các {names}", f"Ủy ban nhân dân các {names}", "UBND cấp xã", "Ủy ban nhân dân cấp xã"],
            "source": SOURCE,
        },
        {
            "code": f"{area.code}.departments",
            "name": name,
            "within": area.code,
            "members": departments,
            "aliases": [f"{name} {area.kind}", short_name],
            "source": _name_source(area),
        },
    ]
    return [group for group in groups if group.get("levels") or group.get("members")]


def list_positions(communes: Iterable[NationalUnit]) -> Iterable[Mapping[str, str]]:
    for unit in communes:
        yield {
            "code": unit.code,
            "longitude": f"{unit.longitude:.3f}",
            "latitude": f"{unit.latitude:.3f}",
            "source": SOURCE,
        }


def fill_template(name: str, placeholders: Mapping[str, str]) -> str:
    text = (_FOLDER / name).read_text("utf-8")
    for placeholder, value in placeholders.items():
        text = text.replace(f"{{{placeholder}}}", value)
    return text


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()
