"""Which units of earlier days stand wholly in a unit of today, and which cannot be split."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.orgtree.succession import MergedUnits, Obstacle, ObstacleReason, Succession
from sokehoach.domain.orgtree.tree import InvalidTreeError, Tree
from sokehoach.domain.orgtree.unit import Unit
from tests.factories import levels

OLD, DAY, TODAY = date(2004, 1, 1), date(2025, 7, 1), date(2026, 6, 22)
BEFORE = {"start": date(2023, 12, 15), "end": date(2024, 6, 15)}
STRADDLING = {"start": date(2025, 6, 15), "end": date(2025, 12, 15)}

PROVINCE = Unit("11", "Tỉnh", levels.PROVINCE, None, OLD)


def old(code: str, *successors: str, end: date = DAY, parent: str = "11") -> Unit:
    return Unit(code, f"Xã cũ {code}", levels.COMMUNE, parent, OLD, end, successors)


def new(code: str, start: date = DAY, **more: object) -> Unit:
    return Unit(code, f"Xã {code}", levels.COMMUNE, "11", start, **more)  # type: ignore[arg-type]


def merge(tree: Tree, *units: Unit, day: date = TODAY, window: dict[str, date] = BEFORE) -> MergedUnits:
    return Succession(tree, day).merge_units(units, **window)


def communes(tree: Tree, day: date) -> list[Unit]:
    return [unit for unit in tree.as_of(day) if unit.level.is_base]


def test_several_whole_units_go_into_one() -> None:
    a, b, x = old("a", "x"), old("b", "x"), new("x")
    assert merge(Tree([PROVINCE, a, b, x]), a, b) == MergedUnits({x: (a, b)}, {}, {})


def test_a_unit_that_went_to_several_cannot_be_split() -> None:
    a, x, y = old("a", "x", "y"), new("x"), new("y")
    merged = merge(Tree([PROVINCE, a, x, y]), a)
    shared = [Obstacle(ObstacleReason.SHARED, (unit,), (f"{a.name} cũ",)) for unit in (x, y)]
    assert merged == MergedUnits(
        {}, {a: Obstacle(ObstacleReason.SPLIT, (x, y))}, dict(zip((x, y), shared, strict=True))
    )


def test_a_whole_unit_stays_beside_a_successor_that_took_a_part_of_another() -> None:
    a, b, x, y = old("a", "x"), old("b", "x", "y"), new("x"), new("y")
    merged = merge(Tree([PROVINCE, a, b, x, y]), a, b)
    assert not merged.merged
    assert merged.remainder[a] == Obstacle(ObstacleReason.SHARED, (x,), (f"{b.name} cũ",))
    assert {unit: obstacle.reason for unit, obstacle in merged.blocked.items()} == dict.fromkeys(
        (x, y), ObstacleReason.SHARED
    )


def test_a_unit_that_goes_on_and_takes_another_over_is_both() -> None:
    x, a = new("x", OLD), old("a", "x")
    assert merge(Tree([PROVINCE, x, a]), x, a).merged == {x: (a, x)}


def test_what_went_into_a_unit_is_of_its_kind_and_of_the_window() -> None:
    district = Unit("099", "Huyện", levels.DISTRICT, "11", OLD, DAY, ("x",))
    a, b, c, x = old("a", "x"), old("b", "x", "y"), old("c", "d", end=date(2023, 12, 15)), new("x")
    d = replace(old("d", "x"), valid_from=date(2023, 12, 15))
    late = replace(old("e", "x"), valid_from=date(2024, 6, 15))
    succession = Succession(Tree([PROVINCE, district, a, b, c, d, late, x, new("y")]), TODAY)
    assert {*succession.list_sources(x, **BEFORE)} == {a, b, d}
    assert {*succession.list_sources(x, start=OLD, end=TODAY)} == {a, b, c, d, late, x}


def test_changes_are_followed_over_time() -> None:
    middle = date(2020, 1, 1)
    a = Unit("a", "A", levels.COMMUNE, "11", OLD, middle, ("b",))
    b, c, x = replace(old("b", "x"), valid_from=middle), old("c", "x"), new("x")
    tree, earlier = Tree([PROVINCE, a, b, c, x]), {"start": date(2018, 1, 1), "end": date(2018, 7, 1)}
    assert merge(tree, a, c, window=earlier).merged == {x: (a, c)}
    assert merge(tree, a, c, window=earlier, day=date(2021, 1, 1)).merged == {b: (a,), c: (c,)}


def test_what_was_divided_and_put_together_again_is_whole() -> None:
    middle = date(2020, 1, 1)
    a = Unit("a", "A", levels.COMMUNE, "11", OLD, middle, ("b", "c"))
    b, c = (replace(old(code, "x"), valid_from=middle) for code in "bc")
    x = new("x")
    window = {"start": date(2018, 1, 1), "end": date(2018, 7, 1)}
    assert merge(Tree([PROVINCE, a, b, c, x]), a, window=window).merged == {x: (a,)}


def test_a_unit_without_a_successor_says_so() -> None:
    agency = Unit("p", "Phòng", levels.AGENCY, "11", OLD, DAY)
    later = new("z", date(2027, 1, 1))
    assert merge(Tree([PROVINCE, agency, later]), agency, later).remainder == {
        agency: Obstacle(ObstacleReason.ENDED),
        later: Obstacle(ObstacleReason.NOT_YET),
    }


def test_agencies_go_into_agencies() -> None:
    labour, home = (Unit(code, code, levels.AGENCY, "11", OLD, DAY, ("so",)) for code in ("ld", "nv"))
    office = Unit("so", "Sở", levels.AGENCY, "11", DAY)
    tree = Tree([PROVINCE, labour, home, office])
    assert merge(tree, labour, home).merged == {office: (labour, home)}
    assert merge(tree, labour).remainder == {labour: Obstacle(ObstacleReason.MISSING, (office,), ("nv cũ",))}


def test_units_outside_the_installation_are_missing() -> None:
    a, x = old("a", "x"), new("x", other_predecessors=("Xã ngoài",))
    merged = merge(Tree([PROVINCE, a, x]), a)
    assert merged.blocked == {x: Obstacle(ObstacleReason.MISSING, (x,), ("Xã ngoài",))}
    assert merge(Tree([PROVINCE, a, x]), x, window={"start": DAY, "end": TODAY}).merged == {x: (x,)}
    nothing_known = Succession(Tree([PROVINCE, x]), TODAY).find_predecessors(x, **BEFORE)
    assert nothing_known == Obstacle(ObstacleReason.MISSING, (x,), ("Xã ngoài",))


def test_both_stretches_of_a_window_that_straddles_the_day_are_merged() -> None:
    a, b, x = old("a", "x"), old("b", "x"), new("x")
    assert merge(Tree([PROVINCE, a, b, x]), a, b, x, window=STRADDLING).merged == {x: (a, b, x)}


def test_a_dissolved_district_is_no_part_of_the_communes_below_it() -> None:
    district = Unit("099", "Huyện", levels.DISTRICT, "11", OLD, DAY, ("x", "y"))
    a, b, x, y = old("a", "x", parent="099"), old("b", "y", parent="099"), new("x"), new("y")
    tree = Tree([PROVINCE, district, a, b, x, y])
    assert merge(tree, a, b).merged == {x: (a,), y: (b,)}
    assert merge(tree, district) == MergedUnits({}, {district: Obstacle(ObstacleReason.SPLIT, (x, y))}, {})


def test_an_island_district_becomes_a_special_zone() -> None:
    district = Unit("755", "Huyện Côn Đảo", levels.DISTRICT, "11", OLD, DAY, ("x",))
    x = new("x")
    assert merge(Tree([PROVINCE, district, x]), district).merged == {x: (district,)}
    town = old("26757", "x", parent="755")
    assert merge(Tree([PROVINCE, district, town, x]), district).merged == {x: (district,)}
    assert merge(Tree([PROVINCE, district, town, x]), town).merged == {x: (town,)}


def test_merged_provinces_are_the_predecessors_of_the_new_one() -> None:
    provinces = [Unit(code, f"Tỉnh {code}", levels.PROVINCE, None, OLD, DAY, ("25",)) for code in ("17", "25", "26")]
    merged = Unit("25", "Tỉnh Phú Thọ", levels.PROVINCE, None, DAY)
    succession = Succession(Tree([*provinces, merged]), TODAY)
    assert succession.find_predecessors(merged, **BEFORE) == tuple(provinces)
    assert succession.find_predecessors(merged, start=DAY, end=TODAY) == (merged,)
    divided = [replace(provinces[0], successors=("25", "11")), *provinces[1:]]
    obstacle = Succession(Tree([PROVINCE, *divided, merged]), TODAY).find_predecessors(merged, **BEFORE)
    assert obstacle == Obstacle(ObstacleReason.SHARED, (merged,), ("Tỉnh 17 cũ",))


def test_the_real_succession_of_tuan_giao(real_tree: Tree) -> None:
    """Sixteen of nineteen communes stand in five of today's; three went to communes that took others too (geo.md 1)."""
    all_communes = communes(real_tree, date(2024, 1, 1))
    own = [unit for unit in all_communes if unit.parent == "099"]
    merged = merge(real_tree, *own)
    assert {unit.name: len(parts) for unit, parts in merged.merged.items()} == {
        "Xã Tuần Giáo": 3, "Xã Pú Nhung": 3, "Xã Mường Mùn": 3, "Xã Chiềng Sinh": 4, "Xã Quài Tở": 3,
    }  # fmt: skip
    assert {unit.code: obstacle.reason for unit, obstacle in merged.remainder.items()} == dict.fromkeys(
        ("03259", "03263", "03299"), ObstacleReason.MISSING
    )
    assert {unit.name for unit in merged.blocked} == {"Xã Sáng Nhè", "Xã Tủa Chùa", "Xã Búng Lao"}
    whole_province = merge(real_tree, *all_communes)
    assert len(whole_province.merged) == 8
    assert not whole_province.remainder


