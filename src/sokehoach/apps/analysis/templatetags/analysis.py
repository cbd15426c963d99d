"""Template tags of the pivot: figures and links."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sokehoach.apps.analysis.pages import tables
from sokehoach.apps.analysis.pages.catalogue import Catalogue
from sokehoach.apps.analysis.pages.cell_sources import CellPeriod, CellSources, UnitFact
from sokehoach.apps.analysis.pages.tables import PivotCell
from sokehoach.apps.orgunits.queries import succession
from sokehoach.apps.shell import periods
from sokehoach.domain.analysis.fact import Fact
from sokehoach.domain.orgtree.succession import Obstacle
from sokehoach.domain.periods.period import Period

register = template.Library()


@register.filter
def form_of(measure: str, catalogue: Catalogue) -> str:
    """Returns the form (uid) whose reporters answer for a measure."""
    return catalogue.form_of(measure)


@register.filter
def period_name(period: Period) -> str:
    return periods.period_name(period)


@register.filter
def explain_obstacle(obstacle: Obstacle) -> str:
    return succession.explain_obstacle(obstacle)


@register.simple_tag(takes_context=True)
def pivot_cell(context: template.Context, cell: PivotCell) -> SafeString:
    """Renders a cell. A figure links to its sources.

    So does one that is not reported, or that cannot be added or split; other gaps do not. An incomplete number adds
    «17/19».
    """
    if cell.derived and cell.fact.lack is None:
        return format_html('<span class="num">{}</span>', cell.text)
    if not cell.opens:
        return format_html('<span class="pivot__lack">{}</span>', cell.text)
    address = f"{context['opening']}&o={cell.at}"
    link = format_html('<a class="figure" href="{}" data-drawer>{}</a>', address, cell.text)
    if not cell.fact.partial:
        return link
    return format_html('{} <small class="note">{}/{}</small>', link, cell.fact.received, cell.fact.expected)


@register.simple_tag
def fact_text(sources: CellSources | CellPeriod, fact: Fact) -> str:
    """Returns the figure of the cell, or of one of its periods: of a change a level that it compares."""
    return tables.format_fact(fact, sources.measure)


@register.simple_tag
def published_figure_url(cell_period: CellPeriod, unit_fact: UnitFact | None = None) -> str:
    """Returns the address of the published figure; with a unit, of the area to which it reports, at its part."""
    area = cell_period.area if unit_fact is None else unit_fact.area
    address = reverse(
        "consolidation:figure", args=[area.code, cell_period.period.id, cell_period.form, cell_period.element]
    )
    params = {"phan-to": cell_period.option} | ({"don-vi": unit_fact.key} if unit_fact else {})
    return f"{address}?{urlencode(params)}"
