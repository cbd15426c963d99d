"""Reads JSON bodies within bounds."""

import json
from decimal import Decimal
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from sokehoach.apps.shell.limits import NUL
from sokehoach.apps.shell.problems import Problem
from sokehoach.domain.messages import say

MAX_BYTES = 5_000_000
MAX_DEPTH = 12  # of objects and arrays in each other
MAX_DIGITS = 40  # of one number


class JsonParser(Parser):
    """Refuses what no service could store: too deep, a key given twice, NaN, text that is no Unicode or holds NUL."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type not in ("application/json", "text/json"):
            raise Problem("media-type-unknown")
        body = request.body
        if len(body) > MAX_BYTES:
            raise Problem("body-too-large", say("Nhiều nhất %(part)s MB.", part=MAX_BYTES // 1_000_000))
        try:
            parsed = json.loads(
                body.decode("utf-8"),
                object_pairs_hook=_build_object,
                parse_float=_parse_decimal,
                parse_int=_parse_integer,
                parse_constant=_refuse_constant,
            )
        except (ValueError, RecursionError):
            raise Problem("body-unreadable") from None
        _check(parsed, MAX_DEPTH)
        return parsed


def _build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    parsed = dict(pairs)
    if len(parsed) != len(pairs):
        raise Problem("body-unreadable", say("Một tên được ghi hai lần trong cùng một đối tượng."))
    return parsed


def _parse_decimal(text: str) -> Decimal:
    if len(text) > MAX_DIGITS:
        raise ValueError("too many digits")
    return Decimal(text)


def _parse_integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError("too many digits")
    return int(text)


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError("no number")


def _check(value: Any, depth: int) -> None:
    if depth == 0:
        raise Problem("body-unreadable", say("Quá %(max_depth)s lớp lồng nhau.", max_depth=MAX_DEPTH))
    match value:
        case str():
            check_text(value)
        case dict():
            for name, inner in value.items():
                check_text(name)
                _check(inner, depth - 1)
        case list():
            for inner in value:
                _check(inner, depth - 1)


def check_text(text: str) -> None:
    """Raises Problem for a text that no database stores."""
    if not is_storable(text):
        raise Problem("body-unreadable", say("Có ký tự không lưu được."))


def is_storable(text: str) -> bool:
    """Whether a database stores the text: it is Unicode without NUL."""
    return NUL not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
