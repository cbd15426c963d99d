"""Finds duplicates in registers where a unit may have one entry per key, for example one tally per quarter."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.registers.core.storage import UniqueKey


def build_unique_key(register: RegisterDefinition, unit: int, values: Values) -> UniqueKey:
    return (unit, *(values.get(name) for name in register.unique_per_unit))


def find_taken_keys(
    register: RegisterDefinition, candidates: Sequence[tuple[Unit, Values]], *, exclude_pk: UUID | None = None
) -> set[UniqueKey]:
    """Returns the keys that entries of the candidates' units already use, except voided ones; at most one query."""
    if not register.unique_per_unit or not candidates:
        return set()
    stored = register.list_entries().filter(unit__in={unit.pk for unit, _values in candidates}, voided=False)
    if exclude_pk is not None:
        stored = stored.exclude(pk=exclude_pk)
    return register.storage.find_taken_keys(register, stored, candidates)


def find_duplicate_problems(
    register: RegisterDefinition, unit: Unit, values: Values, *, exclude_pk: UUID | None = None
) -> Messages:
    """Returns a message on the last unique field where another entry has the same key."""
    if build_unique_key(register, unit.pk, values) not in find_taken_keys(
        register, [(unit, values)], exclude_pk=exclude_pk
    ):
        return {}
    return {register.unique_per_unit[-1]: [format_duplicate_message(register)]}


def format_duplicate_message(register: RegisterDefinition) -> str:
    labels = [str(register.field(name).label).lower() for name in register.unique_per_unit]
    return _("Sổ đã có một dòng cùng %(labels)s. Hãy sửa dòng ấy.") % {"labels": ", ".join(labels)}
