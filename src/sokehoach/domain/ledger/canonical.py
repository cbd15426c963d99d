"""Canonical JSON encoding: one byte string for one value, so that its hash is well defined."""

import re
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring

type Json = bool | int | str | Sequence[Json] | Mapping[str, Json] | None

_SAFE = 2**53 - 1  # RFC 8785 3.2.2.3: a JSON reader may store numbers as doubles
_SURROGATE = re.compile("[\ud800-\udfff]")


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
    texts: dict[str, str] = {}
    for key in obj:
        if not isinstance(key, str):
            raise TypeError(f"{path}: key {key!r} is not text")
        texts[key] = _render_text(key, path)
    # RFC 8785 3.2.3: sort by UTF-16 code units, which differs from the order of code points.
    ordered = sorted(texts, key=None if all(map(str.isascii, texts)) else _get_utf16_units)
    return [f"{texts[key]}:{_render_value(obj[key], f'{path}.{key}')}" for key in ordered]


def _get_utf16_units(text: str) -> bytes:
    return text.encode("utf-16-be")


def _render_text(text: str, path: str) -> str:
    if _SURROGATE.search(text):
        raise ValueError(f"{path}: half a surrogate pair is not text")
    return encode_basestring(text)
