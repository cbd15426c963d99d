"""What stands beside an outline while it is changed: whom and what it may name, and its report as of today."""

from datetime import date

from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.selectors import reports
from sokehoach.apps.documents.selectors.reading import Paper, paper
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.selectors import forms
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.periods.period import at_hand


def addressees(row: ReportOutline, day: date) -> list[tuple[str, str]]:
    """Units at and above the outline's area, with the agencies of each; those that it names already, though ended."""
    area = row.unit
    above = {area.pk, area.parent_id}
    now = [
        one
        for one in units.as_of(day).order_by("code")
        if one.pk in above or (one.level == Level.AGENCY and one.parent_id in above)
    ]
    named = [one for one in units.known_by(day) if one.code in row.definition["addressees"]]
    return sorted({one.code: one.letterhead or one.name for one in (*named, *now)}.items())


def annexes() -> list[tuple[str, str]]:
    return [(form.code, f"{form.code} {form.name}") for form in forms.forms()]


def has_words(row: ReportOutline) -> bool:
    """Whether there is a report to look at: of the issuer itself; what each unit would write is its own."""
    return row.writers == ReportOutline.Writers.ISSUER


def words(row: ReportOutline, day: date, audience: Audience) -> Paper:
    """The report of the period at hand as it would read today; its annexes are the forms, left out here."""
    return paper(
        reports.document(row, period=at_hand(day).id, audience=audience, annexed=False), lambda _: ""
    )
