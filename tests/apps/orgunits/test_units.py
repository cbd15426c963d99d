"""Units as a programme keeps them: dated versions, the tree on a day, the groups that a plan names."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition, UnitRow
from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.models import Alias, Group, Unit
from sokehoach.apps.orgunits.queries import units as unit_queries
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.orgunits.services.units import GroupRow
from sokehoach.apps.setup.services import programmes
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.orgtree.level import Level
from tests.factories.cast import AT
from tests.factories.levels import COMMUNE, DISTRICT, PROVINCE, store_levels

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)  # NQ 1661/NQ-UBTVQH15: in operation from 1 July 2025


@pytest.fixture(scope="module")
def programme() -> ProgrammeDefinition:
    return programmes.read_programme(programmes.DEFAULT_PROGRAMME)


@pytest.fixture
def kept(programme: ProgrammeDefinition) -> None:
    store_levels()
    units.import_units(rows=programme.units, by="tests", at=AT)


def communes(day: date) -> set[str]:
    return set(unit_queries.list_areas(day).filter(level__in=("commune", "township")).values_list("code", flat=True))


@pytest.mark.usefixtures("kept")
class TestTheProgramme:
    def test_it_works(self, programme: ProgrammeDefinition) -> None:
        """Every version, with its parent and successors, as the programme has it."""
        assert unit_queries.build_tree().units == programme.tree.units

    def test_the_tree_takes_one_query(self, django_assert_num_queries: Callable[[int], transaction.Atomic]) -> None:
        get_levels()
        with django_assert_num_queries(1):
            unit_queries.build_tree()

    def test_nineteen_until_the_end_of_june_2025_eight_from_july(self) -> None:
        assert len(communes(LAST)) == 19
        assert len(communes(FIRST)) == 8
        assert unit_queries.as_of(LAST).filter(code="099").exists()
        assert not unit_queries.as_of(FIRST).filter(code="099").exists()

    def test_a_code_is_used_again_for_another_unit(self) -> None:
        before, after = unit_queries.as_of(LAST).get(code="03253"), unit_queries.as_of(FIRST).get(code="03253")
        assert (before.name, after.name) == ("Thị trấn Tuần Giáo", "Xã Tuần Giáo")
        assert before.pk != after.pk
        assert [str(one.parent) for one in (before, after)] == ["Huyện Tuần Giáo", "Tỉnh Điện Biên"]

    def test_a_unit_that_has_ended_is_still_known(self) -> None:
        known = {unit.code: unit.name for unit in unit_queries.list_known_units(FIRST)}
        assert known["03304"] == "Xã Tênh Phông"
        assert known["03253"] == "Xã Tuần Giáo"  # the latest of the code

    def test_agencies_are_units_but_no_areas(self) -> None:
        day = date(2021, 6, 22)
        agency = unit_queries.as_of(day).select_related("parent").get(code="099.CA")
        assert not unit_queries.list_areas(day).filter(code="099.CA").exists()
        assert unit_queries.get_unit_area(agency).code == "099"
        assert unit_queries.get_unit_area(unit_queries.as_of(day).get(code="03304")).code == "03304"

    def test_kept_again_nothing_is_doubled(self, programme: ProgrammeDefinition) -> None:
        before = (Unit.objects.count(), Alias.objects.count())
        units.import_units(rows=programme.units, by="tests", at=AT)
        assert (Unit.objects.count(), Alias.objects.count()) == before

    def test_it_is_told_in_the_trail(self, programme: ProgrammeDefinition) -> None:
        assert Event.objects.get(action="units.keep").body["detail"] == {"kept": len(programme.units)}

    def test_children_may_come_before_their_parents(self, programme: ProgrammeDefinition) -> None:
        renamed = [replace(row, short_name=f"{row.short_name} x") for row in reversed(programme.units)]
        units.import_units(rows=renamed, by="tests", at=AT)
        assert unit_queries.build_tree().units == programme.tree.units


def row(code: str, level: Level, parent: str | None, start: date, end: date | None = None) -> UnitRow:
    version = orgtree.Unit(code, f"Đơn vị {code}", level, parent, start, end)
    return UnitRow(version, short_name=code, letterhead="", source="tests")


def test_a_child_hangs_on_the_version_of_its_parent_that_was_in_force_when_it_began() -> None:
    store_levels()
    start, middle, later = date(2004, 1, 1), date(2010, 1, 1), date(2015, 1, 1)
    rows = [
        row("1", PROVINCE, None, start),
        row("1.1", DISTRICT, "1", start, middle),
        row("1.1", DISTRICT, "1", middle),
        row("old", COMMUNE, "1.1", start),
        row("new", COMMUNE, "1.1", later),
    ]
    units.import_units(rows=rows, by="tests", at=AT)
    parents = {code: Unit.objects.get(code=code).parent for code in ("old", "new")}
    assert {code: parent and parent.valid_from for code, parent in parents.items()} == {
        "old": start,
        "new": middle,
    }


def test_a_version_is_stored_once(kept: None) -> None:
    unit = Unit.objects.get(code="03304")
    unit.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        unit.save()


def test_a_version_cannot_end_before_it_begins(kept: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(code="03304").update(valid_to=date(2003, 1, 1))


@dataclass(frozen=True)
class Named:
    communes: Group
    front: Group


@pytest.fixture
def groups(kept: None) -> Named:
    day = date(2021, 6, 22)
    found = {unit.code: unit for unit in unit_queries.as_of(day)}
    units.import_groups(
        rows=[
            GroupRow("communes", "UBND các xã", found["099"], ("commune", "township"), (), ("các xã",), False),
            GroupRow("front", "Mặt trận", found["099"], (), (found["099.MTTQ"], found["099.HND"]), (), True),
        ],
        by="tests",
        at=AT,
    )  # fmt: skip
    return Named(Group.objects.get(code="communes"), Group.objects.get(code="front"))


class TestGroups:
    def test_by_level_it_is_whoever_stands_there_on_the_day(self, groups: Named) -> None:
        assert {unit.code for unit in unit_queries.list_members(groups.communes, day=LAST)} == communes(LAST)
        assert unit_queries.list_members(groups.communes, day=FIRST) == []

    def test_by_name_it_is_those_that_are_in_force(self, groups: Named) -> None:
        assert [unit.code for unit in unit_queries.list_members(groups.front, day=LAST)] == ["099.HND", "099.MTTQ"]
        Unit.objects.filter(code="099.HND").update(valid_to=date(2022, 1, 1))
        assert [unit.code for unit in unit_queries.list_members(groups.front, day=LAST)] == ["099.MTTQ"]

    def test_of_agencies_it_is_those_of_the_area_itself(self, groups: Named) -> None:
        group, agency = groups.communes, Unit.objects.get(code="099.MTTQ")
        commune = next(unit for unit in unit_queries.list_members(group, day=LAST) if unit.level == "commune")
        agency.pk, agency.code, agency.parent = None, f"{commune.code}.MTTQ", commune
        agency.save(force_insert=True)
        group.levels = [agency.level, commune.level]
        members = {unit.code for unit in unit_queries.list_members(group, day=LAST)}
        assert agency.code not in members
        assert members >= {"099.MTTQ", commune.code}

    def test_before_a_unit_began_it_is_no_member(self, groups: Named) -> None:
        before = {unit.code for unit in unit_queries.list_members(groups.communes, day=date(2012, 8, 24))}
        assert {"03260", "03269"} == communes(date(2012, 8, 25)) - before  # NQ 45/NQ-CP, 25 August 2012

    def test_kept_again_it_has_the_members_that_it_is_given(self, groups: Named) -> None:
        given = GroupRow("front", "Các đoàn thể", groups.front.within, (), (), (), True)
        units.import_groups(rows=[given], by="tests", at=AT)
        assert Group.objects.get(code="front").name == "Các đoàn thể"
        assert unit_queries.list_members(Group.objects.get(code="front"), day=LAST) == []


def test_another_way_to_write_a_name_is_learnt_once(kept: None) -> None:
    unit = Unit.objects.get(code="03280")
    for written in ("Xã Toả Tình", "XÃ TOẢ TÌNH", "xa toa tinh"):
        units.add_aliases(unit=unit, aliases=[written])
    assert list(unit.aliases.values_list("text", flat=True)) == ["Xã Toả Tình"]


@pytest.mark.usefixtures("kept")
def test_an_agency_is_added_once_with_a_code_of_its_initials() -> None:
    district = Unit.objects.get(code="099")
    made = units.add_agency(parent=district, name="Ban Quản lý rừng Đồi Cau", asked=True, source="x" * 400)
    assert (made.code, made.level, made.asked, made.parent) == ("099.BQLRDC", "agency", True, district)
    assert (made.short_name, made.source) == (f"Ban Quản lý rừng Đồi Cau {district.short_name}", "x" * 300)
    assert (made.valid_from, made.valid_to) == (district.valid_from, district.valid_to)
    assert units.add_agency(parent=district, name="BAN quản lý rừng Đồi Cau", asked=False, source="") == made
    other = units.add_agency(parent=district, name="Ban Quản lý rác Đông Cuông", asked=False, source="")
    assert other.code == "099.BQLRDC1"
    named = units.add_agency(parent=district, name=f"Ban {district.short_name}", asked=False, source="")
    assert named.short_name == f"Ban {district.short_name}"


@pytest.mark.usefixtures("kept")
def test_another_spelling_is_one_of_the_unit_and_of_offices_of_that_name_in_the_province() -> None:
    commune = Unit.objects.filter(level="commune")[0]
    units.add_alias_in_province(unit=commune, alias="Xã tên khác")
    assert [alias.unit for alias in Alias.objects.filter(text="Xã tên khác")] == [commune]
    here = units.add_agency(parent=Unit.objects.get(code="099"), name="Phòng Thử nghiệm", asked=False, source="")
    there = units.add_agency(parent=commune, name="Phòng Thử nghiệm", asked=False, source="")
    away = create_office_elsewhere(here)
    units.add_alias_in_province(unit=here, alias="Phòng TN")
    assert {alias.unit for alias in Alias.objects.filter(text="Phòng TN")} == {here, there}
    assert not Alias.objects.filter(unit=away).exists()


def create_office_elsewhere(agency: Unit) -> Unit:
    """An office of the same name in another province."""
    province = Unit.objects.create(
        code="77", name="Tỉnh khác", short_name="Tỉnh khác", folded="tinh khac", level="province",
        valid_from=agency.valid_from,
    )  # fmt: skip
    return units.add_agency(parent=province, name=agency.name, asked=False, source="")


@pytest.mark.usefixtures("kept")
def test_another_spelling_of_a_group_is_kept_once() -> None:
    group = Group.objects.create(
        code="g", name="Các xã", aliases=["UBND xã"], within=Unit.objects.get(code="099"), levels=[]
    )
    for alias in ("ubnd XÃ", "cac xa", "Các xã, thị trấn", "CÁC XÃ, THỊ TRẤN"):
        units.add_group_alias(group=group, alias=alias)
    group.refresh_from_db()
    assert group.aliases == ["UBND xã", "Các xã, thị trấn"]


def test_the_police_of_a_province_stand_below_their_ministry_in_a_letterhead() -> None:
    province = Unit(name="Tỉnh Nghệ An", letterhead="UBND tỉnh Nghệ An", level="province")
    commune = Unit(name="Xã Kim Liên", letterhead="UBND xã Kim Liên", level="commune", parent=province)
    lines = {
        name: Unit(name=name, level="agency", parent=area).superior_letterhead
        for name, area in (
            ("Công an tỉnh", province), ("Sở Y tế", province), ("Bộ Chỉ huy Quân sự tỉnh", province),
            ("Công an xã", commune), ("Phòng Kinh tế", commune),
        )
    }  # fmt: skip
    assert lines == {
        "Công an tỉnh": "Bộ Công an", "Sở Y tế": "UBND tỉnh Nghệ An", "Bộ Chỉ huy Quân sự tỉnh": "",
        "Công an xã": "Công an tỉnh Nghệ An", "Phòng Kinh tế": "UBND xã Kim Liên",
    }  # fmt: skip
    assert province.superior_letterhead == ""
