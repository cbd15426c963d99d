"""The value of a cell, a number or a gap: parsing of typed text, and formatting."""

import re
from decimal import Decimal

from sokehoach.domain.values.gap import Gap

Value = Decimal | Gap

MAX_VALUE = Decimal(999_999_999)  # a billion of anything in one cell of a district is a typing error

_DASHES = frozenset("-–—\u2212")  # Word turns a typed hyphen into any of these
_INTEGER = r"(?:\d+|\d{1,3}(?:\.\d{3})+)"  # 1234 or 1.234: a dot groups, a comma starts the decimals
_COUNT = re.compile(_INTEGER, re.ASCII)
_MONEY = re.compile(rf"{_INTEGER}(?:,\d{{1,3}})?", re.ASCII)
_NUMBER = re.compile(r"\d[\d.,]*", re.ASCII)


class CellValueError(ValueError):
    """The typed text is not a value; `message_vi` tells the official what was typed and what is allowed."""

    def __init__(self, message_vi: str, typed: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi
        self.typed = typed


def parse_value(text: str, *, kind: str) -> Value:
    """Parse a typed cell. `kind` is that of the data element: «count», «money» or «flag».

    Blank is «chưa báo cáo», a single dash «không áp dụng», 0 is zero. Money is in million đồng with up to three
    decimals after a comma. Raises CellValueError with a sentence for the official; an unknown kind is a ValueError.
    """
    if kind not in ("count", "money", "flag"):
        raise ValueError(f"unknown kind of value: {kind!r}")
    typed = text.strip()
    if not typed:
        return Gap.NOT_REPORTED
    if typed in _DASHES:
        return Gap.NOT_APPLICABLE
    if kind == "flag":
        return _parse_flag(typed)
    if typed[0] in _DASHES and _NUMBER.fullmatch(typed[1:].strip()):
        raise _build_error(_NEGATIVE[kind], typed)
    if not _NUMBER.fullmatch(typed):
        raise _build_error("Ô này chỉ ghi chữ số, ví dụ 1.234.", typed)
    if not (_COUNT if kind == "count" else _MONEY).fullmatch(typed):
        raise _build_error(_MISWRITTEN[kind], typed)
    number = Decimal(typed.replace(".", "").replace(",", "."))
    if number > MAX_VALUE:
        raise _build_error(f"Số quá lớn, nhiều nhất là {format_value(MAX_VALUE)}.", typed)
    return number


def format_value(value: Value) -> str:
    """As printed in Vietnamese: «1.234», «1,8», «chưa báo cáo», «không áp dụng»."""
    if isinstance(value, Gap):
        return value.label_vi
    integer, _, decimals = format_plain(value).partition(".")
    grouped = f"{int(integer):,}".replace(",", ".")
    sign = "-" if integer.startswith("-") and not grouped.startswith("-") else ""  # int("-0") forgets its sign
    return f"{sign}{grouped}{',' if decimals else ''}{decimals}"


def format_typed(value: Value) -> str:
    """The text that an official would type: `parse_value` of it gives the value again. Fills input boxes."""
    if isinstance(value, Gap):
        return {Gap.NOT_REPORTED: "", Gap.NOT_APPLICABLE: "-"}[value]
    return format_value(value)


def format_plain(value: Value) -> str:
    """Machine-readable, unique per value: «1234», «1.8», «not_reported». No exponent, no trailing zeros."""
    if isinstance(value, Gap):
        return value.value
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _parse_flag(typed: str) -> Decimal:
    if typed not in ("0", "1"):
        raise _build_error("Ô này chỉ ghi 1 (có) hoặc 0 (không).", typed)
    return Decimal(typed)


_NEGATIVE = {
    "count": "Số lượng không được âm, ghi từ 0 trở lên.",
    "money": "Số tiền không được âm, ghi từ 0 trở lên.",
}
_MISWRITTEN = {
    "count": "Số lượng phải là số nguyên từ 0, ví dụ 1.234.",
    "money": "Số tiền (triệu đồng) có nhiều nhất 3 chữ số sau dấu phẩy, ví dụ 1.234 hoặc 1,8.",
}


def _build_error(rule: str, typed: str) -> CellValueError:
    # A page pasted into a cell by mistake must not be repeated in full beside the cell.
    excerpt = typed if len(typed) <= 40 else typed[:40] + "…"
    return CellValueError(f"{rule} Bạn đã gõ «{excerpt}».", typed)
