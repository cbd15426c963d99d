"""Stores the registers that a programme defines."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.urls import resolve

from sokehoach.adapters.programme_files.canonical import to_plain
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core.catalogue import get_product_registers
from sokehoach.apps.registers.data_registers import models
from sokehoach.apps.registers.data_registers.storage import build_all_columns
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.registers.comparisons import list_comparisons
from sokehoach.domain.registers.decimal_numbers import get_scale
from sokehoach.domain.registers.field_kinds import LIST_KINDS, NUMBER_KINDS, FieldKind
from sokehoach.domain.registers.register_type import RegisterField, RegisterType
from sokehoach.domain.registers.search_columns import DAY_COLUMNS, SEARCH_COLUMNS, assign_columns

REWRITE_BATCH = 5000  # entries rewritten in one transaction
_ValueType = models.FieldRule.ValueType


@write("registers.define")
def import_register_types(
    *,
    programme: Programme,
    types: Iterable[RegisterType],
    functions: Mapping[str, str],
    by: User | str,
    at: datetime,
) -> ServiceResult:
    """Store each type, with uids as keys, as the next version of its register where it differs from the current one.

    `functions`: the side of the wall by uid. Entries keep the version under which they were written; where another
    field gets a search column, the first REWRITE_BATCH of them are rewritten, the others by `rewrite_entries`.
    """
    changed = [
        register.code for register in types if _store_type(programme, register, functions.get(register.uid, "general"))
    ]
    forget_answers()
    return ServiceResult(subject=f"pack:{programme.code}", detail={"registers": [*changed]})


def _store_type(programme: Programme, register: RegisterType, function: str) -> bool:
    """Returns whether it differs from what is stored."""
    row = models.RegisterType.objects.filter(uid=register.uid).first()
    if row is None:
        row = models.RegisterType.objects.create(
            programme=programme,
            uid=register.uid,
            code=register.code,
            slug=_choose_slug(register),
            function=function,
            columns=assign_columns(register, {}),
        )
        current = None
    else:
        current = row.versions.get(is_current=True)
    definition = encode_canonical_json(to_plain(register)).decode()
    if current is not None and current.definition == definition:
        return False
    if current is not None:
        current.is_current = False
        current.save(update_fields=["is_current"])
    version = models.RegisterTypeVersion.objects.create(
        type=row, number=1 if current is None else current.number + 1, definition=definition
    )
    models.FieldRule.objects.bulk_create(
        models.FieldRule(
            version=version,
            field=field.code,
            value_type=_get_value_type(field),
            required=field.required,
            largest=field.largest * get_scale(field.kind) if field.kind in (*NUMBER_KINDS, FieldKind.YEAR) else None,
        )
        for field in register.fields
    )
    kinds = {field.code: field.kind for field in register.fields}
    models.ComparisonTerm.objects.bulk_create(
        models.ComparisonTerm(
            version=version,
            comparison=number,
            field=code,
            weight=weight,
            least=comparison.least,
            most=comparison.most,
        )
        for number, comparison in enumerate(list_comparisons(kinds, register.constraints))
        for code, weight in comparison.weights.items()
    )
    if current is not None:  # else it has no entries
        _assign_columns(row, assign_columns(register, row.columns))
    return True


def _assign_columns(row: models.RegisterType, columns: dict[str, str]) -> None:
    """A day by which a measure counts is there for every entry at once; filters and totals may come later."""
    moved_fields = {name for name, column in columns.items() if row.columns.get(name) != column}
    unwritten = (moved_fields | {*(row.unwritten or ())}) & columns.keys()
    row.columns, row.unwritten, row.rewritten_until = columns, sorted(unwritten) or None, None
    row.save(update_fields=["columns", "unwritten", "rewritten_until"])
    has_moved_days = any(columns[name] in DAY_COLUMNS for name in moved_fields)
    while row.unwritten:
        _rewrite_batch(row)
        if not has_moved_days:
            break


@write("registers.rewrite")
def rewrite_entries(*, register: str, by: User | str, at: datetime) -> ServiceResult:
    """Fill the search columns of the next entries of a register, by uid, of which fields have other columns now.

    Answers {"rewritten": …}, 0 where nothing was left. Called until then, also after a stop at any moment.
    """
    row = models.RegisterType.objects.select_for_update().get(uid=register)
    rewritten = _rewrite_batch(row) if row.unwritten else 0
    forget_answers()
    return ServiceResult(
        subject=f"register:{register}",
        detail={"rows": rewritten},
        answer={"rewritten": rewritten},
        function=row.function,
    )


def rewrite_all_entries(*, by: User | str, at: datetime) -> int:
    """Rewrites what publications have left, and returns the number of entries."""
    total = 0
    for uid in list_unwritten_registers():
        while uid in list_unwritten_registers():
            total += int(str(rewrite_entries(register=uid, by=by, at=at).answer["rewritten"]))
    return total


def list_unwritten_registers() -> list[str]:
    return list(models.RegisterType.objects.filter(unwritten__isnull=False).values_list("uid", flat=True))


def _choose_slug(register: RegisterType) -> str:
    """As the type says, or its code, where no other page has that address; else with the uid, which no other has."""
    slug = register.slug or register.code.replace("_", "-")
    is_free = resolve(f"/so/{slug}/").view_name == "registers:register"
    is_of_product = any(other.slug == slug for other in get_product_registers().values())
    is_taken = is_of_product or models.RegisterType.objects.filter(slug=slug).exists()
    return slug if is_free and not is_taken else f"{slug}-{register.uid.lower()}"


def _get_value_type(field: RegisterField) -> models.FieldRule.ValueType:
    if field.kind in LIST_KINDS:
        return _ValueType.CODES
    if field.kind in (*NUMBER_KINDS, FieldKind.YEAR):
        return _ValueType.NUMBER
    if field.kind in (FieldKind.DAY, FieldKind.QUARTER):
        return _ValueType.DAY
    return _ValueType.FLAG if field.kind is FieldKind.FLAG else _ValueType.TEXT


def _rewrite_batch(row: models.RegisterType) -> int:
    entries = models.DataEntry.objects.filter(type=row)
    if row.rewritten_until is not None:
        entries = entries.filter(pk__gt=row.rewritten_until)
    batch = list(entries.order_by("pk")[:REWRITE_BATCH])
    for entry in batch:
        for name, value in build_all_columns(row.columns, entry.content).items():
            setattr(entry, name, value)
    models.DataEntry.objects.bulk_update(batch, SEARCH_COLUMNS, batch_size=500)
    if len(batch) < REWRITE_BATCH:
        row.unwritten, row.rewritten_until = None, None
    else:
        row.rewritten_until = batch[-1].pk
    row.save(update_fields=["unwritten", "rewritten_until"])
    return len(batch)
