"""Teams as they stood on a day. No scope: whoever asks has asked its own permission first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.teams.models import TeamDecision
from sokehoach.apps.registers.teams.rules import COMMITTEE
from sokehoach.domain.registers.teams import Team, team_on


@dataclass(frozen=True, slots=True)
class Standing:
    """A team on a day, and the decision that it rests on."""

    team: Team
    decision: TeamDecision

    @property
    def staff(self) -> list[User]:
        """Head, deputies, members, in the order of the decision's parts."""
        parts = (self.decision.heads, self.decision.deputies, self.decision.members)
        return [user for part in parts for user in part.all()]

    @property
    def leaders(self) -> list[User]:
        return [user for user in self.staff if user.pk in self.team.leaders]


def inspecting(unit: Unit, day: date) -> Standing | None:
    """The team that inspects for the unit on that day: four queries."""
    decisions = _whole().filter(unit__code=unit.code, day__lte=day).exclude(body__code=COMMITTEE)
    return _latest(decisions, day)


def ever_inspecting(unit: Unit) -> list[User]:
    """Whoever stood in an inspecting team of the unit, each once: four queries."""
    decisions = _whole().filter(unit__code=unit.code).exclude(body__code=COMMITTEE)
    named = {
        user.pk: user
        for decision in decisions
        for part in (decision.heads, decision.deputies, decision.members)
        for user in part.all()
    }
    return list(named.values())


def teams_of(user: User, day: date) -> frozenset[str]:
    """Codes of the units in whose inspecting team the account stands on that day: four queries."""
    decisions = _whole().filter(day__lte=day).exclude(body__code=COMMITTEE)
    by_unit: dict[str, list[TeamDecision]] = {}
    for decision in decisions:
        by_unit.setdefault(decision.unit.code, []).append(decision)
    standing = {code: _latest(rows, day) for code, rows in by_unit.items()}
    return frozenset(
        code for code, one in standing.items() if one is not None and user.pk in one.team.everyone
    )


def _whole() -> QuerySet[TeamDecision]:
    rows = TeamDecision.objects.filter(struck=False).select_related("unit", "body", "act")
    return rows.prefetch_related("heads__unit", "deputies__unit", "members__unit").order_by(
        "day", "created_at"
    )


def _latest(decisions: Iterable[TeamDecision], day: date) -> Standing | None:
    by_team = {as_team(decision): decision for decision in decisions}
    team = team_on(by_team, day)
    return None if team is None else Standing(team, by_team[team])


def as_team(decision: TeamDecision) -> Team:
    (head,) = decision.heads.all()
    return Team(
        day=decision.day,
        head=head.pk,
        deputies=frozenset(user.pk for user in decision.deputies.all()),
        members=frozenset(user.pk for user in decision.members.all()),
    )
