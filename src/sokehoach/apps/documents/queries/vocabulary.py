"""Builds the vocabulary against which labels of a superior's form are matched."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.queries.elements import list_elements, list_own_indicators
from sokehoach.apps.orgunits.models import Alias, Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import get_levels, list_attached_codes
from sokehoach.apps.reporting.queries.forms import list_own_forms
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.external_form.agreement import find_subject_words
from sokehoach.domain.documents.external_form.vocabulary import KnownFigure, Vocabulary
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.reporting.form import Form


def build_own_vocabulary(user: User, unit: Unit, day: date) -> Vocabulary:
    """The vocabulary of the programmes in which the account has a role."""
    return build_vocabulary(unit, day, forms=list_own_forms(user), indicators=list_own_indicators(user))


def build_vocabulary(
    unit: Unit, day: date, *, forms: Sequence[Form], indicators: Mapping[str, Indicator]
) -> Vocabulary:
    """Every figure of the forms, the units below the unit's area, the narratives and the indicators (by uid)."""
    element_by_code = list_elements(sibling_uids=(cell.element for form in forms for cell in form.cells))
    figures = {}
    for form in forms:
        places = [get_levels()[code] for code in form.reporters.levels]
        reported_by_units = bool(places)
        for section in form.sections:
            for cell in section.number_cells:
                element = element_by_code[cell.element]
                operand = Operand(cell.element, cell.disaggregation)
                part = cell.label.split(":", 1)[-1].strip() if cell.disaggregation else ""
                of_another = cell.disaggregation or ":" in cell.label  # «trong đó: …» is only part of a name
                name = element.name if of_another else cell.label or element.name
                figures[operand] = KnownFigure(
                    operand, name, part, element.unit, section.title,
                    by_unit=reported_by_units and all(element.may_exist_at(place, day) for place in places),
                    code=element.code, is_day=element.kind is ValueKind.DATE,
                )  # fmt: skip
    area = units.get_unit_area(unit)
    area_units = [unit for unit in units.list_areas(day) if unit.parent_id == area.pk]
    codes = {unit.code for unit in area_units}
    past_units = [
        unit
        for unit in units.list_known_units(day).filter(parent__code=area.code).exclude(level__in=list_attached_codes())
        if unit.code not in codes
    ]
    return Vocabulary(
        tuple(figures.values()),
        {unit.code: unit.short_name for unit in area_units},
        {box.heading: box.title for form in forms for box in form.text_boxes},
        {code: indicator.name for code, indicator in indicators.items()},
        {unit.code: unit.short_name for unit in past_units},
        _list_spellings([*area_units, *past_units]),
        (area.code, (area.name, area.short_name)),
        find_subject_words(form.name for form in forms),
    )


def _list_spellings(rows: Iterable[Unit]) -> dict[str, list[str]]:
    """All names and spellings of a unit, by code."""
    spellings: dict[str, list[str]] = defaultdict(list)
    codes = {}
    for row in rows:
        codes[row.pk] = row.code
        spellings[row.code] += [row.name, row.letterhead]
    for pk, text in Alias.objects.filter(unit__in=codes).values_list("unit", "text"):
        spellings[codes[pk]].append(text)
    return dict(spellings)
