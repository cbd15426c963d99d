import itertools
from decimal import Decimal

import pytest

from sokehoach.domain.consolidation.figure import Figure, FigurePart
from sokehoach.domain.disclosure.publish import (
    Audience,
    PublishedFigure,
    WithholdingReason,
    may_see_parts,
    merge_published_figures,
    publish_figure,
)
from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree.level import Level, make_unknown_level
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
