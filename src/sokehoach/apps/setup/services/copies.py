"""A programme of the installation, copied into the draft of a new one: its definition, none of its data."""

from dataclasses import replace
from datetime import date, datetime

from sokehoach.adapters.programme_files.definition import Assumption, ProgrammeDefinition
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.programmes.services import drafts
from sokehoach.apps.setup import permissions
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.services.drafts import check_files, find_problems
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.reporting_schedule import ReportingSchedule


def copy_programme(
    *, programme: Programme, code: str, name: str, by: User, at: datetime, key: str = ""
) -> ServiceResult:
    """Begin the draft of a new programme of the same area with the version in force of this one.

    Nothing is due for days before the copy: it and its reporting schedules begin today at the earliest. A register is
    of one programme: registers are left out, with the checklists and schemes that they use, and cells that took their
    figure from one are typed. Raises ActionRefused where there is no version, the code is taken, or `by` may not define
    for the area; InvalidInput, by file, where the name names a person.
    """
    version, unit = find_current_version(programme), programme.unit
    if version is None or unit is None:
        raise ActionRefused(say("Chương trình chưa có phiên bản nào để sao chép."))
    if unit.code not in permissions.list_defined_unit_codes(by):
        raise ActionRefused(say("Bạn không quản trị %(unit)s, nên không lập được chương trình ở đó.", unit=unit.name))
    if Programme.objects.filter(code=code).exists():
        raise ActionRefused(say("Đã có chương trình mã «%(code)s».", code=code))
    base = build_published_programme(programme.code, version.number)
    files = write_programme(_copy_definition(base, code, name, at.date()))
    check_files(write_programme(base), files)
    return drafts.create_draft(
        code=code, programme=None, unit=unit, base=0, files=files, problems=find_problems(files, code), by=by, at=at,
        key=key,
    )  # fmt: skip


def _copy_definition(base: ProgrammeDefinition, code: str, name: str, day: date) -> ProgrammeDefinition:
    """The definition under another code and name, from the day or later."""
    first_day = max(base.valid_from, day)
    source = Assumption(
        f"Sao chép từ chương trình {base.code}",
        "biểu, chỉ tiêu, báo cáo, vai trò như phiên bản đang dùng; không có sổ",
        "chưa xem lại cho chương trình này",
    )
    return replace(
        base,
        code=code,
        name=name,
        short_name="",
        valid_from=first_day,
        units=tuple(row if row.unit.in_force(first_day) else replace(row, tile=None) for row in base.units),
        assumptions=(*base.assumptions, source),
        forms=tuple(map(_copy_form, base.forms)),
        register_owners=(),
        register_types=(),
        checklists=(),
        schemes=(),
        frames=(),
        reporting_schedules=tuple(_copy_schedule(row, first_day) for row in base.reporting_schedules),
    )


def _copy_form(form: Form) -> Form:
    """The form with every cell typed. When it is in force follows from its schedule."""
    sections = tuple(
        replace(section, cells=tuple(replace(cell, source=None) for cell in section.cells)) for section in form.sections
    )
    return replace(form, sections=sections)


def _copy_schedule(schedule: ReportingSchedule, first_day: date) -> ReportingSchedule:
    """The schedule from the day; without an end where it ended before."""
    is_over = schedule.valid_to is not None and schedule.valid_to <= first_day
    return replace(
        schedule, valid_from=max(schedule.valid_from, first_day), valid_to=None if is_over else schedule.valid_to
    )
