"""Teams as they stand on a day (Kế hoạch II.2, VI.9)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.registers.inspections.teams.measures import COUNTING
from sokehoach.apps.registers.inspections.teams.models import Conclusion, Meeting, TeamDecision
from sokehoach.apps.registers.inspections.teams.queries import find_inspecting_team, name_decision, teams_of
from sokehoach.apps.shell.outcomes import InvalidInput
from tests.apps.registers.teams.samples import UNIT, VALUES
from tests.factories.cast import AT, Cast

type Browser = Callable[[User], Client]
type Decided = Callable[..., TeamDecision]
SET_UP = date(2020, 2, 3)


def count(
    cast: Cast, measure: str, body: str = "team_178", end: date = date(2021, 6, 15), year: date = date(2020, 12, 15)
) -> int | None:
    asked = [MeasureQuery(measure, (("team_body", body),))]
    (told,) = COUNTING.measure_all(asked, unit=cast.units[UNIT], start=date(2020, 12, 15), end=end, year=year)
    number = told.number
    assert number is None or isinstance(number, int)
    return number


def test_it_works(cast: Cast, decided: Decided) -> None:
    decided(day=SET_UP, act="set_up", members=["minh"])
    renewed = decided()
    before, after = (
        find_inspecting_team(cast.units[UNIT], date(2021, 6, 11)),
        find_inspecting_team(cast.units[UNIT], renewed.day),
    )
    assert before is not None
    assert after is not None
    assert [user.username for user in before.staff] == ["huong", "thanh", "minh"]
    assert [user.username for user in after.staff] == ["huong", "thanh", "minh", "pao"]
    assert [user.username for user in after.leaders] == ["huong", "thanh"]
    assert find_inspecting_team(cast.units[UNIT], date(2020, 2, 2)) is None
    assert teams_of(cast.other_commune, renewed.day) == {UNIT}
    assert teams_of(cast.other_commune, date(2021, 6, 11)) == frozenset()


def test_a_committee_does_not_inspect(cast: Cast, decided: Decided) -> None:
    decided(body="steering_committee")
    assert find_inspecting_team(cast.units[UNIT], date(2021, 6, 20)) is None
    assert teams_of(cast.office, date(2021, 6, 20)) == frozenset()


def test_a_decision_keeps_a_member_whose_account_is_closed(cast: Cast, decided: Decided, signed_in: Browser) -> None:
    """The form offers it to this decision alone; another one is refused."""
    line = decided()
    User.objects.filter(username="pao").update(is_active=False)
    form = signed_in(cast.office).get(f"/so/doi-kiem-tra/{line.pk}/sua/").context["form"]
    assert "pao" in dict(form.fields["members"].choices)
    changed = VALUES | {"authority": "Chủ tịch UBND huyện"}
    entries.update_entry(register="teams", entry=line.pk, version=1, values=changed, by=cast.office, at=AT)
    assert [user.username for user in TeamDecision.objects.get(pk=line.pk).members.order_by("username")] == [
        "minh",
        "pao",
    ]
    with pytest.raises(InvalidInput) as refused:
        decided(title="513/QĐ-UBND")
    assert {*refused.value.messages} == {"members"}


def test_a_conclusion_keeps_a_lead_that_has_ended(
    cast: Cast, held: Callable[..., Meeting], concluded: Callable[..., Conclusion], signed_in: Browser
) -> None:
    line = concluded(held(), "Rà soát lại danh sách cơ sở lưu trú", "03304")
    Unit.objects.filter(code="03304").update(valid_to=date(2021, 6, 20))
    form = signed_in(cast.office).get(f"/so/ket-luan-hop/{line.pk}/sua/").context["form"]
    assert "03304" in dict(form.fields["lead"].choices)


def test_a_voided_decision_set_up_nothing(cast: Cast, decided: Decided) -> None:
    line = decided()
    entries.void_entry(register="teams", entry=line.pk, version=1, reason="nhầm", by=cast.office, at=AT)
    assert find_inspecting_team(cast.units[UNIT], line.day) is None


def test_renewed_this_year_and_members_at_the_cut_off(cast: Cast, decided: Decided) -> None:
    decided(day=SET_UP, act="set_up", members=["minh"])
    assert (count(cast, "teams"), count(cast, "renewed"), count(cast, "members")) == (1, 0, 3)
    decided(day=date(2020, 12, 15))
    assert (count(cast, "teams"), count(cast, "renewed"), count(cast, "members")) == (1, 1, 4)
    assert (
        count(cast, "renewed", end=date(2020, 12, 15), year=date(2019, 12, 15)) == 1
    )  # of 2020, by the first decision
    assert count(cast, "teams", "steering_committee") == 0


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"heads": ["huong", "minh"]}, "heads", "đúng một người"),
        ({"heads": []}, "heads", "Chưa chọn"),
        ({"members": ["thanh", "minh"]}, "members", "chỉ giữ một vai"),
        ({"deputies": [], "members": ["minh"]}, "members", "ít nhất 3 người"),
        ({"members": ["minh", "lan"]}, "members", "Lường Thị Lan giữ số liệu y tế, hỗ trợ"),
        ({"day": date(2021, 7, 1)}, "day", "ở sau hôm nay"),
    ],
)
def test_what_is_refused_and_why(decided: Decided, values: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        decided(**values)
    assert said in " ".join(refused.value.messages[field])


def test_the_health_side_sits_in_the_committee(decided: Decided) -> None:
    assert decided(body="steering_committee", members=["minh", "lan"]).members.count() == 2


decisions = st.tuples(
    st.dates(date(2019, 1, 1), date(2021, 6, 22)),
    st.sampled_from(["team_178", "police"]),
    st.sets(st.sampled_from(["minh", "pao", "hung"]), min_size=1),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(decisions, max_size=5, unique_by=lambda told: told[0]))
def test_the_measures_equal_a_count_written_a_second_way(
    cast: Cast, decided: Decided, told: list[tuple[date, str, set[str]]]
) -> None:
    TeamDecision.objects.all().delete()
    for day, body, members in told:
        decided(day=day, body=body, members=sorted(members))
    for body in ("team_178", "police"):
        own = sorted(one for one in told if one[1] == body and one[0] < date(2021, 6, 15))
        anything = any(one[0] < date(2021, 6, 15) for one in told)
        members = 2 + len(own[-1][2]) if own else 0
        renewed = int(bool(own) and own[-1][0] >= date(2020, 12, 15))
        expected = (int(bool(own)), members, renewed) if anything else (None, None, None)
        assert tuple(count(cast, name, body) for name in ("teams", "members", "renewed")) == expected


def test_a_decision_is_named_by_its_number_and_by_nobody(decided: Decided) -> None:
    assert name_decision(decided(title="512/QĐ-UBND", day=date(2021, 3, 2))) == "512/QĐ-UBND (02/03/2021)"
    named = decided(title="513 ông Lò Văn Pánh", day=date(2021, 3, 3))
    assert name_decision(named) == "quyết định (03/03/2021)"
