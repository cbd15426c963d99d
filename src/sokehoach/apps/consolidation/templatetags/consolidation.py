"""Words and addresses of the consolidated sheet."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from sokehoach.apps.consolidation.selectors.sheets import Line, Sheet
from sokehoach.domain.periods.period import Period, name_vi

register = template.Library()


@register.filter
def period_name(period: Period) -> str:
    return name_vi(period)


@register.filter
def period_short(period: Period) -> str:
    return name_vi(period).replace(" đầu năm", "").replace(" cuối năm", " cuối")


@register.filter
def before(year: int) -> int:
    return year - 1


@register.filter
def segments(sheet: Sheet) -> list[tuple[str, str]]:
    """For the strip: accepted first, then what is still on its way."""
    return [
        (
            one.unit.short_name,
            "accepted_late" if one.state == "accepted" and one.late_days else one.state or "not_reported",
        )
        for one in (*sheet.received, *sheet.missing)
    ]


@register.filter
def figure_url(line: Line, sheet: Sheet) -> str:
    address = reverse(
        "consolidation:figure",
        kwargs={
            "unit": sheet.unit.code,
            "period": sheet.period.id,
            "form": sheet.form.code,
            "element": line.cell.element,
        },
    )
    return f"{address}?{urlencode({'phan-to': line.cell.disaggregation})}"
