"""Report obligations: which unit owes a report for which days of the period, and tallies of received reports."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.orgtree.unit import Unit
from sokehoach.domain.periods.window import Window
from sokehoach.domain.reporting.form import Reporters


@dataclass(frozen=True, slots=True)
class ObligationSpan:
    """The days of a window, from `start` up to, not including, `end`, for which a unit owes the report."""

    unit: Unit
    start: date
    end: date


def list_obligation_spans(
    tree: Tree, reporters: Reporters, *, parent_code: str, window: Window
) -> tuple[ObligationSpan, ...]:
    """Every unit that was below `parent_code` on some day of the window, with its days, by code and start.

    A unit created or dissolved within the period owes the report for its part: no other unit reports those days. A unit
    that leaves the subtree or returns to it owes from its first day below to its last.
    """
    days = {window.start}
    for unit in tree.units:
        days.update(day for day in (unit.valid_from, unit.valid_to) if day is not None and window.contains(day))
    by_identity: dict[tuple[str, date], ObligationSpan] = {}
    for start, end in pairwise([*sorted(days), window.end]):
        snapshot = tree.as_of(start)
        if parent_code not in snapshot:
            continue
        for unit in snapshot.reporters(reporters, root_code=parent_code):
            previous = by_identity.get(unit.identity)
            by_identity[unit.identity] = ObligationSpan(unit, previous.start if previous else start, end)
    return tuple(by_identity[identity] for identity in sorted(by_identity))


class OwedReport(Protocol):
    @property
    def first_sent(self) -> date | None: ...
    @property
    def due(self) -> date: ...


@dataclass(frozen=True, slots=True)
class ReportTally:
    """Of `owed` reports `sent` were received, `in_time` of them by their due day. in_time ≤ sent ≤ owed."""

    owed: int
    sent: int
    in_time: int

    @property
    def complete(self) -> float | None:
        """Share of the owed reports that were sent, 0 to 1; None if none is owed."""
        return self.sent / self.owed if self.owed else None


def tally_reports(reports: Iterable[OwedReport]) -> ReportTally:
    """Tally by first submission: a report that was returned and sent again keeps its day, and counts once."""
    rows = list(reports)
    sent = [row for row in rows if row.first_sent is not None]
    in_time = [row for row in sent if row.first_sent is not None and row.first_sent <= row.due]
    return ReportTally(len(rows), len(sent), len(in_time))


@dataclass(frozen=True, slots=True)
class Extension:
    """A granted extension, up to and including `until`."""

    until: date


def apply_extensions(regular: date, extensions: Collection[Extension]) -> date:
    """The due day of the report: the form's own day, or the latest granted extension."""
    return max((regular, *(extension.until for extension in extensions)))


def is_locked(locked_from: date | None, extensions: Collection[Extension], day: date) -> bool:
    """Whether the report can no longer be sent on the day. An extension lifts the lock."""
    return (
        locked_from is not None and day >= locked_from and not any(day <= extension.until for extension in extensions)
    )


DAYS_BEFORE_DUE = (5, 2, 0)  # working days left
DAYS_AFTER_DUE = (1, 2, 4, 7)  # working days overdue
_THEN_EVERY = 5


def needs_reminder(days_left: int, days_late: int) -> bool:
    """Whether to send a reminder of an unsent report. Both counts are in working days and 0 on the due day.

    Reminders are few, so that nobody turns them off, but at most a working week apart once the report is late. This is
    our own rule: no text requires it.
    """
    if days_late:
        return days_late in DAYS_AFTER_DUE or (days_late > DAYS_AFTER_DUE[-1] and days_late % _THEN_EVERY == 0)
    return days_left in DAYS_BEFORE_DUE
