"""Reads teams, their members on a day, and the conclusions of meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.inspections.teams.models import Conclusion, Meeting, TeamDecision
from sokehoach.apps.registers.inspections.teams.rules import COMMITTEE
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.notation import write_day
from sokehoach.domain.registers.teams import Team, find_team

MAX_MEETINGS = 50  # the newest; older ones are found in the register's list


def name_decision(row: TeamDecision) -> str:
    """As a register of a programme names it: by number and day. A number that names somebody is left out. No relation
    is read.
    """
    name = pgettext("entry", "quyết định") if pii_filter.find_hits(row.title) else row.title
    return f"{name} ({translate(write_day(row.day))})"


@dataclass(frozen=True, slots=True)
class TeamOnDay:
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


def find_inspecting_team(unit: Unit, day: date) -> TeamOnDay | None:
    """The team that inspects for the unit on that day: four queries."""
    decisions = _list_decisions().filter(unit__code=unit.code, day__lte=day).exclude(body__code=COMMITTEE)
    return _find_latest(decisions, day)


def list_inspectors(unit: Unit) -> list[User]:
    """Whoever stood in an inspecting team of the unit, each once: four queries."""
    decisions = _list_decisions().filter(unit__code=unit.code).exclude(body__code=COMMITTEE)
    users_by_id = {
        user.pk: user
        for decision in decisions
        for part in (decision.heads, decision.deputies, decision.members)
        for user in part.all()
    }
    return list(users_by_id.values())


def teams_of(user: User, day: date) -> frozenset[str]:
    """Codes of the units in whose inspecting team the account stands on that day: four queries."""
    decisions = _list_decisions().filter(day__lte=day).exclude(body__code=COMMITTEE)
    by_unit: dict[str, list[TeamDecision]] = {}
    for decision in decisions:
        by_unit.setdefault(decision.unit.code, []).append(decision)
    team_by_unit = {code: _find_latest(rows, day) for code, rows in by_unit.items()}
    return frozenset(code for code, team in team_by_unit.items() if team is not None and user.pk in team.team.everyone)


def _list_decisions() -> QuerySet[TeamDecision]:
    rows = TeamDecision.objects.filter(voided=False).select_related("unit", "body", "act")
    return rows.prefetch_related("heads__unit", "deputies__unit", "members__unit").order_by("day", "created_at")


def _find_latest(decisions: Iterable[TeamDecision], day: date) -> TeamOnDay | None:
    by_team = {as_team(decision): decision for decision in decisions}
    team = find_team(by_team, day)
    return None if team is None else TeamOnDay(team, by_team[team])


def as_team(decision: TeamDecision) -> Team:
    (head,) = decision.heads.all()
    return Team(
        day=decision.day,
        head=head.pk,
        deputies=frozenset(user.pk for user in decision.deputies.all()),
        members=frozenset(user.pk for user in decision.members.all()),
    )


@dataclass(frozen=True, slots=True)
class MeetingConclusions:
    meeting: Meeting
    conclusions: int
    open: int  # not yet given as a duty


def list_meetings(user: User) -> list[MeetingConclusions]:
    """The newest meetings in scope: one query; NotFoundError where the account reads none."""
    definition = get_register("meetings")
    if definition not in entries.list_readable_registers(user):
        raise NotFoundError
    not_voided = Q(conclusions__voided=False)
    rows = (
        cast("QuerySet[Meeting]", entries.list_entries(user, definition))
        .filter(voided=False)
        .select_related("unit", "body")
        .annotate(
            told=Count("conclusions", filter=not_voided),
            left=Count("conclusions", filter=not_voided & Q(conclusions__plan=None)),
        )
    )
    return [MeetingConclusions(row, row.told, row.left) for row in rows[:MAX_MEETINGS]]


def access_meeting(user: User, pk: UUID) -> Meeting:
    """NotFoundError outside the scope."""
    meeting = entries.access_entry(user, get_register("meetings"), pk)
    assert isinstance(meeting, Meeting)
    return meeting


def may_assign_duties(user: User, meeting: Meeting) -> bool:
    return entries.can_write_for_unit(user, get_register("meetings"), meeting.unit_id)


def list_conclusions(meeting: Meeting) -> list[Conclusion]:
    """In the order in which they were written down, voided ones left out."""
    rows = meeting.conclusions.filter(voided=False).select_related("lead", "plan")
    return list(rows.order_by("created_at", "due_on", "id"))


def list_links(user: User, row: Entry) -> list[tuple[str, str]]:
    """From a meeting to what it concluded."""
    return [(_("Kết luận, giao nhiệm vụ"), reverse("teams:conclusions", args=[row.pk]))]
