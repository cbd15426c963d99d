"""What a register says of itself, and the table of all registers (settings.REGISTERS)."""

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.shelf.fields import FieldDefinition, FieldKind, Messages, Value, Values
from sokehoach.apps.registers.shelf.models import Entry

UNIT_LABEL = _("Đơn vị tổ chức")  # whose line it is


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDefinition:
    """A register is this description, its model, its rules and its measures; the shelf does the rest.

    The fields stand in the order of the form and of the Excel sheet, `day` first. `columns` are shown in the
    list after the day, and the first of them opens the line; `filters` narrow it, `totals` are summed above.
    `title`, `kind`, `place` name the fields that tell a line elsewhere («» where there is none).
    `read_by_keepers_of` names a register whose writers read this one for every unit of their area: those who check
    the money see it.
    `own_unit_only`: a line is written by an account of the unit whose line it is, never by one that reaches that
    unit from above.
    `visible_to` leaves out the lines that do not exist for an account though its unit's are in its scope; it serves
    list, line, search, counts and Excel alike. `unique_per_unit` are the fields of which no two lines of one unit that
    count may tell the same.

    A register with pages of its own names them: `links` above its list, by label and route; `line_links` on a
    line, by label and address; `page` in place of a line's own, by route (given the line's id); `add_page` in
    place of the form. Where lines are written by services of its own, it is not `manual_entry`: the shelf's form,
    striking and Excel in do not exist for it. `versions` says what a line's figure rests on where that is more
    than the line: (id, version) of each. `validate_batch` is called within the write, with the rows as they are
    about to be
    saved, for what only several lines together can break (a sum over its limit): what it says, by field, undoes it.
    `names` gives, of a line's values, whom its texts may name: who the line is about.
    """

    code: str
    slug: str
    name: str | Promise
    row: str | Promise  # what one line is: «hoạt động»
    about: str | Promise  # one sentence for the list of registers
    model: type[Entry]
    fields: tuple[FieldDefinition, ...]
    columns: tuple[str, ...]
    filters: tuple[str, ...]
    totals: tuple[str, ...]
    check: Callable[[Values], Messages]
    function: str = "general"  # the side of the wall
    title: str = "title"
    kind: str = "kind"
    place: str = "place"
    unit_label: str | Promise = UNIT_LABEL
    visible_to: Callable[[QuerySet[Entry], User], QuerySet[Entry]] | None = None
    unique_per_unit: tuple[str, ...] = ()
    own_unit_only: bool = False
    read_by_keepers_of: str = ""
    links: tuple[tuple[str | Promise, str], ...] = ()
    line_links: Callable[[User, Entry], Sequence[tuple[str, str]]] | None = None
    names: Callable[[Values], Iterable[str]] | None = None
    page: str = ""
    add_page: str = ""
    manual_entry: bool = True
    versions: Callable[[Sequence[str]], Iterable[tuple[UUID, int]]] | None = None
    validate_batch: Callable[[Sequence[Entry]], Messages] | None = None

    def field(self, name: str) -> FieldDefinition:
        return next(field for field in self.fields if field.name == name)

    def complete(self, values: Values) -> dict[str, Value]:
        """Every field, None where `values` say nothing of it."""
        return {field.name: values.get(field.name) for field in self.fields}

    def address(self, entry: UUID) -> str:
        """Of a line's page; it exists for those alone who may read the register."""
        return (
            reverse(self.page, args=[entry]) if self.page else reverse("shelf:entry", args=[self.slug, entry])
        )

    def of_kind(self, *kinds: FieldKind) -> tuple[FieldDefinition, ...]:
        return tuple(field for field in self.fields if field.kind in kinds)


@functools.cache
def get_registers() -> dict[str, RegisterDefinition]:
    """All registers by code, in the order of settings.REGISTERS."""
    return {code: import_string(path) for code, path in settings.REGISTERS.items()}


def get_register(code: str) -> RegisterDefinition:
    """The register of that code; LookupError where there is none."""
    return get_registers()[code]
