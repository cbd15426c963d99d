import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sokehoach.domain.consolidation.figure import Figure, FigurePart
from sokehoach.domain.disclosure.publish import (
    Audience,
    PublishedFigure,
    WithholdingReason,
    may_see_parts,
    may_see_texts,
    merge_published_figures,
    publish_figure,
)
from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree.level import Level, make_unknown_level
from sokehoach.domain.policy.persons import LegalBasis, PersonsPolicy, PersonsRule
from sokehoach.domain.values.day import DayNumber
from tests.factories.levels import COMMUNE, DISTRICT, LEVELS, PROVINCE, TOWNSHIP

GENERAL, ENFORCEMENT, SUPPORT = "general", "enforcement", "support"
PARTS = (FigurePart("03253", Decimal(2)), FigurePart("03260", Decimal(1)))
FIGURE = Figure("x", "", Decimal(3), PARTS, ("03253", "03260", "03265"), ("03265",))
SIDES = {
    "neither": frozenset({GENERAL}),
    "enforcement": frozenset({GENERAL, ENFORCEMENT}),
    "support": frozenset({GENERAL, SUPPORT}),
}


def element(function: str = GENERAL, *, persons: bool = False) -> DataElement:
    return DataElement(
        uid="x",
        code="x",
        name="Số liệu",
        unit="người" if persons else "cuộc",
        kind=ValueKind.COUNT,
        nature=Nature.FLOW,
        over_time=Operator.SUM,
        over_place=Operator.SUM,
        function=function,
        form="01-XA",
        source="test",
        counts_persons=persons,
    )


def audience(side: str, level: Level = DISTRICT) -> Audience:
    return Audience(SIDES[side], level)


def test_it_works() -> None:
    assert publish_figure(
        FIGURE, element(), unit_level=DISTRICT, audience=audience("neither"), part_levels={}
    ) == PublishedFigure(
        element="x",
        disaggregation="",
        value=Decimal(3),
        parts=PARTS,
        expected=3,
        received=2,
        missing=("03265",),
    )


def test_beyond_the_wall_the_district_total_stands_alone_and_names_who_is_missing() -> None:
    seen = publish_figure(
        FIGURE, element(ENFORCEMENT), unit_level=DISTRICT, audience=audience("neither"), part_levels={}
    )
    assert (seen.value, seen.parts, seen.missing) == (Decimal(3), (), ("03265",))
    assert seen.coverage == (2, 3)
    assert seen.withheld is None
    assert seen.parts_withheld is WithholdingReason.WALL


def test_persons_below_the_district_are_withheld_whole_and_from_everybody() -> None:
    for side, level in itertools.product(SIDES, LEVELS):
        seen = publish_figure(
            FIGURE,
            element(ENFORCEMENT, persons=True),
            unit_level=COMMUNE,
            audience=audience(side, level),
            part_levels={"03253": DISTRICT, "03260": DISTRICT},
        )
        assert seen == PublishedFigure("x", "", None, (), 0, 0, (), withheld=WithholdingReason.PERSONS)


@pytest.mark.parametrize(
    ("levels", "withheld"),
    [
        ({"03253": DISTRICT, "03260": DISTRICT, "03265": DISTRICT}, None),
        ({"03253": DISTRICT, "03260": COMMUNE, "03265": DISTRICT}, WithholdingReason.PERSONS),
        ({"03253": TOWNSHIP, "03260": COMMUNE, "03265": DISTRICT}, WithholdingReason.PERSONS),
        ({"03253": DISTRICT, "03260": DISTRICT, "03265": COMMUNE}, WithholdingReason.PERSONS),  # still to come
        ({"03253": DISTRICT, "03260": DISTRICT}, WithholdingReason.PERSONS),  # unknown, and still to come
        ({"03253": DISTRICT, "03265": DISTRICT}, WithholdingReason.PERSONS),  # unknown, and has reported
        ({"03253": DISTRICT, "03260": DISTRICT, "03265": make_unknown_level("x")}, WithholdingReason.PERSONS),
        ({}, WithholdingReason.PERSONS),
    ],
)
def test_persons_have_no_commune_dimension(
    levels: dict[str, Level],
    withheld: WithholdingReason | None,
) -> None:
    """Nor a total of communes: read before and after one of them reports, it is that commune's number."""
    seen = publish_figure(
        FIGURE,
        element(ENFORCEMENT, persons=True),
        unit_level=PROVINCE,
        audience=audience("enforcement"),
        part_levels=levels,
    )
    assert (seen.withheld, seen.parts_withheld) == (withheld, None)
    assert seen.value == (Decimal(3) if withheld is None else None)
    assert seen.parts == (PARTS if withheld is None else ())


OPEN = {PROVINCE, DISTRICT}


