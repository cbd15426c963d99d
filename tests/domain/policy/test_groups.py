from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.policy.groups import (
    ConfidentialGroup,
    ConfidentialGroups,
    find_group_problems,
    is_confidential,
    stand_on_one_side,
)

POLICE = ConfidentialGroup("police", "công an", wall="drugs")
HEALTH = ConfidentialGroup("health", "y tế", "health", wall="drugs")
SCHOOLS = ConfidentialGroup("schools", "trường học", wall="pupils")
ALONE = ConfidentialGroup("courts", "tòa án")
GROUPS = ConfidentialGroups((POLICE, HEALTH, SCHOOLS, ALONE))


def test_one_account_holds_one_group_of_each_wall() -> None:
    walls = GROUPS.walls
    assert not stand_on_one_side({"general", "police", "health"}, walls)
    assert stand_on_one_side({"general", "police", "schools", "courts"}, walls)


@given(st.sets(st.sampled_from(["general", "police", "health", "schools", "courts", "x", "y"])))
def test_functions_that_nobody_defined_stand_in_one_wall(functions: set[str]) -> None:
    confidential = [function for function in functions if is_confidential(function)]
    assert stand_on_one_side(functions, {}) is (len(confidential) < 2)
    assert GROUPS.list_opposed("x") == [POLICE, HEALTH, SCHOOLS, ALONE]
    opposed = {frozenset(("police", "health")), frozenset(("x", "y"))}
    assert stand_on_one_side(functions, GROUPS.walls) is not any(pair <= functions for pair in opposed)


def test_the_opposed_of_a_group_are_those_of_its_wall() -> None:
    assert [GROUPS.list_opposed(code) for code in ("police", "health", "schools", "courts")] == [
        [HEALTH], [POLICE], [], []
    ]  # fmt: skip


def test_a_wall_is_never_moved_or_taken_down() -> None:
    moved = ConfidentialGroup("police", "công an", wall="pupils")
    down = ConfidentialGroup("health", "y tế")
    entering = ConfidentialGroup("courts", "tòa án", wall="drugs")
    general = ConfidentialGroup("general", "chung")
    assert [group for group, _reason in find_group_problems((moved, down, entering, general, SCHOOLS), GROUPS)] == [
        moved, down, general
    ]  # fmt: skip
    assert HEALTH.format_name(english=True) == "health"
    assert POLICE.format_name(english=True) == "công an"


def test_a_group_is_there_by_its_code() -> None:
    assert "police" in GROUPS
    assert "general" not in GROUPS
    assert POLICE not in GROUPS
    assert [*ConfidentialGroups()] == []
