"""Read counting windows and due rules: data of a programme's reporting schedules."""

import re
from collections.abc import Mapping
from dataclasses import replace

from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.messages import say
from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, DayOfWeek, DueRule, WorkingDaysAfter
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
    """Return the due rule: `due_days` working days after the window, or the day or dates of `due`."""
    rule = record.record("due")
    if rule is None:
        return WorkingDaysAfter(record.integer("due_days"))
    if "due_days" in record.fields:
        record.refuse(say("chỉ ghi một trong «due_days» và «due»"), "due_days")
        record.integer("due_days")
    due: DueRule
    if "weekday" in rule.fields:
        due = DayOfWeek(rule.integer("weekday"))
    elif "dates" in rule.fields:
        due = DatesOfYear(tuple(_read_date(rule, text) for text in rule.texts("dates")))
    else:
        due = DayOfMonth(rule.integer("day"), rule.integer("months_after", default=0))
    rule.finish()
    return due


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
