"""Words of the weekly meeting's page."""

from django import template

from sokehoach.apps.shell.marks import STATES

register = template.Library()


@register.simple_tag
def tile_word(state: str) -> str:
    """Why a tile bears no number, in lower case."""
    return str(STATES[state].word).lower()
