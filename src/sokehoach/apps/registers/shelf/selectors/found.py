"""Lines found by words, days and options."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.shelf import words
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.registers.shelf.selectors.choices import FLAGS
from sokehoach.apps.registers.shelf.words import searchable

MOST = 1_000  # lines with some words that are listed and counted; whoever looks for more wants another word


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for. `chosen`: field to what was chosen in it; `stretches` are half-open days."""

    words: str = ""
    stretches: tuple[tuple[date | None, date | None], ...] = ()
    unit: int | None = None
    chosen: dict[str, str] = field(default_factory=dict)
    struck: bool = False


def found(
    register: Register, lines: QuerySet[Entry], wanted: Wanted, *, units: Collection[int]
) -> QuerySet[Entry]:
    """Every word must begin one of the line's, marks do not matter: «phat than» finds «Phát thanh».

    Few lines are taken from the index of words. Where many have the words, each line on the way is asked: the
    newest fifty are soon together, and no list of thousands is made. `units` are those of `lines`.
    """
    lines = lines.filter(struck=wanted.struck)
    if told := searchable(wanted.words).split():
        hits = words.matching(told, among=[([register.code], units)], most=MOST + 1)
        if len(hits) <= MOST:
            lines = lines.filter(pk__in=[line for _register, line in hits])
        else:
            for word in told:
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


def everywhere(user: User, text: str, *, most: int) -> list[tuple[Register, Entry]]:
    """Lines of all registers that the account reads, the last written first: a query for the words, and one for each
    register that has some of them.
    """
    known = {each.code: each for each in entries.registers_of(user)}
    among = [([code], entries.readable(user, each)) for code, each in known.items()]
    hits = words.matching(
        searchable(text).split(), among=among, most=3 * most
    )  # some may be struck, or secret
    lines: dict[str, tuple[Register, Entry]] = {}
    for code in dict.fromkeys(code for code, _line in hits):
        ids = [line for of, line in hits if of == code]
        rows = entries.mine(user, known[code]).filter(pk__in=ids, struck=False).select_related("unit")
        lines |= {row.pk.hex: (known[code], row) for row in rows}
    return [lines[pk] for _code, line in hits if (pk := UUID(line).hex) in lines][:most]


def totals(register: Register, lines: QuerySet[Entry], wanted: Wanted) -> dict[str, int | None]:
    """How many lines («lines»), and the register's totals, None where no line tells one. One query.

    Lines with some words are counted to MOST + 1, which says «more than that», and not summed then.
    """
    if wanted.words:
        seen = lines.order_by().values("pk")[: MOST + 1]
        if (count := seen.count()) > MOST:
            return {"lines": count} | dict.fromkeys(register.totals)
    sums = {name: Sum(name) for name in register.totals}
    return lines.order_by().aggregate(lines=Count("pk"), **sums)
