"""Builds the history of one number of a report, in words."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home import sentences
from sokehoach.apps.home.selectors import actors
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors import cell_history


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    who: str
    sentence: str
    was: str
    now: str
    changes: bool
    reason: str
    seq: int
    leaf: str


@dataclass(frozen=True, slots=True)
class ValueHistory:
    submission: uuid.UUID
    unit: Unit
    code: str
    label: str
    lines: tuple[HistoryLine, ...]  # newest first


def load_value_history(user: User, *, submission: uuid.UUID, cell: str) -> ValueHistory:
    """Loads the history; 404 as for the report's own page. One query more than that page, for the actors' names."""
    record = cell_history.load_cell_history(user, submission=submission, cell=cell)
    people = actors.list_actor_names(turn.actor for turn in record.turns)
    lines = tuple(
        HistoryLine(
            at=timezone.localtime(turn.at),
            who=people[turn.actor],
            sentence=sentences.format_action(turn.action) + _format_edition(turn.edition),
            was=_format_value(turn.was),
            now=_format_value(turn.now),
            changes=None not in (turn.was, turn.now) and turn.was != turn.now,
            reason=turn.reason,
            seq=turn.seq,
            leaf=turn.leaf,
        )
        for turn in record.turns
    )
    return ValueHistory(record.submission, record.unit, record.code, record.label, lines)


def _format_value(typed: str | None) -> str:
    if typed is None:
        return "–"
    return {"": _("chưa báo cáo"), "-": _("không áp dụng")}.get(typed, typed)


def _format_edition(number: int) -> str:
    return "" if number == 1 else _(", bản đính chính lần %(n)s") % {"n": number - 1}
