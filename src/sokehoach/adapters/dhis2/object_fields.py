"""The parameters `fields`, `filter`, `order`, `query` and paging of DHIS2's lists, over plain objects.

An object is a dict; an ObjectReference in it is another object, of which only what `fields` asks for is written.
«children» and the like may lead in circles, so nothing is followed further than the parameter goes.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

type Item = Mapping[str, Any]

_MAX_LETTERS, _MAX_DEPTH = 8_000, 8
_IDENTIFIABLE = ("id", "code", "name", "displayName", "created", "lastUpdated", "href")
_PRESETS = {
    "identifiable": _IDENTIFIABLE,
    "nameable": (*_IDENTIFIABLE, "shortName", "displayShortName", "description"),
}
_ALL_FIELDS = ("*", ":all", ":owner", ":persisted")


class QueryError(ValueError):
    """A parameter is no expression of DHIS2, or a longer one than is read."""


@dataclass(frozen=True, slots=True)
class ObjectReference:
    """An object of the list `plural`, by UID."""

    plural: str
    uid: str


@dataclass(slots=True)
class FieldTree:
    """What is written of an object. `nested`: by name, what of the objects in it; None: as it is by itself."""

    names: dict[str, "FieldTree | None"] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, str] = field(default_factory=dict)  # «size», «isEmpty», «isNotEmpty», «keyBy»
    excluded: set[str] = field(default_factory=set)
    all_fields: bool = False
    simple: bool = False


type Resolve = Callable[[ObjectReference], Item | None]


def parse_fields(texts: Sequence[str], default: str) -> FieldTree:
    """The tree of `fields=id,name,children[id]`, which may be repeated. Raises QueryError."""
    text = ",".join(texts) or default
    if len(text) > _MAX_LETTERS:
        raise QueryError("fields is too long")
    tree, end = _parse_level(text, 0, 0)
    if end < len(text):
        raise QueryError(f"fields: unexpected character at position {end + 1}")
    return tree


def _parse_level(text: str, at: int, depth: int) -> tuple[FieldTree, int]:
    if depth > _MAX_DEPTH:
        raise QueryError("fields is nested too deeply")
    tree, name = FieldTree(), ""
    while at < len(text) and text[at] not in "])":
        letter = text[at]
        if letter in "[(" and "~" not in name and "::" not in name:
            nested, at = _parse_level(text, at + 1, depth + 1)  # the last bracket may be missing: d2 leaves it out
            _add_name(tree, name, nested)
            name = ""
        elif letter == ",":
            _add_name(tree, name, None)
            name = ""
        elif letter == "(":  # of a transformer: «name~rename(title)»
            end = text.find(")", at)
            if end < 0:
                raise QueryError("fields: a bracket is not closed")
            name, at = name + text[at : end + 1], end
        else:
            name += letter
        at += 1
    _add_name(tree, name, None)
    return tree, at


def _add_name(tree: FieldTree, text: str, nested: FieldTree | None) -> None:
    name, *transformers = text.strip().replace("::", "~").split("~")
    if not name:
        return
    if name in _ALL_FIELDS:
        tree.all_fields = True
    elif name == ":simple":
        tree.simple = True
    elif name.startswith(":"):
        for preset in _PRESETS.get(name[1:], _IDENTIFIABLE):
            tree.names.setdefault(preset, None)
    elif name.startswith("!"):
        tree.excluded.add(name[1:])
    else:
        tree.names[name] = nested
        for transformer in transformers:
            transformer_name, _, argument = transformer.partition("(")
            if transformer_name == "rename" and argument.endswith(")"):
                tree.renamed[name] = argument[:-1]
            else:
                tree.shapes[name] = transformer_name


def pick_fields(item: Item, tree: FieldTree, resolve: Resolve) -> dict[str, Any]:
    """The fields of an object. One that it does not have is left out, as DHIS2 leaves it out."""
    names: dict[str, FieldTree | None] = {}
    if tree.all_fields or tree.simple:
        names = {name: None for name, value in item.items() if tree.all_fields or _is_simple(value)}
    names |= tree.names
    picked = {}
    for name, nested in names.items():
        if name in tree.excluded or name not in item:
            continue
        value = item[name]() if callable(item[name]) else item[name]
        if value is None:
            continue
        picked[tree.renamed.get(name, name)] = _shape(_write(value, nested, resolve), tree.shapes.get(name, ""))
    return picked


def _is_simple(value: Any) -> bool:
    return not callable(value) and not isinstance(value, list | dict | ObjectReference)


def _write(value: Any, nested: FieldTree | None, resolve: Resolve) -> Any:
    match value:
        case list() | tuple():
            return [_write(part, nested, resolve) for part in value]
        case ObjectReference():
            item = resolve(value) if nested is not None else None
            return {"id": value.uid} if nested is None or item is None else pick_fields(item, nested, resolve)
        case dict() if nested is not None:
            return pick_fields(value, nested, resolve)
        case dict():
            return {name: _write(part, None, resolve) for name, part in value.items() if part is not None}
    return value


def _shape(value: Any, shape: str) -> Any:
    match shape:
        case "size":
            return len(value) if isinstance(value, list | str | dict) else value
        case "isEmpty":
            return not value
        case "isNotEmpty":
            return bool(value)
    return value


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list. `number` from 1; `size` 0: all of it."""

    number: int = 1
    size: int = 50

    def count_pages(self, total: int) -> int:
        return max(1, math.ceil(total / self.size)) if self.size else 1


def parse_page(params: Mapping[str, str]) -> Page:
    """The page that `paging`, `page` and `pageSize` ask for. Raises QueryError."""
    if params.get("paging", "").lower() == "false" or params.get("skipPaging", "").lower() == "true":
        return Page(size=0)
    try:
        page = Page(int(params.get("page") or 1), int(params.get("pageSize") or 50))
    except ValueError as error:
        raise QueryError("page and pageSize are whole numbers") from error
    if not (1 <= page.number <= 1_000_000 and 1 <= page.size <= 1_000_000):
        raise QueryError("page and pageSize are whole numbers from 1")
    return page


def sort_items[Row: Item](items: Iterable[Row], texts: Sequence[str]) -> list[Row]:
    """The objects by `order=name:asc`, which may be repeated; by name where nothing is asked. Raises QueryError."""
    ordered = sorted(items, key=lambda item: (str(item.get("name", "")).casefold(), str(item.get("id"))))
    for order in reversed([part for text in texts for part in text.split(",") if part]):
        name, _, direction = order.partition(":")
        if direction.lower() not in ("", "asc", "desc", "iasc", "idesc"):
            raise QueryError(f"order: {order}")

        def get_key(item: Item, name: str = name) -> tuple[bool, bool, Any]:
            value = item.get(name)
            if isinstance(value, int | float):
                return value is None, False, value
            return value is None, True, "" if value is None or callable(value) else str(value).casefold()

        ordered.sort(key=get_key, reverse=direction.lower().endswith("desc"))
    return ordered
