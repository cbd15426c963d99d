"""Judges totals over several entries: those that refer to an entry are together at most a number of that entry."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sokehoach.apps.registers.core.fields import Messages
from sokehoach.apps.registers.data_registers.models import DataEntry, EntryLink
from sokehoach.domain.registers.constraint_rules import is_total_kept
from sokehoach.domain.registers.register_type import Constraint, EntryValues


class TotalRule(NamedTuple):
    """A constraint of the register whose row id is `type_id`."""

    type_id: int
    constraint: Constraint


def find_total_problems(rules: Iterable[TotalRule], changed: Sequence[DataEntry]) -> Messages:
    """Messages for entries about to be saved, which count as they will be. Two queries for each rule."""
    messages: Messages = {}
    changed_by_id = {entry.pk: entry for entry in changed}
    for type_id, constraint in rules:
        own_entries = [entry for entry in changed if entry.type_id == type_id and not entry.voided]
        targets = {UUID(link) for entry in own_entries if (link := entry.content.get(constraint.of))}
        targets |= {entry.pk for entry in changed if entry.type_id != type_id}
        contents = _load_target_contents(targets, changed_by_id)
        rows = _group_by_target(constraint, own_entries, _list_stored(type_id, constraint, targets, changed_by_id))
        for target, content in contents.items():
            if not is_total_kept(constraint, rows.get(target, ()), content):
                field = constraint.other if target in changed_by_id else constraint.fields[0]
                messages.setdefault(field, []).append(constraint.message)
    return messages


def _load_target_contents(targets: set[UUID], changed: Mapping[UUID, DataEntry]) -> dict[UUID, EntryValues]:
    stored = DataEntry.objects.filter(pk__in=targets - changed.keys(), voided=False).values_list("pk", "content")
    return dict(stored) | {pk: changed[pk].content for pk in targets & changed.keys() if not changed[pk].voided}


def _list_stored(
    type_id: int, constraint: Constraint, targets: set[UUID], changed: Mapping[UUID, DataEntry]
) -> list[DataEntry]:
    links = EntryLink.objects.filter(field=constraint.of, target__in=targets).values("entry")
    return list(DataEntry.objects.filter(pk__in=links, type=type_id, voided=False).exclude(pk__in=changed.keys()))


def _group_by_target(constraint: Constraint, *entries: Iterable[DataEntry]) -> dict[UUID, list[EntryValues]]:
    groups: dict[UUID, list[EntryValues]] = {}
    for entry in (entry for rows in entries for entry in rows):
        if link := entry.content.get(constraint.of):
            groups.setdefault(UUID(link), []).append(entry.content)
    return groups
