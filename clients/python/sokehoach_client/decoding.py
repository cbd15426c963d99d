"""JSON of the API as objects of `models`: days, times, exact numbers, nested objects."""

import dataclasses
import json
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, get_args, get_origin
from uuid import UUID

from sokehoach_client.problems import AnswerUnreadableError

T = TypeVar("T")


def parse_json(content: bytes) -> Any:
    """Numbers with a fraction become Decimal, so that 1.8 stays 1.8. Raises ValueError."""
    return json.loads(content, parse_float=Decimal)


def build_object(kind: type[T], members: Any) -> T:
    """An object of a class of `models`. Members that it does not know are ignored: servers may add some."""
    if not isinstance(members, dict):
        raise AnswerUnreadableError(f"{kind.__name__}: an object was expected")
    cls: Any = kind
    values = {}
    for name, (member, hint, is_needed) in _list_members(cls).items():
        if member in members:
            values[name] = _convert(hint, members[member], f"{kind.__name__}.{name}")
        elif is_needed:
            raise AnswerUnreadableError(f"{kind.__name__}: the answer lacks «{member}»")
    return kind(**values)


@cache
def _list_members(kind: Any) -> dict[str, tuple[str, Any, bool]]:
    """Field of the class: the member's name in JSON, the type, and whether an answer must have it."""
    hints = typing.get_type_hints(kind)
    return {
        field.name: (field.metadata.get("member", field.name), hints[field.name], field.default is dataclasses.MISSING)
        for field in dataclasses.fields(kind)
    }


def _convert(hint: Any, value: Any, place: str) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in parts:
            return None
        kinds = [part for part in parts if part is not type(None)]
        return _convert(kinds[0], value, place) if len(kinds) == 1 else value  # a number or a text: as JSON has it
    try:
        if origin is tuple:
            return tuple(_convert(parts[0], item, place) for item in value)
        if origin is dict:
            return {name: _convert(parts[1], item, place) for name, item in value.items()}
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return build_object(hint, value)
        if hint in (date, datetime):
            return hint.fromisoformat(value)
        if hint is UUID:
            return UUID(value)
        if hint is Decimal:
            return Decimal(value)
    except (TypeError, ValueError, AttributeError, ArithmeticError):
        raise AnswerUnreadableError(f"{place}: unexpected {value!r:.60}") from None
    return value
