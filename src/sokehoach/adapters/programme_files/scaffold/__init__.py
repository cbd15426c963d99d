"""A programme to begin with: the units of a province, its usual agencies, levels and roles, and no form yet."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sokehoach.adapters.programme_files.elements import ELEMENT_COLUMNS
from sokehoach.adapters.programme_files.map_indicators import POSITIONS
from sokehoach.adapters.programme_files.national_units import (
    LIST_DATE,
    SOURCE,
    NationalUnit,
    list_communes,
    list_provinces,
)
from sokehoach.adapters.programme_files.units import AGENCY_COLUMNS, AREA_COLUMNS
from sokehoach.domain.orgtree.level import Levels
from sokehoach.domain.text import fold_accents

_FOLDER = Path(__file__).parent
_CITY = "thành phố"
_LEVELS = {"xã": "commune", "phường": "ward", "đặc khu": "special_zone"}
_AGENCIES_SOURCE = "Nghị định 150/2025/NĐ-CP Điều 8 (12 sở); Công an, Mặt trận: mẫu; sửa theo quyết định của địa phương"
_MOST_CODE_LETTERS = 40


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """`province`, `office`: codes of the unit that consolidates and of the agency that receives for it.

    `first_day`: of the programme; not before the list of units.
    """

    name: str
    short_name: str
    province: str
    office: str
    first_day: date

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


@dataclass(frozen=True, slots=True)
class AgencyTemplate:
    """An agency that every province has. `suffix`: its code is that of the province with it."""

    suffix: str
    name: str
    short_name: str
    asked: str
    successor: str = ""  # suffix of the agency that took its work over


def list_agency_templates(kind: str = "tỉnh", file: str = "agencies.csv") -> list[AgencyTemplate]:
    """Returns them for a province of the kind («tỉnh», «thành phố»)."""
    rows = csv.DictReader(io.StringIO(fill_template(file, {"kind": kind})))
    return [AgencyTemplate(**row) for row in rows]


def build_scaffold(programme: NewProgramme) -> dict[str, str]:
    """The files of the programme, by name. Raises LookupError for a province or agency that does not exist."""
    provinces = {unit.code: unit for unit in list_provinces()}
    province = provinces[programme.province]
    communes, agencies = list_communes(province.code), list_agency_templates(province.kind)
    if programme.office not in {agency.suffix for agency in agencies}:
        raise LookupError(programme.office)
    placeholders = name_kind(province.kind)
    return {
        "programme.yaml": dump_yaml(describe_programme(programme)),
        "levels.yaml": fill_template("levels.yaml", placeholders),
        "roles.yaml": fill_template("roles.yaml", placeholders),
        "regimes.yaml": fill_template("regimes.yaml", {}),
        "groups.yaml": dump_yaml({"groups": _list_groups(province, communes, agencies)}),
        "units.csv": write_csv(AREA_COLUMNS, _list_areas(province, communes)),
        "agencies.csv": write_csv(AGENCY_COLUMNS, _list_agencies(province, agencies)),
        "map.csv": write_csv(POSITIONS, _list_positions(communes)),
        "elements.csv": write_csv(ELEMENT_COLUMNS, ()),
        "option_sets.yaml": dump_yaml({"option_sets": []}),
        "indicators.yaml": dump_yaml({"indicators": []}),
    }


def name_kind(kind: str) -> dict[str, str]:
    """What templates say of a province of the kind («tỉnh», «thành phố»)."""
    return {
        "kind": kind,
        "english": "city" if kind == _CITY else "province",
        "english_plural": "cities" if kind == _CITY else "provinces",
    }


def build_roles_file(levels: Levels, kind: str = "tỉnh") -> str:
    """The usual roles for units of other levels, each at those of the same kind."""
    content = yaml.safe_load(fill_template("roles.yaml", {"kind": kind}))
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


def describe_programme(programme: NewProgramme) -> dict[str, Any]:
    return {
        "code": programme.code,
        "name": programme.name,
        "short_name": programme.short_name,
        "unit": programme.province,
        "standing_office": f"{programme.province}.{programme.office}",
        "valid_from": programme.first_day,
        "report_due_days": 6,
        "assumed": [
            {
                "what": "Danh sách cơ quan và vai trò",
                "value": "mẫu chung của một tỉnh, thành phố",
                "reason": "để bắt đầu; sửa trong bản nháp của chương trình theo thực tế của địa phương",
            }
        ],
    }


def _list_areas(province: NationalUnit, communes: Iterable[NationalUnit]) -> Iterable[Mapping[str, str]]:
    kind = province.kind
    common = {"valid_from": LIST_DATE.isoformat(), "source": SOURCE}
    full_name = f"Ủy ban nhân dân {kind} {province.short_name}"
    yield common | {
        "code": province.code, "name": province.name, "short_name": province.short_name,
        "letterhead": f"UBND {kind} {province.short_name}", "level": "province", "aliases": f"UBND {kind};{full_name}",
    }  # fmt: skip
    for unit in communes:
        yield common | {
            "code": unit.code, "name": unit.name, "short_name": unit.short_name,
            "letterhead": f"UBND {unit.kind} {unit.short_name}", "level": _LEVELS[unit.kind], "parent": province.code,
        }  # fmt: skip


def _list_agencies(province: NationalUnit, agencies: Iterable[AgencyTemplate]) -> Iterable[Mapping[str, str]]:
    for agency in agencies:
        ends_with_kind = agency.name.endswith(f" {province.kind}")
        letterhead = f"{agency.name}{'' if ends_with_kind else f' {province.kind}'} {province.short_name}"
        yield {
            "code": f"{province.code}.{agency.suffix}", "name": agency.name, "short_name": agency.short_name,
            "letterhead": letterhead, "parent": province.code, "function": "general", "asked": agency.asked,
            "valid_from": LIST_DATE.isoformat(), "source": _AGENCIES_SOURCE,
        }  # fmt: skip


def _list_groups(
    province: NationalUnit, communes: Sequence[NationalUnit], agencies: Sequence[AgencyTemplate]
) -> list[dict[str, Any]]:
    """The names by which plans call all communes, and all departments."""
    kinds = [kind for kind in _LEVELS if any(unit.kind == kind for unit in communes)]
    names = ", ".join(kinds)
    departments = [f"{province.code}.{agency.suffix}" for agency in agencies if agency.suffix.startswith("S")]
    return [
        {
            "code": f"{province.code}.communes",
            "name": f"UBND các {names}",
            "within": province.code,
            "levels": [_LEVELS[kind] for kind in kinds],
            "aliases": [f"các {names}", f"Ủy ban nhân dân các {names}", "UBND cấp xã", "Ủy ban nhân dân cấp xã"],
            "source": SOURCE,
        },
        {
            "code": f"{province.code}.departments",
            "name": "các sở, ban, ngành",
            "within": province.code,
            "members": departments,
            "aliases": [f"các sở, ban, ngành {province.kind}", "các sở, ngành"],
            "source": _AGENCIES_SOURCE,
        },
    ]


def _list_positions(communes: Iterable[NationalUnit]) -> Iterable[Mapping[str, str]]:
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


def dump_yaml(value: Mapping[str, Any]) -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=120)
    return text


def write_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()
