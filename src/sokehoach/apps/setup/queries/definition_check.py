"""Compares a programme as it was read with its published version, before anything is written."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps

from sokehoach.adapters.programme_files.canonical import CanonicalDefinition, canonicalize, to_plain_definition
from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.apps.consolidation.queries.figure_counts import count_figures
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.identities import list_uids
from sokehoach.apps.programmes.queries.versions import find_current_version, list_texts
from sokehoach.apps.registers.data_registers.models import RegisterType
from sokehoach.apps.reporting.queries.stored_values import ReportCount, count_reports
from sokehoach.apps.setup.queries.stored_definition import build_stored_definition
from sokehoach.domain.programmes.difference import DefinitionChange, Difference, Item, Weight, compare_definitions

_NO_REPORTS = ReportCount(0, 0)


@dataclass(frozen=True, slots=True)
class Touched:
    """How many accepted reports, other reports and consolidated figures a change touches."""

    accepted: int
    open: int
    figures: int


@dataclass(frozen=True, slots=True)
class CheckedDefinition:
    """A programme beside the version that it would replace: its number (0: none) and digest («»: none)."""

    canonical: CanonicalDefinition
    difference: Difference
    base: int = 0
    base_digest: str = ""
    reports: Mapping[str, ReportCount] = field(default_factory=dict)  # by code of the form
    figures: Mapping[str, int] = field(default_factory=dict)  # by code of the element
    versions: tuple[tuple[date, Item], ...] = ()  # those published before: from which day, definition
    withdrawn: tuple[tuple[date, Item], ...] = ()  # those that were withdrawn, alike

    @property
    def is_new(self) -> bool:
        return self.canonical.digest != self.base_digest

    def count_touched(self, changes: Iterable[DefinitionChange]) -> Touched:
        """Each report and figure once, however many of the changes touch it."""
        listed = list(changes)
        reports = [self.reports.get(code, _NO_REPORTS) for code in {form for change in listed for form in change.forms}]
        elements = {element for change in listed for element in change.elements}
        return Touched(
            sum(report.accepted for report in reports),
            sum(report.open for report in reports),
            sum(self.figures.get(element, 0) for element in elements),
        )


def check_definition(programme: ProgrammeDefinition) -> CheckedDefinition:
    """The canonical JSON, its difference from the published version, and what that touches."""
    canonical = canonicalize(programme)
    plain = json.loads(canonical.text)
    row = Programme.objects.filter(code=programme.code).first()
    current = find_current_version(row) if row else None
    if row is None or current is None:
        return CheckedDefinition(canonical, compare_definitions({}, plain))
    if current.digest == canonical.digest:
        return CheckedDefinition(canonical, Difference(()), current.number, current.digest)
    published = json.loads(current.definition)
    closed = to_plain_definition(build_stored_definition(apps.get_model, row))
    uids = list_uids(row)
    figures = count_figures(uids["form"].values())
    texts = [((day, json.loads(text)), is_withdrawn) for day, text, is_withdrawn in list_texts(row)]
    reports = count_reports(row)
    return CheckedDefinition(
        canonical,
        Difference(
            (
                *_find_reused(closed, published, plain),
                *_find_reopened_registers(row, published, plain),
                *compare_definitions(published, plain).changes,
            )
        ),
        current.number,
        current.digest,
        {code: reports[uid] for code, uid in uids["form"].items() if uid in reports},
        {code: figures[uid] for code, uid in uids["element"].items() if uid in figures},
        tuple(version for version, is_withdrawn in texts if not is_withdrawn),
        tuple(version for version, is_withdrawn in texts if is_withdrawn),
    )


def _find_reused(
    closed: Mapping[str, Any], published: Mapping[str, Any], plain: Mapping[str, Any]
) -> list[DefinitionChange]:
    """Refused changes of what was closed by an earlier version and comes back under its code."""
    sections = {}
    for section in ("elements", "forms"):
        current_codes = {item["code"] for item in published[section]}
        sections[section] = {item["code"]: item for item in closed[section] if item["code"] not in current_codes}
    closed_items = {section: list(items.values()) for section, items in sections.items()}
    new_items = {
        section: [item for item in plain[section] if item["code"] in items] for section, items in sections.items()
    }
    return compare_definitions(closed_items, new_items).list_by_weight(Weight.REFUSED)


def _find_reopened_registers(
    row: Programme, published: Mapping[str, Any], plain: Mapping[str, Any]
) -> list[DefinitionChange]:
    """Refused changes of the function of registers that nobody kept in the published version: entries keep theirs."""
    functions = dict(RegisterType.objects.filter(programme=row).values_list("code", "function"))
    current_codes = {item["register"] for item in published["keepings"]}
    new_items = [item for item in plain["keepings"] if item["register"] in functions.keys() - current_codes]
    closed_items = [{**item, "function": functions[item["register"]]} for item in new_items]
    return compare_definitions({"keepings": closed_items}, {"keepings": new_items}).list_by_weight(Weight.REFUSED)