@pytest.mark.parametrize("persons", [False, True])
@pytest.mark.parametrize("function", ["general", "enforcement", "support"])
def test_every_figure_for_every_audience(function: str, persons: bool) -> None:
    """The two lines as sentences, against every combination."""
    levels = (*LEVELS, make_unknown_level("ministry"), make_unknown_level(""))
    for unit_level, side, level in itertools.product(levels, SIDES, levels):
        seen = publish_figure(
            FIGURE, element(function, persons=persons), unit_level=unit_level, audience=audience(side, level),
            part_levels=dict.fromkeys(FIGURE.expected, DISTRICT),
        )  # fmt: skip
        own_side = function is GENERAL or function == side
        below = unit_level not in OPEN
        case = (unit_level, side, level)
        if persons and below:
            assert (seen.withheld, seen.value, seen.parts) == (WithholdingReason.PERSONS, None, ()), case
        elif not own_side and (below or level not in OPEN):
            assert (seen.withheld, seen.value, seen.parts) == (WithholdingReason.WALL, None, ()), case
        else:
            assert (seen.withheld, seen.value, seen.missing) == (None, Decimal(3), FIGURE.missing), case
            assert seen.parts == (PARTS if own_side else ()), case
        assert bool(seen.parts) == (seen.withheld is None and seen.parts_withheld is None), case


@pytest.mark.parametrize(
    ("function", "sides"),
    [
        (GENERAL, {"neither", "enforcement", "support"}),
        (ENFORCEMENT, {"enforcement"}),
        (SUPPORT, {"support"}),
    ],
)
def test_who_stands_on_the_side_of_an_element(function: str, sides: set[str]) -> None:
    assert {side for side in SIDES if may_see_parts(element(function), audience(side))} == sides


def test_nobody_stands_on_both_sides() -> None:
    with pytest.raises(ValueError, match="both sides"):
        Audience(frozenset({ENFORCEMENT, SUPPORT}), DISTRICT)


def test_a_figure_is_published_by_its_own_element_only() -> None:
    """Else an open element would carry a walled figure out."""
    other = Figure("persons_fined", "", Decimal(1), (), (), ())
    with pytest.raises(ValueError, match="figure of persons_fined published as x"):
        publish_figure(other, element(), unit_level=DISTRICT, audience=audience("neither"), part_levels={})


def test_nothing_reported_is_published_as_nothing_and_zero_as_zero() -> None:
    nothing = Figure("x", "", None, (), ("03253",), ("03253",))
    zero = Figure("x", "", Decimal(0), (FigurePart("03253", Decimal(0)),), ("03253",), ())
    for figure, value in ((nothing, None), (zero, Decimal(0))):
        seen = publish_figure(figure, element(), unit_level=DISTRICT, audience=audience("neither"), part_levels={})
        assert seen.value == value
        assert seen.withheld is None


def test_parts_withheld_in_one_of_merged_units_are_said() -> None:
    whole = PublishedFigure("x", "", Decimal(3), (), 1, 1, ())
    closed = PublishedFigure("x", "", Decimal(4), (), 1, 1, (), parts_withheld=next(iter(WithholdingReason)))
    merged = merge_published_figures(
        [whole, closed], element(), unit_level=DISTRICT, audience=audience("neither")
    )  # fmt: skip
    assert (merged.value, merged.parts_withheld) == (Decimal(7), closed.parts_withheld)


REASONS = (None, WithholdingReason.PERSONS, WithholdingReason.WALL)
WALLS = {ENFORCEMENT: "w", SUPPORT: "w", "schools": "only schools"}


@pytest.mark.parametrize("function", [GENERAL, ENFORCEMENT, SUPPORT, "nobody knows"])
@pytest.mark.parametrize("persons", [False, True])
def test_a_merged_figure_shows_no_more_than_any_of_its_parts(function: str, persons: bool) -> None:
    levels = (PROVINCE, DISTRICT, COMMUNE)
    for withheld, parts, side, level in itertools.product(
        itertools.product(REASONS, repeat=2), itertools.product(REASONS, repeat=2), SIDES, levels
    ):
        figures = [
            PublishedFigure("x", "sex=f", None, (), 0, 0, (), withheld=reason)
            if reason
            else PublishedFigure("x", "sex=f", Decimal(at + 2), (), at + 5, at + 3, (f"unit {at}",), None, part)
            for at, (reason, part) in enumerate(zip(withheld, parts, strict=True))
        ]
        viewer = Audience(SIDES[side], level, WALLS)
        merged = merge_published_figures(figures, element(function, persons=persons), unit_level=level, audience=viewer)
        own_side = function in {GENERAL, side}
        if reasons := [reason for reason in withheld if reason]:
            expected: object = (reasons[0], None, 0, 0, (), None)
        elif persons and level is COMMUNE:
            expected = (WithholdingReason.PERSONS, None, 0, 0, (), None)
        elif function == "nobody knows" or not (own_side or level is not COMMUNE):
            expected = (WithholdingReason.WALL, None, 0, 0, (), None)
        else:
            expected = (None, Decimal(5), 11, 7, ("unit 0", "unit 1"), parts[0] or parts[1])
        case = (withheld, parts, side, level)
        assert (
            merged.withheld, merged.value, merged.expected, merged.received, merged.missing, merged.parts_withheld
        ) == expected, case  # fmt: skip
        assert (merged.element, merged.disaggregation, merged.parts) == ("x", "sex=f", ()), case


