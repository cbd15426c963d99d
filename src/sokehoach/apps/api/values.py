"""Values as programs write and get them: a number, a day, or the reason why there is none."""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type Number = int | float | str
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_json_number(text: str) -> Decimal | None:
    """The number of a text in JSON's notation, in which 1.234 is little more than one; None for any other text."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def is_day(text: str) -> bool:
    """Whether the text is a date of ISO 8601 with hyphens: 1/2/2021 is in January for some, in February for others."""
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return bool(date.fromisoformat(text))
    return False


class ListItem(BaseModel):
    """A member of a list. With `fields` it has the chosen members alone, so that none is required."""

    model_config = ConfigDict(json_schema_extra=lambda schema: schema.pop("required", None))


def build_number(number: Decimal | None) -> Number | None:
    """A JSON number; a day is the text of its date (ISO 8601)."""
    if number is None:
        return None
    if isinstance(number, DayNumber):
        return number.day.isoformat()
    whole = int(number)
    return whole if whole == number else float(number)


def build_value(value: Value) -> dict[str, Any]:
    """`value` and `gap`, of which one is null. Zero is a value."""
    if isinstance(value, Gap):
        return {"value": None, "gap": value.value}
    return {"value": build_number(value), "gap": None}


class ListPage(BaseModel):
    """A page of a list. `next`: the cursor of the next page; null: this is the last."""

    next: str | None


_FILE = {"schema": {"type": "string", "format": "binary"}}
# For `openapi_extra` of an operation that answers a file: generators read the first name, files have their own.
ANSWERS_FILE: dict[str, Any] = {
    "responses": {200: {"content": {"application/octet-stream": _FILE, "*/*": _FILE}}}
}  # fmt: skip
