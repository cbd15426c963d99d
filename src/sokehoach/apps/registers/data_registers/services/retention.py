"""Removes the content of entries that are older than their register keeps it. What figures are counted from stands."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import cast

from django.db.models import QuerySet
from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.data_registers.models import DataEntry, EntryOption, EntryUnit, ModuleLink
from sokehoach.apps.registers.data_registers.models import RegisterType as TypeRow
from sokehoach.apps.registers.data_registers.queries.registers import DataRegister, load_registers
from sokehoach.apps.registers.data_registers.storage import build_all_columns
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf
from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import move_back_years
from sokehoach.domain.registers.register_type import find_parent_register
from sokehoach.domain.registers.search_columns import SEARCH_COLUMNS

REMOVAL_BATCH = 1000  # entries in one transaction
REMOVED_REASON = say("đã xóa vì hết hạn lưu")
_COLUMNS = ["content", "title", "folded", "removed_on", "removed_digest", *SEARCH_COLUMNS]


@write("registers.remove_content")
def remove_content(*, register: str, by: User | str, at: datetime) -> ServiceResult:
    """Remove the content of the next entries of a register, by uid, that are older than it keeps it.

    Fields from which figures are counted stand, in the entry and in its history; of what was there each entry keeps the
    digest. Answers {"removed": …}, 0 where nothing was left. Called until then, also after a stop at any moment.
    """
    row = TypeRow.objects.select_for_update().get(uid=register)
    today = timezone.localtime(at).date()
    of_type = load_registers()[register]
    expired_ids = list(_list_expired(row, today).order_by("pk").values_list("pk", flat=True)[:REMOVAL_BATCH])
    expired = entries.list_unscoped_entries(of_type.definition).filter(pk__in=expired_ids)
    batch = cast(list[DataEntry], list(expired))
    digests: list[Json] = [*sorted(_take_content_out(entry, of_type, row.columns, today) for entry in batch)]
    DataEntry.objects.bulk_update(batch, _COLUMNS, batch_size=200)
    _remove_traces(register, batch, _list_kept_fields(of_type))
    return ServiceResult(
        subject=f"register:{register}",
        detail={"rows": len(batch), "digest": hash_leaf(encode_canonical_json(digests))},
        answer={"removed": len(batch)},
        function=row.function,
    )


def remove_all_content(*, by: User | str, at: datetime) -> int:
    """Removes what all registers keep no longer, and returns the number of entries."""
    today, total = timezone.localtime(at).date(), 0
    while expired_registers := list_expired_registers(today):
        for uid in expired_registers:
            total += int(str(remove_content(register=uid, by=by, at=at).answer["removed"]))
    return total


def list_expired_registers(today: date) -> list[str]:
    """The registers, by uid, that have content which they keep no longer. One query for each that limits it."""
    rows = TypeRow.objects.filter(
        uid__in=[uid for uid, register in load_registers().items() if register.type.retention_years]
    )
    return [row.uid for row in rows if _list_expired(row, today).exists()]


def _list_expired(row: TypeRow, today: date) -> QuerySet[DataEntry]:
    years = load_registers()[row.uid].type.retention_years
    if not years:
        return DataEntry.objects.none()
    return DataEntry.objects.filter(type=row, removed_on=None, day__lt=move_back_years(today, years))


def _list_kept_fields(register: DataRegister) -> Collection[str]:
    """What its own figures are counted from, and those of the register of whose entries these are rows."""
    parent = load_registers().get(find_parent_register(register.type))
    measures = (
        () if parent is None else (measure for measure in parent.type.measures if measure.rows == register.type.uid)
    )
    return register.type.kept_fields.union(*(measure.row_fields for measure in measures))


def _take_content_out(entry: DataEntry, register: DataRegister, columns: Mapping[str, str], today: date) -> str:
    """Takes the content out of the entry, unsaved, and returns the digest of what was there."""
    kept_fields = _list_kept_fields(register)
    entry.removed_on, entry.removed_digest = today, hash_leaf(encode_canonical_json(entry.content))
    entry.content = {name: value for name, value in entry.content.items() if name in kept_fields}
    entry.title = entry.title if register.type.text_title in kept_fields else ""
    texts = entries.format_entry(register.definition, entry)
    entry.folded = entries.build_entry_search_text(register.definition, entry.unit, texts)
    for name, value in build_all_columns(columns, entry.content).items():
        setattr(entry, name, value)
    return entry.removed_digest


def _remove_traces(uid: str, batch: Sequence[DataEntry], kept_fields: Collection[str]) -> None:
    """What choices and history say of the fields that are removed; the reason of a voiding, too."""
    for links in (EntryOption, EntryUnit, ModuleLink):
        links._default_manager.filter(entry__in=batch).exclude(field__in=kept_fields).delete()
    revisions = list(Revision.objects.filter(register=uid, entry__in=[entry.pk for entry in batch]))
    for revision in revisions:
        revision.content = {name: text for name, text in revision.content.items() if name in kept_fields}
        revision.reason = REMOVED_REASON if revision.reason else ""
    Revision.objects.bulk_update(revisions, ["content", "reason"], batch_size=500)