def test_one_figure_merged_keeps_its_value_as_it_is() -> None:
    """A day, which is never added, stays."""
    alone = PublishedFigure("x", "", DayNumber.from_day(date(2026, 2, 5)), (), 1, 1, ())
    dated = replace(element(), kind=ValueKind.DATE, over_place=Operator.NONE)
    assert merge_published_figures([alone], dated, unit_level=DISTRICT, audience=audience("neither")) == alone


def test_parts_of_a_date_are_days() -> None:
    number = Decimal(date(2026, 2, 5).toordinal())
    figure = Figure("x", "", number, (FigurePart("03253", number),), ("03253",), ())
    for kind, expected in ((ValueKind.DATE, DayNumber), (ValueKind.COUNT, Decimal)):
        shown = replace(element(), kind=kind)
        seen = publish_figure(figure, shown, unit_level=DISTRICT, audience=audience("neither"), part_levels={})
        assert seen.parts == figure.parts
        assert (type(seen.value), type(seen.parts[0].value)) == (expected, expected)


def test_texts_are_read_by_holders_of_their_function_alone() -> None:
    readers = {
        function: {side for side in SIDES if may_see_texts(function, audience(side))}
        for function in (GENERAL, ENFORCEMENT, SUPPORT)
    }
    assert readers == {GENERAL: set(SIDES), ENFORCEMENT: {"enforcement"}, SUPPORT: {"support"}}


def test_groups_of_two_walls_may_be_held_together() -> None:
    both = frozenset({ENFORCEMENT, "schools"})
    assert Audience(both, DISTRICT, WALLS).functions == both
    for walls in (None, {}):
        with pytest.raises(ValueError, match="both sides"):
            Audience(both, DISTRICT, walls)


def test_persons_at_a_level_of_reporters_need_the_policy_of_the_day_counted() -> None:
    """Communes were allowed from 2026 on: what was counted before is withheld, at their level and above it."""
    basis = LegalBasis("Nghị định số 105/2021/NĐ-CP", "Điều 40 khoản 2", "Quyết định số 12/QĐ-UBND")
    policy = PersonsPolicy((PersonsRule(COMMUNE, date(2026, 1, 1), basis),))
    shown = replace(element(persons=True), persons_policy=policy)
    for day, withheld in (
        (date(2025, 12, 31), WithholdingReason.PERSONS),
        (date(2026, 1, 1), None),
        (None, WithholdingReason.PERSONS),
    ):
        for unit_level in (COMMUNE, DISTRICT):
            seen = publish_figure(
                FIGURE, shown, unit_level=unit_level, audience=audience("neither"), counted_from=day,
                part_levels=dict.fromkeys(FIGURE.expected, COMMUNE),
            )  # fmt: skip
            assert seen.withheld is withheld, (day, unit_level)
        merged = merge_published_figures(
            [seen if seen.withheld is None else PublishedFigure("x", "", Decimal(3), (), 3, 2, ())], shown,
            unit_level=COMMUNE, audience=audience("neither"), counted_from=day,
        )  # fmt: skip
        assert merged.withheld is withheld, day


def test_a_wall_is_given_as_the_reason_before_the_counts_of_reporters() -> None:
    """Whoever may not see the figure is not told that a reporter counts persons."""
    seen = publish_figure(
        FIGURE, element(ENFORCEMENT, persons=True), unit_level=DISTRICT, audience=audience("neither", COMMUNE),
        part_levels={},
    )  # fmt: skip
    assert seen.withheld is WithholdingReason.WALL


@pytest.mark.parametrize("level", [PROVINCE, DISTRICT, COMMUNE])
def test_of_a_function_that_nobody_defined_nothing_is_shown(level: Level) -> None:
    """Not even to an account that holds a code of that name."""
    holder = Audience(frozenset({"nobody knows"}), level, WALLS)
    for function, withheld in (("nobody knows", WithholdingReason.WALL), (GENERAL, None)):
        seen = publish_figure(FIGURE, element(function), unit_level=DISTRICT, audience=holder, part_levels={})
        assert seen.withheld is withheld
    anywhere = Audience(frozenset({"nobody knows"}), level)
    seen = publish_figure(FIGURE, element("nobody knows"), unit_level=DISTRICT, audience=anywhere, part_levels={})
    assert seen.parts == PARTS
