"""The programme of an area that ended, carried on by the area that took it over: a draft of its forms and reports."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sokehoach.adapters.programme_files.definition import Assumption, ProgrammeDefinition
from sokehoach.adapters.programme_files.writing import write_programme
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import list_heirs
from sokehoach.apps.programmes.models import Programme, ProgrammeDraft
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.programmes.services import drafts
from sokehoach.apps.setup import permissions
from sokehoach.apps.setup.queries.drafts import find_successor_area
from sokehoach.apps.setup.queries.exports import build_published_programme
from sokehoach.apps.setup.services.drafts import find_problems
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.reporting_schedule import Stage

_MOST_CODE_LETTERS = 40


def begin_continued_draft(*, programme: Programme, by: User, at: datetime, key: str = "") -> ServiceResult:
    """Begin the draft of a programme of the successor with the forms, reports and roles of this one.

    Units that ended are replaced by those that took them over; the programme of before keeps its periods. The draft may
    have faults, which its page names. Raises ActionRefused where the area has not ended, several took it over, the
    successor is none that `by` may define for, or its draft is begun already.
    """
    area, version = find_successor_area(programme), find_current_version(programme)
    if area is None or version is None or programme.unit is None:
        raise ActionRefused(say("Chương trình này không có địa bàn kế thừa để nối tiếp."))
    if area.code not in permissions.list_defined_unit_codes(by):
        raise ActionRefused(
            say("Bạn không quản trị %(unit)s, nên không lập được chương trình nối tiếp.", unit=area.name)
        )
    base = build_published_programme(programme.code, version.number)
    definition = _continue_definition(base, programme.unit, area, code=_make_code(programme.code, area), at=at)
    files = write_programme(definition)
    return drafts.create_draft(
        code=definition.code, programme=None, unit=area, base=0, files=files,
        problems=find_problems(files, definition.code), by=by, at=at, key=key,
    )  # fmt: skip


def _make_code(code: str, area: Unit) -> str:
    """«xoa_mu_chu_2024_tiep», with a number where there is a programme of that code already.

    A draft of it for the same area is the one that is asked for: a second one is refused, or answered as the first.
    """
    number = 1
    while True:
        suffix = "_tiep" if number == 1 else f"_tiep{number}"
        new_code = f"{code[: _MOST_CODE_LETTERS - len(suffix)]}{suffix}"
        is_taken = (
            Programme.objects.filter(code=new_code).exists()
            or ProgrammeDraft.objects.filter(code=new_code).exclude(unit=area).exists()
        )
        if not is_taken:
            return new_code
        number += 1


class _Successors:
    """The units of the day that have the work of units of before, by code."""

    def __init__(self, definition: ProgrammeDefinition, at: datetime) -> None:
        codes = {row.unit.code for row in definition.units}
        rows = {unit.code: unit for unit in Unit.objects.filter(code__in=codes).order_by("valid_from")}
        heirs = list_heirs(rows.values(), at.date())
        self._units = {code: heirs[unit.pk] for code, unit in rows.items()}
        self._levels = {code: unit.level for code, unit in rows.items()}
        self._current_levels = {heir.level for units in self._units.values() for heir in units}

    def list_codes(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(heir.code for code in codes for heir in self._units.get(code, ())))

    def get_code(self, code: str) -> str:
        """The code of the only successor; the code itself where there are several or none."""
        heir_codes = self.list_codes([code])
        return heir_codes[0] if len(heir_codes) == 1 else code

    def list_levels(self, levels: Iterable[str]) -> tuple[str, ...]:
        """Levels that still exist, and for one that does not those of the units that took its units over."""
        current_levels: list[str] = []
        for level in levels:
            if level in self._current_levels:
                current_levels.append(level)
            else:
                codes = [code for code, name in self._levels.items() if name == level]
                current_levels += sorted({heir.level for code in codes for heir in self._units[code]})
        return tuple(dict.fromkeys(current_levels))


def _continue_definition(
    base: ProgrammeDefinition, ended: Unit, area: Unit, *, code: str, at: datetime
) -> ProgrammeDefinition:
    successors = _Successors(base, at)
    first_day = max(base.valid_from, area.valid_from)

    def continue_reporters(reporters: Reporters) -> Reporters:
        return Reporters(successors.list_levels(reporters.levels), successors.list_codes(reporters.codes))

    def continue_form(form: Form) -> Form:
        first_form_day = first_day if form.valid_from is None else max(form.valid_from, first_day)
        return replace(form, reporters=continue_reporters(form.reporters), valid_from=first_form_day)

    def continue_stage(stage: Stage) -> Stage:
        return replace(
            stage,
            reporters=continue_reporters(stage.reporters),
            receiver=successors.get_code(stage.receiver),
            through=successors.get_code(stage.through) if stage.through else "",
        )

    schedules = tuple(
        replace(row, stages=tuple(map(continue_stage, row.stages)), valid_from=max(row.valid_from, first_day))
        for row in base.reporting_schedules
        if row.valid_to is None or row.valid_to > first_day
    )
    reports = tuple(
        replace(
            report,
            issuer=successors.get_code(report.issuer),
            superior=successors.get_code(report.superior),
            addressees=tuple(map(successors.get_code, report.addressees)),
            place=area.short_name if report.place == ended.short_name else report.place,
        )
        for report in base.reports
    )
    last_day = (area.valid_from - timedelta(days=1)).strftime("%d/%m/%Y")
    source = Assumption(
        f"Nối tiếp chương trình {base.code} của {ended.name}",
        f"biểu, báo cáo, vai trò như phiên bản đang dùng; đơn vị kế thừa của {area.name}",
        f"{ended.name} kết thúc ngày {last_day}",
    )
    return replace(
        base,
        code=code,
        unit=area.code,
        standing_office=successors.get_code(base.standing_office),
        valid_from=first_day,
        units=tuple(row if row.unit.in_force(first_day) else replace(row, tile=None) for row in base.units),
        assumptions=(*base.assumptions, source),
        forms=tuple(continue_form(form) for form in base.forms if not form.valid_until or form.valid_until > first_day),
        reporting_schedules=schedules,
        reports=reports,
    )
