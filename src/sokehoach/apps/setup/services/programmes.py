"""Loads a programme: checks it completely, then writes it in one transaction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.utils import timezone

from sokehoach.adapters.programme_files import reading, uids
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.adapters.programme_files.earlier import attach_timeline, build_closed_items
from sokehoach.adapters.programme_files.registers import RegisterNeeds, RequiredOptions
from sokehoach.adapters.programme_files.shipped import SHIPPED
from sokehoach.adapters.slow_work import slow_work
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import PRESUPPOSED, Action
from sokehoach.apps.accounts.queries.users import list_accounts_across
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.orgunits.services.units import GroupRow
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.policies import get_groups
from sokehoach.apps.programmes.services import policies, programmes, versions
from sokehoach.apps.registers.core import catalogue
from sokehoach.apps.registers.core.modules import list_sections
from sokehoach.apps.reporting.queries import registers
from sokehoach.apps.reporting.queries.stored_values import find_last_begun_window
from sokehoach.apps.setup.queries.definition_check import CheckedDefinition, check_definition
from sokehoach.apps.setup.queries.first_day import get_default_day
from sokehoach.apps.setup.services.projection import Projection, project_definition
from sokehoach.apps.shell.outcomes import ActionRefused, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day
from sokehoach.domain.policy.groups import ConfidentialGroups
from sokehoach.domain.programmes.difference import DefinitionChange, Weight
from sokehoach.domain.programmes.timeline import TIMED, build_timeline
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.schedule_changes import find_first_tiling_day, find_miscounted_days

DEFAULT_PROGRAMME = SHIPPED / "tuan_giao_2021"  # that of the demonstration


class MiscountedDaysError(ActionRefused):
    """Raised for a day of application by which days are counted by no period or by two. `day`: that day."""

    def __init__(self, message: str, day: date) -> None:
        super().__init__(message)
        self.day = day


def load_programme(
    *,
    folder: Path,
    by: User | str,
    at: datetime,
    reason: str = "",
    day: date | None = None,
    base: int | None = None,
    miscounting_day: date | None = None,
    collected_from: date | None = None,
) -> ServiceResult:
    """Load a programme and publish its next version, if it differs from the current one (`import_programme`).

    Raises DefinitionError with every problem by file and line; then nothing has changed.
    """
    return import_programme(
        programme=read_programme(folder), by=by, at=at, reason=reason, day=day, base=base,
        miscounting_day=miscounting_day, collected_from=collected_from,
    )  # fmt: skip


@slow_work
def read_programme(folder: Path | Mapping[str, str]) -> ProgrammeDefinition:
    """Reads a programme and checks that its forms use existing measures and its roles grant existing actions."""
    return _read_definition(folder) if isinstance(folder, Path) else _read_texts(frozenset(folder.items()))


@lru_cache(maxsize=4)  # every page of a draft reads it, while one of its files changes in a minute
def _read_texts(files: frozenset[tuple[str, str]]) -> ProgrammeDefinition:
    return _read_definition(dict(files))


def _read_definition(folder: Path | Mapping[str, str]) -> ProgrammeDefinition:
    actions = {action.value: str(PRESUPPOSED.get(action, "")) for action in Action}
    needs = {code: _list_needs(described) for code, described in catalogue.get_product_registers().items()}
    functions = {code: described.function for code, described in catalogue.get_product_registers().items()}
    return reading.read_programme(
        folder, measures=registers.COUNTINGS, actions=actions, registers=functions, register_needs=needs,
        section_registers={section.name: section.register for section in list_sections()},
    )  # fmt: skip


def _list_needs(described: catalogue.RegisterDefinition) -> RegisterNeeds:
    module_measures = registers.COUNTINGS.get(described.code)
    return RegisterNeeds(
        option_sets={code: RequiredOptions(options) for code, options in described.option_sets.items()}
        | {
            field.option_set: RequiredOptions(field.meanings, are_all=not field.has_other_options)
            for field in described.fields
            if field.option_set and (field.required or field.meanings)
        },
        registers=sorted(
            {*described.needs, *(field.register for field in described.fields if field.register and field.required)}
        ),
        measure_set=module_measures.MEASURE_SET if module_measures is not None else "",
        measures=module_measures.MEASURES if module_measures is not None else (),
        is_referable=described.reference_name is not None,
    )


@dataclass(frozen=True, slots=True)
class PreparedPublication:
    """`programme`: with the earlier definitions that the version leaves to earlier windows. `closed_items`: what it no
    longer has, as a programme. `day`: from when it applies.
    """

    checked: CheckedDefinition
    programme: ProgrammeDefinition
    closed_items: ProgrammeDefinition
    day: date


def prepare_publication(
    *,
    programme: ProgrammeDefinition,
    at: datetime,
    reason: str = "",
    day: date | None = None,
    base: int | None = None,
    miscounting_day: date | None = None,
    **_arguments: object,
) -> PreparedPublication:
    """Everything that takes time, before the write lock. Raises ActionRefused as `import_programme` says."""
    checked = check_definition(programme)
    if base is not None and base != checked.base:
        raise VersionConflictError(versions.build_conflict_message(base, checked.base))
    if refused := checked.difference.list_by_weight(Weight.REFUSED):
        message = say("Không đổi được %(places)s: hãy đóng cái cũ và lập cái mới với mã khác. Không có gì thay đổi.")
        raise ActionRefused(message % {"places": _list_places(refused)})
    breaking = checked.difference.list_by_weight(Weight.BREAKING)
    if breaking and (not reason.strip() or day is None):
        message = say("Phải ghi lý do và ngày áp dụng, vì số liệu trước và sau không còn so được: %(places)s.")
        raise ActionRefused(message % {"places": _list_places(breaking)})
    if day is not None and day < programme.valid_from:
        message = say("Ngày áp dụng không được trước ngày chương trình bắt đầu, %(day)s.")
        raise ActionRefused(message % {"day": write_day(programme.valid_from)})
    in_force_from = day or get_default_day(programme, checked, timezone.localdate(at))
    published = [*checked.versions, (in_force_from, json.loads(checked.canonical.text))]
    timeline = build_timeline(published, [definition for _day, definition in checked.withdrawn])
    timed_programme = attach_timeline(programme, timeline)
    _refuse_untiled_periods(timed_programme, in_force_from)
    if miscounting_day != in_force_from:
        _refuse_miscounted_days(timed_programme, in_force_from)
    closed_items = build_closed_items(programme, [*checked.withdrawn, *published], timeline)
    return PreparedPublication(checked, timed_programme, closed_items, in_force_from)


def _refuse_untiled_periods(programme: ProgrammeDefinition, day: date) -> None:
    """Raises ActionRefused where the version gives a form periods of another length amid those that are counted: months
    would be owed twice, or by nobody.
    """
    for form in _list_changed_forms(programme, day):
        if form.earlier_definitions[-1].definition.period_type == form.period_type:
            continue
        if (first_day := find_first_tiling_day(form)) != day:
            message = say(
                "Biểu %(form)s đổi độ dài kỳ báo cáo giữa một kỳ: có tháng không ai báo cáo hoặc báo cáo hai lần. "
                "Ngày áp dụng sớm nhất là %(day)s."
            )
            raise ActionRefused(message % {"form": form.code, "day": write_day(first_day)})


def _refuse_miscounted_days(programme: ProgrammeDefinition, day: date) -> None:
    """Raises MiscountedDaysError where a form counts by another window, which does not begin where the last one ends.

    No day may avoid it (31 December belongs to a half-year of the calendar and to the next one by NĐ 09/2019/NĐ-CP
    art. 12), so whoever publishes may confirm it.
    """
    sentences = [
        (
            say("Biểu %(form)s: các ngày từ %(first)s đến %(last)s tính vào hai kỳ.")
            if days.is_twice
            else say("Biểu %(form)s: các ngày từ %(first)s đến %(last)s không kỳ nào tính.")
        )
        % {"form": form.code, "first": write_day(days.first), "last": write_day(days.last)}
        for form in _list_changed_forms(programme, day)
        for days in find_miscounted_days(form)
    ]
    if sentences:
        message = say(
            "Khoảng thời gian tính mới không nối tiếp khoảng cũ. %(days)s Chưa công bố: hãy chọn ngày áp dụng khác, "
            "hoặc công bố lần nữa với đúng ngày này."
        )
        raise MiscountedDaysError(message % {"days": " ".join(sentences)}, day)


def _list_changed_forms(programme: ProgrammeDefinition, day: date) -> list[Form]:
    """The forms of which the version that applies from the day asks otherwise."""
    return [
        form for form in programme.forms if form.earlier_definitions and form.earlier_definitions[-1].valid_until == day
    ]


def _refuse_begun_reports(row: Programme, checked: CheckedDefinition, day: date) -> None:
    """Raises ActionRefused where a report is begun that the version would ask otherwise: its window begins on the day
    or later.
    """
    last_start = find_last_begun_window(row, list_changed_forms(checked.difference.changes))
    if last_start is not None and last_start >= day:
        message = say("Đã có báo cáo lập theo biểu cũ cho kỳ tính từ ngày %(start)s: chọn ngày áp dụng sau ngày đó.")
        raise ActionRefused(message % {"start": write_day(last_start)})


def list_changed_forms(changes: Iterable[DefinitionChange]) -> set[str]:
    """The codes of forms of which the changes ask more, or otherwise."""
    return {
        form
        for change in changes
        if change.weight >= Weight.NARROWING and change.section in TIMED
        for form in change.forms
    }


def _list_places(changes: Sequence[DefinitionChange]) -> str:
    return "; ".join(change.place for change in changes)


@write("pack.keep", prepare=prepare_publication)
def import_programme(
    *,
    programme: ProgrammeDefinition,
    by: User | str,
    at: datetime,
    reason: str = "",
    day: date | None = None,
    base: int | None = None,
    miscounting_day: date | None = None,
    collected_from: date | None = None,
    prepared: PreparedPublication | None = None,
) -> ServiceResult:
    """Store the units and groups of a programme; publish its definition as the next version, unless it is equal.

    `day`: from when it applies, today by default, or the later day of the version before; not before the programme's
    first day. `base`: the version from which
    it was made, the current one by default. What asks for more or counts otherwise waits for the windows that begin on
    the day or later (ADR 54). `miscounting_day`: the day of application that is confirmed although by it days are
    counted by no period or by two (MiscountedDaysError). `collected_from`: forms that it adds owe no report that was
    due before (ADR 140); None: all that their schedules name. Raises ActionRefused for a refused change, and for a
    breaking one without a reason and a day, each with its places; VersionConflictError where another version came
    first.
    """
    assert prepared is not None
    checked = prepared.checked
    rows = _import_units(programme, by, at)
    version, has_row = checked.base, Programme.objects.filter(code=programme.code).exists()
    if checked.is_new:
        programmes.save_programme(
            code=programme.code, name=programme.name, short_name=programme.short_name or programme.name,
            unit=rows[programme.unit], by=by, at=at,
        )  # fmt: skip
        row = Programme.objects.get(code=programme.code)
        _refuse_begun_reports(row, checked, prepared.day)
        outcome = versions.publish_version(
            programme=row,
            base=version,
            definition=checked.canonical.text,
            digest=checked.canonical.digest,
            in_force_from=prepared.day,
            reason=reason,
            by=by,
            at=at,
        )
        version = int(str(outcome.answer["version"]))
        programmes.assign_uids(programme=row, codes=uids.list_codes(programme), by=by, at=at)
        projection = build_projection(prepared, row, rows, is_first=version == 1)
        project_definition(replace(projection, collected_from=collected_from), by, at)
    policies.import_persons_rule(
        programme=Programme.objects.get(code=programme.code),
        rule=programme.policy.persons,
        is_new=not has_row,
        by=by,
        at=at,
    )
    return ServiceResult(
        subject=f"pack:{programme.code}",
        unit=programme.unit,
        detail={
            "version": version,
            "digest": checked.canonical.digest,
            **({} if collected_from is None else {"collected_from": collected_from.isoformat()}),
        },
        answer={"programme": programme.code, "version": version},
    )


def build_projection(
    prepared: PreparedPublication, row: Programme, rows: Mapping[str, Unit], *, is_first: bool = False
) -> Projection:
    """`rows`: units by code. `is_first`: version 1."""
    return Projection(
        prepared.programme, prepared.closed_items, row, rows, prepared.checked.difference, prepared.day, is_first
    )


def _import_units(programme: ProgrammeDefinition, by: User | str, at: datetime) -> dict[str, Unit]:
    """Stores levels, units and groups; returns the units by code."""
    has_others = Programme.objects.exclude(code=programme.code).exists()
    units.import_levels(levels=programme.levels, by=by, at=at, keeps_existing=has_others)
    _check_accounts(programme.policy.groups)
    policies.import_groups(groups=programme.policy.groups, by=by, at=at, keeps_existing=has_others)
    units.import_units(rows=programme.units, by=by, at=at, keeps_existing=has_others)
    rows = {unit.code: unit for unit in orgunits.as_of(programme.valid_from)}
    known_rows = {unit.code: unit for unit in orgunits.list_known_units(programme.valid_from)}  # names of before
    units.import_groups(
        rows=[
            GroupRow(
                code=group.code,
                name=group.name,
                within=known_rows[group.within],
                levels=group.levels,
                members=tuple(known_rows[code] for code in group.members),
                aliases=group.aliases,
                asked=group.asked,
            )
            for group in programme.groups
        ],
        by=by,
        at=at,
        keeps_existing=has_others,
    )
    return rows


def _check_accounts(groups: ConfidentialGroups) -> None:
    """Raises ActionRefused where an account holds two groups that the programme puts into one wall."""
    if names := list_accounts_across({**get_groups().walls, **groups.walls}):
        raise ActionRefused(
            say(
                "Chương trình quy định hai nhóm bảo mật phải tách biệt nhau; có tài khoản giữ cả hai: %(names)s.",
                names=", ".join(names),
            )
        )
