"""The programme with which somebody begins whose plan is of before 1 July 2025."""

import csv
from collections import Counter
from datetime import date, timedelta

import pytest

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.programme_files.national_units import (
    EARLIER_LIST_DATE,
    LIST_DATE,
    list_communes,
    list_earlier_provinces,
    list_earlier_units,
    list_provinces,
)
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.scaffold import NewProgramme
from sokehoach.adapters.programme_files.scaffold.earlier_province import build_earlier_scaffold, get_earlier_province
from sokehoach.adapters.programme_files.shipped import SHIPPED
from sokehoach.domain.orgtree.tree import Tree

LAST_DAY = LIST_DATE - timedelta(days=1)


def begin(province: str, office: str = "SYT", first_day: date = date(2024, 1, 1)) -> ProgrammeDefinition:
    return read_programme(
        build_earlier_scaffold(NewProgramme("Kế hoạch dân số", "Dân số", province, office, first_day))
    )


def test_the_country_had_63_provinces_705_districts_and_10599_communes() -> None:
    provinces = list_earlier_provinces()
    districts = [unit for province in provinces for unit in list_earlier_units(province.code)]
    communes = [unit for district in districts for unit in list_earlier_units(district.code)]
    assert Counter(unit.kind for unit in provinces) == {"tỉnh": 58, "thành phố": 5}
    assert Counter(unit.kind for unit in districts) == {"huyện": 524, "thành phố": 83, "thị xã": 52, "quận": 46}
    assert Counter(unit.kind for unit in communes) == {"xã": 8248, "phường": 1737, "thị trấn": 614}
    assert len({unit.code for unit in communes}) == 10599


def test_each_unit_of_today_took_a_unit_of_then_over() -> None:
    today = {unit.code for province in list_provinces() for unit in list_communes(province.code)}
    earlier = [
        unit for province in list_earlier_provinces() for district in list_earlier_units(province.code)
        for unit in (district, *list_earlier_units(district.code))
    ]  # fmt: skip
    assert {code for unit in earlier for code in unit.successors} == today, "islands without communes too"
    assert {code for unit in list_earlier_provinces() for code in unit.successors} == {
        unit.code for unit in list_provinces()
    }
    communes = [unit for unit in earlier if unit.kind in ("xã", "phường", "thị trấn")]
    assert sum(not unit.successors for unit in communes) == 567, "merged before that day"


def test_succession_is_that_of_the_resolution_which_a_shipped_programme_was_typed_from() -> None:
    with (SHIPPED / "tuan_giao_2021/units.csv").open(encoding="utf-8", newline="") as file:
        typed = {row["code"]: row for row in csv.DictReader(file) if row["parent"] == "099"}
    assert len(typed) > 15
    listed = {unit.code: unit for unit in list_earlier_units("099")}
    assert listed.keys() == typed.keys()
    for code, row in typed.items():
        assert list(listed[code].successors) == sorted(row["successors"].split(";")), row["name"]


@pytest.mark.parametrize("province", ["01", "31", "46", "51", "62", "74", "79", "96"])
def test_it_loads_whatever_the_province(province: str) -> None:
    programme, units = begin(province), get_earlier_province(province)
    tree = Tree(row.unit for row in programme.units)
    assert programme.standing_office == f"{province}.SYT"
    for day in (programme.valid_from, LAST_DAY):
        levels = Counter(unit.level.rank for unit in tree.units if unit.in_force(day) and not unit.level.attached)
        assert levels == {1: 1, 2: len(units.districts), 3: len(units.communes)}, day
    after = [unit for unit in tree.units if unit.in_force(LIST_DATE) and not unit.level.attached]
    assert {unit.level.rank for unit in after} == {1, 3}, "no district is left"
    assert len(after) == 1 + len(units.new_communes)
    assert all(row.tile is not None for row in programme.units if row.unit.level.rank in (2, 3) and row.unit.valid_to)
    for row in programme.units:
        if row.unit.in_force(LAST_DAY) and row.unit.code not in {unit.code for unit in units.without_successor}:
            assert tree.successors(row.unit), row.unit.name
    districts, communes, departments = programme.groups
    assert {unit.kind for unit in units.districts} == set(districts.name.removeprefix("UBND các ").split(", "))
    assert {unit.kind for unit in units.communes} == set(communes.name.removeprefix("UBND các ").split(", "))
    assert len(departments.members) == 18


def test_a_commune_without_a_place_stands_among_those_of_its_district() -> None:
    units = get_earlier_province("36")
    assert len(units.without_place) == 51
    for unit in units.without_place:
        places = [other.place for other in units.communes if other.parent == unit.parent and other.place]
        place = units.find_place(unit)
        if not places:
            assert place is None
            continue
        assert place is not None
        assert min(x for x, _y in places) <= place[0] <= max(x for x, _y in places)
        assert min(y for _x, y in places) <= place[1] <= max(y for _x, y in places)


def test_the_day_of_the_list_is_named_and_earlier_days_are_an_assumption() -> None:
    programme = begin("40", first_day=date(2021, 1, 1))
    areas = [row for row in programme.units if row.unit.valid_to and not row.unit.level.attached]
    assert {row.unit.valid_from for row in areas} == {date(2021, 1, 1)}
    assert all("10/4/2023" in row.source for row in areas)
    assert any("10/04/2023" in assumption.value for assumption in programme.assumptions)
    later = [row for row in begin("40").units if row.unit.valid_to]
    assert {row.unit.valid_from for row in later} == {EARLIER_LIST_DATE}


def test_a_unit_of_today_names_what_it_took_from_other_provinces() -> None:
    rows = {row.unit.code: row.unit for row in begin("62").units if row.unit.valid_to is None}
    assert rows["51"].name == "Tỉnh Quảng Ngãi"
    assert rows["51"].other_predecessors == ("Tỉnh Quảng Ngãi",)


@pytest.mark.parametrize(("province", "office"), [("03", "SYT"), ("62", "SNNMT")])
def test_nothing_begins_without_a_province_or_an_office_of_then(province: str, office: str) -> None:
    with pytest.raises(LookupError):
        begin(province, office)


@pytest.mark.parametrize(
    ("name", "successor", "count"),
    [("Tỉnh Quảng Trị", "Tỉnh Quảng Trị", 37), ("Tỉnh Bình Thuận", "Tỉnh Lâm Đồng", 45), ("Tỉnh Hậu Giang", "", 0)],
)
def test_the_programme_of_a_merged_province_is_of_its_successor_with_the_units_of_its_territory(
    name: str, successor: str, count: int
) -> None:
    """Special zones are among them: «xã, phường» alone would not be true."""
    code = next(unit.code for unit in list_earlier_provinces() if unit.name == name)
    units, head = get_earlier_province(code), NewProgramme("Kế hoạch dân số", "Dân số", code, "SYT", date(2024, 1, 1))
    programme = read_programme(build_earlier_scaffold(head, is_of_successor=True))
    assert (programme.unit, programme.valid_from) == (units.new_province.code, LIST_DATE)
    assert programme.standing_office == f"{units.new_province.code}.SYT"
    (value,) = [row.value for row in programme.assumptions if row.what.startswith("Địa bàn của chương trình là")]
    assert value == f"riêng {len(units.new_communes)} đơn vị cấp xã trước đây thuộc {name}"
    assert not successor or (units.new_province.name, len(units.new_communes)) == (successor, count)
