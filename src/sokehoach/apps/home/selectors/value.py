"""The history of one number of a report, in words."""

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
class Line:
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
class Told:
    submission: uuid.UUID
    unit: Unit
    code: str
    label: str
    lines: tuple[Line, ...]  # the newest first


def history(user: User, *, submission: uuid.UUID, cell: str) -> Told:
    """404 as for the report's own page. A query more than the report's room asks: the names of who did it."""
    found = cell_history.history(user, submission=submission, cell=cell)
    people = actors.names(turn.actor for turn in found.turns)
    lines = tuple(
        Line(
            at=timezone.localtime(turn.at),
            who=people[turn.actor],
            sentence=sentences.sentence(turn.action) + _edition(turn.edition),
            was=_shown(turn.was),
            now=_shown(turn.now),
            changes=None not in (turn.was, turn.now) and turn.was != turn.now,
            reason=turn.reason,
            seq=turn.seq,
            leaf=turn.leaf,
        )
        for turn in found.turns
    )
    return Told(found.submission, found.unit, found.code, found.label, lines)


def _shown(typed: str | None) -> str:
    if typed is None:
        return "–"
    return {"": _("chưa báo cáo"), "-": _("không áp dụng")}.get(typed, typed)


def _edition(number: int) -> str:
    return "" if number == 1 else _(", bản đính chính lần %(n)s") % {"n": number - 1}
