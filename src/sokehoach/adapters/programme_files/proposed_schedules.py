"""Reporting schedules made of accepted proposals: one for the forms that are due alike, with that of the office."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sokehoach.adapters.programme_files.definition import Assumption
from sokehoach.domain.periods.due import (
    TWO_WORKING_DAYS,
    DatesOfYear,
    DayOfMonth,
    DayOfWeek,
    DueByKind,
    DueRule,
    SingleDueRule,
    WorkingDaysAfter,
    choose_week,
    compute_due_day,
    find_due_problems,
    find_earlier_window,
    find_plan_due_problems,
    format_due_rule,
    get_due_of_kind,
    is_ever_later,
    is_later,
    join_dues,
)
from sokehoach.domain.periods.period import PeriodType, list_periods
from sokehoach.domain.periods.window import ND09, WindowRule
from sokehoach.domain.plans.due_rules import postpone_half_due
from sokehoach.domain.plans.proposals.due_texts import parse_due_text
from sokehoach.domain.plans.proposals.facts import AGENCIES, BASE, EVERYBODY
from sokehoach.domain.plans.proposals.facts import Reporters as ReporterKeys
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, ProposalContent, ProposalKind
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.longer_periods import find_longer_period_problems
from sokehoach.domain.reporting.reporting_schedule import Channel, ContentKind, ReportingSchedule, Stage

_LOCK_DAYS = 20
_LAST_WORKING_DAY = 5  # Friday
_OFFICE_DAYS = 5  # that the standing office has after those who report to it
_LEAP_YEAR = 2024
_NEXT_WORKING_DAY = WorkingDaysAfter(1)  # after the last day that counts: no report may be due before it


@dataclass(frozen=True, slots=True)
class FormTiming:
    period_type: PeriodType
    also_for: tuple[PeriodType, ...]
    due: DueRule
    window: WindowRule = ND09
    assumed: tuple[str, ...] = ()


class ScheduleBuilder:
    """`office`: who collects for `unit`."""

    def __init__(self, accepted: Sequence[ProgrammeProposal], office: str, unit: str) -> None:
        self._rows = [row.content for row in accepted if row.content.kind is ProposalKind.SCHEDULE]
        self._office, self._unit = office, unit
        self.assumptions: list[Assumption] = []

    def choose(self, reporters: ReporterKeys) -> FormTiming:
        """The periods of the schedules for these reporters, the shortest as the form's own.

        Figures are reported by weeks only where no longer period is asked for: none is made of weeks, so those of a
        month could not be computed from them.
        """
        rows = [row for row in self._rows if _covers_reporters(row.reporters, reporters)] or self._rows
        rows = [row for row in rows if row.every != PeriodType.WEEK] or rows
        if not rows:
            return FormTiming(PeriodType.YEAR, (), TWO_WORKING_DAYS, assumed=("kỳ báo cáo, hạn gửi",))
        rows = sorted(rows, key=lambda row: PeriodType(row.every).months)
        own_type = PeriodType(rows[0].every)
        longer = tuple(dict.fromkeys(PeriodType(row.every) for row in rows if PeriodType(row.every) is not own_type))
        also_for = tuple(kind for kind in longer if _is_made_of(kind, own_type))
        is_of_office = reporters == (self._office,)
        stated_rows = [row for row in rows if is_of_office or row.reporters != (self._office,)]
        if is_of_office:  # it counts by the days of those who report to it, too
            stated_rows = [*(row for row in self._rows if row.reporters != (self._office,)), *stated_rows]
        kinds = (own_type, *also_for)
        return self._build_timing(stated_rows, kinds)

    def list_weekly_reporters(self) -> Iterator[ReporterKeys]:
        """Who reports by weeks beside a longer period: these have a form of their own for the week, in words."""
        reporters = {row.reporters: None for row in self._rows if row.every == PeriodType.WEEK}
        yield from (keys for keys in reporters if self.choose(keys).period_type is not PeriodType.WEEK)

    def choose_weekly(self, reporters: ReporterKeys) -> FormTiming:
        rows = [row for row in self._rows if row.every == PeriodType.WEEK and row.reporters == reporters]
        return self._build_timing(rows, (PeriodType.WEEK,))

    def _build_timing(self, stated_rows: Sequence[ProposalContent], kinds: tuple[PeriodType, ...]) -> FormTiming:
        own_type, *also_for = kinds
        window = choose_window(stated_rows if own_type is PeriodType.WEEK else self._rows, kinds)
        due = _choose_due(stated_rows, self._rows, kinds, window)
        assumed = () if _is_stated(stated_rows, due) else (f"hạn {format_due_rule(due)}",)
        if own_type is PeriodType.WEEK:
            assumed = (*assumed, f"chốt số liệu {window.name}")
        elif window != ND09:
            assumed = (*assumed, f"chốt số liệu sớm để kịp hạn của kế hoạch: {window.name}")
        return FormTiming(own_type, tuple(also_for), due, window, assumed)

    def build(
        self, forms: Sequence[Form], outline: str, *, taken_codes: Collection[str], head: str, valid_from: date
    ) -> Iterator[ReportingSchedule]:
        groups: dict[tuple[DueRule, tuple[PeriodType, ...], WindowRule], list[Form]] = {}
        for form in forms:
            groups.setdefault((form.due, tuple(form.period_types), form.counting_window), []).append(form)
        codes = (f"kh{number}" for number in range(1, 1_000))
        free_codes = (code for code in codes if code not in taken_codes)
        for (due, kinds, window), group in groups.items():
            stage = Stage(
                reporters=Reporters(
                    levels=tuple(dict.fromkeys(level for form in group for level in form.reporters.levels)),
                    codes=tuple(dict.fromkeys(code for form in group for code in form.reporters.codes)),
                ),
                receiver=self._unit,
                due=due,
                through=self._office if self._office != self._unit else "",
                lock_days=_LOCK_DAYS,
                window=window,
                forms=tuple(form.code for form in group),
            )
            own_rows = [row for row in self._rows if row.reporters == (self._office,)]
            is_of_office = stage.reporters == Reporters(codes=(self._office,)) and _is_stated(own_rows, due)
            last_due = due if is_of_office else _postpone_due(due, kinds, own_rows, window)
            last = Stage(Reporters(codes=(self._office,)), self._unit, last_due, window=window)
            yield ReportingSchedule(
                code=next(free_codes),
                name=f"Báo cáo {', '.join(kind.label_vi for kind in kinds)}",
                subject="Kết quả thực hiện chỉ tiêu, nhiệm vụ, khó khăn, phương hướng kỳ tới và kiến nghị",
                content=ContentKind.BOTH,
                stages=(stage, last),
                channels=(Channel.SYSTEM, Channel.EXCHANGE),
                period_types=kinds,
                outlines=(outline,),
                procedure="Đơn vị nhập số liệu, gửi; cơ quan thường trực kiểm tra, duyệt, tổng hợp, báo cáo",
                basis=head,
                valid_from=valid_from,
                assumed=("hạn của cơ quan thường trực; ngày khóa nhận báo cáo, 20 ngày làm việc sau hạn",),
            )


def _covers_reporters(schedule: ReporterKeys, reporters: ReporterKeys) -> bool:
    """Whether the schedule is one of these reporters: named, or among all communes or agencies."""
    return all(
        key in schedule or (key not in EVERYBODY and AGENCIES in schedule) or (key == BASE and BASE in schedule)
        for key in reporters
    )


def _is_made_of(longer: PeriodType, own_type: PeriodType) -> bool:
    form = Form("", "", "", own_type.value, "", Reporters(), (), also_for=(longer,))
    return not find_longer_period_problems(form)


def choose_window(plan_rows: Sequence[ProposalContent], kinds: Collection[PeriodType]) -> WindowRule:
    """The decree's; where a day of the plan is before its cut-off, the latest that ends before that day.

    Of weeks alone that of the weekday of the plan.
    """
    if set(kinds) == {PeriodType.WEEK}:
        return choose_week(next((due for due in _list_stated_dues(plan_rows) if isinstance(due, DayOfWeek)), None))
    stated = [(due, PeriodType(row.every)) for row in plan_rows if (due := parse_due_text(row.due)) is not None]
    if not any(kind in kinds and find_plan_due_problems(due, kind, ND09) for due, kind in stated):
        return ND09
    by_kind = _list_dues_of_kinds(plan_rows, kinds)
    joined = [join_dues(by_kind)] if len(by_kind) == len(kinds) else []
    windows = (find_earlier_window(due, kinds) for due in (*joined, *_list_stated_dues(plan_rows)))
    return next((window for window in windows if window is not None), ND09)


def _list_dues_of_kinds(
    rows: Sequence[ProposalContent], kinds: Collection[PeriodType]
) -> dict[PeriodType, SingleDueRule]:
    """The first rule that the plan states for each of these types, the dates of half-years and years together."""
    stated = [(PeriodType(row.every), due) for row in rows if (due := parse_due_text(row.due)) is not None]
    dates = next((due for due in _list_stated_dues(rows) if isinstance(due, DatesOfYear)), None)
    first = {kind: due for kind, due in reversed(stated) if kind in kinds}
    for kind, due in first.items():
        if kind is PeriodType.SIX_MONTH and isinstance(due, DatesOfYear) and dates is not None:
            first[kind] = dates  # «15/6» is a date of one half alone
    return first


def _list_stated_dues(rows: Sequence[ProposalContent]) -> list[SingleDueRule]:
    """The dates of all rows together, then the days of each."""
    dues = [due for row in rows if (due := parse_due_text(row.due)) is not None]
    dates = tuple(sorted({pair for due in dues if isinstance(due, DatesOfYear) for pair in due.dates}))
    return [*([DatesOfYear(dates)] if dates else []), *dues]


def _choose_due(
    rows: Sequence[ProposalContent],
    plan_rows: Sequence[ProposalContent],
    kinds: Sequence[PeriodType],
    window: WindowRule,
) -> DueRule:
    """The day that is stated for each type of period; else the first that suits all of them, or two working days.

    None that is after a day on which anybody reports by the plan, of `plan_rows`: what is sent then comes too late.
    Where every one is, the first working day.
    """
    single = _choose_single_due(rows, plan_rows, kinds, window)
    by_kind = _list_dues_of_kinds(rows, kinds)
    is_kept = all(
        compute_due_day(single, period, window, ()) == compute_due_day(due, period, window, ())
        for kind, due in by_kind.items()
        for period in list_periods(kind, _LEAP_YEAR, _LEAP_YEAR)
    )
    if is_kept:
        return single
    return join_dues(
        {
            kind: _choose_single_due([row for row in rows if _has_date_of(row, kind)], plan_rows, (kind,), window)
            for kind in kinds
        }
    )


def _has_date_of(row: ProposalContent, kind: PeriodType) -> bool:
    """Whether the row says when reports of the type are due; the date of a year is that of its second half, too."""
    return row.every == kind or (kind is PeriodType.SIX_MONTH and row.every == PeriodType.YEAR)


def _choose_single_due(
    rows: Sequence[ProposalContent],
    plan_rows: Sequence[ProposalContent],
    kinds: Sequence[PeriodType],
    window: WindowRule,
) -> SingleDueRule:
    dues = _list_stated_dues(rows)
    if len(kinds) == 1 and PeriodType.SIX_MONTH not in kinds:
        dues = [due for due in dues if any(parse_due_text(row.due) == due for row in rows)]  # each date by itself
    half_due = _find_half_due(dues, kinds, window)
    for due in (*dues, TWO_WORKING_DAYS):
        if not find_due_problems(due, kinds, window) and not _is_after_plan(due, plan_rows, kinds, window):
            return due
        if due in dues and half_due is not None:
            return half_due  # «15/6» may be a Saturday: the first allowed day of that half, not of both
    return _NEXT_WORKING_DAY


def _find_half_due(
    dues: Sequence[SingleDueRule], kinds: Sequence[PeriodType], window: WindowRule
) -> SingleDueRule | None:
    """The first day allowed to reports of half-years that have one date, and count as the decree says."""
    if tuple(kinds) != (PeriodType.SIX_MONTH,) or window != ND09:
        return None
    return next((postpone_half_due(due.dates) for due in dues if isinstance(due, DatesOfYear)), None)


def _is_after_plan(
    due: DueRule, plan_rows: Sequence[ProposalContent], kinds: Sequence[PeriodType], window: WindowRule
) -> bool:
    """Whether a report of some period would be due after the day that the plan states for that period."""
    for row in plan_rows:
        stated_due, kind = parse_due_text(row.due), PeriodType(row.every)
        if stated_due is None or kind not in kinds or find_plan_due_problems(stated_due, kind, window):
            continue
        if is_ever_later(due, stated_due, kind, window):
            return True
    return False


def _is_stated(rows: Sequence[ProposalContent], due: DueRule) -> bool:
    if isinstance(due, DueByKind):
        return all(_is_stated([row for row in rows if row.every == kind], own_due) for kind, own_due in due.by_kind)
    dues = [parse_due_text(row.due) for row in rows]
    stated_dates = {pair for stated in dues if isinstance(stated, DatesOfYear) for pair in stated.dates}
    return due in dues or (isinstance(due, DatesOfYear) and stated_dates.issuperset(due.dates))


def _postpone_due(
    due: DueRule, kinds: Sequence[PeriodType], own_rows: Sequence[ProposalContent], window: WindowRule
) -> DueRule:
    """A later day, for the office that adds up what the others have sent: its own by the plan, where that is later."""
    own_dues = _list_dues_of_kinds(own_rows, kinds)
    if not isinstance(due, DueByKind) and len(set(own_dues.values())) <= 1:
        stated = [parse_due_text(row.due) for row in own_rows]
        return _find_later_due(due, kinds, [rule for rule in stated if rule is not None], window)
    return join_dues(
        {
            kind: _find_later_due(
                get_due_of_kind(due, kind), (kind,), [own_dues[kind]] if kind in own_dues else [], window
            )
            for kind in kinds
        }
    )


def _find_later_due(
    due: SingleDueRule, kinds: Sequence[PeriodType], later_rules: list[SingleDueRule], window: WindowRule
) -> SingleDueRule:
    match due:
        case WorkingDaysAfter(days):
            later_rules += [WorkingDaysAfter(days + (1 if due == _NEXT_WORKING_DAY else 3))]
        case DayOfMonth(day, months_after):
            later_rules += [
                DayOfMonth(min(day + _OFFICE_DAYS, 28), months_after),
                DayOfMonth(_OFFICE_DAYS, months_after + 1),
            ]
        case DayOfWeek(weekday):
            later_rules += [DayOfWeek(day) for day in (*range(weekday + 1, _LAST_WORKING_DAY + 1), 1)]
        case DatesOfYear(dates):
            later_days = [date(_LEAP_YEAR, month, day) + timedelta(days=_OFFICE_DAYS) for month, day in dates]
            later_rules += [DatesOfYear(tuple(sorted((day.month, day.day) for day in later_days)))]
    later_rules += [WorkingDaysAfter(number) for number in (10, 20, 30, 60)]
    return next(
        rule
        for rule in later_rules
        if not find_due_problems(rule, kinds, window) and is_later(rule, due, kinds, window)
    )
