"""Names that lists and programmes bring are no persons, so that each of them can be chosen as an agency."""

import csv

from sokehoach.adapters.programme_files.national_units import (
    list_communes,
    list_earlier_provinces,
    list_earlier_units,
    list_provinces,
)
from sokehoach.adapters.programme_files.scaffold import list_agency_templates
from sokehoach.adapters.programme_files.scaffold.earlier_province import AGENCIES
from sokehoach.adapters.programme_files.shipped import SHIPPED
from sokehoach.domain.plans.persons import names_persons


def test_no_unit_of_the_country_and_no_shipped_agency_is_a_person() -> None:
    provinces = [unit.name for province in list_provinces() for unit in (province, *list_communes(province.code))]
    earlier = [
        unit.name for province in list_earlier_provinces() for district in list_earlier_units(province.code)
        for unit in (district, *list_earlier_units(district.code))
    ]  # fmt: skip
    templates = [agency.name for file in ("agencies.csv", AGENCIES) for agency in list_agency_templates(file=file)]
    shipped: list[str] = []
    for path in SHIPPED.glob("*/agencies.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            shipped += [row["name"] for row in csv.DictReader(file)]
    assert len(shipped) > 30
    offices = [name for name in (*earlier, *provinces, *templates, *shipped) if names_persons(name)]
    assert offices == ["Lãnh đạo UBND huyện"], "an office that a shipped programme keeps on purpose"
