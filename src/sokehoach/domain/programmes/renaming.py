"""Which items of a definition have another code in the next one, told by their names, and the difference that says so.

A published code is an identity (docs/adr/0045): what has another one is closed, and begins anew. A person reads that as
one change, not as everything that names the item removed and added.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sokehoach.domain.programmes.difference import DefinitionChange, Difference, compare_definitions
from sokehoach.domain.programmes.rules import SECTIONS

type Item = Mapping[str, Any]
type Renamings = Mapping[str, Mapping[str, str]]
"""By section, the code now by the code before."""

RENAMED_SECTIONS = ("elements", "forms", "indicators", "reports", "roles")
RENAMED = "code"  # the field of a change that is a renaming


def find_renamings(old: Item, new: Item) -> Renamings:
    """The items that only `old` has, each with the only new one of its name, kind and function."""
    renamings = {
        section: _find_pairs(
            *({SECTIONS[section].get_key(item): item for item in version.get(section, ())} for version in (old, new))
        )
        for section in RENAMED_SECTIONS
    }
    return {section: names for section, names in renamings.items() if names}


def _find_pairs(old_items: Mapping[str, Item], new_items: Mapping[str, Item]) -> dict[str, str]:
    counts = Counter(_list_kept_facts(item) for item in (*old_items.values(), *new_items.values()))
    added_codes = {_list_kept_facts(item): code for code, item in new_items.items() if code not in old_items}
    closed_codes = {_list_kept_facts(item): code for code, item in old_items.items() if code not in new_items}
    return {
        code: added_codes[facts] for facts, code in closed_codes.items() if facts in added_codes and counts[facts] == 2
    }


def _list_kept_facts(item: Item) -> tuple[Any, ...]:
    """What a renamed item keeps; of an outline its title."""
    outline = item.get("outline", {})
    return (item.get("name", outline.get("title")), *(item.get(name) for name in ("kind", "function")))


def tell_renamings(
    difference: Difference, old: Item, new: Item, rename: Callable[[Item, Renamings], Item]
) -> Difference:
    """The difference with a line for each renaming in place of what is closed, added and named otherwise by it.

    `rename`: a definition with other codes. What `difference` has beside that of the two definitions stays.
    """
    renamings = find_renamings(old, new)
    if not renamings:
        return difference
    plain_changes = compare_definitions(old, new).changes
    kept_changes = [change for change in difference.changes if change not in plain_changes]
    lines = []
    for section, names in renamings.items():
        for code, code_now in names.items():
            ends = [
                change
                for change in plain_changes
                if change.section == section and change.key in (code, code_now) and not change.part and not change.field
            ]
            heaviest = max(ends, key=lambda change: change.weight)
            closed = next(change for change in ends if change.key == code)
            lines.append(replace(closed, weight=heaviest.weight, field=RENAMED, old=code, new=code_now))
    changes: list[DefinitionChange] = [*kept_changes, *lines, *compare_definitions(rename(old, renamings), new).changes]
    return Difference(tuple(sorted(changes, key=lambda change: -change.weight)))


def is_renaming(change: DefinitionChange) -> bool:
    """Whether the change is a line of `tell_renamings`: the whole item has another code."""
    return change.field == RENAMED and not change.part
