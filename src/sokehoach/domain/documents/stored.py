"""A document as JSON and back, by the shapes of its dataclasses: what they gain is kept without a word here.

Fields that hold their default are left out, so a document stored before a field came reads with that field's default.
"""

import types
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from sokehoach.domain.documents.content import Document

FORMAT = 1
_KIND = "is"  # names the class where a field may hold one of several


class NotADocument(ValueError):
    """What was read is not what `dump` writes; the message names the place."""


def dump(document: Document) -> dict[str, Any]:
    """Plain JSON: objects, lists, texts, numbers, true, false, null."""
    told = _dumped(document)
    assert isinstance(told, dict)
    return {"format": FORMAT, **told}


def load(told: Mapping[str, Any]) -> Document:
    """The document. NotADocument for anything else than `dump` wrote, or a table that does not tile."""
    if told.get("format") != FORMAT:
        raise NotADocument(f"format {told.get('format')!r}, not {FORMAT}")
    made = _object(Document, {name: value for name, value in told.items() if name != "format"}, "document")
    assert isinstance(made, Document)
    return made


def _dumped(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case None | bool() | int() | float() | str():
            return value
        case date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode("ascii")
        case tuple():
            return [_dumped(one) for one in value]
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"a document holds no {type(value).__name__}")
    kept = {_KIND: type(value).__name__}
    for field in fields(value):
        held = getattr(value, field.name)
        if field.default is MISSING or held != field.default:
            kept[field.name] = _dumped(held)
    return kept


def _loaded(hint: Any, told: Any, place: str) -> Any:
    if isinstance(hint, TypeAliasType):
        hint = hint.__value__
    if get_origin(hint) in (Union, types.UnionType):
        return _one_of(get_args(hint), told, place)
    if get_origin(hint) is tuple:
        inner, *rest = get_args(hint)
        if not isinstance(told, list):
            raise NotADocument(f"{place}: a list is missing")
        if rest == [Ellipsis]:
            return tuple(_loaded(inner, one, f"{place}[{at}]") for at, one in enumerate(told))
        return tuple(_loaded(one, value, place) for one, value in zip((inner, *rest), told, strict=True))
    if is_dataclass(hint):
        return _object(hint, told, place)  # type: ignore[arg-type]
    return _simple(hint, told, place)


def _one_of(hints: tuple[Any, ...], told: Any, place: str) -> Any:
    if told is None and type(None) in hints:
        return None
    named = told.get(_KIND) if isinstance(told, dict) else None
    for hint in hints:
        if hint is type(None) or is_dataclass(hint) != (named is not None):
            continue
        if named is None or hint.__name__ == named:
            return _loaded(hint, told, place)
    raise NotADocument(f"{place}: {named or told!r} cannot stand here")


def _simple(hint: Any, told: Any, place: str) -> Any:
    try:
        if hint is date:
            return date.fromisoformat(told)
        if hint is bytes:
            return b64decode(told, validate=True)
        if hint is float and isinstance(told, int | float) and not isinstance(told, bool):
            return told
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return hint(told)
    except (ValueError, TypeError) as error:
        raise NotADocument(f"{place}: {told!r}") from error
    if type(told) is not hint:
        raise NotADocument(f"{place}: {told!r}")
    return told


def _object(kind: type, told: Any, place: str) -> Any:
    if not isinstance(told, dict) or told.get(_KIND) != kind.__name__:
        raise NotADocument(f"{place}: no {kind.__name__}")
    known = _shape(kind)
    given = {}
    for name, value in told.items():
        if name == _KIND:
            continue
        if name not in known:
            raise NotADocument(f"{place}: {kind.__name__} has no {name}")
        given[name] = _loaded(known[name][1], value, f"{place}.{name}")
    for name, (field, _hint) in known.items():
        if name not in given and field.default is MISSING and field.default_factory is MISSING:
            raise NotADocument(f"{place}: {name} is missing")
    try:
        return kind(**given)
    except ValueError as error:
        raise NotADocument(f"{place}: {error}") from error


@cache
def _shape(kind: type) -> dict[str, tuple["Field[Any]", Any]]:
    hints = get_type_hints(kind)
    return {field.name: (field, hints[field.name]) for field in fields(kind)}
