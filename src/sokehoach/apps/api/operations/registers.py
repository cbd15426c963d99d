"""Registers of the token and their entries."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.paging import ListQuery, page_queryset, page_rows
from sokehoach.apps.api.values import ListItem, ListPage, build_number
from sokehoach.apps.api.versions import build_entry_version, format_tag
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, list_row_registers
from sokehoach.apps.registers.core.fields import CHOICE_KINDS, FieldDefinition, FieldKind
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.rows import list_row_ids, list_rows
from sokehoach.apps.shell import clock
from sokehoach.domain.messages import say

router = Router(tags=["registers"])
_CHOICES_OF_WRITERS = (FieldKind.LINE, FieldKind.STAFF)
MAX_CHOICES = 2_000  # of one field in the definition of a register


class RegisterOut(ListItem):
    slug: str
    name: str
    row: str
    function: str
    can_write: bool


class ChoiceOut(ListItem):
    code: str
    name: str


class FieldOut(ListItem):
    name: str
    label: str
    kind: str
    required: bool
    limit: int
    choices: list[ChoiceOut]


class RowTableOut(ListItem):
    """A table inside the entries of a register; it is a register, too, whose entries are the rows."""

    slug: str
    name: str
    row: str
    fields: list[FieldOut]


class RegisterDetail(RegisterOut):
    """`rows`: the tables inside an entry."""

    fields: list[FieldOut]
    rows: list[RowTableOut]


class EntryOut(ListItem):
    id: UUID
    unit: str
    day: date
    voided: bool
    version: int
    created_at: datetime
    updated_at: datetime
    values: dict[str, Any]


class RowOut(ListItem):
    id: UUID
    day: date
    voided: bool
    version: int
    values: dict[str, Any]


class EntryDetail(EntryOut):
    """`rows`: of the tables inside the entry, by the slug of their register."""

    rows: dict[str, list[RowOut]]


class RegisterPage(ListPage):
    items: list[RegisterOut]


class EntriesPage(ListPage):
    items: list[EntryOut]


class EntriesQuery(ListQuery):
    day_from: date | None = None
    day_until: date | None = None
    unit: str = ""
    updated_since: datetime | None = None
    voided: bool | None = None


@router.get(
    "registers", auth=TokenAuth(Action.REGISTER_VIEW), response=RegisterPage, operation_id="list_registers",
    summary=say("Sổ theo dõi"),
)  # fmt: skip
def get_registers(request: ProgramRequest, query: Query[ListQuery]) -> Any:
    page, cursor = page_rows(
        request, query, entries.list_readable_registers(request.user), key=lambda register: (register.slug,)
    )
    return {"items": [_build_register(request, register) for register in page], "next": cursor}


@router.get(
    "registers/{slug}", auth=TokenAuth(Action.REGISTER_VIEW), response=RegisterDetail,
    operation_id="get_register", summary=say("Một sổ và các trường"),
)  # fmt: skip
def get_register(request: ProgramRequest, slug: str) -> Any:
    definition = entries.access_register(request.user, slug)
    choices = Choices(definition, by=request.user, day=clock.today())
    register = _build_register(request, definition)
    fields = [_build_field(field, choices, of_writers=register["can_write"]) for field in definition.fields]
    rows = [_build_table(request, table, of_writers=register["can_write"]) for table in list_row_registers(definition)]
    return register | {"fields": fields, "rows": rows}


@router.get(
    "registers/{slug}/entries", auth=TokenAuth(Action.REGISTER_VIEW), response=EntriesPage,
    operation_id="list_entries", summary=say("Các dòng của sổ"),
)  # fmt: skip
def get_entries(request: ProgramRequest, slug: str, query: Query[EntriesQuery]) -> Any:
    """Voided entries are among them unless `voided` says otherwise: a copy elsewhere must learn of them."""
    definition = entries.access_register(request.user, slug)
    rows = entries.list_entries_with_values(request.user, definition).select_related("unit")
    filters = {
        "day__gte": query.day_from,
        "day__lt": query.day_until,
        "unit__code": query.unit or None,
        "updated_at__gte": query.updated_since,
        "voided": query.voided,
    }
    rows = rows.filter(**{name: value for name, value in filters.items() if value is not None})
    page, cursor = page_queryset(request, query, rows, ("day", "id"))
    return {"items": [build_entry(definition, row) for row in page], "next": cursor}


@router.get(
    "registers/{slug}/entries/{entry}", auth=TokenAuth(Action.REGISTER_VIEW), response=EntryDetail,
    operation_id="get_entry", summary=say("Một dòng của sổ"),
)  # fmt: skip
def get_entry(request: ProgramRequest, response: HttpResponse, slug: str, entry: UUID) -> Any:
    """With the rows of its tables; of a voided entry also those voided. Its ETag is for If-Match."""
    definition = entries.access_register(request.user, slug)
    row = entries.access_entry(request.user, definition, entry)
    rows = {
        table.slug: [_build_row(table, of_table) for of_table in list_rows(table, row.pk, with_voided=row.voided)]
        for table in list_row_registers(definition)
    }
    detail = build_entry(definition, row) | {"rows": rows}
    response.headers["ETag"] = format_tag(find_entry_version(definition, row), str(detail))
    return detail


def _build_register(request: ProgramRequest, register: RegisterDefinition) -> dict[str, Any]:
    return {
        "slug": register.slug,
        "name": str(register.name),
        "row": str(register.row),
        "function": register.function,
        "can_write": register.manual_entry and entries.can_write_register(request.user, register),
    }


def _build_field(field: FieldDefinition, choices: Choices, *, of_writers: bool) -> dict[str, Any]:
    """Staff and entries of other registers are offered to who writes, as on the page."""
    is_offered = field.kind in CHOICE_KINDS and (of_writers or field.kind not in _CHOICES_OF_WRITERS)
    try:
        offered = list(choices.offered(field).items()) if is_offered else []
    except LookupError:  # the programme has no such option set: nothing can be entered
        offered = []
    return {
        "name": field.name,
        "label": str(field.label),
        "kind": field.kind.value,
        "required": field.required,
        "limit": field.limit,
        "choices": [{"code": str(code), "name": name} for code, name in offered[:MAX_CHOICES]],
    }


def build_entry(register: RegisterDefinition, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "unit": entry.unit.code,
        "day": entry.day,
        "voided": entry.voided,
        "version": entry.version,
        "created_at": timezone.localtime(entry.created_at),
        "updated_at": timezone.localtime(entry.updated_at),
        "values": build_values(register, entry),
    }


def build_values(register: RegisterDefinition, entry: Entry) -> dict[str, Any]:
    return {name: _build_value(value) for name, value in entries.get_entry_values(register, entry).items()}


def find_entry_version(register: RegisterDefinition, entry: Entry) -> str:
    """As it stands now, with its rows."""
    return build_entry_version(entry.pk, entry.version, list_row_versions(register, entry.pk))


def list_row_versions(register: RegisterDefinition, entry: UUID) -> list[tuple[str, int]]:
    return [(str(pk), version) for _rows, pk, version in list_row_ids(register, entry)]


def _build_row(table: RegisterDefinition, row: Entry) -> dict[str, Any]:
    values = {name: value for name, value in build_values(table, row).items() if name != table.parent}
    return {"id": row.pk, "day": row.day, "voided": row.voided, "version": row.version, "values": values}


def _build_table(request: ProgramRequest, table: RegisterDefinition, *, of_writers: bool) -> dict[str, Any]:
    choices = Choices(table, by=request.user, day=clock.today())
    return {
        "slug": table.slug,
        "name": str(table.name),
        "row": str(table.row),
        "fields": [
            _build_field(field, choices, of_writers=of_writers) for field in table.fields if field.name != table.parent
        ],
    }


def _build_value(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Decimal():
            return build_number(value)
    return value
