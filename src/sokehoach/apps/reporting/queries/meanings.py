"""Finds figures of several forms that count the same thing: by `same_as`, or by the same register entries.

A register that an agency counts for its whole area is also counted by each commune below. The two numbers differ as
soon as a commune is late or an entry comes after its report."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.measure_definitions import list_area_units_and_below
from sokehoach.apps.registers.core.measure_query import MeasureQuery
from sokehoach.apps.reporting.queries import forms
from sokehoach.apps.reporting.queries.registers import list_countings
from sokehoach.apps.shell import clock
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.meanings import Meaning, MeaningSource
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.messages import TranslatableText, name_definition, say
from sokehoach.domain.orgtree.level import say_levels
from sokehoach.domain.reporting.form import Cell, Form, Reporters


def list_meanings(programme: Programme) -> tuple[Meaning, ...]:
    """The groups of figures of the programme with one meaning, in the order of the forms. Three queries."""
    elements_by_code = list_elements(programme=programme.pk)
    cells_by_operand = {
        Operand(cell.element, cell.disaggregation): (form, cell)
        for form in forms.list_forms(programme)
        for cell in form.cells
        if cell.element in elements_by_code and elements_by_code[cell.element].form == form.uid
    }
    names = dict(units.list_known_units(clock.today()).values_list("code", "short_name"))
    return tuple(
        Meaning(
            _get_label(cells_by_operand[group[0]][1], elements_by_code),
            tuple(_list_sources({operand: cells_by_operand[operand] for operand in group}, names)),
        )
        for group in _group_operands(cells_by_operand)
    )


def _list_sources(
    cells_by_operand: Mapping[Operand, tuple[Form, Cell]], names: Mapping[str, str]
) -> Iterator[MeaningSource]:
    """The sources in words that a reader knows who has not seen the forms; their names only where it takes them."""
    descriptions = {operand: _describe_source(form, cell, names) for operand, (form, cell) in cells_by_operand.items()}
    counts = Counter(map(str, descriptions.values()))
    for operand, (form, cell) in cells_by_operand.items():
        description = descriptions[operand]
        if counts[str(description)] > 1:
            description = say("%(source)s, biểu %(form)s", source=description, form=name_definition(form.name))
        yield MeaningSource(operand, description, cell.interchangeable)


def _group_operands(cells_by_operand: Mapping[Operand, tuple[Form, Cell]]) -> Iterator[list[Operand]]:
    """Operands linked directly or through others, each group in the order of the forms."""
    operands_by_key: dict[Hashable, list[Operand]] = defaultdict(list)
    for operand, (_form, cell) in cells_by_operand.items():
        for name in {str(operand), cell.same_as} - {""}:
            operands_by_key[name].append(operand)
        if (counted_entries := _find_counted_entries(cell)) is not None:
            operands_by_key[counted_entries].append(operand)
    group_of = {operand: {operand} for operand in cells_by_operand}
    for operands in operands_by_key.values():
        merged = set().union(*(group_of[member] for member in operands))
        for member in merged:
            group_of[member] = merged
    grouped_operands: set[Operand] = set()
    for operand in cells_by_operand:
        if operand not in grouped_operands and len(group_of[operand]) > 1:
            grouped_operands |= group_of[operand]
            yield [member for member in cells_by_operand if member in group_of[operand]]


def _find_counted_entries(cell: Cell) -> Hashable | None:
    """Identifies the entries of a whole area that the cell counts; None where every unit counts its own."""
    source = cell.source
    if source is None or source.register not in list_countings():
        return None
    part = list_countings()[source.register].part(MeasureQuery(source.measure, source.where))
    if part.select_units is not list_area_units_and_below:
        return None
    return source.register, source.measure, frozenset(source.where), source.per


def _get_label(cell: Cell, elements_by_code: Mapping[str, DataElement]) -> str:
    label = cell.label if cell.disaggregation else ""
    return label or elements_by_code[cell.element].name


def _describe_source(form: Form, cell: Cell, names: Mapping[str, str]) -> str:
    """«báo cáo của các xã, phường»; for what one agency counts, also the register."""
    description = say("báo cáo của %(who)s", who=_describe_reporters(form.reporters, names))
    source = cell.source or next((form.cell(part).source for part in cell.sum_of), None)
    if not form.reporters.codes or source is None or source.register not in get_registers():
        return description
    name = get_registers()[source.register].name
    return say("%(form)s, sổ %(register)s", form=description, register=_say_name(name))


def _say_name(name: str | Promise) -> str:
    """The name of a register as a message: those of the product are lazy, those of a programme are messages."""
    with translation.override(settings.LANGUAGE_CODE):
        text = str(name)
    return text if isinstance(text, TranslatableText) else TranslatableText(text)


def _describe_reporters(reporters: Reporters, names: Mapping[str, str]) -> str:
    if reporters.codes:
        return _join_names(names.get(code, code) for code in reporters.codes)
    return say("các %(units)s", units=say_levels(get_levels()[level] for level in reporters.levels))


def _join_names(names: Iterable[str]) -> str:
    return ", ".join(names)
