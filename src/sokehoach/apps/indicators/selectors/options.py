"""Loads option sets as domain objects."""

from sokehoach.apps.indicators import models
from sokehoach.domain.indicators.element import Option, OptionSet


def list_option_sets() -> dict[str, OptionSet]:
    """Returns all option sets by code. Two queries."""
    return {
        row.code: OptionSet(row.code, row.name, tuple(Option(o.code, o.name) for o in row.options.all()))
        for row in models.OptionSet.objects.prefetch_related("options")
    }
