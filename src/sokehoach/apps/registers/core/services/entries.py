"""Creates, updates, voids and restores register entries. Nothing is deleted; each change adds a revision."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import compress
from typing import cast
from uuid import UUID

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core import rules
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, list_row_registers
from sokehoach.apps.registers.core.catalogue import get_register as described_as
from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.registers.core.models import Entry, Revision
from sokehoach.apps.registers.core.queries import entries, similar_entries, unique_per_unit
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.rows import (
    MAX_ROWS,
    RowInput,
    get_parent_register,
    is_over_limit,
    is_parent_voided,
    list_row_ids,
    list_rows_voided_with,
)
from sokehoach.apps.registers.core.queries.similar_entries import SimilarEntriesError
from sokehoach.apps.registers.core.services.entry_access import build_not_allowed_error, get_local_day, lock_entry
from sokehoach.apps.registers.core.services.entry_writer import EntryWriter
from sokehoach.apps.registers.core.services.row_changes import get_parent, renew_entries, renew_parents
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.apps.shell.statements import insert_objects
from sokehoach.domain.messages import say

Action = Revision.Action


@write("entry.add")
def create_entry(
    *,
    register: str,
    unit: Unit,
    values: Values,
    by: User,
    at: datetime,
    rows: Sequence[RowInput] = (),
    asks_about_similar: bool = False,
) -> ServiceResult:
    """Create an entry with its rows; options are given by code. Raises InvalidInput with messages by field.

    `asks_about_similar`: raises SimilarEntriesError where the unit may have written the event already.
    """
    definition = described_as(register)
    candidate = (unit, definition.complete(values))
    if asks_about_similar:
        names = Choices(definition, by=by, day=get_local_day(at))
        if similar := similar_entries.list_similar_entries(by, definition, *candidate, names):
            raise SimilarEntriesError(similar)
    (entry,) = _insert_entries(definition, [candidate], by=by, at=at, action=Action.ADDED)
    renew_parents(definition, [get_parent(definition, entry)], by=by, at=at)
    return _build_result(definition, entry, **_save_rows(definition, entry, rows, by=by, at=at))


@write("entry.bring_in")
def import_entries(
    *,
    register: str,
    lines: Sequence[tuple[Unit, Values]],
    by: User,
    at: datetime,
    rows: Sequence[tuple[int, RowInput]] = (),
    answers_ids: bool = False,
) -> ServiceResult:
    """Create many entries, all or none. Entries that the register already holds, voided or not, are skipped.

    `rows`: rows of an entry, which is given by its place in `lines`; one that the register holds gets those that it
    lacks, a voided one none. Answers {"written": …, "known": …}, with rows {"rows": …}, and with `answers_ids` each
    line in their order {"entries": [{"id": …, "known": …}]}. Raises InvalidInput with the messages of the first
    invalid entry.
    """
    definition = described_as(register)
    complete_lines = [(unit, definition.complete(values)) for unit, values in lines]
    choices = Choices(definition, by=by, day=get_local_day(at))
    texts = entries.build_entry_texts(definition, complete_lines, choices)
    entries_by_identity = entries.find_known_entries(definition, complete_lines, texts)
    known_entries = [
        entries_by_identity.get(entries.compute_identity(definition, unit.pk, values))
        for unit, values in complete_lines
    ]
    are_new = [entry is None for entry in known_entries]
    new_lines = [*compress(complete_lines, are_new)]
    inserted_entries = _insert_entries(
        definition, new_lines, by=by, at=at, action=Action.BROUGHT_IN, choices=choices,
        texts=[*compress(texts, are_new)],
    )  # fmt: skip
    renew_parents(definition, (get_parent(definition, entry) for entry in inserted_entries), by=by, at=at)
    new_entries = iter(inserted_entries)
    stored_entries = [entry or next(new_entries) for entry in known_entries]
    answer: dict[str, Json] = {"written": len(new_lines), "known": len(lines) - len(new_lines)}
    if rows:
        with _told_of_entry():
            known_ids = {entry.pk for entry in known_entries if entry is not None}
            answer["rows"] = _import_rows(definition, stored_entries, rows, known_ids, by=by, at=at)
    units: list[Json] = [*sorted({unit.code for unit, _values in new_lines})]
    ids: list[Json] = [
        {"id": str(entry.pk), "known": known_entry is not None}
        for entry, known_entry in zip(stored_entries, known_entries, strict=True)
    ]
    return ServiceResult(
        subject=f"register:{register}",
        unit=by.unit.code,
        detail={**answer, "units": units},
        answer={**answer, "entries": ids} if answers_ids else answer,
        function=definition.function,
    )


def _import_rows(
    definition: RegisterDefinition, parents: Sequence[Entry], rows: Sequence[tuple[int, RowInput]],
    known_ids: Collection[UUID], *, by: User, at: datetime,
) -> int:  # fmt: skip
    """Adds to each entry the rows that it lacks, but to voided ones; returns how many. Raises as `create_entry`."""
    row_registers = {register.code: register for register in list_row_registers(definition)}
    if any(row.register not in row_registers for _place, row in rows):
        raise ActionRefused(say("Bảng có dòng không còn của dòng này. Hãy tải lại trang rồi làm lại."))
    count = 0
    for register in row_registers.values():
        candidates = [
            (parents[place].unit, register.complete({**row.values, register.parent: parents[place].pk}))
            for place, row in rows
            if row.register == register.code and not parents[place].voided
        ]
        choices = Choices(register, by=by, day=get_local_day(at))
        new_rows = entries.filter_new_entries(register, candidates, choices)
        _insert_entries(register, new_rows, by=by, at=at, action=Action.BROUGHT_IN)
        grown = {values[register.parent] for _unit, values in new_rows} & known_ids  # type: ignore[operator]
        renew_parents(register, grown, by=by, at=at)
        count += len(new_rows)
    return count


@write("entry.change")
def update_entry(
    *,
    register: str,
    entry: UUID,
    version: int,
    values: Values,
    by: User,
    at: datetime,
    rows: Sequence[RowInput] = (),
    with_parent: bool = False,
) -> ServiceResult:
    """Change an entry and those of its rows that are given; the others stay.

    `with_parent`: as a row, in the write of the entry of which it is one.
    Raises VersionConflictError where it changed meanwhile, ActionRefused where it is voided, InvalidInput.
    """
    definition = described_as(register)
    values = definition.complete(values)
    row = lock_entry(definition, entry, version, by=by, at=at, typed=values)
    if row.voided:
        raise ActionRefused(say("Dòng này đã gạch bỏ. Hãy khôi phục trước khi sửa."))
    choices = Choices(definition, by=by, day=get_local_day(at), entries=[row])
    _raise_problems(
        rules.find_entry_problems(definition, values, unit=row.unit, today=get_local_day(at), choices=choices)
    )
    _raise_problems(unique_per_unit.find_duplicate_problems(definition, row.unit, values, exclude_pk=row.pk))
    writer = EntryWriter(definition, choices)
    old_texts = entries.format_entry(definition, row)
    changes = entries.find_changes(definition, old_texts, writer.content(values))
    row_counts: dict[str, Json] | None = None
    old_parent = get_parent(definition, row)
    old_rows = list_row_ids(definition, row.pk) if rows and definition.counted_rows else []
    if changes:
        columns = writer.assign_values(row, values)
        if rows and _find_batch_problems(definition, [row]):  # it may fit with its rows as they will be
            row_counts = _save_rows(definition, row, rows, by=by, at=at)
        _raise_problems(_find_batch_problems(definition, [row]))
        writer.update(row, values, columns, by=by, at=at)
        _build_revision(definition, row, writer.content(values), by=by, at=at, action=Action.CHANGED).save()
        if not with_parent:
            renew_parents(definition, [old_parent, get_parent(definition, row)], by=by, at=at)
    if row_counts is None:
        row_counts = _save_rows(definition, row, rows, by=by, at=at)
    if rows and definition.counted_rows and not changes and list_row_ids(definition, row.pk) != old_rows:
        renew_entries(definition, [row], by=by, at=at)
    return _build_result(definition, row, fields=[change.label for change in changes], **row_counts)


@contextmanager
def _told_of_entry() -> Iterator[None]:
    """What is wrong with a row is said of the whole entry, whose fields are others."""
    try:
        yield
    except InvalidInput as refused:
        raise InvalidInput({"": [text for texts in refused.messages.values() for text in texts]}) from refused


@_told_of_entry()
def _save_rows(
    definition: RegisterDefinition, parent: Entry, rows: Sequence[RowInput], *, by: User, at: datetime
) -> dict[str, Json]:
    """Voids, changes and adds rows of an entry, in this order. Returns for the audit how many were added.

    A changed or voided row has an event of its own. Raises what `create_entry`, `update_entry`, `void_entry` raise.
    """
    if not rows:
        return {}
    row_registers = {register.code: register for register in list_row_registers(definition)}
    own_ids = {pk for _register, pk, _version in list_row_ids(definition, parent.pk)}
    if any(row.register not in row_registers or (row.entry and row.entry not in own_ids) for row in rows):
        raise ActionRefused(say("Bảng có dòng không còn của dòng này. Hãy tải lại trang rồi làm lại."))
    for row in rows:
        if row.entry is not None and row.voided:
            reason = say("bỏ khỏi bảng của %(row)s", row=definition.row)
            void_entry(
                register=row.register, entry=row.entry, version=row.version, reason=reason, by=by, at=at,
                with_parent=True,
            )  # fmt: skip
    row_counts: dict[str, Json] = {}
    for register in row_registers.values():
        link = {register.parent: parent.pk}
        of_register = [row for row in rows if row.register == register.code and not row.voided]
        _update_rows(register, [row for row in of_register if row.entry is not None], link, by=by, at=at)
        new_rows = [
            (parent.unit, register.complete({**row.values, **link})) for row in of_register if row.entry is None
        ]
        if new_rows:
            _insert_entries(register, new_rows, by=by, at=at, action=Action.ADDED)
            row_counts[register.code] = len(new_rows)
    return {"rows": row_counts} if row_counts else {}


def _update_rows(
    register: RegisterDefinition, rows: Sequence[RowInput], link: Values, *, by: User, at: datetime
) -> None:
    """Changes rows, each as soon as it fits: one may grow where another has made room. Raises as `update_entry`."""
    waiting = [*rows]
    while waiting:
        refused: list[tuple[RowInput, InvalidInput]] = []
        for row in waiting:
            try:
                update_entry(
                    register=register.code, entry=cast(UUID, row.entry), version=row.version,
                    values={**row.values, **link}, by=by, at=at, with_parent=True,
                )  # fmt: skip
            except InvalidInput as problem:
                refused.append((row, problem))
        if len(refused) == len(waiting):
            raise refused[0][1]
        waiting = [row for row, _problem in refused]


@write("entry.strike")
def void_entry(
    *, register: str, entry: UUID, version: int, reason: str, by: User, at: datetime, with_parent: bool = False
) -> ServiceResult:
    """Void an entry and its rows, with a reason: they no longer count, stay readable and can be restored."""
    result = _set_voided(
        register, entry, version, voided=True, reason=reason.strip(), by=by, at=at, with_parent=with_parent
    )
    for rows, pk, row_version in list_row_ids(described_as(register), entry):
        void_entry(register=rows.code, entry=pk, version=row_version, reason=reason, by=by, at=at, with_parent=True)
    return result


@write("entry.restore")
def restore_entry(
    *, register: str, entry: UUID, version: int, by: User, at: datetime, with_parent: bool = False
) -> ServiceResult:
    """Restore an entry and the rows that were voided with it. Raises ActionRefused for a row of a voided entry."""
    definition = described_as(register)
    voided_entry = definition.list_entries().filter(pk=entry).first()
    rows_voided_with = [] if voided_entry is None else list_rows_voided_with(definition, voided_entry)
    result = _set_voided(register, entry, version, voided=False, reason="", by=by, at=at, with_parent=with_parent)
    for rows, pk, row_version in rows_voided_with:
        restore_entry(register=rows.code, entry=pk, version=row_version, by=by, at=at, with_parent=True)
    return result


def _set_voided(
    code: str, pk: UUID, version: int, *, voided: bool, reason: str, by: User, at: datetime, with_parent: bool
) -> ServiceResult:
    definition = described_as(code)
    entry = lock_entry(definition, pk, version, by=by, at=at)
    if entry.voided is voided:
        raise ActionRefused(say("Dòng này đã gạch bỏ rồi.") if voided else say("Dòng này không bị gạch bỏ."))
    if not voided and is_parent_voided(definition, entry):
        parent = get_parent_register(definition)
        raise ActionRefused(say("Dòng này của một %(row)s đã gạch bỏ. Hãy khôi phục %(row)s trước.", row=parent.row))
    if not voided and unique_per_unit.find_duplicate_problems(
        definition, entry.unit, entries.get_entry_values(definition, entry)
    ):
        raise ActionRefused(unique_per_unit.format_duplicate_message(definition))
    entry.voided = voided
    if problems := _find_batch_problems(definition, [entry]):
        raise ActionRefused(" ".join(sentence for sentences in problems.values() for sentence in sentences))
    EntryWriter.touch(entry, by=by, at=at, fields=["voided"])
    content = entries.format_entry(definition, entry)
    action = Action.VOIDED if voided else Action.RESTORED
    _build_revision(definition, entry, content, by=by, at=at, action=action, reason=reason).save()
    if not with_parent:
        renew_parents(definition, [get_parent(definition, entry)], by=by, at=at)
    return _build_result(definition, entry)


def _insert_entries(
    definition: RegisterDefinition,
    candidates: Sequence[tuple[Unit, Values]],
    *,
    by: User,
    at: datetime,
    action: Action,
    choices: Choices | None = None,
    texts: Sequence[entries.EntryTexts] | None = None,
) -> list[Entry]:
    """`texts`: of each candidate, where they are known already."""
    choices = choices or Choices(definition, by=by, day=get_local_day(at))
    writable_ids = entries.list_writable_unit_ids(by, definition, get_local_day(at))
    for unit, values in candidates:
        if unit.pk not in writable_ids:
            raise build_not_allowed_error(definition, unit)
        _raise_problems(
            rules.find_entry_problems(definition, values, unit=unit, today=get_local_day(at), choices=choices)
        )
    _check_unique_keys(definition, candidates)
    writer = EntryWriter(definition, choices)
    texts = entries.build_entry_texts(definition, candidates, choices) if texts is None else texts
    new_entries = writer.build_rows(candidates, texts, by=by, at=at)
    _raise_problems(_find_batch_problems(definition, new_entries))
    writer.insert(new_entries, candidates)
    if is_over_limit(definition, [values.get(definition.parent) for _unit, values in candidates]):
        message = say("Bảng «%(table)s» có nhiều nhất %(most)s dòng.", table=definition.name, most=MAX_ROWS)
        raise InvalidInput({definition.parent: [message]})
    insert_objects(
        [
            _build_revision(definition, entry, entry_texts.content, by=by, at=at, action=action)
            for entry, entry_texts in zip(new_entries, texts, strict=True)
        ]
    )
    return new_entries


def _check_unique_keys(definition: RegisterDefinition, candidates: Sequence[tuple[Unit, Values]]) -> None:
    """Checks that no two entries of a unit share a key, neither stored nor among `candidates`."""
    taken_keys = unique_per_unit.find_taken_keys(definition, candidates)
    for unit, values in candidates if definition.unique_per_unit else ():
        key = unique_per_unit.build_unique_key(definition, unit.pk, values)
        if key in taken_keys:
            raise InvalidInput({definition.unique_per_unit[-1]: [unique_per_unit.format_duplicate_message(definition)]})
        taken_keys.add(key)


def _build_revision(
    definition: RegisterDefinition,
    entry: Entry,
    content: dict[str, str],
    *,
    by: User,
    at: datetime,
    action: Action,
    reason: str = "",
) -> Revision:
    return Revision(
        register=definition.code,
        entry=entry.pk,
        version=entry.version,
        action=action,
        content=content,
        reason=reason,
        by=by,
        at=at,
    )


def _find_batch_problems(definition: RegisterDefinition, changed_entries: Sequence[Entry]) -> Messages:
    return (
        definition.validate_batch(changed_entries) if definition.validate_batch is not None and changed_entries else {}
    )


def _raise_problems(messages: Messages) -> None:
    if messages:
        raise InvalidInput(messages)


def _build_result(definition: RegisterDefinition, entry: Entry, **detail: Json) -> ServiceResult:
    return ServiceResult(
        subject=f"{definition.code}:{entry.pk}",
        unit=entry.unit.code,
        detail={"version": entry.version, **detail},
        answer={"id": str(entry.pk), "version": entry.version},
        function=definition.function,
    )
