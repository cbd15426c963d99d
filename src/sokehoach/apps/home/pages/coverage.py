"""Computes the reporting progress of a form for those who follow other units."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.orgunits.queries.succession import name_version
from sokehoach.apps.reporting.queries.obligations import ExpectedReport, FollowedReports
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.periods import period_name
from sokehoach.apps.shell.strips import MANY, NAMED
from sokehoach.domain.periods.period import Period, parse_period
from sokehoach.domain.reporting.form_periods import get_own_period
from sokehoach.domain.reporting.status import ReportStatus

MAX_NAMED = 4  # missing units that a sentence names; more are counted
MAX_LISTED = 40  # a longer list of units is collapsed
MAX_COLLAPSED = 200  # rows of a collapsed list; of more a link
_MISSING_STATES = tuple(status for status in ReportStatus if status is not ReportStatus.ACCEPTED)


@dataclass(frozen=True)
class ReportCoverage:
    """The reporters of a form for one period, in tree order; or of several forms that one reporter each owes."""

    form: str
    rows: tuple[ExpectedReport, ...]

    @property
    def forms(self) -> frozenset[str]:
        """Their uids."""
        return frozenset(row.form for row in self.rows)

    @property
    def programme(self) -> int:
        return self.rows[0].programme

    @property
    def period(self) -> Period:
        return parse_period(self.rows[0].period)

    @property
    def period_name(self) -> str:
        return period_name(self.period)

    @property
    def of_areas(self) -> bool:
        return all(get_levels()[level].is_base for level in {row.unit.level for row in self.rows})

    @property
    def rows_shown(self) -> tuple[ExpectedReport, ...]:
        return self.rows[:MAX_COLLAPSED]

    @property
    def rows_rest(self) -> int:
        """How many reporters are not on the page."""
        return max(0, len(self.rows) - MAX_COLLAPSED)

    @property
    def many(self) -> bool:
        return len(self.rows) > MAX_LISTED

    @property
    def accepted(self) -> int:
        return len(self.rows) - len(self.missing)

    @property
    def fraction(self) -> str:
        return f"{self.accepted}/{len(self.rows)}"

    @cached_property
    def missing(self) -> tuple[ExpectedReport, ...]:
        return tuple(row for row in self.rows if row.state != "accepted")

    @property
    def still_missing(self) -> str:
        """Formats «còn thiếu Pú Xi (chưa gửi) và Tênh Phông (trả lại)»; «» where none is missing."""
        if not self.missing:
            return ""
        if len(self.missing) > MAX_NAMED:
            n = len(self.missing)
            return ngettext("còn thiếu %(n)s đơn vị", "còn thiếu %(n)s đơn vị", n) % {"n": n}
        *first, last = [f"{name_version(row.unit, clock.today())} ({_(row.status.label_vi)})" for row in self.missing]
        names = _("%(first)s và %(last)s") % {"first": ", ".join(first), "last": last} if first else last
        return _("còn thiếu %(names)s") % {"names": names}

    @property
    def segments(self) -> list[tuple[str, str]]:
        """(name, state) of each unit for the strip; «» as the name of one that a strip of so many units leaves out."""
        today = clock.today()
        few_missing = self.missing if len(self.missing) <= NAMED else ()
        named = self.rows if len(self.rows) <= MANY else few_missing
        names = {row.unit.id: name_version(row.unit, today) for row in named}
        return [
            (names.get(row.unit.id, ""), shown_state)
            for row, (_status, shown_state) in zip(self.rows, self._statuses, strict=True)
        ]

    @cached_property
    def _statuses(self) -> list[tuple[ReportStatus, str]]:
        """The status of each row and how it is shown; worked out once for all rows of one state and one due day."""
        known: dict[tuple[object, ...], tuple[ReportStatus, str]] = {}
        statuses = []
        for row in self.rows:
            key = row.state, row.due, row.regular_due, row.asked_on, row.late_days > 0
            if key not in known:
                known[key] = row.status, row.shown_state
            statuses.append(known[key])
        return statuses

    @property
    def counts(self) -> list[tuple[str, str]]:
        """Returns (state, «17 đã duyệt») for each state that occurs, accepted first."""
        by_status = Counter(status for status, _shown_state in self._statuses)
        late_count = sum(shown_state == "accepted_late" for _status, shown_state in self._statuses)
        labels = [("accepted", _("%(n)s đã duyệt") % {"n": self.accepted})]
        if late_count:
            labels.append(("accepted_late", _("trong đó %(n)s gửi muộn") % {"n": late_count}))
        return labels + [
            (status.value, f"{by_status[status]} {_(status.label_vi)}")
            for status in _MISSING_STATES
            if by_status[status]
        ]


def build_coverages(reports: FollowedReports, day: date) -> list[ReportCoverage]:
    """Groups the reports of the current period of each form that others owe, the one with most reporters first.

    The account's own report is among them, so that all who follow the form count the same units.
    """
    own_periods = {form.uid: get_own_period(form, day).id for form in reports.forms}
    followed_forms = {row.form for row in reports.others}
    by_form: dict[str, list[ExpectedReport]] = defaultdict(list)
    for row in sorted((*reports.others, *reports.own), key=lambda row: row.unit.code):
        if row.form in followed_forms and row.period == own_periods[row.form]:
            by_form[row.form].append(row)
    coverages = [ReportCoverage(rows[0].form_code, tuple(rows)) for rows in _join_single_reporters(by_form.values())]
    return sorted(coverages, key=lambda coverage: -len(coverage.rows))


def _join_single_reporters(rows_by_form: Iterable[list[ExpectedReport]]) -> Iterator[list[ExpectedReport]]:
    """Where each division has a form of its own, all of them are the reporters: «3/7» and not seven times «0/1»."""
    singles: dict[tuple[int, str], list[ExpectedReport]] = defaultdict(list)
    for rows in rows_by_form:
        if len(rows) > 1 or rows[0].unit in {row.unit for row in singles[rows[0].programme, rows[0].period]}:
            yield rows
        else:
            singles[rows[0].programme, rows[0].period] += rows
    yield from (sorted(rows, key=lambda row: row.unit.code) for rows in singles.values() if rows)


def pick_main_coverages(coverages: Iterable[ReportCoverage]) -> tuple[ReportCoverage, ...]:
    """Returns the first coverage of each programme."""
    return tuple({coverage.programme: coverage for coverage in reversed([*coverages])}.values())[::-1]
