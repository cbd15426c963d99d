"""Choices and preview beside an outline that is being edited."""

from datetime import date

from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.pages import reports
from sokehoach.apps.documents.pages.documents import Paper, build_paper
from sokehoach.apps.documents.queries.office_reports import get_own_period
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.domain.disclosure.publish import Audience


def list_addressee_choices(row: ReportOutline, day: date) -> list[tuple[str, str]]:
    """Units at and above the outline's area and their agencies; also addressees that no longer exist."""
    area = row.unit
    area_ids = {area.pk, area.parent_id}
    current_units = [
        unit
        for unit in units.as_of(day).order_by("code")
        if unit.pk in area_ids or (is_attached(unit) and unit.parent_id in area_ids)
    ]
    named_units = [unit for unit in units.list_known_units(day) if unit.code in row.definition["addressees"]]
    return sorted({unit.code: unit.letterhead or unit.name for unit in (*named_units, *current_units)}.items())


def list_annex_choices(row: ReportOutline) -> list[tuple[str, str]]:
    return [(form.uid, f"{form.code} {form.name}") for form in query_forms.list_forms(row.programme)]


def has_preview(row: ReportOutline) -> bool:
    """Whether the outline can be previewed: only that of the issuer's own report, not one that many units write by."""
    return row.writers == ReportOutline.Writers.ISSUER


def build_preview(row: ReportOutline, day: date, audience: Audience) -> Paper:
    """The report of the current period as it would read today, without the forms in its annexes."""
    return build_paper(
        reports.build_report(row, period=get_own_period(row, day).id, audience=audience, with_annexes=False),
        lambda _: "",
    )
