"""Reads programmes and drafts that an account may define."""

import json
from dataclasses import dataclass

from django.db.models import Q

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import has_ended, list_heirs
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.orgunits.queries.units import as_of
from sokehoach.apps.programmes.models import DefinitionVersion, Programme, ProgrammeDraft
from sokehoach.apps.programmes.queries.drafts import find_draft
from sokehoach.apps.programmes.queries.versions import find_current_version, list_versions
from sokehoach.apps.setup import permissions
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError, get_or_not_found

TRIAL_KIND = "setup.trial"  # of the job that tries a draft out


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme with its version in force and its draft; `programme` is None where only a draft exists."""

    programme: Programme | None
    version: DefinitionVersion | None
    draft: ProgrammeDraft | None

    @property
    def code(self) -> str:
        return self.programme.code if self.programme else self.draft.code if self.draft else ""


def list_programme_rows(user: User) -> list[ProgrammeRow]:
    """Those that the account may define, without the texts of versions and drafts. Three queries."""
    check_defines(user)
    units = permissions.list_defining_unit_ids(user)
    programmes = list(Programme.objects.filter(unit__in=units).select_related("unit"))
    current = DefinitionVersion.objects.filter(programme__in=programmes, state=DefinitionVersion.State.PUBLISHED).defer(
        "definition"
    )
    versions = {version.programme_id: version for version in current}
    drafts = ProgrammeDraft.objects.filter(Q(programme__in=programmes) | Q(programme=None, unit__in=units))
    drafts_by_code = {draft.code: draft for draft in drafts.defer("files")}
    rows = [ProgrammeRow(row, versions.get(row.pk), drafts_by_code.pop(row.code, None)) for row in programmes]
    return rows + [ProgrammeRow(None, None, draft) for draft in drafts_by_code.values()]


def check_defines(user: User) -> None:
    """Raises NotFoundError where the account may define no programme at all."""
    if not permissions.can_define_programmes(user):
        raise NotFoundError


def list_definable_areas(user: User) -> dict[str, str]:
    """Names by code of the areas for which the account may define programmes, the highest first.

    Raises NotFoundError where there is none.
    """
    check_defines(user)
    unit_ids, levels = permissions.list_defining_unit_ids(user), get_levels()
    areas = [unit for unit in as_of(clock.today()).filter(pk__in=unit_ids) if levels[unit.level].consolidates]
    return {unit.code: unit.name for unit in sorted(areas, key=lambda unit: (levels[unit.level].sort_key, unit.code))}


def access_programme(user: User, code: str) -> Programme:
    """Raises NotFoundError where there is none, or the account may not define it."""
    check_defines(user)
    units = permissions.list_defining_unit_ids(user)
    return get_or_not_found(Programme.objects.select_related("unit"), code=code, unit__in=units)


def find_successor_area(programme: Programme) -> Unit | None:
    """The area of another code that alone took the programme's area over; None where that has not ended."""
    unit = programme.unit
    if unit is None or not has_ended(unit, clock.today()):
        return None
    heirs = list_heirs([unit], clock.today())[unit.pk]
    return heirs[0] if len(heirs) == 1 and heirs[0].code != unit.code else None


def name_area(programme: Programme) -> str:
    """The name of the area of a programme, of one that ended that of the only unit which took it over."""
    unit = programme.unit
    if unit is None:
        return ""
    heirs = list_heirs([unit], clock.today())[unit.pk]
    return heirs[0].name if len(heirs) == 1 else unit.name


def access_version(user: User, code: str, number: int) -> DefinitionVersion:
    """A published version, with its programme and text."""
    rows = DefinitionVersion.objects.select_related("programme")
    return get_or_not_found(rows, programme=access_programme(user, code), number=number)


def access_draft(user: User, code: str) -> ProgrammeDraft:
    """Raises NotFoundError where there is none, or the account may not define its programme."""
    check_defines(user)
    draft = find_draft(code)
    units = permissions.list_defining_unit_ids(user)
    owner = None if draft is None else draft.programme.unit_id if draft.programme else draft.unit_id
    if draft is None or owner not in units:
        raise NotFoundError
    return draft


def has_published_forms(code: str) -> bool:
    """Whether the version in force of the programme asks anybody for a report."""
    programme = Programme.objects.filter(code=code).first()
    version = None if programme is None else find_current_version(programme)
    return version is not None and bool(json.loads(version.definition).get("forms"))


def list_history(programme: Programme) -> list[DefinitionVersion]:
    """All versions without their text, the newest first."""
    return list(list_versions(programme))
