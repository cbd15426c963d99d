"""The entry form of a register that is not published yet: the real form, which stores nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, list_referable_registers
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind
from sokehoach.apps.registers.core.forms import EntryForm
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.row_pages import Table, build_table
from sokehoach.apps.registers.data_registers.definitions import build_register
from sokehoach.apps.registers.data_registers.storage import DataStorage
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.registers.register_type import RegisterType, find_parent_register

_EXAMPLES = UUID("6f1f0b0e-5d5b-4a83-9a51-2f4f7b1f2c11")  # names the ids of entries that do not exist


class PreviewChoices(Choices):
    """Offers options as the draft has them, units as they are, and invented entries of other registers."""

    def __init__(
        self,
        definition: RegisterDefinition,
        *,
        by: User,
        day: date,
        option_sets: Mapping[str, OptionSet],
        row_names: Mapping[str, str],
    ) -> None:
        super().__init__(definition, by=by, day=day)
        self._draft_sets, self._row_names = option_sets, row_names

    @cached_property
    def _option_sets(self) -> dict[str, OptionSet]:
        return dict(self._draft_sets)

    def offered(self, field: FieldDefinition) -> Mapping[str | UUID, str]:
        if field.kind is not FieldKind.LINE:
            return super().offered(field)
        examples = {uuid5(_EXAMPLES, f"{field.register} {number}"): number for number in (1, 2)}
        self._whose[field.name] = dict.fromkeys(examples, self.by.unit_id)
        row = self._row_names.get(field.register, field.register)
        return {pk: _("%(row)s ví dụ %(n)s") % {"row": row, "n": number} for pk, number in examples.items()}

    def find_missing_register(self, field: FieldDefinition) -> str:
        return ""  # the draft defines it

    def find_voided(self, field: FieldDefinition, entry: UUID) -> str:
        return ""  # the register may not exist yet


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """What the entry page of a register shows."""

    register: RegisterDefinition
    form: EntryForm
    tables: Sequence[Table]

    def is_valid(self) -> bool:
        """Judges the form and all rows, so that everything wrong is said at once."""
        is_form_valid = self.form.is_valid()
        day = self.form.cleaned_data.get("day")
        return all([is_form_valid, *(table.is_valid(self.form.unit, day) for table in self.tables)])

    def show_again(self, *, more: str) -> "EntryPreview":
        """What was sent, not yet judged, with one row more in the table of that name."""
        for table in self.tables:
            table.show_again(more=int(more == table.name))
        return replace(self, form=self.form.keep_typed())


def build_preview(
    register: RegisterType,
    *,
    types: Mapping[str, RegisterType],
    option_sets: Mapping[str, OptionSet],
    by: User,
    today: date,
    data: Any = None,
) -> EntryPreview:
    """The form of an entry of the account's own unit, with tables of rows. `types`: all of the draft, by code."""
    modules = {code: str(module.row) for code, module in list_referable_registers().items()}
    row_names = {**modules, **{code: row.row for code, row in types.items()}}

    def build_choices(definition: RegisterDefinition) -> PreviewChoices:
        return PreviewChoices(definition, by=by, day=today, option_sets=option_sets, row_names=row_names)

    definition = _build_definition(register)
    form = EntryForm(definition, choices=build_choices(definition), units=[by.unit], today=today, data=data)
    row_registers = [_build_definition(row) for row in types.values() if find_parent_register(row) == register.code]
    tables = [
        build_table(row, choices=build_choices(row), unit=by.unit, day=today, today=today, data=data)
        for row in row_registers
    ]
    return EntryPreview(definition, form, tables)


def _build_definition(register: RegisterType) -> RegisterDefinition:
    storage = DataStorage(type_id=0, version_id=0, function=GENERAL, columns={})
    return build_register(register, slug=register.code, storage=storage)
