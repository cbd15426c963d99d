"""Figures of several forms that count one thing: said in a form (`same_as`), or counted of the same register entries.

A register that an agency counts for its whole area is also counted by the communes below, each for itself: the two
numbers differ as soon as a commune is late or an entry comes after its report.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.registers.shelf.catalogue import registers
from sokehoach.apps.registers.shelf.counting import of_area_and_below
from sokehoach.apps.registers.shelf.measured import Ask
from sokehoach.apps.reporting.selectors import forms
from sokehoach.apps.reporting.selectors.registers import known
from sokehoach.apps.shell import clock
from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.meanings import Meaning, Source
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.reporting.form import Cell, Form, Reporters

_ORDER = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.TOWNSHIP, Level.AGENCY)
_WITHIN = re.compile(r"^trong đó:?\s*(có\s+)?", re.IGNORECASE)


def meanings() -> tuple[Meaning, ...]:
    """In the order of the forms: three queries."""
    meaning = elements()
    owned = {
        Operand(cell.element, cell.disaggregation): (form, cell)
        for form in forms.forms()
        for cell in form.cells
        if cell.element in meaning and meaning[cell.element].form == form.code
    }
    names = dict(units.known_by(clock.today()).values_list("code", "short_name"))
    return tuple(
        Meaning(
            _name(owned[group[0]][1], meaning),
            tuple(Source(one, _words(*owned[one], names), owned[one][1].interchangeable) for one in group),
        )
        for group in _groups(owned)
    )


def _groups(owned: Mapping[Operand, tuple[Form, Cell]]) -> Iterator[list[Operand]]:
    """Operands that are joined directly or through others, each group in the order of the forms."""
    alike: dict[Hashable, list[Operand]] = defaultdict(list)
    for operand, (_form, cell) in owned.items():
        for name in {str(operand), cell.same_as} - {""}:
            alike[name].append(operand)
        if (counted := _counted(cell)) is not None:
            alike[counted].append(operand)
    group_of = {operand: {operand} for operand in owned}
    for joined in alike.values():
        merged = set().union(*(group_of[one] for one in joined))
        for one in merged:
            group_of[one] = merged
    done: set[Operand] = set()
    for operand in owned:
        if operand not in done and len(group_of[operand]) > 1:
            done |= group_of[operand]
            yield [one for one in owned if one in group_of[operand]]


def _counted(cell: Cell) -> Hashable | None:
    """What entries of the whole area it counts; None where every unit counts its own."""
    source = cell.source
    if source is None or source.register not in known():
        return None
    part = known()[source.register].part(Ask(source.measure, source.where))
    if part.whose is not of_area_and_below:
        return None
    return source.register, source.measure, frozenset(source.where), source.per


def _name(cell: Cell, meaning: Mapping[str, DataElement]) -> str:
    label = cell.label if cell.disaggregation else ""
    text = _WITHIN.sub("", label or meaning[cell.element].name).strip()
    return text[:1].lower() + text[1:]


def _words(form: Form, cell: Cell, names: Mapping[str, str]) -> str:
    """«biểu 01-XA của các xã, thị trấn»; of what one agency counts, with the register that it is counted from."""
    said = _("biểu %(form)s của %(who)s") % {"form": form.code, "who": _reporters(form.reporters, names)}
    source = cell.source or next((form.cell(part).source for part in cell.sum_of), None)
    if not form.reporters.codes or source is None or source.register not in registers():
        return said
    name = str(registers()[source.register].name)
    return _("%(form)s, sổ %(register)s") % {"form": said, "register": name}


def _reporters(reporters: Reporters, names: Mapping[str, str]) -> str:
    if reporters.codes:
        return _listed(names.get(code, code) for code in reporters.codes)
    levels = {Level(level) for level in reporters.levels}
    return _("các %(units)s") % {"units": _listed(str(level.label) for level in _ORDER if level in levels)}


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
