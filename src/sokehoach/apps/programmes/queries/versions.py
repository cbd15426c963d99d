"""Reads the published versions of a programme's definition."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from sokehoach.apps.programmes.models import DefinitionVersion, Programme


def find_current_version(programme: Programme) -> DefinitionVersion | None:
    """The version from which the programme's rows are built; None before the first. One query."""
    return DefinitionVersion.objects.filter(programme=programme, state=DefinitionVersion.State.PUBLISHED).first()


def list_versions(programme: Programme) -> QuerySet[DefinitionVersion]:
    """All versions without their text, the newest first."""
    return DefinitionVersion.objects.filter(programme=programme).defer("definition")


def list_texts(programme: Programme) -> list[tuple[date, str, bool]]:
    """Of each version from which day it applies, its definition as text, whether it was withdrawn; in the order of
    publication. One query.
    """
    rows = DefinitionVersion.objects.filter(programme=programme).order_by("number")
    withdrawn = DefinitionVersion.State.WITHDRAWN
    return [
        (day, text, state == withdrawn) for day, text, state in rows.values_list("in_force_from", "definition", "state")
    ]


def find_version_before(version: DefinitionVersion) -> DefinitionVersion | None:
    """The last one before that was not withdrawn, from which this one was made; None for the first."""
    rows = DefinitionVersion.objects.filter(programme=version.programme_id, number__lt=version.number)
    return rows.exclude(state=DefinitionVersion.State.WITHDRAWN).first()


def list_all_versions() -> Iterable[DefinitionVersion]:
    """The versions of all programmes, one at a time, each with its programme."""
    rows = DefinitionVersion.objects.select_related("programme").order_by("programme_id", "number")
    return rows.iterator(chunk_size=1)
