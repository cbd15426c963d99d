"""Gives an entry whose figures rest on its rows a new version when they change: reports compare versions."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import Value
from sokehoach.apps.registers.core.models import Entry, Revision
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.rows import get_parent_register
from sokehoach.apps.registers.core.services.entry_writer import EntryWriter
from sokehoach.domain.messages import say


def get_parent(register: RegisterDefinition, row: Entry) -> Value:
    """The entry of which it is a row, None for another register."""
    return register.storage.get_value(register.field(register.parent), row) if register.parent else None


def renew_parents(register: RegisterDefinition, parents: Iterable[Value], *, by: User, at: datetime) -> None:
    """Two queries where the register is counted through the entries of which these are rows; none for another."""
    ids = {UUID(str(parent)) for parent in parents if parent}
    if not ids or register.code not in (parent_register := get_parent_register(register)).counted_rows:
        return
    list(parent_register.list_entries().select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    for parent in entries.list_unscoped_entries(parent_register).filter(pk__in=ids).order_by("pk"):
        renew_entry(parent_register, parent, by=by, at=at)


def renew_entry(register: RegisterDefinition, entry: Entry, *, by: User, at: datetime) -> None:
    """A new version of a locked entry, of which only rows have changed."""
    EntryWriter.touch(entry, by=by, at=at, fields=[])
    Revision.objects.create(
        register=register.code,
        entry=entry.pk,
        version=entry.version,
        action=Revision.Action.CHANGED,
        content=entries.format_entry(register, entry),
        reason=say("sửa bảng kèm theo"),
        by=by,
        at=at,
    )
