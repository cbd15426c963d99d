"""Meetings and what they concluded."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.shelf.catalogue import get_register
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.registers.teams.models import Conclusion, Meeting

MAX_MEETINGS = 50  # the newest; older ones are found in the register's list


@dataclass(frozen=True, slots=True)
class MeetingConclusions:
    meeting: Meeting
    conclusions: int
    open: int  # not yet given as a duty


def list_meetings(user: User) -> list[MeetingConclusions]:
    """The newest meetings in scope: one query; 404 where the account reads none."""
    definition = get_register("meetings")
    if definition not in entries.list_readable_registers(user):
        raise Http404
    not_struck = Q(conclusions__struck=False)
    rows = (
        cast("QuerySet[Meeting]", entries.list_entries(user, definition))
        .filter(struck=False)
        .select_related("unit", "body")
        .annotate(
            told=Count("conclusions", filter=not_struck),
            left=Count("conclusions", filter=not_struck & Q(conclusions__plan=None)),
        )
    )
    return [MeetingConclusions(row, row.told, row.left) for row in rows[:MAX_MEETINGS]]


def access_meeting(user: User, pk: UUID) -> Meeting:
    """404 outside the scope."""
    meeting = entries.access_entry(user, get_register("meetings"), pk)
    assert isinstance(meeting, Meeting)
    return meeting


def may_assign_duties(user: User, meeting: Meeting) -> bool:
    return entries.can_write_for_unit(user, get_register("meetings"), meeting.unit_id)


def list_conclusions(meeting: Meeting) -> list[Conclusion]:
    """In the order in which they were written down, struck ones left out."""
    rows = meeting.conclusions.filter(struck=False).select_related("lead", "plan")
    return list(rows.order_by("created_at", "due_on", "id"))


def list_links(user: User, row: Entry) -> list[tuple[str, str]]:
    """From a meeting to what it concluded."""
    return [(_("Kết luận, giao nhiệm vụ"), reverse("teams:conclusions", args=[row.pk]))]
