"""Lines found by words, days and options."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet, Sum

from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.domain.text.folding import fold

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def searchable(text: str) -> str:
    """The words of a text as the column `folded` holds them, each after a space: « phat thanh xa pu xi»."""
    return f" {_BETWEEN_WORDS.sub(' ', fold(text)).strip()}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for. `options`: field to code of an option; `stretches` are half-open days."""

    words: str = ""
    stretches: tuple[tuple[date | None, date | None], ...] = ()
    unit: int | None = None
    options: dict[str, str] = field(default_factory=dict)
    struck: bool = False


def found(lines: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    """Every word must begin one of the line's, marks do not matter: «phat than» finds «Phát thanh»."""
    lines = lines.filter(struck=wanted.struck)
    for word in searchable(wanted.words).split():
        lines = lines.filter(folded__contains=f" {word}")
    for start, end in wanted.stretches:
        lines = lines.filter(day__gte=start) if start is not None else lines
        lines = lines.filter(day__lt=end) if end is not None else lines
    if wanted.unit is not None:
        lines = lines.filter(unit=wanted.unit)
    for name, code in wanted.options.items():
        lines = lines.filter(**{f"{name}__code": code})
    return lines


def totals(register: Register, lines: QuerySet[Entry]) -> dict[str, int]:
    """How many lines («lines»), and the register's totals, None where no line tells one. One query."""
    sums = {name: Sum(name) for name in register.totals}
    return lines.order_by().aggregate(lines=Count("pk"), **sums)
