"""Gives an entry whose figures rest on its rows a new version when they change: reports compare versions."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import Value
from sokehoach.apps.registers.core.models import Entry, Revision
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.rows import get_parent_register
from sokehoach.domain.messages import say

_BATCH = 500  # entries in one statement


def get_parent(register: RegisterDefinition, row: Entry) -> Value:
    """The entry of which it is a row, None for another register."""
    return register.storage.get_value(register.field(register.parent), row) if register.parent else None


def renew_parents(register: RegisterDefinition, parents: Iterable[Value], *, by: User, at: datetime) -> None:
    """Few statements where the register is counted through the entries of which these are rows; none for another."""
    ids = {UUID(str(parent)) for parent in parents if parent}
    if not ids or register.code not in (parent_register := get_parent_register(register)).counted_rows:
        return
    list(parent_register.list_entries().select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    renew_entries(
        parent_register, list(entries.list_unscoped_entries(parent_register).filter(pk__in=ids)), by=by, at=at
    )


def renew_entries(register: RegisterDefinition, changed: Sequence[Entry], *, by: User, at: datetime) -> None:
    """A new version of locked entries, of which only rows have changed. Two statements for each five hundred."""
    for entry in changed:
        entry.version += 1
        entry.updated_by, entry.updated_at = by, at
    register.model._default_manager.bulk_update(changed, ["version", "updated_by", "updated_at"], batch_size=_BATCH)
    Revision.objects.bulk_create(
        (
            Revision(
                register=register.code,
                entry=entry.pk,
                version=entry.version,
                action=Revision.Action.CHANGED,
                content=entries.format_entry(register, entry),
                reason=say("sửa bảng kèm theo"),
                by=by,
                at=at,
            )
            for entry in changed
        ),
        batch_size=_BATCH,
    )
