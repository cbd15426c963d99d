"""Finds the entry to copy for a new one, and entries that may record the same event a second time."""

from collections.abc import Sequence
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import NUMBER_KINDS, ChoiceNames, FieldKind, Values
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.messages import say

_MAX_COMPARED = 200  # entries of one unit on one day
_COUNTED_ANEW = (*NUMBER_KINDS, FieldKind.DAY, FieldKind.QUARTER)  # of each event its own


class SimilarEntriesError(InvalidInput):
    """Raised where the register may hold the event already; `similar` are those entries."""

    def __init__(self, similar: Sequence[Entry]) -> None:
        super().__init__({"": [say("Sổ đã có dòng giống dòng này.")]})
        self.similar = similar


def find_previous_entry(user: User, register: RegisterDefinition) -> Entry | None:
    """Returns the entry that the account wrote last, of a unit for which it writes, voided ones left out. One query."""
    return (
        entries.list_entries(user, register)
        .filter(voided=False, created_by=user, unit__in=entries.list_writable_unit_ids(user, register))
        .order_by("-created_at", "-day", "id")
        .first()
    )


def copy_values(register: RegisterDefinition, entry: Entry) -> Values:
    """Returns the texts and choices of an entry for a new one: days and numbers are of each event its own."""
    values = entries.get_entry_values(register, entry)
    return {field.name: values[field.name] for field in register.fields if field.kind not in _COUNTED_ANEW}


def list_similar_entries(
    user: User, register: RegisterDefinition, unit: Unit, values: Values, names: ChoiceNames
) -> Sequence[Entry]:
    """Returns the entries of that unit and day that have the same texts and choices, or the same kind and numbers.

    Only those that the account may read, and none that is voided. One query, and those of `list_entries_with_values`
    where the unit has an entry of that day.
    """
    day = values.get("day")
    if not isinstance(day, date):
        return []
    stored = entries.list_entries(user, register).filter(unit=unit, day=day, voided=False)
    same_day = [*stored.values_list("pk", "folded")[:_MAX_COMPARED]]
    if not same_day:
        return []
    folded = entries.build_entry_search_text(register, unit, entries.format_values(register, values, names))
    same_texts = {pk for pk, text in same_day if text == folded}
    rows = entries.list_entries_with_values(user, register).filter(pk__in=[pk for pk, _text in same_day])
    counts = _get_kind_and_numbers(register, values)
    return [
        entry
        for entry in rows
        if entry.pk in same_texts
        or (any(counts[1:]) and _get_kind_and_numbers(register, entries.get_entry_values(register, entry)) == counts)
    ]


def _get_kind_and_numbers(register: RegisterDefinition, values: Values) -> list[object]:
    return [values.get(register.kind), *(values.get(field.name) for field in register.of_kind(*NUMBER_KINDS))]
