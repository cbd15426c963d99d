"""The value of a cell, a number or a gap: parsing of typed text, and formatting."""

import re
from decimal import Decimal

from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_number
from sokehoach.domain.values.day import DATE, DayError, DayNumber, format_day, parse_day
from sokehoach.domain.values.gap import Gap

Value = Decimal | Gap

MAX_VALUE = Decimal(999_999_999)  # a billion of anything in one cell of a district is a typing error
MAX_DONG = Decimal(999_999_999_999)  # of money in single đồng
MAX_DECIMALS = 3  # a value is stored in thousandths

_DASHES = frozenset("-–—\u2212")  # Word turns a typed hyphen into any of these
_INTEGER = r"(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)"  # 1234 or 1.234: a dot groups, so 0.125 is not 125
_WRITTEN = re.compile(rf"{_INTEGER}(?:,(?P<decimals>\d+))?", re.ASCII)
_NUMBER = re.compile(r"\d[\d.,]*", re.ASCII)


class CellValueError(ValueError):
    """The typed text is not a value; `message_vi` tells the official what was typed and what is allowed."""

    def __init__(self, message_vi: str, typed: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi
        self.typed = typed


def parse_value(text: str, *, kind: str, decimals: int | None = None, most: Decimal = MAX_VALUE) -> Value:
    """Parse a typed cell. `kind` is that of the data element, `decimals` how many follow the comma at most.

    Blank is «chưa báo cáo», a single dash «không áp dụng», 0 is zero; of a flag «có» and «x» are 1, «không» is 0. A
    date is a DayNumber.
    Without `decimals`, money and decimals have up to three, all else none. Raises CellValueError with a sentence for
    the official; an unknown kind is a ValueError.
    """
    if kind not in (DATE, *_NOUNS, *FLAG_KINDS):
        raise ValueError(f"unknown kind of value: {kind!r}")
    typed = text.strip()
    typed = text if typed == text else typed  # strip forgets how another language shows it
    if not typed:
        return Gap.NOT_REPORTED
    if typed in _DASHES:
        return Gap.NOT_APPLICABLE
    if kind in FLAG_KINDS:
        return _parse_flag(typed)
    if kind == DATE:
        try:
            return parse_day(typed)
        except DayError as error:
            raise _build_error(error.message_vi, typed) from error
    if decimals is None:
        decimals = MAX_DECIMALS if kind in ("money", "decimal") else 0
    if typed[0] in _DASHES and _NUMBER.fullmatch(typed[1:].strip()):
        raise _build_error(say("%(number)s không được âm, ghi từ 0 trở lên.", number=_NOUNS[kind]), typed)
    if kind == "percentage" and typed.endswith("%"):
        raise _build_error(say("Ghi hai số, tử số và mẫu số; phần trăm được tính từ hai số đó."), typed)
    if not _NUMBER.fullmatch(typed):
        example = write_number("1.234" if decimals == 0 else "1.234,5")
        raise _build_error(say("Ô này chỉ ghi chữ số, ví dụ %(example)s.", example=example), typed)
    match = _WRITTEN.fullmatch(typed)
    if match is None or len(match["decimals"] or "") > decimals:
        raise _build_error(_explain_writing(kind, decimals), typed)
    number = Decimal(typed.replace(".", "").replace(",", "."))
    if number > most:
        raise _build_error(say("Số quá lớn, nhiều nhất là %(most)s.", most=format_value(most)), typed)
    return number


def format_value(value: Value) -> str:
    """As printed in Vietnamese: «1.234», «1,8», «05/02/2026», «chưa báo cáo», «không áp dụng»."""
    if isinstance(value, Gap):
        return value.label_vi
    if isinstance(value, DayNumber):
        return format_day(value)
    integer, _, decimals = format_plain(value).partition(".")
    grouped = f"{int(integer):,}".replace(",", ".")
    sign = "-" if integer.startswith("-") and not grouped.startswith("-") else ""  # int("-0") forgets its sign
    return write_number(f"{sign}{grouped}{',' if decimals else ''}{decimals}")


def format_typed(value: Value) -> str:
    """The text that an official would type: `parse_value` of it gives the value again. Fills input boxes."""
    if isinstance(value, Gap):
        return {Gap.NOT_REPORTED: "", Gap.NOT_APPLICABLE: "-"}[value]
    return format_value(value)


def format_plain(value: Value) -> str:
    """Machine-readable, unique per value: «1234», «1.8», «2026-02-05», «not_reported». No exponent, no zeros."""
    if isinstance(value, Gap):
        return value.value
    if isinstance(value, DayNumber):
        return value.day.isoformat()
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _parse_flag(typed: str) -> Decimal:
    if typed.casefold() not in _FLAGS:
        raise _build_error(say("Ô này chỉ ghi 1 (có) hoặc 0 (không)."), typed)
    return Decimal(_FLAGS[typed.casefold()])


# Paper forms have a cross, and a spreadsheet's box that may be ticked is a logical value.
_FLAGS = {"1": 1, "có": 1, "x": 1, "true": 1, "0": 0, "không": 0, "false": 0}


FLAG_KINDS = frozenset({"flag", "choice", "choices"})  # each cell is 0 or 1
_NOUNS = {"count": say("Số lượng"), "decimal": say("Số"), "money": say("Số tiền"), "percentage": say("Số")}


def _explain_writing(kind: str, decimals: int) -> str:
    if decimals == 0:
        return say("%(number)s phải là số nguyên từ 0, ví dụ 1.234.", number=_NOUNS[kind])
    return say(
        "%(number)s có nhiều nhất %(decimals)s chữ số sau dấu phẩy, ví dụ 1.234 hoặc %(example)s.",
        number=_NOUNS[kind],
        decimals=decimals,
        example=write_number(f"1,{'875'[:decimals]}"),
    )


def _build_error(rule: str, typed: str) -> CellValueError:
    # A page pasted into a cell by mistake must not be repeated in full beside the cell.
    excerpt = typed if len(typed) <= 40 else typed[:40] + "…"
    return CellValueError(say("%(rule)s Bạn đã gõ «%(excerpt)s».", rule=rule, excerpt=excerpt), typed)
