"""Own reports that many units write by one outline, for accounts that see the figures of the whole area."""

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.permissions import may_see_figures, may_take
from sokehoach.apps.documents.selectors.outlines import list_current_outlines
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.periods.window import compute_window

_LEVELS = {
    ReportOutline.Writers.COMMUNES: (Level.COMMUNE, Level.TOWNSHIP),
    ReportOutline.Writers.AGENCIES: (Level.AGENCY,),
}


def list_printable_outlines(user: User) -> list[ReportOutline]:
    """The outlines for which the account may print the reports of all units."""
    rows = list_current_outlines().filter(writers__in=_LEVELS)
    return [row for row in rows if may_take(user, row.unit) and may_see_figures(user, row.unit)]


def access_printable_outline(user: User, code: str) -> ReportOutline:
    """The outline; 404 outside the account's scope."""
    for row in list_printable_outlines(user):
        if row.code == code:
            return row
    raise Http404


def list_writers(row: ReportOutline, period: str) -> list[Unit]:
    """The units that write their own report by the outline, on the period's last day, without its issuer."""
    levels = _LEVELS[ReportOutline.Writers(row.writers)]
    rows = units.as_of(compute_window(parse_period(period)).cut_off).filter(parent=row.unit, level__in=levels)
    return list(rows.exclude(pk=row.issuer_id).select_related("parent").order_by("code"))
