"""A looser policy publishes a superset of what a stricter one does; unknown levels and functions are withheld."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.consolidation.figure import Figure, FigurePart
from sokehoach.domain.disclosure.publish import Audience, PublishedFigure, publish_figure
from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree.level import Level, make_unknown_level
from sokehoach.domain.policy.persons import STRICT, LegalBasis, PersonsPolicy, PersonsRule, find_lowest_level
from tests.factories.levels import AGENCY, COMMUNE, DISTRICT, LEVELS, PROVINCE, TOWNSHIP

BASIS = LegalBasis("Nghị định số 105/2021/NĐ-CP", "Điều 40 khoản 2", "Quyết định số 12/QĐ-UBND của UBND tỉnh")
NOWHERE = make_unknown_level("ministry")
DAYS = [date(2019, 12, 15), date(2020, 6, 15), date(2020, 12, 15)]
COUNTED = date(2021, 1, 1)
UNITS = ("a", "b", "c")
WALLS = {"police": "w", "health": "w", "schools": "only schools"}


def rule(lowest: Level | None, basis: LegalBasis | None = BASIS, day: date = DAYS[0]) -> PersonsRule:
    return PersonsRule(lowest, day, None if lowest is None else basis)


# From the strictest to the loosest: nothing, the province alone, the default, the commune.
ORDER = (rule(NOWHERE), rule(PROVINCE), rule(None), rule(COMMUNE))
rules = st.integers(0, len(ORDER) - 1)
any_level = st.sampled_from([*LEVELS, NOWHERE])


@st.composite
def policies(draw: st.DrawFn) -> tuple[PersonsPolicy, PersonsPolicy]:
    """A stricter and a looser policy whose rules begin on the same days."""
    days = draw(st.lists(st.sampled_from(DAYS), max_size=3))
    pairs = [sorted((draw(rules), draw(rules))) for _day in days]
    stricter, looser = (
        PersonsPolicy(tuple(replace(ORDER[pair[at]], valid_from=day) for pair, day in zip(pairs, days, strict=True)))
        for at in (0, 1)
    )
    return stricter, looser


def element(policy: PersonsPolicy, function: str = "general", *, persons: bool = True) -> DataElement:
    return DataElement(
        uid="x", code="x", name="Số người", unit="người", kind=ValueKind.COUNT, nature=Nature.FLOW,
        over_time=Operator.SUM, over_place=Operator.SUM, function=function, form="f", source="tests",
        counts_persons=persons, persons_policy=policy,
    )  # fmt: skip


def list_published(figure: PublishedFigure) -> set[object]:
    """The facts that the figure tells."""
    told: set[object] = set(figure.parts) | {("missing", unit) for unit in figure.missing}
    return told if figure.withheld else {*told, ("total", figure.value)}


def publish(
    shown: DataElement, unit_level: Level, audience: Audience, levels: Mapping[str, Level], day: date | None
) -> PublishedFigure:
    parts = tuple(FigurePart(unit, Decimal(at + 1)) for at, unit in enumerate(UNITS[:2]))
    figure = Figure("x", "", Decimal(3), parts, UNITS, UNITS[2:])
    return publish_figure(figure, shown, unit_level=unit_level, audience=audience, part_levels=levels, counted_from=day)


@given(
    pair=policies(), unit_level=any_level, audience_level=any_level, reporters=st.lists(any_level, max_size=3),
    held=st.sampled_from([frozenset({"general"}), frozenset({"general", "police"}), frozenset({"police", "schools"})]),
    function=st.sampled_from(["general", "police", "health", "nobody knows"]), persons=st.booleans(),
    day=st.sampled_from([*DAYS, COUNTED, None]),
)  # fmt: skip
def test_a_looser_policy_publishes_all_that_a_stricter_one_does(
    pair: tuple[PersonsPolicy, PersonsPolicy], unit_level: Level, audience_level: Level, reporters: list[Level],
    held: frozenset[str], function: str, persons: bool, day: date | None,
) -> None:  # fmt: skip
    levels = dict(zip(UNITS, reporters, strict=False))
    audience = Audience(held, audience_level, WALLS)
    stricter, looser = (
        publish(element(policy, function, persons=persons), unit_level, audience, levels, day) for policy in pair
    )
    assert list_published(stricter) <= list_published(looser)
    if not persons:
        assert list_published(stricter) == list_published(looser)


@given(
    pair=policies(), unit_level=any_level, reporters=st.lists(any_level, min_size=3, max_size=3),
    day=st.sampled_from([*DAYS, COUNTED, None]),
)  # fmt: skip
def test_a_count_of_persons_is_shown_where_both_rules_allow_every_level_and_nowhere_else(
    pair: tuple[PersonsPolicy, PersonsPolicy], unit_level: Level, reporters: list[Level], day: date | None
) -> None:
    """The rule as a sentence, against ranks alone. An unknown level is never among the allowed."""
    lowest = {PROVINCE: {1}, COMMUNE: {1, 2, 3}, NOWHERE: set[int](), None: {1, 2}}
    for policy in pair:
        begun = [one for one in policy.rules if day is not None and one.valid_from <= day]
        deciding = [policy.present, begun[-1] if begun else STRICT] if day else [STRICT, *policy.rules]
        ranks = set.intersection(*(set(lowest[one.lowest]) for one in deciding))
        places = [unit_level, *reporters]
        may = all(not place.attached and place.rank in ranks for place in places)
        shown = publish(
            element(policy), unit_level, Audience(frozenset({"general"}), PROVINCE, WALLS),
            dict(zip(UNITS, reporters, strict=True)), day,
        )  # fmt: skip
        assert (shown.withheld is None) is may, (policy, places)


@given(pair=policies(), unit_level=any_level, day=st.sampled_from([*DAYS, None]))
def test_nobody_sees_a_function_that_nobody_defined(
    pair: tuple[PersonsPolicy, PersonsPolicy], unit_level: Level, day: date | None
) -> None:
    for held in (frozenset({"general"}), frozenset({"general", "police", "schools"})):
        for persons in (True, False):
            shown = publish(
                element(pair[1], "nobody knows", persons=persons), unit_level, Audience(held, PROVINCE, WALLS),
                dict.fromkeys(UNITS, DISTRICT), day,
            )  # fmt: skip
            assert list_published(shown) == set()


@pytest.mark.parametrize("basis", [None, replace(BASIS, clause=" "), replace(BASIS, decided_by="")])
def test_without_a_complete_legal_basis_a_looser_rule_allows_the_default_alone(basis: LegalBasis | None) -> None:
    unfounded = rule(COMMUNE, basis)
    assert [level for level in LEVELS if unfounded.allows(level)] == [PROVINCE, DISTRICT]
    assert [level for level in LEVELS if rule(COMMUNE).allows(level)] == [PROVINCE, DISTRICT, COMMUNE, TOWNSHIP]
    assert rule(PROVINCE, None).allows(PROVINCE)
    assert not rule(PROVINCE, None).allows(DISTRICT)


def test_without_a_policy_the_levels_decide() -> None:
    assert [level for level in (*LEVELS, NOWHERE) if PersonsPolicy().allows(level, COUNTED)] == [PROVINCE, DISTRICT]
    assert not rule(COMMUNE).allows(AGENCY), "an agency has the level of its place"


def test_of_the_rules_that_have_begun_the_last_loaded_is_in_force() -> None:
    """A stricter rule with an earlier day still ends the looser one loaded before it."""
    policy = PersonsPolicy((rule(COMMUNE, day=DAYS[1]), rule(PROVINCE, day=DAYS[0])))
    assert policy.present.lowest is PROVINCE
    assert policy.get_rule(DAYS[2]).lowest is PROVINCE
    assert not policy.allows(COMMUNE, DAYS[2])


@pytest.mark.parametrize(
    ("rules_in_force", "lowest"),
    [
        ((rule(COMMUNE),), COMMUNE),
        ((rule(PROVINCE),), PROVINCE),
        ((rule(COMMUNE), rule(PROVINCE)), PROVINCE),
        ((rule(PROVINCE), rule(COMMUNE)), PROVINCE),
        ((STRICT, rule(COMMUNE)), DISTRICT),
        ((rule(COMMUNE), rule(NOWHERE)), None),
    ],
)
def test_the_lowest_level_of_persons_is_that_of_the_strictest_rule(
    rules_in_force: tuple[PersonsRule, ...], lowest: Level | None
) -> None:
    for levels in permutations((PROVINCE, DISTRICT, COMMUNE)):
        assert find_lowest_level(levels, *rules_in_force) is lowest
    assert find_lowest_level((), *rules_in_force) is None


@pytest.mark.parametrize(
    ("lowest", "levels", "looser"),
    [
        (None, LEVELS, False),
        (PROVINCE, LEVELS, False),
        (DISTRICT, LEVELS, False),
        (COMMUNE, LEVELS, True),
        (COMMUNE, (PROVINCE, DISTRICT), False),
        (DISTRICT, (COMMUNE, TOWNSHIP), False),
        (NOWHERE, LEVELS, False),
        (AGENCY, LEVELS, False),
    ],
)
def test_a_rule_is_looser_where_it_allows_a_level_below_the_default(
    lowest: Level | None, levels: tuple[Level, ...], looser: bool
) -> None:
    assert PersonsRule(lowest).is_looser(levels) is looser


def test_the_lowest_level_is_the_lowest_that_every_rule_allows() -> None:
    assert PersonsPolicy().find_lowest(LEVELS) == DISTRICT
    assert PersonsPolicy((rule(COMMUNE),)).find_lowest(LEVELS) == DISTRICT
    assert PersonsPolicy((rule(PROVINCE), rule(COMMUNE))).find_lowest(LEVELS) == PROVINCE
    assert PersonsPolicy((rule(NOWHERE),)).find_lowest(LEVELS) is None
