"""Convert a document to JSON and back, driven by its dataclasses: new fields need no code here.

Fields with their default value are omitted, so documents stored before a field existed are read with its default.
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
_KIND = "is"  # class name, if a field may hold several classes


class DocumentFormatError(ValueError):
    """The JSON is not what `dump_document` writes; the message names the place."""


def dump_document(document: Document) -> dict[str, Any]:
    """The document as plain JSON: objects, lists, strings, numbers, true, false, null."""
    payload = _dump_value(document)
    assert isinstance(payload, dict)
    return {"format": FORMAT, **payload}


def load_document(payload: Mapping[str, Any]) -> Document:
    """The document. DocumentFormatError for anything that `dump_document` did not write, or an invalid table."""
    if payload.get("format") != FORMAT:
        raise DocumentFormatError(f"format {payload.get('format')!r}, not {FORMAT}")
    document = _load_object(Document, {name: value for name, value in payload.items() if name != "format"}, "document")
    assert isinstance(document, Document)
    return document


def _dump_value(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.value
        case None | bool() | int() | float():
            return value
        case str():
            return str.__str__(value)  # a document holds the words, not what would translate them
        case date():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode("ascii")
        case tuple():
            return [_dump_value(element) for element in value]
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"a document holds no {type(value).__name__}")
    payload = {_KIND: type(value).__name__}
    for field in fields(value):
        field_value = getattr(value, field.name)
        if field.default is MISSING or field_value != field.default:
            payload[field.name] = _dump_value(field_value)
    return payload


def _load_value(hint: Any, payload: Any, place: str) -> Any:
    if isinstance(hint, TypeAliasType):
        hint = hint.__value__
    if get_origin(hint) in (Union, types.UnionType):
        return _load_union(get_args(hint), payload, place)
    if get_origin(hint) is tuple:
        inner, *rest = get_args(hint)
        if not isinstance(payload, list):
            raise DocumentFormatError(f"{place}: a list is missing")
        if rest == [Ellipsis]:
            return tuple(_load_value(inner, element, f"{place}[{index}]") for index, element in enumerate(payload))
        return tuple(
            _load_value(element_hint, value, place) for element_hint, value in zip((inner, *rest), payload, strict=True)
        )
    if is_dataclass(hint):
        return _load_object(hint, payload, place)  # type: ignore[arg-type]
    return _load_scalar(hint, payload, place)


def _load_union(hints: tuple[Any, ...], payload: Any, place: str) -> Any:
    if payload is None and type(None) in hints:
        return None
    class_name = payload.get(_KIND) if isinstance(payload, dict) else None
    for hint in hints:
        if hint is type(None) or is_dataclass(hint) != (class_name is not None):
            continue
        if class_name is None or hint.__name__ == class_name:
            return _load_value(hint, payload, place)
    raise DocumentFormatError(f"{place}: {class_name or payload!r} cannot stand here")


def _load_scalar(hint: Any, payload: Any, place: str) -> Any:
    try:
        if hint is date:
            return date.fromisoformat(payload)
        if hint is bytes:
            return b64decode(payload, validate=True)
        if hint is float and isinstance(payload, int | float) and not isinstance(payload, bool):
            return payload
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return hint(payload)
    except (ValueError, TypeError) as error:
        raise DocumentFormatError(f"{place}: {payload!r}") from error
    if type(payload) is not hint:
        raise DocumentFormatError(f"{place}: {payload!r}")
    return payload


def _load_object(kind: type, payload: Any, place: str) -> Any:
    if not isinstance(payload, dict) or payload.get(_KIND) != kind.__name__:
        raise DocumentFormatError(f"{place}: no {kind.__name__}")
    shape = _get_shape(kind)
    arguments = {}
    for name, value in payload.items():
        if name == _KIND:
            continue
        if name not in shape:
            raise DocumentFormatError(f"{place}: {kind.__name__} has no {name}")
        arguments[name] = _load_value(shape[name][1], value, f"{place}.{name}")
    for name, (field, _hint) in shape.items():
        if name not in arguments and field.default is MISSING and field.default_factory is MISSING:
            raise DocumentFormatError(f"{place}: {name} is missing")
    try:
        return kind(**arguments)
    except ValueError as error:
        raise DocumentFormatError(f"{place}: {error}") from error


@cache
def _get_shape(kind: type) -> dict[str, tuple["Field[Any]", Any]]:
    hints = get_type_hints(kind)
    return {field.name: (field, hints[field.name]) for field in fields(kind)}
