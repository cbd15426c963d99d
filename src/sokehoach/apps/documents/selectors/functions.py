"""Finds the confidential functions of the sources of a document."""

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.models import DataElement
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors import submissions
from sokehoach.domain.documents.content import Document, list_references, list_runs
from sokehoach.domain.indicators.element import ElementFunction


def get_figure_functions(content: Document, area: Unit | None) -> frozenset[str]:
    """The confidential functions of the figures that the content prints.

    Published totals of `area` do not count (limits.md, 3); without an area every figure counts.
    """
    total = () if area is None else ("", area.code)
    parts = {
        reference.operand.element
        for reference in list_references(list_runs(content))
        if area is None or reference.unit not in total
    }
    confidential = DataElement.objects.filter(code__in=parts).exclude(function=ElementFunction.GENERAL)
    return frozenset(confidential.values_list("function", flat=True))


def get_form_functions(user: User, unit: Unit, period: str) -> frozenset[str]:
    """The functions of the unit's own reports of the period that the account may see."""
    rows = submissions.list_visible_submissions(user).filter(unit=unit, period=period)
    return frozenset(rows.values_list("form__function", flat=True))
