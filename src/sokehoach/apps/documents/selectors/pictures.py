"""Builds the charts and the map of a report, each with a description in words for readers who do not see it."""

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import may_view
from sokehoach.apps.consolidation.selectors import measures
from sokehoach.apps.consolidation.selectors.place_maps import build_place_map
from sokehoach.apps.consolidation.selectors.trends import build_trends
from sokehoach.apps.indicators.selectors.indicators import list_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import ItemState, Target
from sokehoach.apps.plans.selectors import plans
from sokehoach.apps.shell import charts
from sokehoach.domain.charts import Chart, PlaceMap
from sokehoach.domain.documents.content import Annex, Picture
from sokehoach.domain.periods.period import parse_period

WIDTH = 150.0  # mm: the text width of a portrait page
_PIXELS = 1200
MAX_CHARTS = 4  # charts in one report


def build_picture_annex(user: User, area: Unit, period: str) -> tuple[Annex, ...]:
    """Charts of what the plan wants to fall or rise, and a map of the first indicator that allows one.

    Empty where the account may not see the area's figures, or no plan is in force.
    """
    plan = plans.find_plan_in_force(area) if may_view(user, area) else None
    if plan is None:
        return ()
    paths = Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).values_list("path", flat=True)
    pictures: list[Chart | PlaceMap] = [*build_trends(user, area, parse_period(period), targets=paths)[:MAX_CHARTS]]
    map_indicator = next((indicator for indicator in list_indicators().values() if indicator.on_map), None)
    if map_indicator is not None:
        measurements = measures.measure_indicators(user, unit=area.code, period=period, indicators=[map_indicator])
        pictures += [build_place_map(measurement) for measurement in measurements.values()]
    if not pictures:
        return ()
    return (Annex(_("Biểu đồ, bản đồ"), tuple(_render_picture(picture) for picture in pictures), landscape=False),)


def _render_picture(picture: Chart | PlaceMap) -> Picture:
    unit = f" ({picture.unit})" if isinstance(picture, Chart) else ""
    caption = ". ".join((f"{picture.title}{unit}", *(note.rstrip(".") for note in picture.notes)))
    return Picture(charts.build_png(picture, _PIXELS), WIDTH, describe_picture(picture), caption)


def describe_picture(picture: Chart | PlaceMap) -> str:
    """«Số vụ việc: đầu 2020 chưa báo cáo; cuối 2020 3.»: every value of the picture."""
    values = "; ".join(" ".join(row) for row in picture.rows)
    return f"{picture.title}: {values}."
