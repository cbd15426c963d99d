"""Loads a pack: checked whole, then written in one transaction."""

from datetime import datetime
from pathlib import Path

from sokehoach.adapters.pack import reading
from sokehoach.adapters.pack.pack import Pack, ReportTemplate
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.services import roles
from sokehoach.apps.analysis.services import ready as ready_questions
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.documents.services import outlines
from sokehoach.apps.indicators.services import elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.orgunits.services.units import GroupRow
from sokehoach.apps.registers.assessment.services import schemes
from sokehoach.apps.registers.inspections.services import reference as inspections
from sokehoach.apps.registers.shelf import catalogue as shelf
from sokehoach.apps.registers.shelf.services import keepers
from sokehoach.apps.reporting.selectors import registers
from sokehoach.apps.reporting.services import forms, regimes

DEFAULT = Path(__file__).resolve().parents[3] / "packs" / "tuan_giao_2021"


def load(*, folder: Path, by: User | str, at: datetime) -> Done:
    """Read, check and keep a pack. PackError lists every problem by file and line; then nothing has changed."""
    return keep(pack=read(folder), by=by, at=at)


def read(folder: Path) -> Pack:
    """A pack that fits this product: its registers can count what the forms ask, its roles grant what there is."""
    actions = {action.value for action in Action}
    functions = {code: described.function for code, described in shelf.registers().items()}
    return reading.read(folder, measures=registers.known(), actions=actions, registers=functions)


@write("pack.keep")
def keep(*, pack: Pack, by: User | str, at: datetime) -> Done:
    units.keep(rows=pack.units, by=by, at=at)
    rows = {unit.code: unit for unit in orgunits.as_of(pack.valid_from)}
    units.keep_groups(
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
    elements.keep_option_sets(option_sets=pack.option_sets, by=by, at=at)
    elements.keep(elements=pack.elements, by=by, at=at)
    elements.keep_indicators(indicators=pack.indicators, by=by, at=at)
    roles.keep(roles=pack.roles, by=by, at=at)
    inspections.keep_checklists(checklists=pack.checklists, by=by, at=at)
    inspections.keep_frames(frames=pack.frames, by=by, at=at)
    schemes.keep(schemes=pack.schemes, by=by, at=at)
    keepers.keep(keepings=pack.keepings, by=by, at=at)
    ready_questions.keep(ready=pack.questions, by=by, at=at)
    for regime in pack.regimes:
        regimes.keep(regime=regime, unit=rows[pack.unit], by=by, at=at)
    for form in pack.forms:
        forms.keep(form=form, unit=rows[pack.unit], by=by, at=at)
    for report in pack.reports:
        _keep_report(report, pack, rows, by, at)
    return Done(subject=f"pack:{pack.code}", unit=pack.unit, answer={"pack": pack.code})


def _keep_report(
    report: ReportTemplate, pack: Pack, rows: dict[str, Unit], by: User | str, at: datetime
) -> None:
    issuer = rows[report.issuer]
    sections: list[Json] = [
        {
            "heading": section.heading,
            "level": section.level,
            "narrative": section.narrative,
            "sentences": [{"text": one.text, "zero": one.zero} for one in section.sentences],
        }
        for section in report.outline.sections
    ]
    outlines.keep(
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
