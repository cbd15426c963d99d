"""Whose numbers the figures of an area are drawn together from: reporters, and areas below that close first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.selectors import closings
from sokehoach.apps.consolidation.selectors.paths import paths
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.status import ReportStatus


@dataclass(frozen=True, slots=True)
class Sender:
    """A reporter with its report, or an area with all those below it.

    key      its code; of two with one code, the one that is no more carries its first day behind it
    state    a name in `shell.marks`: of its report; of an area «accepted» once it has closed, else «»
    closing  of an area, by which it sent its figures up
    """

    unit: Unit
    key: str
    reports: tuple[Expected, ...]
    is_area: bool = False
    closing: Closing | None = None

    @property
    def state(self) -> str:
        if self.is_area:
            return "" if self.closing is None else "accepted"
        return self.reports[0].state

    @property
    def status(self) -> ReportStatus:
        """Of an area that has not closed, «chưa gửi»: it has sent nothing up."""
        if self.is_area:
            return ReportStatus.NOT_SENT if self.closing is None else ReportStatus.ACCEPTED
        return self.reports[0].status

    @property
    def shown_state(self) -> str:
        """The name of the state in `shell.marks`."""
        return self.status.value if self.is_area else self.reports[0].shown_state

    @property
    def late_days(self) -> int:
        return 0 if self.is_area else self.reports[0].late_days

    @property
    def accepted(self) -> int:
        """How many of its reports count."""
        return sum(one.state == "accepted" for one in self.reports)

    @property
    def place(self) -> Unit:
        """An agency stands where the unit that it is attached to does."""
        return units.area_of(self.unit)


def senders(unit: Unit, form: Form, period: str) -> tuple[Sender, ...]:
    """Of the area, by code: six queries, seven where an area below closes first."""
    day = obligations.counted(form, period).cut_off
    expected = obligations.expected(form, period)
    ways = paths([one.unit.pk for one in expected], day=day)
    below: dict[int, list[Expected]] = {}
    for one in expected:
        way = ways[one.unit.pk]
        if unit.pk in way:
            place = way.index(unit.pk)
            below.setdefault(way[place - 1] if place else one.unit.pk, []).append(one)
    reporters = {one.unit.pk: one.unit for one in expected}
    areas = Unit.objects.in_bulk(below.keys() - reporters.keys()) if below.keys() - reporters.keys() else {}
    closed = closings.standing(form=form.code, period=period, units=areas.keys()) if areas else {}
    found = sorted(
        (areas.get(pk) or reporters[pk] for pk in below), key=lambda one: (one.code, one.valid_from)
    )
    keys = _keys(found)
    return tuple(
        Sender(one, keys[one.pk], tuple(below[one.pk]), is_area=one.pk in areas, closing=closed.get(one.pk))
        for one in found
    )


def _keys(rows: Iterable[Unit]) -> dict[int, str]:
    rows = list(rows)
    latest = {row.code: row.pk for row in rows}  # they come by first day
    often = Counter(row.code for row in rows)
    return {
        row.pk: row.code
        if often[row.code] == 1 or latest[row.code] == row.pk
        else f"{row.code}@{row.valid_from}"
        for row in rows
    }
