"""A programme to begin with whose units are those of a province before 1 July 2025, and those that took them over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from statistics import fmean

from sokehoach.adapters.programme_files.elements import ELEMENT_COLUMNS
from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.levels import read_levels
from sokehoach.adapters.programme_files.map_indicators import POSITIONS
from sokehoach.adapters.programme_files.national_units import (
    EARLIER_LIST_DATE,
    EARLIER_SOURCE,
    LIST_DATE,
    SOURCE,
    EarlierUnit,
    NationalUnit,
    list_communes,
    list_earlier_provinces,
    list_earlier_units,
    list_provinces,
    name_earlier_units,
)
from sokehoach.adapters.programme_files.scaffold import (
    AgencyTemplate,
    NewProgramme,
    build_roles_file,
    describe_programme,
    fill_template,
    list_agency_templates,
    list_positions,
    name_kind,
    write_csv,
)
from sokehoach.adapters.programme_files.units import AGENCY_COLUMNS, AREA_COLUMNS, AREA_OPTIONS
from sokehoach.adapters.programme_files.yaml_text import dump_yaml

AGENCIES = "earlier_agencies.csv"
_AGENCIES_SOURCE = (
    "Nghị định 24/2014/NĐ-CP Điều 8 (17 cơ quan); Công an, Mặt trận: mẫu; sửa theo quyết định của địa phương"
)
_LATER_AGENCIES_SOURCE = (
    "Nghị định 150/2025/NĐ-CP Điều 8; nhận việc của cơ quan cũ: mẫu, sửa theo quyết định của địa phương"
)
_DISTRICTS = {"quận": "urban_district", "huyện": "district", "thị xã": "town", "thành phố": "provincial_city"}
_BASE = {"xã": "commune", "phường": "ward", "thị trấn": "township", "đặc khu": "special_zone"}
_SUCCESSION_SOURCE = "Đơn vị kế thừa từ 01/7/2025: vietnamadminunits 1.0.4 (MIT)"


@dataclass(frozen=True)
class EarlierProvince:
    """A province of the list before 1 July 2025. `first_day`: of its units in the programme."""

    province: EarlierUnit
    districts: Sequence[EarlierUnit] = field(init=False)
    communes: Sequence[EarlierUnit] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "districts", list_earlier_units(self.province.code))
        communes = [unit for district in self.districts for unit in list_earlier_units(district.code)]
        object.__setattr__(self, "communes", communes)

    @cached_property
    def new_province(self) -> NationalUnit:
        return next(unit for unit in list_provinces() if unit.code in self.province.successors)

    @cached_property
    def joined_names(self) -> list[str]:
        """The other provinces of before that are part of the province of today, too."""
        code = self.new_province.code
        return [
            unit.name
            for unit in list_earlier_provinces()
            if code in unit.successors and unit.code != self.province.code
        ]

    @cached_property
    def new_communes(self) -> list[NationalUnit]:
        """The communes of today on its territory."""
        codes = {code for unit in (*self.districts, *self.communes) for code in unit.successors}
        return [unit for unit in list_communes(self.new_province.code) if unit.code in codes]

    @cached_property
    def without_successor(self) -> list[EarlierUnit]:
        return [unit for unit in self.communes if not unit.successors]

    @cached_property
    def without_place(self) -> list[EarlierUnit]:
        return [unit for unit in self.communes if unit.place is None]

    def list_successors(self, district: EarlierUnit) -> list[str]:
        """The communes of today on the territory of a district."""
        communes = [unit for unit in self.communes if unit.parent == district.code]
        codes = {code for unit in (district, *communes) for code in unit.successors}
        return sorted(codes & {unit.code for unit in self.new_communes})

    def find_place(self, unit: EarlierUnit) -> tuple[float, float] | None:
        """Its own; of a commune without one the middle of its district's, of a district that of its communes'."""
        if unit.place is not None:
            return unit.place
        district = unit.code if unit.parent == self.province.code else unit.parent
        places = [other.place for other in self.communes if other.parent == district and other.place is not None]
        if not places:
            return None
        return fmean(x for x, _y in places), fmean(y for _x, y in places)


def get_earlier_province(code: str) -> EarlierProvince:
    """Raises LookupError for a code that no province had."""
    for unit in list_earlier_provinces():
        if unit.code == code:
            return EarlierProvince(unit)
    raise LookupError(code)


def build_earlier_scaffold(programme: NewProgramme, *, is_of_successor: bool = False) -> dict[str, str]:
    """The files of the programme, by name. `is_of_successor`: its area is the province that took this one over, with
    the communes of today on its territory. Raises LookupError for a province or agency that did not exist.
    """
    units = get_earlier_province(programme.province)
    agencies = list_agency_templates(units.province.kind, AGENCIES)
    if programme.office not in {agency.suffix for agency in agencies}:
        raise LookupError(programme.office)
    placeholders = name_kind(units.province.kind)
    level_file = fill_template("earlier_levels.yaml", placeholders)
    levels = read_levels(Folder({"levels.yaml": level_file}).yaml("levels.yaml"))
    first_day = min(programme.first_day, EARLIER_LIST_DATE)
    return {
        "programme.yaml": dump_yaml(_describe(programme, units, is_of_successor=is_of_successor)),
        "levels.yaml": level_file,
        "roles.yaml": build_roles_file(levels, units.province.kind),
        "regimes.yaml": fill_template("regimes.yaml", {}),
        "groups.yaml": dump_yaml({"groups": list(_list_groups(units, agencies))}),
        "units.csv": write_csv(
            (*AREA_COLUMNS, *AREA_OPTIONS), [*_list_areas(units, first_day), *_list_new_areas(units)]
        ),
        "agencies.csv": write_csv((*AGENCY_COLUMNS, "successors"), list(_list_agencies(units, agencies, first_day))),
        "map.csv": write_csv(
            POSITIONS, list(list_positions(units.new_communes) if is_of_successor else _list_positions(units))
        ),
        "elements.csv": write_csv(ELEMENT_COLUMNS, ()),
        "option_sets.yaml": dump_yaml({"option_sets": []}),
        "indicators.yaml": dump_yaml({"indicators": []}),
    }


def _describe(programme: NewProgramme, units: EarlierProvince, *, is_of_successor: bool) -> dict[str, object]:
    head = describe_programme(programme)
    if is_of_successor:
        code = units.new_province.code
        successors = {agency.suffix: agency.successor for agency in list_agency_templates(file=AGENCIES)}
        head["unit"], head["standing_office"] = code, f"{code}.{successors[programme.office]}"
        head["valid_from"] = max(programme.first_day, LIST_DATE)
        head["assumed"] += [
            {
                "what": f"Địa bàn của chương trình là {units.new_province.name}",
                "value": f"riêng {len(units.new_communes)} đơn vị cấp xã trước đây thuộc {units.province.name}",
                "reason": f"{units.province.name} đã kết thúc ngày {LIST_DATE - timedelta(days=1):%d/%m/%Y}",
            }
        ]
    head["assumed"] += [
        {
            "what": "Danh mục đơn vị trước 01/7/2025",
            "value": f"như ngày {EARLIER_LIST_DATE:%d/%m/%Y}, dùng cho mọi ngày đến 30/6/2025",
            "reason": f"gói dữ liệu không ghi ngày của từng đơn vị; {len(units.without_successor)} xã của danh mục đã "
            "nhập vào xã khác trước 01/7/2025, nên chưa có đơn vị kế thừa",
        }
    ]
    return head


def _list_areas(units: EarlierProvince, first_day: date) -> Iterator[Mapping[str, str]]:
    province = units.province
    common = {
        "valid_from": first_day.isoformat(), "valid_to": LIST_DATE.isoformat(),
        "source": f"{EARLIER_SOURCE}; {_SUCCESSION_SOURCE}",
    }  # fmt: skip
    yield common | _name_province(province, province.kind) | {"successors": units.new_province.code}
    new_codes = {unit.code for unit in units.new_communes}
    for unit in units.districts:
        yield (
            common
            | _name_unit(unit, _DISTRICTS[unit.kind], province.code)
            | {"successors": ";".join(units.list_successors(unit))}
        )
    for unit in units.communes:
        yield (
            common
            | _name_unit(unit, _BASE[unit.kind], unit.parent)
            | {"successors": ";".join(code for code in unit.successors if code in new_codes)}
        )


def _list_new_areas(units: EarlierProvince) -> Iterator[Mapping[str, str]]:
    common = {"valid_from": LIST_DATE.isoformat(), "source": f"{SOURCE}; {_SUCCESSION_SOURCE}"}
    province = units.new_province
    yield common | _name_province(province, province.kind) | {"other_predecessors": ";".join(units.joined_names)}
    codes = {unit.code for unit in units.communes}
    for unit in units.new_communes:
        names = [name for code, name in name_earlier_units(unit.code).items() if code not in codes]
        yield common | _name_unit(unit, _BASE[unit.kind], province.code) | {"other_predecessors": ";".join(names)}


def _name_province(unit: EarlierUnit | NationalUnit, kind: str) -> dict[str, str]:
    return _name_unit(unit, "province", "") | {
        "aliases": f"UBND {kind};Ủy ban nhân dân {kind} {unit.short_name}",
    }


def _name_unit(unit: EarlierUnit | NationalUnit, level: str, parent: str) -> dict[str, str]:
    return {
        "code": unit.code, "name": unit.name, "short_name": unit.short_name, "level": level, "parent": parent,
        "letterhead": f"UBND {unit.kind} {unit.short_name}",
    }  # fmt: skip


def _list_agencies(
    units: EarlierProvince, agencies: Sequence[AgencyTemplate], first_day: date
) -> Iterator[Mapping[str, str]]:
    province, new_province = units.province, units.new_province
    for agency in agencies:
        yield _describe_agency(agency, province) | {
            "valid_from": first_day.isoformat(), "valid_to": LIST_DATE.isoformat(),
            "successors": f"{new_province.code}.{agency.successor}", "source": _AGENCIES_SOURCE,
        }  # fmt: skip
    for agency in list_agency_templates(new_province.kind):
        yield _describe_agency(agency, new_province) | {
            "valid_from": LIST_DATE.isoformat(), "source": _LATER_AGENCIES_SOURCE,
        }  # fmt: skip


def _describe_agency(agency: AgencyTemplate, province: EarlierUnit | NationalUnit) -> dict[str, str]:
    kind = "" if agency.name.endswith(f" {province.kind}") else f" {province.kind}"
    return {
        "code": f"{province.code}.{agency.suffix}", "name": agency.name, "short_name": agency.short_name,
        "letterhead": f"{agency.name}{kind} {province.short_name}", "parent": province.code, "function": "general",
        "asked": agency.asked,
    }  # fmt: skip


def _list_groups(units: EarlierProvince, agencies: Sequence[AgencyTemplate]) -> Iterator[dict[str, object]]:
    """The names by which plans call all districts, all communes, all departments."""
    code = units.province.code
    for suffix, tier, levels, members in (
        ("districts", "cấp huyện", _DISTRICTS, units.districts),
        ("communes", "cấp xã", _BASE, units.communes),
    ):
        kinds = [kind for kind in levels if any(unit.kind == kind for unit in members)]
        names = ", ".join(kinds)
        yield {
            "code": f"{code}.{suffix}",
            "name": f"UBND các {names}",
            "within": code,
            "levels": [levels[kind] for kind in kinds],
            "aliases": [f"các {names}", f"Ủy ban nhân dân các {names}", f"UBND {tier}", f"Ủy ban nhân dân {tier}"],
            "source": EARLIER_SOURCE,
        }
    yield {
        "code": f"{code}.departments",
        "name": "các sở, ban, ngành",
        "within": code,
        "members": [f"{code}.{agency.suffix}" for agency in agencies if agency.asked == "no"],
        "aliases": [f"các sở, ban, ngành {units.province.kind}", "các sở, ngành"],
        "source": _AGENCIES_SOURCE,
    }


def _list_positions(units: EarlierProvince) -> Iterator[Mapping[str, str]]:
    for unit in (*units.districts, *units.communes):
        if (place := units.find_place(unit)) is not None:
            guessed = "" if unit.place is not None else ": giữa các xã của huyện, vì gói không có vị trí"
            yield {
                "code": unit.code, "longitude": f"{place[0]:.3f}", "latitude": f"{place[1]:.3f}",
                "source": f"vietnamadminunits 1.0.4 (MIT){guessed}",
            }  # fmt: skip
