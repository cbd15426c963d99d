from datetime import date

import pytest

from sokehoach.domain.registers.teams import Team, find_party_problems, find_team

OLD = Team(date(2020, 1, 10), head=1, deputies=frozenset({2}), members=frozenset({3, 4}))
RENEWED = Team(date(2021, 3, 15), head=5, deputies=frozenset({1}), members=frozenset({3, 6}))
DAY = date(2021, 4, 1)


def wrong(lead: int | None, party: set[int], team: Team | None = RENEWED) -> set[str]:
    return set(find_party_problems(team, lead=lead, party=party, day=DAY))


def test_it_works() -> None:
    assert find_team([RENEWED, OLD], date(2021, 3, 14)) == OLD
    assert find_team([RENEWED, OLD], date(2021, 3, 15)) == RENEWED
    assert find_team([RENEWED, OLD], date(2020, 1, 9)) is None
    assert not wrong(5, {3, 6})


@pytest.mark.parametrize(
    ("lead", "party", "fields"),
    [
        (1, {3, 6}, set()),  # a deputy may lead
        (1, {1, 3, 6}, set()),  # the leader may be named among the party
        (5, {3}, {"members"}),  # two
        (5, {5, 3}, {"members"}),  # two, the leader named twice
        (3, {5, 6}, {"lead"}),  # a member does not lead
        (2, {3, 6}, {"lead", "members"}),  # deputy of the team before: stands in it no more
        (5, {3, 4}, {"members"}),  # 4 left with the renewal
        (None, {3, 6, 1}, {"lead"}),
    ],
)
def test_three_go_led_by_head_or_deputy_of_the_team_of_that_day(
    lead: int | None, party: set[int], fields: set[str]
) -> None:
    assert wrong(lead, party) == fields


def test_without_a_decision_nobody_inspects() -> None:
    assert "chưa có quyết định" in find_party_problems(None, lead=1, party={2, 3}, day=DAY)["members"]
    led_by_a_member = find_party_problems(RENEWED, lead=3, party={5, 6}, day=DAY)
    assert "phải là đội trưởng hoặc đội phó" in led_by_a_member["lead"]
