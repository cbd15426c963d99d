"""The reports that many units write by one outline, for who sees the figures of their whole area."""

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.permissions import may_see_figures, may_take
from sokehoach.apps.documents.selectors.outlines import standing
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.domain.periods.period import parse
from sokehoach.domain.periods.window import window

_LEVELS = {
    ReportOutline.Writers.COMMUNES: (Level.COMMUNE, Level.TOWNSHIP),
    ReportOutline.Writers.AGENCIES: (Level.AGENCY,),
}


def outlines_for(user: User) -> list[ReportOutline]:
    """By which the account may print the reports of all units that write by them."""
    rows = standing().filter(writers__in=_LEVELS)
    return [row for row in rows if may_take(user, row.unit) and may_see_figures(user, row.unit)]


def outline_for(user: User, code: str) -> ReportOutline:
    """404 outside the scope."""
    for row in outlines_for(user):
        if row.code == code:
            return row
    raise Http404


def writers(row: ReportOutline, period: str) -> list[Unit]:
    """The units that write their own report by the outline, as of the period's last day; without its issuer."""
    levels = _LEVELS[ReportOutline.Writers(row.writers)]
    rows = units.as_of(window(parse(period)).cut_off).filter(parent=row.unit, level__in=levels)
    return list(rows.exclude(pk=row.issuer_id).select_related("parent").order_by("code"))
