"""Builds the rows of a programme from its definition."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from sokehoach.adapters.programme_files import uids
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition, ReportTemplate
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.analysis import services as analysis_services
from sokehoach.apps.audit.services import Json
from sokehoach.apps.documents.queries.outlines import serialize_section
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import list_heirs
from sokehoach.apps.plans.queries.plans import propose_indicators
from sokehoach.apps.plans.services.follow_up import link_targets
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.identities import list_uids
from sokehoach.apps.registers.core.modules import list_sections
from sokehoach.apps.registers.core.services import register_owners
from sokehoach.apps.registers.data_registers.services import types as register_types
from sokehoach.apps.reporting.queries.forms import list_forms
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.domain.periods.due import WorkingDaysAfter
from sokehoach.domain.periods.serialization import serialize_due, serialize_window
from sokehoach.domain.periods.window import ND09
from sokehoach.domain.programmes.difference import Difference, Weight
from sokehoach.domain.reporting.form import Form


@dataclass(frozen=True, slots=True)
class Projection:
    """A definition that becomes rows, beside those that it closes.

    `rows`: units by code; `day`: from when it applies; `is_first`: its version 1. `collected_from`: of forms that it
    adds, `Form.collected_from`; other forms keep theirs.
    """

    programme: ProgrammeDefinition
    closed_items: ProgrammeDefinition
    row: Programme
    rows: Mapping[str, Unit]
    difference: Difference
    day: date
    is_first: bool
    collected_from: date | None = None

    def has_changed(self, *sections: str) -> bool:
        return self.is_first or any(change.section in sections for change in self.difference.changes)

    def select[T](self, section: str, items: Iterable[T], get_code: Callable[[T], str]) -> list[T]:
        """Those items that the definition before had otherwise, or not at all; elements that a change breaks too."""
        changed = {change.key for change in self.difference.changes if change.section == section}
        if section == "elements":
            broken = self.difference.list_by_weight(Weight.BREAKING)
            changed |= {element for change in broken for element in change.elements}
        return [item for item in items if get_code(item) in changed]


def project_definition(projection: Projection, by: User | str, at: datetime) -> None:
    """Write the rows that differ from those of the version before, within the caller's write.

    Rows that the definition no longer describes stay, since reports refer to them; a form among them is owed no more
    for the windows from the day on. Raises KeyError for a code without a uid.
    """
    row, rows = projection.row, projection.rows
    uids_by_kind = list_uids(row)
    days = {form.uid: form.collected_from for form in list_forms(row)}
    programme, closed = (
        _attach_first_days(uids.replace_codes(definition, uids_by_kind), days, projection.collected_from)
        for definition in (projection.programme, projection.closed_items)
    )
    unit = rows[programme.unit]
    all_option_sets = (*programme.option_sets, *closed.option_sets)
    option_sets = projection.select("option_sets", all_option_sets, lambda item: item.code)
    all_elements = (*programme.elements, *closed.elements)
    changed_elements = projection.select("elements", all_elements, lambda item: item.code)
    changed_forms = projection.select("forms", programme.forms, lambda item: item.code)
    elements.import_option_sets(programme=row, option_sets=option_sets, by=by, at=at)
    elements.import_elements(programme=row, elements=changed_elements, by=by, at=at)
    if projection.has_changed("indicators"):
        indicators = (*programme.indicators, *closed.indicators)
        elements.import_indicators(programme=row, indicators=indicators, by=by, at=at)
        changed_indicators = projection.select("indicators", programme.indicators, lambda item: item.code)
        changed_by_uid = {indicator.uid: indicator for indicator in changed_indicators}
        area_ids = {unit.pk, _find_heir(unit, projection.day).pk}
        if indicator_by_target := propose_indicators(area_ids, changed_by_uid):
            only_reporters = _list_only_reporters(programme, rows)
            link_targets(
                programme=row,
                indicator_by_target=indicator_by_target,
                reporter_by_indicator={
                    uid: _find_heir(reporter, projection.day) for uid, reporter in only_reporters.items()
                },
                by=by,
                at=at,
            )
    if projection.has_changed("roles"):
        grants.import_roles(programme=row, roles=programme.roles, by=by, at=at)
    if projection.has_changed("register_types"):
        register_types.import_register_types(
            programme=row,
            types=programme.register_types,
            functions={ownership.register: ownership.function for ownership in programme.register_owners},
            by=by,
            at=at,
        )
    sections = list_sections()
    if projection.has_changed("keepings", "forms", *(section.name for section in sections)):
        register_owners.import_register_owners(
            programme=row,
            ownerships=programme.register_owners,
            used_registers=_list_used_registers(programme),
            by=by,
            at=at,
        )
    for section in sections:
        if projection.has_changed(section.name):
            section.save(**{section.name: getattr(programme, section.name)}, by=by, at=at)
    if projection.has_changed("questions"):
        analysis_services.replace_ready_questions(programme=row, ready_questions=programme.questions, by=by, at=at)
    for schedule in projection.select("regimes", programme.reporting_schedules, lambda item: item.code):
        service_forms.save_reporting_schedule(programme=row, schedule=schedule, unit=unit, by=by, at=at)
    if any(change.section == "regimes" and change.new is None for change in projection.difference.changes):
        remaining = [schedule.code for schedule in programme.reporting_schedules]
        service_forms.remove_reporting_schedules(programme=row, remaining=remaining, by=by, at=at)
    changed_forms.sort(key=_get_function)
    for _function, forms in groupby(changed_forms, key=_get_function):
        service_forms.import_forms(programme=row, forms=list(forms), unit=unit, by=by, at=at)
    if closed.forms:
        service_forms.close_forms(programme=row, forms=closed.forms, day=projection.day, by=by, at=at)
    if projection.has_changed("reports", "regimes", "programme"):
        for report in programme.reports:
            uid = uids_by_kind["outline"][report.outline.code]
            _import_report(report, programme, row, uid, rows, projection.day, by, at)


def _attach_first_days(
    programme: ProgrammeDefinition, days: Mapping[str, date | None], collected_from: date | None
) -> ProgrammeDefinition:
    """With the day from which each form is collected: that of its row, by uid, or of a form that is added."""
    forms = (replace(form, collected_from=days.get(form.uid, collected_from)) for form in programme.forms)
    return replace(programme, forms=tuple(forms))


def _find_heir(unit: Unit, day: date) -> Unit:
    """The unit that does the work on the day: itself, or the only one that took it over."""
    heirs = list_heirs([unit], day)[unit.pk]
    return heirs[0] if len(heirs) == 1 else unit


def _get_function(form: Form) -> str:
    return form.function


def _list_only_reporters(programme: ProgrammeDefinition, rows: Mapping[str, Unit]) -> dict[str, Unit]:
    """The unit that alone owes the forms of an indicator, by the indicator's uid."""
    reporters_by_element: dict[str, set[str]] = defaultdict(set)
    for form in programme.forms:
        for cell in form.cells:
            reporters_by_element[cell.element] |= {*form.reporters.codes, *form.reporters.levels}
    only_reporters: dict[str, Unit] = {}
    for indicator in programme.indicators:
        reporter_codes = set().union(*(reporters_by_element[element] for element, _key in indicator.names))
        if len(reporter_codes) == 1 and (reporter := rows.get(next(iter(reporter_codes)))) is not None:
            only_reporters[indicator.uid] = reporter
    return only_reporters


