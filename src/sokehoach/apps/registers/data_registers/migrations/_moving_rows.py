"""Moves the rows of each entry of a register that was an app, with a line of history each (docs/adr/0122)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Any
from uuid import UUID, uuid5

from django.apps.registry import Apps
from django.db.models import Model

from sokehoach.apps.registers.core import word_index
from sokehoach.apps.registers.data_registers.migrations._moving import (
    MovedRegister,
    check_constraints,
    compute_moved_digest,
)
from sokehoach.domain.notation import write_day
from sokehoach.domain.text import format_number

_BATCH = 1000
_BETWEEN_ROWS = timedelta(microseconds=1)  # rows written at once keep their order


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTable:
    """The table of rows of an app: its model, and the foreign keys to the entry and to the unit that a row names.

    `unit_field`: the field of the definition for that unit. Its numbers are called as the columns. `written_by`: how
    the reason of a line in the entry's history begins with which the rows were saved.
    """

    find_model: Callable[[Apps], type[Model]]
    parent: str
    unit: str
    unit_field: str
    written_by: str


def build_row_mover(table: RowTable) -> Callable[[Apps, MovedRegister, Any], None]:
    """What `build_operations` takes as `move_rows`."""

    def move(apps: Apps, moved: MovedRegister, version: Any) -> None:
        _move_rows(apps, table, moved, version)

    return move


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with what its entry and history need. `written`: who saved the table last, and when."""

    row: Any
    parent: Any
    named: Any
    written: tuple[int, datetime]
    voiding: Any  # the line of history that voided its entry, None where it is in force

    @property
    def pk(self) -> UUID:
        """The same whenever the migration runs: of a database and of its copy."""
        return uuid5(self.parent.pk, self.named.code)


def _move_rows(apps: Apps, table: RowTable, moved: MovedRegister, version: Any) -> None:
    stored = table.find_model(apps)._default_manager
    rows = stored.select_related(f"{table.parent}__unit", table.unit).order_by(
        f"{table.parent}__created_at", table.parent, f"{table.unit}__level", f"{table.unit}__code"
    )
    entries = apps.get_model("data_registers", "DataEntry")._default_manager
    word_index.remove_triggers(entries.model._meta.db_table)  # the index is filled at the end
    for batch in batched(rows.iterator(chunk_size=_BATCH), _BATCH):
        described = _describe_rows(apps, table, batch)
        entries.bulk_create(_build_entry(entries.model, table, moved, version, place, row)
                            for place, row in enumerate(described))  # fmt: skip
        _create_links(apps, table, moved, described)
        revisions = apps.get_model("shelf", "Revision")
        revisions._default_manager.bulk_create(
            revision for row in described for revision in _build_revisions(revisions, table, moved, row)
        )
    if stored.count() != entries.filter(type=version.type_id).count():
        raise RuntimeError(f"{moved.code}: not all rows have moved")
    check_constraints()
    word_index.install_triggers()


def _describe_rows(apps: Apps, table: RowTable, batch: Sequence[Any]) -> list[_Row]:
    """With the last line of history of each entry that saved the table, and the one that voided the entry."""
    parents = {row_parent.pk for row in batch if (row_parent := getattr(row, table.parent))}
    written: dict[UUID, tuple[int, datetime]] = {}
    voidings: dict[UUID, Any] = {}
    history = apps.get_model("shelf", "Revision")._default_manager.filter(entry__in=parents).order_by("version")
    for revision in history:
        if revision.action == "changed" and revision.reason.startswith(table.written_by):
            written[revision.entry] = (revision.by_id, revision.at)
        if revision.action == "struck":
            voidings[revision.entry] = revision
    described = []
    for row in batch:
        parent = getattr(row, table.parent)
        described.append(
            _Row(
                row,
                parent,
                getattr(row, table.unit),
                written.get(parent.pk, (parent.created_by_id, parent.created_at)),
                voidings.get(parent.pk) if parent.voided else None,
            )
        )
    return described


def _build_entry(model: Any, table: RowTable, moved: MovedRegister, version: Any, place: int, described: _Row) -> Any:
    parent, (by, at) = described.parent, described.written
    content = _build_content(table, moved, described)
    texts = [str(parent.title), described.named.name, parent.unit.name]
    return model(
        **{column: content.get(code, "" if column.startswith("text") else None)
           for code, column in moved.columns.items()},
        id=described.pk,
        type_id=version.type_id,
        type_version_id=version.pk,
        function=moved.function,
        unit_id=parent.unit_id,
        day=parent.day,
        content=content,
        folded=word_index.build_search_text(" ".join(texts)),
        voided=parent.voided,
        version=2 if parent.voided else 1,
        unique_digest=compute_moved_digest(moved, parent.unit_id, content),
        created_by_id=by,
        created_at=at + place * _BETWEEN_ROWS,
        # Restoring an entry restores the rows that were voided in its write.
        updated_by_id=parent.updated_by_id if parent.voided else by,
        updated_at=parent.updated_at if parent.voided else at,
    )  # fmt: skip


def _build_content(table: RowTable, moved: MovedRegister, described: _Row) -> dict[str, Any]:
    own_values = {"day": described.parent.day.isoformat(), moved.definition["parent"]: str(described.parent.pk),
                  table.unit_field: described.named.code}  # fmt: skip
    codes = (item["code"] for item in moved.definition["fields"])
    return {code: own_values[code] if code in own_values else getattr(described.row, code) for code in codes}


def _create_links(apps: Apps, table: RowTable, moved: MovedRegister, rows: Sequence[_Row]) -> None:
    units, targets = (apps.get_model("data_registers", name) for name in ("EntryUnit", "EntryLink"))
    units._default_manager.bulk_create(
        units(entry_id=row.pk, field=table.unit_field, unit_id=row.named.pk) for row in rows
    )
    targets._default_manager.bulk_create(
        targets(entry_id=row.pk, field=moved.definition["parent"], target_id=row.parent.pk) for row in rows
    )


def _build_revisions(model: Any, table: RowTable, moved: MovedRegister, described: _Row) -> Iterable[Any]:
    """That it was written with its table, and that it was voided with its entry."""
    content, (by, at) = _format_content(table, moved, described), described.written
    common: Mapping[str, Any] = {"register": moved.code, "entry": described.pk, "content": content}
    yield model(**common, version=1, action="added", by_id=by, at=at)
    if described.parent.voided:
        voiding = described.voiding
        yield model(
            **common,
            version=2,
            action="struck",
            reason=voiding.reason if voiding is not None else "gạch bỏ cùng dòng chính",
            by_id=described.parent.updated_by_id,
            at=described.parent.updated_at,
        )


def _format_content(table: RowTable, moved: MovedRegister, described: _Row) -> dict[str, str]:
    """The texts of a row, as pages show them."""
    texts = {"day": str(write_day(described.parent.day)), moved.definition["parent"]: str(described.parent.title),
             table.unit_field: described.named.name}  # fmt: skip
    codes = (item["code"] for item in moved.definition["fields"])
    return {code: texts[code] if code in texts else str(format_number(getattr(described.row, code))) for code in codes}
