"""Meetings and what they concluded."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.registers.teams.models import Conclusion, Meeting

MOST = 50  # the newest; older ones are found in the register's list


@dataclass(frozen=True, slots=True)
class Told:
    meeting: Meeting
    conclusions: int
    open: int  # not yet given as a duty


def meetings_of(user: User) -> list[Told]:
    """The newest meetings in scope: one query; 404 where the account reads none."""
    described = register("meetings")
    if described not in entries.registers_of(user):
        raise Http404
    standing = Q(conclusions__struck=False)
    rows = (
        cast("QuerySet[Meeting]", entries.mine(user, described))
        .filter(struck=False)
        .select_related("unit", "body")
        .annotate(
            told=Count("conclusions", filter=standing),
            left=Count("conclusions", filter=standing & Q(conclusions__plan=None)),
        )
    )
    return [Told(row, row.told, row.left) for row in rows[:MOST]]


def meeting_for(user: User, pk: UUID) -> Meeting:
    """404 outside the scope."""
    found = entries.line(user, register("meetings"), pk)
    assert isinstance(found, Meeting)
    return found


def may_follow(user: User, meeting: Meeting) -> bool:
    return entries.may_write(user, register("meetings"), meeting.unit_id)


def conclusions_of(meeting: Meeting) -> list[Conclusion]:
    """In the order in which they were written down, struck ones left out."""
    rows = meeting.conclusions.filter(struck=False).select_related("lead", "plan")
    return list(rows.order_by("created_at", "due_on", "id"))


def links(user: User, row: Entry) -> list[tuple[str, str]]:
    """From a meeting to what it concluded."""
    return [(_("Kết luận, giao nhiệm vụ"), reverse("teams:conclusions", args=[row.pk]))]
