"""The names that a superior's labels are held against."""

from datetime import date

from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.indicators.selectors.indicators import indicators
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.selectors import forms
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.likeness import Known, Vocabulary


def vocabulary(unit: Unit, day: date) -> Vocabulary:
    """Every figure of the forms, the units below the unit's area, the boxes of words, the indicators."""
    known = elements()
    defined = forms.forms()
    figures = {}
    for form in defined:
        for cell in form.cells:
            operand = Operand(cell.element, cell.disaggregation)
            part = cell.label.split(":", 1)[-1].strip() if cell.disaggregation else ""
            name = known[cell.element].name if cell.disaggregation else cell.label or known[cell.element].name
            figures[operand] = Known(operand, name, part)
    area = units.area_of(unit)
    below = {one.code: one.short_name for one in units.areas(day) if one.parent_id == area.pk}
    past = {
        one.code: one.short_name
        for one in units.known_by(day).filter(parent__code=area.code).exclude(level=Level.AGENCY)
        if one.code not in below
    }
    narratives = {box.code: box.title for form in defined for box in form.narratives}
    measured = {code: one.name for code, one in indicators().items()}
    return Vocabulary(tuple(figures.values()), below, narratives, measured, past)
