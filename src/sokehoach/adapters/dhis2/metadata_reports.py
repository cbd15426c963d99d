"""What a programme needs besides forms: an outline of its report and a reporting schedule, both to be corrected.

No server states them: they are those of a programme that is made from a plan, with their assumptions.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sokehoach.adapters.programme_files.definition import ReportTemplate, UnitRow
from sokehoach.adapters.programme_files.proposed_schedules import ScheduleBuilder
from sokehoach.domain.documents.outline import Outline, OutlineSection
from sokehoach.domain.orgtree.head_titles import find_head_title
from sokehoach.domain.periods.window import WindowRule
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.reporting_schedule import ReportingSchedule

_OUTLINE, _SOURCE = "bc-tong-hop", "DHIS2: dataSets"


def build_report(
    forms: Sequence[Form], rows: Sequence[UnitRow], *, unit: str, office: str, name: str
) -> ReportTemplate:
    """The report of the standing office: a part for each text that the forms ask for, and the forms as annexes."""
    titles = {box.code: box.title for form in forms for box in form.narratives} or {"result": "Kết quả thực hiện"}
    by_code = {row.unit.code: row for row in rows}
    return ReportTemplate(
        outline=Outline(
            _OUTLINE,
            f"Kết quả thực hiện {name}"[:280],
            tuple(OutlineSection(title.upper(), 1, narrative=code) for code, title in titles.items()),
        ),
        issuer=office,
        superior="",
        addressees=(unit,),
        place=by_code[unit].short_name,
        symbol="/BC",
        authority=(find_head_title(by_code[office].unit.name).upper(),),
        copies=(),
        filed="VT",
        annexes=tuple(form.code for form in forms),
        source=_SOURCE,
    )


def build_schedules(forms: Sequence[Form], *, unit: str, office: str, valid_from: date) -> Iterator[ReportingSchedule]:
    """A schedule for the forms that count the same days and are due alike."""
    by_window: dict[WindowRule, list[Form]] = defaultdict(list)
    for form in forms:
        by_window[form.counting_window].append(form)
    builder, taken_codes = ScheduleBuilder((), office, unit), set[str]()
    for window, group in by_window.items():
        for schedule in builder.build(group, _OUTLINE, taken_codes=taken_codes, head=_SOURCE, valid_from=valid_from):
            taken_codes.add(schedule.code)
            yield replace(schedule, stages=tuple(replace(stage, window=window) for stage in schedule.stages))
