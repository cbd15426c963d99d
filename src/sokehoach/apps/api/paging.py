"""Lists in pages: a stable order, and a cursor that stands for the place after the last item of a page."""

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from sokehoach.apps.api.bodies import is_storable
from sokehoach.apps.shell.problems import Problem
from sokehoach.domain.messages import say

MAX_LIMIT = 500


class ListQuery(Schema):
    """What every list takes. `fields`: names of members of an item, separated by commas."""

    limit: int = Field(100, ge=1, le=MAX_LIMIT, description=say("Số mục mỗi trang"))
    cursor: str = Field("", max_length=600, description=say("`next` của trang trước"))
    fields: str = Field("", max_length=600, description=say("Tên các trường cần lấy, cách nhau bằng dấu phẩy"))


def build_choice_filter(codes: Iterable[str]) -> Any:
    """A filter that takes one of the codes, or none: a misspelled code is refused, not answered with an empty list."""
    return Field("", pattern=f"^({'|'.join(codes)})?$")


type Key = tuple[str | int, ...]


def page_rows[Row](
    request: HttpRequest, query: ListQuery, rows: Sequence[Row], key: Callable[[Row], Key]
) -> tuple[list[Row], str | None]:
    """The page of rows in the order of their keys, which are unique, and the cursor of the next one; None: the last."""
    ordered = sorted(rows, key=key)
    if query.cursor:
        last_key = parse_cursor(request, query)
        try:
            ordered = [row for row in ordered if key(row) > last_key]
        except TypeError:
            raise Problem("cursor-invalid") from None
    page = ordered[: query.limit]
    return page, _build_cursor(request, query, key(page[-1])) if len(ordered) > query.limit else None


def page_following[Row](
    request: HttpRequest, query: ListQuery, rows: Sequence[Row], key: Callable[[Row], Key]
) -> tuple[Sequence[Row], str | None]:
    """The same of rows that are in order and begin after the cursor already, one more than the page holds or all."""
    page = rows[: query.limit]
    return page, _build_cursor(request, query, key(page[-1])) if len(rows) > query.limit else None


def page_queryset[Row: Model](
    request: HttpRequest, query: ListQuery, rows: QuerySet[Row], order: Sequence[str]
) -> tuple[list[Row], str | None]:
    """The page of rows in ascending order of these columns, which are unique together. One query."""
    if query.cursor:
        values = parse_cursor(request, query)
        if len(values) != len(order):
            raise Problem("cursor-invalid")
        condition = Q(pk__in=[])
        for place, column in enumerate(order):
            equal = dict(zip(order[:place], values[:place], strict=True))
            condition |= Q(**equal, **{f"{column}__gt": values[place]})
        try:
            rows = rows.filter(condition)
        except (ValidationError, ValueError, TypeError, FieldError):
            raise Problem("cursor-invalid") from None
    page = list(rows.order_by(*order)[: query.limit + 1])
    has_next = len(page) > query.limit
    page = page[: query.limit]
    if not has_next:
        return page, None
    return page, _build_cursor(request, query, tuple(_read_column(page[-1], column) for column in order))


def select_fields(items: list[dict[str, Any]], names: str) -> list[dict[str, Any]]:
    """The items with these members alone; that they are members, the operation's `auth` has checked."""
    chosen_names = [name.strip() for name in names.split(",") if name.strip()]
    return [{name: item[name] for name in chosen_names if name in item} for item in items]


def _read_column(row: Model, column: str) -> str | int:
    value: Any = row
    for part in column.split("__"):
        value = getattr(value, part)
    return value if isinstance(value, int) else str(value)


def _build_cursor(request: HttpRequest, query: ListQuery, key: Key) -> str:
    text = json.dumps((_number_list(request, query), *key), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def parse_cursor(request: HttpRequest, query: ListQuery) -> Key:
    """The key after which a page begins. Raises Problem for what no page of this list with these filters gave."""
    try:
        values = json.loads(base64.urlsafe_b64decode(query.cursor + "=" * (-len(query.cursor) % 4)).decode())
    except (ValueError, binascii.Error, RecursionError):
        raise Problem("cursor-invalid") from None
    if not isinstance(values, list) or not all(_is_key_part(value) for value in values):
        raise Problem("cursor-invalid")
    if values[:1] != [_number_list(request, query)]:
        raise Problem("cursor-invalid")
    return tuple(values[1:])


def _number_list(request: HttpRequest, query: ListQuery) -> int:
    """The number of a list with its filters: it tells lists apart, and protects nothing."""
    filters = query.model_dump_json(exclude={"limit", "cursor", "fields"})
    return zlib.crc32(f"{request.path} {filters}".encode())


def _is_key_part(value: Any) -> bool:
    if isinstance(value, str):
        return is_storable(value)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62
