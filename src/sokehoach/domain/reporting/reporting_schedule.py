"""Reporting schedule (chế độ báo cáo): the parts required by NĐ 09/2019/NĐ-CP art. 7, and the resulting dates."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.periods import working_days
from sokehoach.domain.periods.due import DueRule, compute_due_day, find_due_problems, format_due_rule, is_later
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.periods.window import ND09, WindowRule, compute_window, find_kind_problems
from sokehoach.domain.reporting.form import Reporters


class ContentKind(StrEnum):
    NARRATIVE = "narrative"
    FIGURES = "figures"
    BOTH = "both"

    @property
    def label_vi(self) -> str:
        return _CONTENTS_VI[self]


class Channel(StrEnum):
    """Channels for sending and receiving (art. 7.5)."""

    SYSTEM = "system"
    EXCHANGE = "exchange"
    EMAIL = "email"
    POST = "post"
    FAX = "fax"
    DIRECT = "direct"

    @property
    def label_vi(self) -> str:
        return _CHANNELS_VI[self]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a report's way up: sender, receiver and due date. Units are given by code.

    due         when the report is due; each level has its own rule
    window      the days that the stage's forms count
    lock_days   working days after the due day, after which nothing can be sent; 0: never locked
    """

    reporters: Reporters
    receiver: str
    due: DueRule
    through: str = ""  # the office that collects for the receiver
    window: WindowRule = ND09
    lock_days: int = 0
    forms: tuple[str, ...] = ()

    @property
    def sender_codes(self) -> str:
        """The codes of the senders: of levels, then of single units."""
        return ", ".join((*self.reporters.levels, *self.reporters.codes))


@dataclass(frozen=True, slots=True)
class ReportingSchedule:
    code: str
    name: str  # art. 7.1
    subject: str  # 7.2, together with `content`
    content: ContentKind
    stages: tuple[Stage, ...]  # 7.3, 7.4 and 7.6; the lowest first
    channels: tuple[Channel, ...]  # 7.5
    period_types: tuple[PeriodType, ...]  # 7.7
    outlines: tuple[str, ...]  # 7.9
    procedure: str  # 7.11
    basis: str  # the legal text that establishes it
    valid_from: date
    valid_to: date | None = None  # exclusive, as for units
    assumed: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """7.10, in the order of the stages."""
        return tuple(dict.fromkeys(code for stage in self.stages for code in stage.forms))

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class StageDates:
    """The dates of a stage.

    `due`: last day for sending; `late_from`: the day after; `locked_from`: None if the stage is never locked.
    """

    cut_off: date
    due: date
    late_from: date
    locked_from: date | None


def compute_stage_dates(stage: Stage, period: Period, holidays: Collection[date]) -> StageDates:
    """The dates of one stage in one period. ValueError if it is due on its own cut-off (NĐ 09/2019 art. 8.5)."""
    cut_off = compute_window(period, stage.window).cut_off
    due = compute_due_day(stage.due, period, stage.window, holidays)
    return StageDates(
        cut_off=cut_off,
        due=due,
        late_from=working_days.add_working_days(due, 1, holidays),
        locked_from=compute_lock_day(due, stage.lock_days, holidays),
    )


def compute_lock_day(due: date, lock_days: int, holidays: Collection[date]) -> date | None:
    """The first day on which a report is only accepted with an extension."""
    return working_days.add_working_days(due, lock_days + 1, holidays) if lock_days else None


@dataclass(frozen=True, slots=True)
class SchedulePart:
    """One part of a schedule: its number in art. 7 and its text; «» if the part is absent."""

    number: int
    title_vi: str
    text: str

    @property
    def required(self) -> bool:
        """Art. 11.2 requires 7.1 to 7.9; forms and the guide to the procedure are optional."""
        return self.number <= _REQUIRED