DAYS = [date(2010, 1, 1), date(2015, 1, 1), date(2020, 1, 1)]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Tree, date]:
    """Communes of a province that merge and are divided on three days, some without a successor; and today."""
    units, alive, number = [PROVINCE], [Unit(f"0.{n}", f"0.{n}", levels.COMMUNE, "11", OLD) for n in range(5)], 0
    for day in DAYS:
        ending = [unit for unit in alive if draw(st.booleans())]
        staying = [unit for unit in alive if unit not in ending]
        born = []
        for _ in range(draw(st.integers(0, 3)) if ending else 0):
            number += 1
            outside = draw(st.sampled_from([(), (), ("ngoài",)]))
            born.append(Unit(f"{number}", f"{number}", levels.COMMUNE, "11", day, other_predecessors=outside))
        choices = [unit.code for unit in (*staying, *born)]
        for unit in ending:
            heirs = draw(st.lists(st.sampled_from(choices), max_size=3, unique=True)) if choices else []
            units.append(replace(unit, valid_to=day, successors=tuple(heirs)))
        alive = staying + born
    return Tree([*units, *alive]), draw(st.sampled_from([*DAYS, TODAY]))


@settings(max_examples=200)
@given(histories(), st.sampled_from([OLD, *DAYS]), st.integers(1, 4_000), st.data())
def test_no_value_is_lost_or_counted_twice(
    history: tuple[Tree, date], start: date, length: int, data: st.DataObject
) -> None:
    """Over any window, and any units asked about: today's units and the remainder sum up to the units of then."""
    tree, day = history
    end = start + timedelta(days=length)
    asked = [
        unit
        for unit in tree.units
        if unit.level.is_base and unit.valid_from < end and (unit.valid_to is None or unit.valid_to > start)
        and data.draw(st.sampled_from([True, True, True, False]))
    ]  # fmt: skip
    values = {unit: data.draw(st.decimals(0, 999, places=1)) for unit in asked}
    merged = merge(tree, *asked, day=day, window={"start": start, "end": end})
    placed = [unit for units in merged.merged.values() for unit in units] + list(merged.remainder)
    assert sorted(placed, key=lambda unit: unit.identity) == sorted(asked, key=lambda unit: unit.identity)
    assert all(unit.in_force(day) for unit in (*merged.merged, *merged.blocked))
    assert merged.merged.keys().isdisjoint(merged.blocked)
    for operator in (Operator.SUM, Operator.MAX):
        now = [aggregate_values((values[unit] for unit in units), operator) for units in merged.merged.values()]
        shown = [*now, *(values[unit] for unit in merged.remainder)]
        assert aggregate_values(shown, operator) == aggregate_values(values.values(), operator)


