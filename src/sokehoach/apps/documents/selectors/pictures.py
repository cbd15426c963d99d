"""Charts and the map of a report, each with the same in words for who does not see it."""

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import may_view
from sokehoach.apps.consolidation.selectors import measures
from sokehoach.apps.consolidation.selectors.place_maps import place_map
from sokehoach.apps.consolidation.selectors.trends import trends
from sokehoach.apps.indicators.selectors.indicators import indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import ItemState, Target
from sokehoach.apps.plans.selectors import plans
from sokehoach.apps.shell import charts
from sokehoach.domain.charts import Chart, PlaceMap
from sokehoach.domain.documents.content import Annex, Picture
from sokehoach.domain.periods.period import parse

WIDTH = 150.0  # mm: within the margins of an upright page
_PIXELS = 1200
MOST = 4  # charts of one report


def annex(user: User, area: Unit, period: str) -> tuple[Annex, ...]:
    """What the plan wants to fall or rise over the last periods, and the first indicator that may stand on a map.

    None where the account may not see the area's figures, or nothing was planned.
    """
    plan = plans.in_force(area) if may_view(user, area) else None
    if plan is None:
        return ()
    paths = Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).values_list("path", flat=True)
    drawn: list[Chart | PlaceMap] = [*trends(user, area, parse(period), targets=paths)[:MOST]]
    shown = next((one for one in indicators().values() if one.on_map), None)
    if shown is not None:
        found = measures.found(user, unit=area.code, period=period, indicators=[shown])
        drawn += [place_map(one) for one in found.values()]
    if not drawn:
        return ()
    return (Annex(_("Biểu đồ, bản đồ"), tuple(_picture(one) for one in drawn), landscape=False),)


def _picture(drawn: Chart | PlaceMap) -> Picture:
    unit = f" ({drawn.unit})" if isinstance(drawn, Chart) else ""
    caption = ". ".join((f"{drawn.title}{unit}", *(one.rstrip(".") for one in drawn.notes)))
    return Picture(charts.png(drawn, _PIXELS), WIDTH, said(drawn), caption)


def said(drawn: Chart | PlaceMap) -> str:
    """«Số vụ việc: đầu 2020 chưa báo cáo; cuối 2020 3.»: every value of the picture."""
    values = "; ".join(" ".join(row) for row in drawn.rows)
    return f"{drawn.title}: {values}."
