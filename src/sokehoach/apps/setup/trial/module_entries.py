"""Writes an invented entry of a register that is code, for an entry of a trial that has to refer to one."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import as_of
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.register_owners import filter_owners
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.setup.trial.people import TrialPeople
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.registers.field_kinds import CHOICE_KINDS
from sokehoach.domain.registers.invented_entries import EntryMaterial, invent_entry
from sokehoach.domain.registers.register_type import RegisterField, RegisterType

WRITER = (Action.REGISTER_VIEW, Action.REGISTER_EDIT)
_NUMBER = 1


def write_module_entry(
    register: RegisterDefinition, unit: Unit, people: TrialPeople, days: Sequence[date], at: datetime, *, text: str
) -> None:
    """Writes an entry of the unit, or of the first one that keeps the register where this one does not.

    Writes none where there is one, or where no invented entry passes: the entry that refers to it then says so.
    """
    owners = filter_owners(as_of(at.date()).select_related("parent"), register.code, at.date())
    owner = unit if unit in owners else next(iter(owners), None)
    if owner is None or register.list_entries().filter(unit=owner).exists():
        return
    role = people.find_role(WRITER, register.function, owner.level)
    if role is None:
        return
    user = people.get_account(role, owner, register.function)
    choices = Choices(register, by=user, day=at.date())
    required = [field for field in register.fields if field.required]
    offered = {field.name: [*choices.offered(field)] for field in required if field.kind in CHOICE_KINDS}
    fields = tuple(
        RegisterField(field.name, str(field.label), field.kind, field.option_set, most=field.most) for field in required
    )
    described = RegisterType(register.code, register.code, str(register.name), str(register.row), "", fields, ())
    random = Random(f"{register.code}-{owner.code}")  # noqa: S311 invented, the same every time
    values = invent_entry(described, EntryMaterial(offered, days, text), number=_NUMBER, random=random)
    try:
        entries.create_entry(register=register.code, unit=owner, values=values, by=user, at=at)
    except (ActionRefused, InvalidInput):
        return
