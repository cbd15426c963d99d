"""Read counting windows and due rules: data of a programme's reporting schedules."""

import re
from collections.abc import Mapping
from dataclasses import replace

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.messages import say
from sokehoach.domain.periods.due import (
    TWO_WORKING_DAYS,
    DatesOfYear,
    DayOfMonth,
    DayOfWeek,
    DueByKind,
    DueRule,
    SingleDueRule,
    WorkingDaysAfter,
)
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import ND09, WindowEdge, WindowRule, find_window_problems

type Windows = Mapping[str, WindowRule]

_DATE = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})", re.ASCII)


def read_windows(file: Record) -> dict[str, WindowRule]:
    """Return the windows by code, in the section `windows` of the file of schedules."""
    windows: dict[str, WindowRule] = {}
    for record in file.records("windows"):
        rule = WindowRule(
            code=record.code("code"),
            name=record.text("name"),
            start=_read_edge(record, "start"),
            end=_read_edge(record, "end"),
            source=record.text("source"),
            days_back=record.integer("days_back", default=0),
        )
        record.finish()
        if rule.code in windows:
            record.refuse(say("trùng mã cách chốt số liệu «%(code)s»", code=rule.code), "code")
        problems = find_window_problems(rule)
        for problem in problems:
            record.refuse(problem, "start")
        # What rests on impossible days is not checked by them.
        windows[rule.code] = replace(rule, start=ND09.start, end=ND09.end, days_back=0) if problems else rule
    return windows


def read_window(record: Record, name: str, windows: Windows) -> WindowRule:
    code = record.text(name)
    if code and code not in windows:
        record.refuse(say("không có cách chốt số liệu «%(code)s»", code=code), name)
    return windows.get(code, ND09)


def read_due(record: Record) -> DueRule:
    """Return the due rule: `due_days` working days after the window, the day or dates of `due`, or one for each type
    of period in its `by_period_type`.
    """
    rule = record.record("due")
    if rule is not None and "by_period_type" in rule.fields:
        _refuse_due_days(record)
        rows = rule.records("by_period_type")
        rules = [(row.choice("period_type", PeriodType), _read_single_due(row, row.record("due"))) for row in rows]
        for row in (rule, *rows):
            row.finish()
        if not rules:
            rule.refuse(say("«by_period_type» phải có ít nhất một kỳ"), "by_period_type")
            return TWO_WORKING_DAYS
        return DueByKind(tuple(sorted(rules, key=lambda named: (named[0].months, named[0].value))))
    return _read_single_due(record, rule)


def _read_single_due(record: Record, rule: Record | None) -> SingleDueRule:
    if rule is None:
        return WorkingDaysAfter(record.integer("due_days"))
    _refuse_due_days(record)
    due: SingleDueRule
    if "weekday" in rule.fields:
        due = DayOfWeek(rule.integer("weekday"))
    elif "dates" in rule.fields:
        due = DatesOfYear(tuple(_read_date(rule, text) for text in rule.texts("dates")))
    else:
        due = DayOfMonth(rule.integer("day"), rule.integer("months_after", default=0))
    rule.finish()
    return due


def _refuse_due_days(record: Record) -> None:
    if "due_days" in record.fields:
        record.refuse(say("chỉ ghi một trong «due_days» và «due»"), "due_days")
        record.integer("due_days")


def _read_edge(record: Record, name: str) -> WindowEdge:
    edge_record = record.record(name)
    if edge_record is None:
        record.refuse(say("thiếu «%(name)s»", name=name))
        return WindowEdge(0, 1)
    edge = WindowEdge(edge_record.integer("months_back"), edge_record.integer("day"))
    edge_record.finish()
    return edge


def _read_date(rule: Record, text: str) -> tuple[int, int]:
    match = _DATE.fullmatch(text)
    if match is None:
        rule.refuse(say("«%(text)s» phải là ngày và tháng, dạng 20/6", text=text), "dates")
        return (1, 1)
    return int(match["month"]), int(match["day"])
