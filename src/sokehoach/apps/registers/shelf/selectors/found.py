"""Lines found by words, days and options."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet, Sum

from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.selectors.choices import FLAGS
from sokehoach.domain.text.folding import fold

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def searchable(text: str) -> str:
    """The words of a text as the column `folded` holds them, each after a space: « phat thanh xa pu xi»."""
    return f" {_BETWEEN_WORDS.sub(' ', fold(text)).strip()}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for. `chosen`: field to what was chosen in it; `stretches` are half-open days."""

    words: str = ""
    stretches: tuple[tuple[date | None, date | None], ...] = ()
    unit: int | None = None
    chosen: dict[str, str] = field(default_factory=dict)
    struck: bool = False


def found(register: Register, lines: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    """Every word must begin one of the line's, marks do not matter: «phat than» finds «Phát thanh»."""
    lines = lines.filter(struck=wanted.struck)
    for word in searchable(wanted.words).split():
        lines = lines.filter(folded__contains=f" {word}")
    for start, end in wanted.stretches:
        lines = lines.filter(day__gte=start) if start is not None else lines
        lines = lines.filter(day__lt=end) if end is not None else lines
    if wanted.unit is not None:
        lines = lines.filter(unit=wanted.unit)
    for name, code in wanted.chosen.items():
        lines = lines.filter(**_chosen(register.field(name), code))
    return lines


def _chosen(field: Field, code: str) -> dict[str, object]:
    match field.kind:
        case Kind.FLAG:
            return {field.name: FLAGS[code]}
        case Kind.QUARTER:
            return {field.name: date.fromisoformat(code)}
        case Kind.LINE:
            return {f"{field.name}_id": code}
        case Kind.STAFF:
            return {f"{field.name}__username": code}
    return {f"{field.name}__code": code}


def totals(register: Register, lines: QuerySet[Entry]) -> dict[str, int]:
    """How many lines («lines»), and the register's totals, None where no line tells one. One query."""
    sums = {name: Sum(name) for name in register.totals}
    return lines.order_by().aggregate(lines=Count("pk"), **sums)
