"""Read reporting schedules: the parts of NĐ 09/2019 art. 7, with deadlines that agree with those of the forms."""

from collections.abc import Collection
from dataclasses import replace

from sokehoach.adapters.programme_files.forms import LocatedForm
from sokehoach.adapters.programme_files.levels import read_level_codes
from sokehoach.adapters.programme_files.record import Record
from sokehoach.adapters.programme_files.units import ProgrammeUnits, check_unit_code
from sokehoach.adapters.programme_files.windows import Windows, read_due, read_window
from sokehoach.domain.messages import say
from sokehoach.domain.periods.due import DueRule, format_due_rule
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.reporting_schedule import (
    Channel,
    ContentKind,
    ReportingSchedule,
    Stage,
    find_schedule_problems,
)

_LETTERS = 600  # limit of a part written in sentences


def read_reporting_schedules(
    file: Record,
    units: ProgrammeUnits,
    forms: Collection[LocatedForm],
    outlines: Collection[str],
    windows: Windows,
) -> tuple[ReportingSchedule, ...]:
    forms_by_code = {located.form.code: located.form for located in forms}
    schedules: dict[str, ReportingSchedule] = {}
    for record in file.records("regimes"):
        schedule = _read_reporting_schedule(record, units, forms_by_code, windows)
        for code in schedule.outlines:
            if code not in outlines:
                record.refuse(say("không có đề cương «%(code)s»", code=code), "outlines")
        for sentence in find_schedule_problems(schedule):
            record.refuse(sentence)
        if schedule.code in schedules:
            record.refuse(say("trùng mã chế độ báo cáo «%(code)s»", code=schedule.code), "code")
        schedules[schedule.code] = schedule
    file.finish()
    covered_forms = {code for schedule in schedules.values() for code in schedule.forms}
    for located in forms:
        if located.form.code not in covered_forms:
            located.record.refuse(say("không chế độ báo cáo nào có biểu «%(code)s»", code=located.form.code))
    return tuple(schedules.values())


def add_schedules(forms: Collection[Form], schedules: Collection[ReportingSchedule]) -> tuple[Form, ...]:
    """Return the forms, each with the lock days of the stage that sends it and the days of its schedule."""
    dates_by_form = {
        code: {"lock_days": stage.lock_days, "valid_from": schedule.valid_from, "valid_until": schedule.valid_to}
        for schedule in schedules
        for stage in schedule.stages
        for code in stage.forms
    }
    return tuple(replace(form, **dates_by_form.get(form.code, {})) for form in forms)  # type: ignore[arg-type]


def _read_reporting_schedule(
    record: Record, units: ProgrammeUnits, forms: dict[str, Form], windows: Windows
) -> ReportingSchedule:
    types = record.choices("period_types", PeriodType)
    schedule = ReportingSchedule(
        code=record.code("code"),
        name=record.text("name"),
        subject=record.text("subject"),
        content=record.choice("content", ContentKind),
        stages=tuple(
            _read_stage(stage_record, units, forms, types, windows) for stage_record in record.records("stages")
        ),
        channels=record.choices("channels", Channel),
        period_types=types,
        outlines=record.texts("outlines"),
        procedure=record.optional("procedure", most=_LETTERS),
        basis=record.text("basis"),
        valid_from=record.day("valid_from"),
        valid_to=record.optional_day("valid_to"),
        assumed=record.texts("assumed"),
    )
    record.finish()
    for code in schedule.forms:
        if code in forms:
            _check_form_reporters(forms[code], schedule.stages, record)
    return schedule


def _read_stage(
    record: Record,
    units: ProgrammeUnits,
    forms: dict[str, Form],
    types: Collection[PeriodType],
    windows: Windows,
) -> Stage:
    stage = Stage(
        reporters=_read_reporters(record, units),
        receiver=check_unit_code(record, "receiver", record.text("receiver"), units.codes),
        through=check_unit_code(record, "through", record.optional("through"), units.codes),
        due=read_due(record),
        lock_days=record.integer("lock_days", default=0),
        window=read_window(record, "window", windows),
        forms=record.texts("forms"),
    )
    record.finish()
    for code in stage.forms:
        if code not in forms:
            record.refuse(say("không có biểu «%(code)s»", code=code), "forms")
        else:
            _check_form_agrees(stage, forms[code], record, types)
    return stage


def _check_form_agrees(stage: Stage, form: Form, record: Record, types: Collection[PeriodType]) -> None:
    """Check that a form has its stage's counting window, periods, and deadline for those who report it there."""
    for due in _list_dues(stage, form) - {stage.due}:
        reason = say(
            "biểu %(code)s hạn %(due)s, cấp này %(stage_due)s",
            code=form.code,
            due=format_due_rule(due),
            stage_due=format_due_rule(stage.due),
        )
        record.refuse(reason, "due_days")
    if form.counting_window != stage.window:
        reason = say(
            "biểu %(code)s chốt số liệu theo «%(window)s», cấp này theo «%(stage_window)s»",
            code=form.code,
            window=form.counting_window.code,
            stage_window=stage.window.code,
        )
        record.refuse(reason, "window")
    for kind in form.period_types:
        if kind not in types:
            record.refuse(
                say("biểu %(code)s theo kỳ «%(kind)s», chế độ báo cáo không có kỳ này", code=form.code, kind=kind),
                "forms",
            )


def _list_dues(stage: Stage, form: Form) -> set[DueRule]:
    """The form's due rules for the reporters of the stage; its own where none of them reports it."""
    level_dues = {form.get_level_due(level) for level in form.reporters.levels if level in stage.reporters.levels}
    has_units = bool(set(form.reporters.codes) & set(stage.reporters.codes))
    return level_dues | ({form.due} if has_units or not level_dues else set())


def _check_form_reporters(form: Form, stages: Collection[Stage], record: Record) -> None:
    """Check that the stages with the form name all its reporters; each level may have a stage of its own."""
    reporters = [stage.reporters for stage in stages if form.code in stage.forms]
    unknown_reporters = (
        *(set(form.reporters.codes) - {code for listed in reporters for code in listed.codes}),
        *(set(form.reporters.levels) - {level for listed in reporters for level in listed.levels}),
    )
    for reporter in sorted(unknown_reporters):
        record.refuse(
            say("biểu %(code)s có đơn vị báo cáo «%(reporter)s», không cấp nào có", code=form.code, reporter=reporter),
            "stages",
        )


def _read_reporters(record: Record, units: ProgrammeUnits) -> Reporters:
    reporter_record = record.record("reporters")
    if reporter_record is None:
        record.refuse(say("thiếu «reporters»"))
        return Reporters()
    reporters = Reporters(
        levels=read_level_codes(reporter_record, "levels", units.levels),
        codes=tuple(
            check_unit_code(reporter_record, "codes", code, units.codes) for code in reporter_record.texts("codes")
        ),
    )
    reporter_record.finish()
    return reporters
