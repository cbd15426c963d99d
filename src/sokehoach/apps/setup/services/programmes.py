"""Loads a programme: checks it completely, then writes it in one transaction."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files import reading, uids
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition, ReportTemplate
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.users import list_accounts_across
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.analysis import services as analysis_services
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.documents.queries.outlines import serialize_section
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.orgunits.services.units import GroupRow
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.identities import list_uids
from sokehoach.apps.programmes.queries.policies import get_groups
from sokehoach.apps.programmes.services import policies, programmes
from sokehoach.apps.registers.assessment import queries as assessment
from sokehoach.apps.registers.assessment.services import schemes
from sokehoach.apps.registers.core import catalogue
from sokehoach.apps.registers.core.services import register_owners
from sokehoach.apps.registers.inspections.queries.visits import get_visits_register
from sokehoach.apps.registers.inspections.services import reference as inspections
from sokehoach.apps.reporting.queries import registers
from sokehoach.apps.reporting.services import forms as service_forms
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.periods.due import WorkingDaysAfter
from sokehoach.domain.periods.serialization import serialize_due, serialize_window
from sokehoach.domain.periods.window import ND09
from sokehoach.domain.policy.groups import ConfidentialGroups

DEFAULT_PROGRAMME = Path(__file__).resolve().parents[3] / "programmes" / "tuan_giao_2021"


def load_programme(*, folder: Path, by: User | str, at: datetime) -> ServiceResult:
    """Load a programme. Raises DefinitionError with every problem by file and line; then nothing has changed."""
    return import_programme(programme=read_programme(folder), by=by, at=at)


def read_programme(folder: Path) -> ProgrammeDefinition:
    """Reads a programme and checks that its forms use existing measures and its roles grant existing actions."""
    actions = {action.value for action in Action}
    functions = {code: described.function for code, described in catalogue.get_registers().items()}
    return reading.read_programme(folder, measures=registers.list_countings(), actions=actions, registers=functions)


@write("pack.keep")
def import_programme(*, programme: ProgrammeDefinition, by: User | str, at: datetime) -> ServiceResult:
    has_others = Programme.objects.exclude(code=programme.code).exists()
    units.import_levels(levels=programme.levels, by=by, at=at, keeps_existing=has_others)
    _check_accounts(programme.policy.groups)
    policies.import_groups(groups=programme.policy.groups, by=by, at=at, keeps_existing=has_others)
    units.import_units(rows=programme.units, by=by, at=at, keeps_existing=has_others)
    rows = {unit.code: unit for unit in orgunits.as_of(programme.valid_from)}
    units.import_groups(
        rows=[
            GroupRow(
                code=group.code,
                name=group.name,
                within=rows[group.within],
                levels=group.levels,
                members=tuple(rows[code] for code in group.members),
                aliases=group.aliases,
                asked=group.asked,
            )
            for group in programme.groups
        ],
        by=by,
        at=at,
        keeps_existing=has_others,
    )
    is_new = not Programme.objects.filter(code=programme.code).exists()
    programmes.save_programme(code=programme.code, name=programme.name, unit=rows[programme.unit], by=by, at=at)
    row = Programme.objects.get(code=programme.code)
    policies.import_persons_rule(programme=row, rule=programme.policy.persons, is_new=is_new, by=by, at=at)
    programmes.assign_uids(programme=row, codes=uids.list_codes(programme), by=by, at=at)
    uids_by_kind = list_uids(row)
    programme = uids.replace_codes(programme, uids_by_kind)
    elements.import_option_sets(programme=row, option_sets=programme.option_sets, by=by, at=at)
    elements.import_elements(programme=row, elements=programme.elements, by=by, at=at)
    elements.import_indicators(programme=row, indicators=programme.indicators, by=by, at=at)
    grants.import_roles(programme=row, roles=programme.roles, by=by, at=at)
    register_owners.import_register_owners(
        programme=row, keepings=programme.keepings, used_registers=_list_used_registers(programme), by=by, at=at
    )
    inspections.import_checklists(checklists=programme.checklists, by=by, at=at)
    inspections.import_frames(frames=programme.frames, by=by, at=at)
    schemes.import_schemes(schemes=programme.schemes, by=by, at=at)
    analysis_services.replace_ready_questions(programme=row, ready_questions=programme.questions, by=by, at=at)
    for regime in programme.regimes:
        service_forms.save_regime(programme=row, regime=regime, unit=rows[programme.unit], by=by, at=at)
    for form in programme.forms:
        service_forms.save_form(programme=row, form=form, unit=rows[programme.unit], by=by, at=at)
    for report in programme.reports:
        _import_report(report, programme, row, uids_by_kind["outline"][report.outline.code], rows, by, at)
    return ServiceResult(subject=f"pack:{programme.code}", unit=programme.unit, answer={"programme": programme.code})


def _check_accounts(groups: ConfidentialGroups) -> None:
    """Raises ActionRefused where an account holds two groups that the programme puts into one wall."""
    if names := list_accounts_across({**get_groups().walls, **groups.walls}):
        raise ActionRefused(
            _("Chương trình đặt hai nhóm bảo mật ở hai phía của một bức tường; có tài khoản giữ cả hai: %(names)s.")
            % {"names": ", ".join(names)}
        )


def _list_used_registers(programme: ProgrammeDefinition) -> set[str]:
    """The registers whose entries fill cells, or whose checklists, penalty frames or schemes the programme brings."""
    counted_registers = {cell.source.register for form in programme.forms for cell in form.cells if cell.source}
    inspected = {get_visits_register().code} if programme.checklists or programme.frames else set()
    assessed = {assessment.CODE} if programme.schemes else set()
    return counted_registers | inspected | assessed


def _import_report(
    report: ReportTemplate,
    programme: ProgrammeDefinition,
    row: Programme,
    uid: str,
    rows: dict[str, Unit],
    by: User | str,
    at: datetime,
) -> None:
    issuer = rows[report.issuer]
    outlines.import_outline(
        programme=row,
        uid=uid,
        code=report.outline.code,
        title=report.outline.title,
        issuer=issuer,
        unit=rows[programme.unit],
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
        by=by,
        at=at,
    )


def _build_schedule(report: ReportTemplate, programme: ProgrammeDefinition) -> Json:
    """The schedule of the regime that asks for the outline, or for the one that it follows; None where none does."""
    codes = {report.outline.code, report.follows}
    regime = next((regime for regime in programme.regimes if codes & {*regime.outlines}), None)
    if regime is None:
        return None
    stage = next((stage for stage in regime.stages if report.issuer in stage.reporters.codes), None)
    due = WorkingDaysAfter(programme.report_due_days) if stage is None or stage.forms else stage.due
    return {
        "period_types": [kind.value for kind in regime.period_types],
        "window": serialize_window(ND09 if stage is None else stage.window),
        "due": serialize_due(due),
        "valid_from": regime.valid_from.isoformat(),
        "valid_until": None if regime.valid_to is None else regime.valid_to.isoformat(),
    }
