"""Words of the weekly meeting's page."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sokehoach.apps.shell.status_badges import STATES

register = template.Library()


@register.simple_tag
def tile_word(state: str) -> str:
    """Why a tile bears no number, in lower case."""
    return str(STATES[state].label).lower()


@register.simple_tag
def money_bar(spent: Decimal | None, allocated: Decimal | None, estimate: Decimal) -> SafeString:
    """What is spent, with a stroke where what is allocated ends. The numbers stand below, so it is not read aloud."""
    stroke = ""
    if allocated is not None:
        stroke = format_html(
            '<rect class="bar__stroke" x="{}" width="2" height="100%"></rect>', _share(allocated, estimate)
        )
    return format_html(
        '<svg class="bar" aria-hidden="true"><rect class="bar__fill" width="{}" height="100%"></rect>{}</svg>',
        _share(spent or Decimal(), estimate),
        stroke,
    )


def _share(part: Decimal, total: Decimal) -> str:
    return f"{min(max(100 * part / total, Decimal()), Decimal(100)):.1f}%"
