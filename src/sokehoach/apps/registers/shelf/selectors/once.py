"""Lines of which a unit may have one alone: a tally of a quarter, of a day and a kind."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Kind, Messages, Values

type Key = tuple[object, ...]


def key(register: Register, unit: int, values: Values) -> Key:
    return (unit, *(values.get(name) for name in register.once))


def taken(register: Register, lines: Sequence[tuple[Unit, Values]], *, but: UUID | None = None) -> set[Key]:
    """The keys that lines which count hold already, of the units of these: one query at most."""
    if not register.once or not lines:
        return set()
    held = register.model._default_manager.filter(unit__in={unit.pk for unit, _values in lines}, struck=False)
    days = [day for _unit, values in lines if isinstance(day := values.get("day"), date)]
    if "day" in register.once and days:
        held = held.filter(day__range=(min(days), max(days)))
    if but is not None:
        held = held.exclude(pk=but)
    return {
        tuple(row)
        for row in held.values_list("unit_id", *(_column(register, name) for name in register.once))
    }


def check(register: Register, unit: Unit, values: Values, *, but: UUID | None = None) -> Messages:
    """A sentence beside the last of the fields where another line tells the same."""
    if key(register, unit.pk, values) not in taken(register, [(unit, values)], but=but):
        return {}
    return {register.once[-1]: [say(register)]}


def say(register: Register) -> str:
    labels = [str(register.field(name).label).lower() for name in register.once]
    return _("Sổ đã có một dòng cùng %(labels)s. Hãy sửa dòng ấy.") % {"labels": ", ".join(labels)}


def _column(register: Register, name: str) -> str:
    kind = register.field(name).kind
    if kind in (Kind.ONE, Kind.UNIT):
        return f"{name}__code"
    return f"{name}_id" if kind is Kind.LINE else name
