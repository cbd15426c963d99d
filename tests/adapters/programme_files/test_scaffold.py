"""The programme with which somebody begins who has nothing but the name of a province."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from sokehoach.adapters.programme_files.national_units import list_communes, list_provinces
from sokehoach.adapters.programme_files.reading import read_programme
from sokehoach.adapters.programme_files.scaffold import NewProgramme, build_scaffold, list_agency_templates

FIRST_DAY = date(2026, 1, 1)


def begin(province: str = "51", short_name: str = "Chuyển đổi số", office: str = "SKHCN") -> NewProgramme:
    return NewProgramme(f"Kế hoạch {short_name}", short_name, province, office, FIRST_DAY)


def test_the_country_has_34_provinces_and_3321_communes() -> None:
    provinces = list_provinces()
    kinds = Counter(unit.kind for province in provinces for unit in list_communes(province.code))
    assert Counter(unit.kind for unit in provinces) == {"tỉnh": 28, "thành phố": 6}
    assert kinds == {"xã": 2621, "phường": 687, "đặc khu": 13}
    communes = [unit for province in provinces for unit in list_communes(province.code)]
    assert len({unit.code for unit in communes}) == 3321
    assert all(unit.name.lower().startswith(unit.kind) for unit in communes), "«Phường Tân Lộc» is a ward"
    assert all(102 < unit.longitude < 118 and 6 < unit.latitude < 24 for unit in communes), "with the islands"


@pytest.mark.parametrize("province", ["01", "11", "46", "51", "79", "91", "96"])
def test_it_loads_whatever_the_province(province: str) -> None:
    programme = read_programme(build_scaffold(begin(province)))
    areas = [row.unit for row in programme.units if not row.unit.level.attached]
    assert len(areas) == 1 + len(list_communes(province))
    assert programme.standing_office == f"{province}.SKHCN"
    (base, departments) = programme.groups
    kinds = {unit.kind for unit in list_communes(province)}
    assert all(kind in base.name for kind in kinds)
    assert ("đặc khu" in base.name) == ("đặc khu" in kinds)
    assert len(departments.members) == 13, "with the office of the committee, the inspectorate and the police"
    assert f"{province}.MTTQ" not in departments.members, "the Front is asked, not told"
    assert all(row.tile is not None for row in programme.units if row.unit.parent and not row.unit.level.attached)


@pytest.mark.parametrize("province", ["01", "11", "48", "91"])
def test_each_commune_may_have_a_programme_of_its_own(province: str) -> None:
    for unit in list_communes(province)[::9]:
        programme = read_programme(build_scaffold(replace(begin(province, office="PVHXH"), commune=unit.code)))
        (area, *agencies) = [row.unit for row in programme.units]
        assert (area.code, area.level.name, area.parent) == (unit.code, unit.kind, None)
        assert len(agencies) == 8
        assert all(unit.kind in row.letterhead for row in programme.units)
        assert programme.standing_office == f"{unit.code}.PVHXH"
        assert not any(level.counts_persons for level in programme.levels), "counts of persons begin above"


def test_a_city_is_called_a_city() -> None:
    files = build_scaffold(begin("48"))
    assert "Công an thành phố Đà Nẵng" in files["agencies.csv"]
    assert " tỉnh" not in files["agencies.csv"].replace("cấp tỉnh", "")
    assert "name: thành phố" in files["levels.yaml"]


@pytest.mark.parametrize(
    ("short_name", "code"),
    [
        ("Chuyển đổi số", "chuyen_doi_so_2026"),
        ("Phòng, chống ma túy 2026", "phong_chong_ma_tuy_2026"),
        ("Đề án «Y tế» – cơ sở", "de_an_y_te_co_so_2026"),
        ("Nâng cao chất lượng dân số và chăm sóc sức khỏe", "nang_cao_chat_luong_dan_so_va_cham_2026"),
        ("…", "2026"),
    ],
)
def test_its_code_is_made_of_the_short_name_and_the_year(short_name: str, code: str) -> None:
    assert begin(short_name=short_name).code == code
    assert read_programme(build_scaffold(begin(short_name=short_name))).code == code


def test_nothing_begins_without_a_province_or_an_office_that_exists() -> None:
    for programme in (begin("10"), begin(office="XX"), replace(begin("11"), commune="00004")):
        with pytest.raises(LookupError):
            build_scaffold(programme)
    assert "SYT" in {agency.suffix for agency in list_agency_templates()}
