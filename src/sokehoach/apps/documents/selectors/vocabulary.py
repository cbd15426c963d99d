"""The names that a superior's labels are held against."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.indicators.selectors.indicators import indicators
from sokehoach.apps.orgunits.models import Alias, Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.selectors import forms
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.foreign.agreement import subject_of
from sokehoach.domain.documents.foreign.vocabulary import Known, Vocabulary


def vocabulary(unit: Unit, day: date) -> Vocabulary:
    """Every figure of the forms, the units below the unit's area, the boxes of words, the indicators."""
    known = elements()
    defined = forms.forms()
    figures = {}
    for form in defined:
        reported_by_units = bool(form.reporters.levels)
        for section in form.sections:
            for cell in section.cells:
                element = known[cell.element]
                operand = Operand(cell.element, cell.disaggregation)
                part = cell.label.split(":", 1)[-1].strip() if cell.disaggregation else ""
                of_another = cell.disaggregation or ":" in cell.label  # «trong đó: …» is half a name
                name = element.name if of_another else cell.label or element.name
                figures[operand] = Known(
                    operand, name, part, element.unit, section.title,
                    by_unit=reported_by_units and not element.counts_persons,
                )  # fmt: skip
    area = units.area_of(unit)
    below = [one for one in units.areas(day) if one.parent_id == area.pk]
    codes = {one.code for one in below}
    past = [
        one
        for one in units.known_by(day).filter(parent__code=area.code).exclude(level=Level.AGENCY)
        if one.code not in codes
    ]
    return Vocabulary(
        tuple(figures.values()), {one.code: one.short_name for one in below},
        {box.code: box.title for form in defined for box in form.narratives},
        {code: one.name for code, one in indicators().items()}, {one.code: one.short_name for one in past},
        _written([*below, *past]), (area.code, (area.name, area.short_name)),
        subject_of(form.name for form in defined),
    )  # fmt: skip


def _written(rows: Iterable[Unit]) -> dict[str, list[str]]:
    """By code, all names that a unit is written with."""
    found: dict[str, list[str]] = defaultdict(list)
    codes = {}
    for row in rows:
        codes[row.pk] = row.code
        found[row.code] += [row.name, row.letterhead]
    for pk, text in Alias.objects.filter(unit__in=codes).values_list("unit", "text"):
        found[codes[pk]].append(text)
    return dict(found)
