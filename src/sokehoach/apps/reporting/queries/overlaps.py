"""Finds the parts of a figure that may overlap: of an entry with several audiences, each audience counts it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.fields import LIST_KINDS, FieldDefinition
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.indicators.element import parse_key
from sokehoach.domain.reporting.form import Cell, Form


def describe_overlaps(form: Form) -> dict[str, str]:
    """By the code of a cell: a sentence that its parts may overlap and are not added up.

    Parts overlap where they are options of a register's field in which an entry may have several of them. One query
    where a register is defined by a programme.
    """
    parts: dict[str, list[str]] = {}
    wholes = {cell.element: cell for cell in form.cells if not cell.disaggregation}
    for cell in form.cells:
        if cell.element in wholes:
            parts.setdefault(wholes[cell.element].code, []).extend(
                _name_field(field) for field in _list_multiple_fields(cell)
            )
    repeated = {code: [name for name in dict.fromkeys(names) if names.count(name) > 1] for code, names in parts.items()}
    return {code: format_overlap(names) for code, names in repeated.items() if names}


def list_overlapping_sets(form: Form, element: str) -> dict[str, str]:
    """Returns, for an element of the form, the option sets whose options may overlap, with the name of their field."""
    return {
        field.option_set: _name_field(field)
        for cell in form.cells
        if cell.element == element
        for field in _list_multiple_fields(cell)
    }


def list_all_overlapping_sets(forms: Iterable[Form]) -> dict[str, frozenset[str]]:
    """Returns the same by element for all forms, without names."""
    sets: dict[str, set[str]] = {}
    for form in forms:
        for cell in form.cells:
            sets.setdefault(cell.element, set()).update(field.option_set for field in _list_multiple_fields(cell))
    return {element: frozenset(names) for element, names in sets.items() if names}


def format_overlap(fields: Iterable[str]) -> str:
    """The sentence, given the names of the fields."""
    return _("Các dòng «trong đó» theo %(fields)s có thể trùng nhau, không cộng lại.") % {"fields": "; ".join(fields)}


def _name_field(field: FieldDefinition) -> str:
    """The label as within a sentence, in the language of the page."""
    return translate(str(field.label)).lower()


def _list_multiple_fields(cell: Cell) -> list[FieldDefinition]:
    """The fields with several options of an entry by which the cell is one part of its element."""
    if cell.source is None or not cell.disaggregation:
        return []
    option_sets = parse_key(cell.disaggregation) or {}
    fields = get_register(cell.source.register).of_kind(*LIST_KINDS)
    return [field for field in fields if field.option_set and field.option_set in option_sets]