@settings(max_examples=100)
@given(histories())
def test_a_merged_unit_has_nothing_but_whole_units_and_all_of_them(history: tuple[Tree, date]) -> None:
    tree, day = history
    window = {"start": OLD, "end": DAYS[0]}
    asked = communes(tree, OLD)
    succession = Succession(tree, day)
    merged = succession.merge_units(asked, **window)
    for heir, units in merged.merged.items():
        assert {*units} == {unit for unit in asked if heir in succession.find_heirs(unit)}
        assert all(succession.find_heirs(unit) == {heir} for unit in units)
    for heir in merged.merged:
        if merged.merged[heir] != (heir,):
            assert succession.find_predecessors(heir, **window) == merged.merged[heir]


NEAR_DAYS = [day + timedelta(days=n) for day in DAYS for n in (-1, 0, 1, 200)]


@given(histories(), st.lists(st.sampled_from(NEAR_DAYS), min_size=4, max_size=4))
def test_windows_of_one_span_are_alike(history: tuple[Tree, date], days: list[date]) -> None:
    """Succession and pivots keep what they found for a span of days between changes."""
    tree, day = history
    windows = [{"start": min(pair), "end": max(pair) + timedelta(days=1)} for pair in (days[:2], days[2:])]
    assume(tree.find_span(**windows[0]) == tree.find_span(**windows[1]))
    asked = communes(tree, windows[0]["start"])
    assert asked == communes(tree, windows[1]["start"])
    first, second = (merge(tree, *asked, day=day, window=window) for window in windows)
    assert first == second
    succession = Succession(tree, day)
    for heir in tree.as_of(day):
        kept = [succession.find_predecessors(heir, **window) for window in windows]
        assert kept == [Succession(tree, day).find_predecessors(heir, **window) for window in windows]


@pytest.mark.parametrize(
    ("units", "message"),
    [
        ([old("a", "x", "x"), new("x")], "hai lần"),
        ([old("a", "so"), Unit("so", "Sở", levels.AGENCY, "11", DAY)], "không kế thừa nhau"),
    ],
)
def test_a_change_that_contradicts_itself_is_refused(units: list[Unit], message: str) -> None:
    with pytest.raises(InvalidTreeError, match=message):
        Tree([PROVINCE, *units])
