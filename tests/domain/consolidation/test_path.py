"""The way up of a report: over districts where they stand, past those that were dissolved; and what is summed on it."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from sokehoach.domain.consolidation.figure import build_answer
from sokehoach.domain.consolidation.path import list_areas_above
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value
from tests.factories import levels

BORN, ABOLISHED = date(2004, 1, 1), date(2025, 7, 1)
BEFORE, AFTER = date(2025, 6, 14), date(2025, 12, 14)  # cut-offs of the two halves of 2025

PROVINCE = Unit("11", "Điện Biên", levels.PROVINCE, None, BORN)
DISTRICT = Unit("099", "Tuần Giáo", levels.DISTRICT, "11", BORN, ABOLISHED)
OLD = Unit("03253", "TT Tuần Giáo", levels.TOWNSHIP, "099", BORN, ABOLISHED, ("03253",))
NEW = Unit("03253", "Xã Tuần Giáo", levels.COMMUNE, "11", ABOLISHED)
POLICE = Unit("099.CA", "Công an huyện", levels.AGENCY, "099", BORN, ABOLISHED)
SCHOOL = Unit("03253.TH", "Trường", levels.AGENCY, "03253", BORN, ABOLISHED)
TREE = Tree([PROVINCE, DISTRICT, OLD, NEW, POLICE, SCHOOL])


def codes(unit: Unit, day: date, tree: Tree = TREE) -> list[str]:
    return [one.code for one in list_areas_above(tree, unit, cut_off=day)]


def test_it_works() -> None:
    assert codes(OLD, BEFORE) == codes(POLICE, BEFORE) == codes(SCHOOL, BEFORE) == ["099", "11"]
    assert codes(DISTRICT, BEFORE) == ["11"]
    assert codes(PROVINCE, BEFORE) == []


def test_without_districts_communes_stand_directly_below_the_province() -> None:
    assert codes(NEW, AFTER) == ["11"]


def test_the_last_days_of_a_dissolved_district_go_past_it() -> None:
    """The township owes the days up to 30/6 in the second half; nobody is left in the district to close it."""
    assert codes(OLD, AFTER) == ["11"]


def test_an_area_that_lives_on_in_another_version_is_the_same() -> None:
    first = Unit("098", "Tủa Chùa", levels.DISTRICT, "11", BORN, date(2021, 3, 1))
    then = Unit("098", "Huyện Tủa Chùa", levels.DISTRICT, "11", date(2021, 3, 1))
    commune = Unit("03247", "Mường Đun", levels.COMMUNE, "098", BORN)
    tree = Tree([PROVINCE, first, then, commune])
    assert list_areas_above(tree, commune, cut_off=date(2021, 6, 14)) == (then, PROVINCE)


def test_what_has_no_number_says_why_to_the_level_above() -> None:
    blank, none = Gap.NOT_REPORTED, Gap.NOT_APPLICABLE
    assert build_answer(Decimal(0), {None}, Operator.SUM) == 0
    assert build_answer(None, {none}, Operator.SUM) is none
    assert build_answer(None, {none, blank}, Operator.SUM) is blank
    assert build_answer(None, set(), Operator.SUM) is blank
    assert build_answer(None, {None, blank}, Operator.NONE) is none  # there are numbers, but no sum to send


DAYS = [date(2021, 2, 1), date(2021, 4, 1), date(2021, 5, 1)]  # within the first half of 2021
CUT_OFF = date(2021, 6, 14)
values = st.one_of(st.sampled_from(Gap), st.just(Decimal(0)), st.decimals(0, 999_999, places=3))


@st.composite
def countries(draw: st.DrawFn) -> list[Unit]:
    """A province whose districts and communes are born, dissolved, moved to another district within the half-year."""
    units = [PROVINCE]
    districts = {}
    for n in range(draw(st.integers(1, 4))):
        end = draw(st.sampled_from([None, None, *DAYS]))
        districts[f"{n:03}"] = end
        units.append(Unit(f"{n:03}", "Huyện", levels.DISTRICT, "11", BORN, end))
    for n in range(draw(st.integers(1, 8))):
        code, parent = f"{n:05}", draw(st.sampled_from(sorted(districts)))
        end = draw(st.sampled_from([None, None, *DAYS]))
        ends = [day for day in (end, districts[parent]) if day is not None]
        units.append(Unit(code, "Xã", levels.COMMUNE, parent, BORN, min(ends, default=None)))
        if ends and draw(st.booleans()):  # taken over by a new commune of the same code, below the province
            units.append(Unit(code, "Xã mới", levels.COMMUNE, "11", min(ends)))
    return units


@settings(max_examples=60)
@given(countries(), st.data(), st.sampled_from([Operator.SUM, Operator.MAX]))
def test_level_by_level_is_what_all_reports_make_together(
    units: list[Unit], data: st.DataObject, operator: Operator
) -> None:
    """Whatever is born and dissolved, each report counts once at the province, and once in one district at most."""
    tree = Tree(units)
    communes = [unit for unit in units if unit.level == levels.COMMUNE]
    answers = {unit: data.draw(values) for unit in communes if data.draw(st.booleans())}
    into: dict[Unit, list[Value]] = defaultdict(list)
    for unit, value in answers.items():
        way = list_areas_above(tree, unit, cut_off=CUT_OFF)
        assert way[-1] == PROVINCE
        assert all(area.in_force(CUT_OFF) for area in way)
        into[way[0]].append(value)
    for district in [unit for unit in into if unit.level == levels.DISTRICT]:
        kinds = {value if isinstance(value, Gap) else None for value in into[district]}
        into[PROVINCE].append(build_answer(aggregate_values(into[district], operator), kinds, operator))
    numbers = [value for value in answers.values() if isinstance(value, Decimal)]
    naive = None if not numbers else sum(numbers) if operator is Operator.SUM else max(numbers)
    assert aggregate_values(into[PROVINCE], operator) == naive


def test_a_code_that_became_another_level_is_no_area_above() -> None:
    town = Unit("097", "Thị xã", levels.DISTRICT, "11", BORN, date(2025, 3, 1))
    province = Unit("097", "Tỉnh", levels.PROVINCE, None, date(2025, 3, 1))
    commune = Unit("03100", "Xã", levels.COMMUNE, "097", BORN, date(2025, 3, 1))
    tree = Tree([PROVINCE, town, province, commune])
    assert codes(commune, date(2025, 2, 1), tree) == ["097", "11"]
    assert codes(commune, BEFORE, tree) == ["11"]


def test_an_area_that_went_into_another_as_a_whole_sends_to_that_one() -> None:
    """Provinces of 1 July 2025: reports of the last days of the old one count in the new one."""
    first = Unit("26", "Vĩnh Phúc", levels.PROVINCE, None, BORN, ABOLISHED, ("25",))
    second = Unit("25", "Phú Thọ cũ", levels.PROVINCE, None, BORN, ABOLISHED, ("25",))
    merged = Unit("25", "Phú Thọ", levels.PROVINCE, None, ABOLISHED)
    commune = Unit("08001", "Xã", levels.COMMUNE, "26", BORN, ABOLISHED)
    tree = Tree([first, second, merged, commune])
    assert list_areas_above(tree, commune, cut_off=AFTER) == (merged,)
    assert codes(commune, BEFORE, tree) == ["26"]
