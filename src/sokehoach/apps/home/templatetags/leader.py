"""Template tags of the weekly meeting page."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sokehoach.apps.shell.status_badges import STATES

register = template.Library()


@register.simple_tag
def missing_reason(state: str) -> str:
    """Returns, in lower case, why a tile has no number."""
    return str(STATES[state].label).lower()


@register.simple_tag
def money_bar(spent: Decimal | None, allocated: Decimal | None, estimate: Decimal) -> SafeString:
    """Renders a bar of the spent money with a mark at the allocated. Screen readers skip it: the numbers are below."""
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
