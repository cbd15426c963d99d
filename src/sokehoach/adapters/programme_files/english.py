"""Read the English names of a definition: `english.csv`, one table for names of every kind.

A name is said in English wherever the definition has it: an element, a form, a section, an option, a register and its
fields, a role, an indicator. Levels and confidential groups have theirs in their own files. Documents stay Vietnamese.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sokehoach.adapters.programme_files.canonical import to_plain_definition
from sokehoach.adapters.programme_files.definition import EnglishName, ProgrammeDefinition
from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.messages import say

ENGLISH_COLUMNS = ("name", "english")
_NAMING_KEYS = frozenset({"name", "short_name", "title", "label", "row", "about", "group"})
_LONGEST = 300


def read_english_names(records: Iterable[Record], programme: ProgrammeDefinition) -> tuple[EnglishName, ...]:
    """Return the names in the order of their words. A name that the definition does not have is refused."""
    names = frozenset(_list_names(to_plain_definition(programme))) if records else frozenset()
    english_names: dict[str, EnglishName] = {}
    for record in records:
        name, english = record.text("name", most=_LONGEST), record.text("english", most=_LONGEST)
        record.finish()
        if name and name not in names:
            record.refuse(say("bộ dữ liệu không có tên «%(name)s»", name=name), "name")
        if name in english_names:
            record.refuse(say("trùng tên «%(name)s»", name=name), "name")
        english_names[name] = EnglishName(name, english)
    return tuple(english_names[name] for name in sorted(english_names))


def _list_names(plain: Any, key: str = "") -> Iterator[str]:
    match plain:
        case str() if key in _NAMING_KEYS:
            yield plain
        case dict():
            for inner_key, inner in plain.items():
                yield from _list_names(inner, inner_key)
        case list():
            for inner in plain:
                yield from _list_names(inner)
