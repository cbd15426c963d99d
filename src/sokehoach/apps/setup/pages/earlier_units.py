"""The units of a province before 1 July 2025, as they are looked at before a programme begins with them."""

from dataclasses import dataclass

from sokehoach.adapters.programme_files.scaffold.earlier_province import EarlierProvince
from sokehoach.domain.text import lower_first


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """`successors`: names of the units of today."""

    code: str
    name: str
    district: str
    successors: str
    has_place: bool


@dataclass(frozen=True, slots=True)
class UnitPreview:
    """`name_in_sentence`, `successor`: as in a sentence. `is_merged`: another province took this one over.
    `joined_names`: provinces of before that are part of the successor, too, where it keeps the code of this one.

    `communes_today`: how many communes of today its territory has. `kinds`: how many units of each kind, districts
    first. `districts`: code, name, number of communes.
    """

    name: str
    name_in_sentence: str
    successor: str
    is_merged: bool
    joined_names: str
    communes_today: int
    kinds: list[tuple[int, str]]
    districts: list[tuple[str, str, int]]
    communes: list[CommuneRow]
    without_successor: int
    without_place: int


def build_unit_preview(units: EarlierProvince) -> UnitPreview:
    district_names = {district.code: district.name for district in units.districts}
    new_names = {unit.code: unit.name for unit in units.new_communes}
    kinds: dict[str, int] = {}
    for unit in (*units.districts, *units.communes):
        kinds[unit.kind] = kinds.get(unit.kind, 0) + 1
    is_merged = units.new_province.code != units.province.code
    return UnitPreview(
        name=units.province.name,
        name_in_sentence=lower_first(units.province.name),
        successor=lower_first(units.new_province.name),
        is_merged=is_merged,
        joined_names="" if is_merged else ", ".join(map(lower_first, units.joined_names)),
        communes_today=len(units.new_communes),
        kinds=[(count, kind) for kind, count in kinds.items()],
        districts=[
            (district.code, district.name, sum(unit.parent == district.code for unit in units.communes))
            for district in units.districts
        ],
        communes=[
            CommuneRow(
                unit.code, unit.name, district_names[unit.parent],
                ", ".join(new_names[code] for code in unit.successors if code in new_names), unit.place is not None,
            )
            for unit in units.communes
        ],
        without_successor=len(units.without_successor),
        without_place=len(units.without_place),
    )  # fmt: skip
