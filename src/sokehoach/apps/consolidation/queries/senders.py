"""Lists the senders of an area's figures: reporters, and areas below that close first."""

from collections.abc import Iterable
from dataclasses import dataclass

from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.queries.closings import load_path_finder
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.succession import say_version
from sokehoach.apps.reporting.queries import due_days, obligations
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.status import ReportStatus


@dataclass(frozen=True, slots=True)
class Sender:
    """A reporter with its report, or an area with all reports below it.

    key      its code; of two units with one code, the earlier one also has its first day
    name     its short name; of a unit that was gone at the cut-off also until when it was
    state    the state of its report; for an area «accepted» once it has closed, otherwise «»
    closing  the closing by which an area sent its figures up
    """

    unit: Unit
    key: str
    reports: tuple[ExpectedReport, ...]
    name: str
    is_area: bool = False
    closing: Closing | None = None

    @property
    def state(self) -> str:
        if self.is_area:
            return "" if self.closing is None else "accepted"
        return self.reports[0].state

    @property
    def status(self) -> ReportStatus:
        """The status; «chưa gửi» for an area that has not closed, since it has sent nothing up."""
        if self.is_area:
            return ReportStatus.NOT_SENT if self.closing is None else ReportStatus.ACCEPTED
        return self.reports[0].status

    @property
    def shown_state(self) -> str:
        """The name of the state in `shell.status_badges`."""
        return self.status.value if self.is_area else self.reports[0].shown_state

    @property
    def late_days(self) -> int:
        return 0 if self.is_area else self.reports[0].late_days

    @property
    def accepted(self) -> int:
        """How many of its reports are accepted."""
        return sum(report.state == "accepted" for report in self.reports)

    @property
    def place(self) -> Unit:
        """The area of the unit: an agency belongs to the area to which it is attached."""
        return units.get_unit_area(self.unit)


def list_senders(unit: Unit, form: Form, period: str) -> tuple[Sender, ...]:
    """The senders of the area, by code. Six queries, seven where an area below closes first."""
    day = due_days.get_counting_window(form, period).cut_off
    path_finder = load_path_finder(day=day)
    expected = obligations.list_expected(form, period, units=path_finder.list_units_below(unit.pk))
    if not form.is_collected(due_days.period_of(period)) and not any(report.state for report in expected):
        expected = ()  # nobody could report before the programme ran
    reports_by_sender: dict[int, list[ExpectedReport]] = {}
    area_id = unit.pk
    for report in expected:
        path = path_finder.find_path(report.unit.id)
        place = path.index(area_id)
        reports_by_sender.setdefault(path[place - 1] if place else report.unit.id, []).append(report)
    reporters = {report.unit.id: report.unit for report in expected}
    areas = (
        Unit.objects.in_bulk(reports_by_sender.keys() - reporters.keys())
        if reports_by_sender.keys() - reporters.keys()
        else {}
    )
    closed = closings.list_current_closings(form=form.uid, period=period, units=areas.keys()) if areas else {}
    sender_units = sorted(
        (areas.get(pk) or reporters[pk] for pk in reports_by_sender),
        key=lambda sender_unit: (sender_unit.code, sender_unit.valid_from),
    )
    keys = build_unit_keys(sender_units)
    return tuple(
        Sender(
            sender_unit,
            keys[sender_unit.pk],
            tuple(reports_by_sender[sender_unit.pk]),
            say_version(sender_unit.short_name, sender_unit, day),
            is_area=sender_unit.pk in areas,
            closing=closed.get(sender_unit.pk),
        )
        for sender_unit in sender_units
    )


def build_unit_keys(rows: Iterable[Unit]) -> dict[int, str]:
    """Returns the key of each unit by its row id: its code; of two versions with one code, the earlier one also has its
    first day.
    """
    ordered = sorted(rows, key=lambda row: (row.code, row.valid_from))
    latest_pks = {row.code: row.pk for row in ordered}
    return {row.pk: row.code if latest_pks[row.code] == row.pk else f"{row.code}@{row.valid_from}" for row in ordered}