def _list_used_registers(programme: ProgrammeDefinition) -> set[str]:
    """The registers whose entries fill cells, or of whose modules the programme brings rows."""
    counted_registers = {cell.source.register for form in programme.forms for cell in form.cells if cell.source}
    return counted_registers | {section.register for section in list_sections() if getattr(programme, section.name)}


def _import_report(
    report: ReportTemplate,
    programme: ProgrammeDefinition,
    row: Programme,
    uid: str,
    rows: Mapping[str, Unit],
    day: date,
    by: User | str,
    at: datetime,
) -> None:
    issuer = _find_heir(rows[report.issuer], day)
    outlines.import_outline(
        programme=row,
        uid=uid,
        code=report.outline.code,
        title=report.outline.title,
        issuer=issuer,
        unit=_find_heir(rows[programme.unit], day),
        due_days=programme.report_due_days,
        definition={
            "superior": report.superior,
            "addressees": list(report.addressees),
            "place": report.place,
            "symbol": report.symbol,
            "authority": list(report.authority),
            "copies": list(report.copies),
            "filed": report.filed,
            "annexes": list(report.annexes),
            "sections": [serialize_section(section) for section in report.outline.sections],
            "schedule": _build_schedule(report, programme),
        },
        writers=report.writers,
        follows=report.follows,
        day=day,
        by=by,
        at=at,
    )


def _build_schedule(report: ReportTemplate, programme: ProgrammeDefinition) -> Json:
    """The days of the reporting schedule that asks for the outline or the one that it follows; None where none does."""
    codes = {report.outline.code, report.follows}
    schedule = next((schedule for schedule in programme.reporting_schedules if codes & {*schedule.outlines}), None)
    if schedule is None:
        return None
    stages = [stage for stage in schedule.stages if report.issuer in stage.reporters.codes]
    own_stages = [stage for stage in stages if not stage.forms]  # beside those in which it fills in forms
    stage = next(iter(own_stages or stages), None)
    due = WorkingDaysAfter(programme.report_due_days) if stage is None or stage.forms else stage.due
    collected_from = _find_first_day(
        form for form in programme.forms if not schedule.forms or form.code in schedule.forms
    )
    return {
        "period_types": [kind.value for kind in schedule.period_types],
        "window": serialize_window(ND09 if stage is None else stage.window),
        "due": serialize_due(due),
        "valid_from": schedule.valid_from.isoformat(),
        "valid_until": None if schedule.valid_to is None else schedule.valid_to.isoformat(),
        **({} if collected_from is None else {"collected_from": collected_from.isoformat()}),
    }


def _find_first_day(forms: Iterable[Form]) -> date | None:
    """From when one of the forms is collected; None where there is none, or one of them is of all periods."""
    days = [form.collected_from for form in forms]
    return min((day for day in days if day is not None), default=None) if None not in days else None