def list_schedule_parts(schedule: ReportingSchedule) -> tuple[SchedulePart, ...]:
    """The eleven parts in the order of NĐ 09/2019/NĐ-CP art. 7; levels and units are given by their codes."""
    stages = schedule.stages
    texts = (
        schedule.name,
        schedule.subject + " (" + schedule.content.label_vi + ")" if schedule.subject else "",
        _join_texts(stage.sender_codes for stage in stages),
        _join_texts(stage.receiver for stage in stages),
        _join_texts(channel.label_vi for channel in schedule.channels),
        _join_texts(format_due_rule(stage.due) for stage in stages),
        _join_texts(kind.label_vi for kind in schedule.period_types),
        _join_texts(stage.window.name for stage in stages),
        _join_texts(schedule.outlines),
        _join_texts(schedule.forms),
        schedule.procedure,
    )
    return tuple(
        SchedulePart(number, title, text) for number, (title, text) in enumerate(zip(_PARTS_VI, texts, strict=True), 1)
    )


def find_schedule_problems(schedule: ReportingSchedule) -> list[str]:
    """Violations of NĐ 09/2019 in the schedule, one sentence each.

    Art. 11.2: parts 1 to 9 are present. Art. 8.5: at least one working day between cut-off and due day, and each stage
    of a report that passes through several is due later than those below. Stages that send to one receiver through one
    office stand beside each other.
    """
    problems = [
        say(
            "thiếu «%(title)s» (NĐ 09/2019/NĐ-CP Điều 7 khoản %(number)s)",
            title=part.title_vi,
            number=part.number,
        )
        for part in list_schedule_parts(schedule)
        if part.required and not part.text
    ]
    due_problems = dict.fromkeys(
        problem
        for stage in schedule.stages
        for problem in (
            *find_kind_problems(stage.window, schedule.period_types),
            *find_due_problems(stage.due, schedule.period_types, stage.window),
        )
    )
    problems += due_problems
    stage_pairs = [
        (lower, upper)
        for lower, upper in combinations(schedule.stages, 2)
        if lower.window == upper.window and (lower.receiver, lower.through) != (upper.receiver, upper.through)
    ]
    if not due_problems and not all(
        is_later(upper.due, lower.due, schedule.period_types, upper.window) for lower, upper in stage_pairs
    ):
        problems.append(say("thời hạn của cấp trên phải sau thời hạn của cấp dưới (Điều 8 khoản 5)"))
    if schedule.valid_to is not None and schedule.valid_to <= schedule.valid_from:
        problems.append(say("ngày hết hiệu lực không sau ngày có hiệu lực"))
    return problems


def _join_texts(texts: Iterable[str]) -> str:
    return join_messages("; ", dict.fromkeys(text for text in texts if text))


_REQUIRED = 9
_PARTS_VI = (
    say("Tên báo cáo"),
    say("Nội dung yêu cầu báo cáo"),
    say("Đối tượng thực hiện báo cáo"),
    say("Cơ quan nhận báo cáo"),
    say("Phương thức gửi, nhận báo cáo"),
    say("Thời hạn gửi báo cáo"),
    say("Tần suất thực hiện báo cáo"),
    say("Thời gian chốt số liệu báo cáo"),
    say("Mẫu đề cương báo cáo"),
    say("Biểu mẫu số liệu báo cáo"),
    say("Hướng dẫn quy trình thực hiện báo cáo"),
)
_CONTENTS_VI = {
    ContentKind.NARRATIVE: say("lời văn"),
    ContentKind.FIGURES: say("số liệu"),
    ContentKind.BOTH: say("lời văn và số liệu"),
}
_CHANNELS_VI = {
    Channel.SYSTEM: say("hệ thống thông tin báo cáo"),
    Channel.EXCHANGE: say("trục liên thông văn bản"),
    Channel.EMAIL: say("thư điện tử"),
    Channel.POST: say("bưu chính"),
    Channel.FAX: "fax",
    Channel.DIRECT: say("gửi trực tiếp"),
}
