"""Loads a pack: checks it completely, then writes it in one transaction."""

from datetime import datetime
from pathlib import Path

from sokehoach.adapters.programme_files import reading
from sokehoach.adapters.programme_files.pack import Pack, ReportTemplate
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.analysis import services as analysis_services
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.orgunits.services.units import GroupRow
from sokehoach.apps.registers.assessment.services import schemes
from sokehoach.apps.registers.inspections.services import reference as inspections
from sokehoach.apps.registers.shelf import catalogue as shelf
from sokehoach.apps.registers.shelf.services import register_owners
from sokehoach.apps.reporting.queries import registers
from sokehoach.apps.reporting.services import forms as service_forms

DEFAULT_PACK = Path(__file__).resolve().parents[3] / "packs" / "tuan_giao_2021"


def load_pack(*, folder: Path, by: User | str, at: datetime) -> ServiceResult:
    """Load a pack. Raises PackError with every problem by file and line; then nothing has changed."""
    return import_pack(pack=read_pack(folder), by=by, at=at)


def read_pack(folder: Path) -> Pack:
    """Reads a pack and checks that its forms use existing measures and its roles grant existing actions."""
    actions = {action.value for action in Action}
    functions = {code: described.function for code, described in shelf.get_registers().items()}
    return reading.read_pack(folder, measures=registers.list_countings(), actions=actions, registers=functions)


@write("pack.keep")
def import_pack(*, pack: Pack, by: User | str, at: datetime) -> ServiceResult:
    units.import_units(rows=pack.units, by=by, at=at)
    rows = {unit.code: unit for unit in orgunits.as_of(pack.valid_from)}
    units.import_groups(
        rows=[
            GroupRow(
                code=group.code,
                name=group.name,
                within=rows[group.within],
                levels=tuple(level.value for level in group.levels),
                members=tuple(rows[code] for code in group.members),
                aliases=group.aliases,
                asked=group.asked,
            )
            for group in pack.groups
        ],
        by=by,
        at=at,
    )
    elements.import_option_sets(option_sets=pack.option_sets, by=by, at=at)
    elements.import_elements(elements=pack.elements, by=by, at=at)
    elements.import_indicators(indicators=pack.indicators, by=by, at=at)
    grants.import_roles(roles=pack.roles, by=by, at=at)
    inspections.import_checklists(checklists=pack.checklists, by=by, at=at)
    inspections.import_frames(frames=pack.frames, by=by, at=at)
    schemes.import_schemes(schemes=pack.schemes, by=by, at=at)
    register_owners.import_register_owners(keepings=pack.keepings, by=by, at=at)
    analysis_services.replace_ready_questions(ready_questions=pack.questions, by=by, at=at)
    for regime in pack.regimes:
        service_forms.save_regime(regime=regime, unit=rows[pack.unit], by=by, at=at)
    for form in pack.forms:
        service_forms.save_form(form=form, unit=rows[pack.unit], by=by, at=at)
    for report in pack.reports:
        _import_report(report, pack, rows, by, at)
    return ServiceResult(subject=f"pack:{pack.code}", unit=pack.unit, answer={"pack": pack.code})


def _import_report(report: ReportTemplate, pack: Pack, rows: dict[str, Unit], by: User | str, at: datetime) -> None:
    issuer = rows[report.issuer]
    sections: list[Json] = [
        {
            "heading": section.heading,
            "level": section.level,
            "narrative": section.narrative,
            "sentences": [{"text": sentence.text, "zero": sentence.zero} for sentence in section.sentences],
        }
        for section in report.outline.sections
    ]
    outlines.import_outline(
        code=report.outline.code,
        title=report.outline.title,
        issuer=issuer,
        unit=rows[pack.unit],
        due_days=pack.report_due_days,
        definition={
            "superior": report.superior,
            "addressees": list(report.addressees),
            "place": report.place,
            "symbol": report.symbol,
            "authority": list(report.authority),
            "copies": list(report.copies),
            "filed": report.filed,
            "annexes": list(report.annexes),
            "sections": sections,
        },
        writers=report.writers,
        follows=report.follows,
        by=by,
        at=at,
    )
