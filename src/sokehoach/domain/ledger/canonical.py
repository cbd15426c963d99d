"""Canonical JSON encoding: one byte string for one value, so that its hash is well defined."""

import json
from collections.abc import Mapping, Sequence

type Json = bool | int | str | Sequence[Json] | Mapping[str, Json] | None

_SAFE = 2**53 - 1  # RFC 8785 3.2.2.3: a JSON reader may store numbers as doubles


def encode_canonical_json(obj: Json) -> bytes:
    """Encode as RFC 8785 (JSON Canonicalization Scheme): None, bool, int, str, list, tuple, dict with str keys.

    Text is not normalised. A Decimal or float is a TypeError, because 1.8 and 1.80 are one number in two spellings:
    pass `values.value.format_plain(value)`. An integer beyond ±(2**53 - 1) or a lone surrogate is a ValueError.
    Messages give the path, `$.a[0]`.
    """
    return _render_value(obj, "$").encode("utf-8")


def _render_value(obj: object, path: str) -> str:
    match obj:
        case None:
            return "null"
        case bool():
            return "true" if obj else "false"
        case int():
            if abs(obj) > _SAFE:
                raise ValueError(f"{path}: integer too large for canonical JSON, pass it as text")
            return str(int(obj))
        case str():
            return _render_text(obj, path)
        case list() | tuple():
            return "[" + ",".join(_render_value(item, f"{path}[{i}]") for i, item in enumerate(obj)) + "]"
        case dict():
            return "{" + ",".join(_render_members(obj, path)) + "}"
        case _:
            raise TypeError(f"{path}: {type(obj).__name__} has no single writing in canonical JSON")


def _render_members(obj: dict[object, object], path: str) -> list[str]:
    for key in obj:
        if not isinstance(key, str):
            raise TypeError(f"{path}: key {key!r} is not text")
        _render_text(key, path)
    # RFC 8785 3.2.3: sort by UTF-16 code units, which differs from the order of code points.
    ordered = sorted(obj.items(), key=lambda item: str(item[0]).encode("utf-16-be"))
    return [f"{_render_text(str(key), path)}:{_render_value(value, f'{path}.{key}')}" for key, value in ordered]


def _render_text(text: str, path: str) -> str:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(f"{path}: half a surrogate pair is not text")
    return json.dumps(text, ensure_ascii=False)
