"""Outlines as the domain knows them, and who may have their reports."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.permissions import may_take
from sokehoach.domain.documents.outline import Outline, Section, Sentence


def outline(row: ReportOutline) -> Outline:
    return Outline(row.code, row.title, tuple(_section(section) for section in row.definition["sections"]))


def outlines_for(user: User) -> list[ReportOutline]:
    rows = ReportOutline.objects.select_related("issuer", "unit")
    return [row for row in rows if may_take(user, row.unit)]


def outline_for(user: User, code: str) -> ReportOutline:
    """404 outside the scope."""
    for row in outlines_for(user):
        if row.code == code:
            return row
    raise Http404


def outline_of(unit: str) -> ReportOutline:
    """The outline of the report on that unit; 404 where no pack supplies one."""
    row = ReportOutline.objects.select_related("issuer__parent", "unit").filter(unit__code=unit).first()
    if row is None:
        raise Http404
    return row


def _section(told: Mapping[str, Any]) -> Section:
    return Section(
        heading=told["heading"],
        level=told["level"],
        sentences=tuple(Sentence(sentence["text"], sentence["zero"]) for sentence in told["sentences"]),
        narrative=told["narrative"],
    )
