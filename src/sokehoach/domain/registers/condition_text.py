"""Conditions as an official types them: «Cách học là Trực tiếp | Kết hợp; Số buổi ≥ 2».

`;` stands between conditions, all of which hold; `|` between options, one of which does. Fields and options are named
by their label or by their code.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sokehoach.domain.messages import say
from sokehoach.domain.registers.register_type import REPORT_TESTS, Condition, ConditionTest
from sokehoach.domain.text import normalize_nfc

BETWEEN_CONDITIONS, BETWEEN_OPTIONS = ";", "|"
_PLAIN_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,3})?", re.ASCII)
_TYPED_NUMBER = re.compile(r"(?P<number>(?:\d{1,12}|\d{1,3}(?:\.\d{3}){1,3})(?:,\d{1,3})?) ?%?", re.ASCII)
# Longer words first: «không là» is not «là».
_OPERATORS: Sequence[tuple[str, ConditionTest]] = (
    ("từ đầu năm đến ngày chốt", ConditionTest.IN_YEAR),
    ("chưa có đến ngày chốt", ConditionTest.NOT_BY_CUT_OFF),
    ("trước ngày chốt", ConditionTest.BEFORE_CUT_OFF),
    ("không là", ConditionTest.NONE_OF),
    ("để trống", ConditionTest.ABSENT),
    ("có ghi", ConditionTest.PRESENT),
    ("là", ConditionTest.ONE_OF),
    ("≥", ConditionTest.AT_LEAST),
    (">=", ConditionTest.AT_LEAST),
    ("≤", ConditionTest.AT_MOST),
    ("<=", ConditionTest.AT_MOST),
)
_OPERATOR_TEXTS = {test: operator for operator, test in reversed(_OPERATORS)}
_ALONE = (ConditionTest.PRESENT, ConditionTest.ABSENT, *REPORT_TESTS)  # nothing follows them
_FLAGS = {"có": ConditionTest.TRUE, "không": ConditionTest.FALSE}


class ConditionTextError(ValueError):
    """Raised for a text that is no condition; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class NamedField:
    """What a condition may name: a field with its options by code.

    `is_flag`: its answers are yes and no. `is_percent`: «%» stands behind its numbers.
    """

    code: str
    label: str
    options: Mapping[str, str] = field(default_factory=dict)
    is_flag: bool = False
    is_percent: bool = False


def parse_threshold(written: object) -> int | Decimal | None:
    """The number of a condition as a file has it: 12, 12.5, «12,5», without separators; None where it is none.

    A float is read as it is printed, so 12.1 is exactly 12,1.
    """
    text = f"{Decimal(repr(written)):f}" if isinstance(written, float) else str(written)
    if not _PLAIN_NUMBER.fullmatch(text):
        return None
    number = Decimal(text.replace(",", "."))
    return int(number) if number == number.to_integral_value() else number.normalize()


def write_threshold(number: int | Decimal) -> str:
    """«12,5», as files and sentences have it."""
    return f"{Decimal(number):f}".replace(".", ",")


def describe_condition(condition: Condition) -> dict[str, Any]:
    """Return the condition as a file of a register has it: {"field": …, "test": …, "options": […], "number": …}."""
    described: dict[str, Any] = {"field": condition.field, "test": condition.test.value}
    if condition.options:
        described["options"] = list(condition.options)
    if condition.test in (ConditionTest.AT_LEAST, ConditionTest.AT_MOST):
        is_whole = isinstance(condition.number, int)
        described["number"] = condition.number if is_whole else write_threshold(condition.number)
    return described


def parse_conditions(text: str, fields: Sequence[NamedField]) -> tuple[Condition, ...]:
    """Return the conditions of a text, none for a blank one. Raises ConditionTextError."""
    parts = (part.strip() for part in normalize_nfc(text).split(BETWEEN_CONDITIONS))
    return tuple(_parse_condition(part, fields) for part in parts if part)


def format_conditions(conditions: Iterable[Condition], fields: Sequence[NamedField]) -> str:
    """Return the text that `parse_conditions` reads as these conditions, with labels where they are unambiguous."""
    fields_by_code = {item.code: item for item in fields}
    return f"{BETWEEN_CONDITIONS} ".join(
        _format_condition(condition, fields_by_code.get(condition.field), fields) for condition in conditions
    )


def find_field_code(text: str, fields: Sequence[NamedField]) -> str | None:
    """Return the code of the field that a text names by its code or label; None where none is."""
    name = _fold_name(text)
    for get_name in (_get_code, _get_label):
        for item in fields:
            if _fold_name(get_name(item)) == name:
                return item.code
    return None


def find_option_code(text: str, options: Mapping[str, str]) -> str | None:
    """Return the code of the option that a text names by its code or name; None where none is."""
    name = _fold_name(text)
    for code in options:
        if _fold_name(code) == name:
            return code
    return next((code for code, label in options.items() if _fold_name(label) == name), None)


def _parse_condition(text: str, fields: Sequence[NamedField]) -> Condition:
    named_field, rest = _split_field(text, fields)
    for operator, test in _OPERATORS:
        folded = _fold_letters(rest)
        if folded.startswith(operator) and (
            not operator[-1].isalpha() or folded[len(operator) : len(operator) + 1] in ("", " ")
        ):
            return _build_condition(text, named_field, test, rest[len(operator) :].strip())
    raise ConditionTextError(
        say(
            "Điều kiện «%(text)s» không có phép so. "
            "Dùng: là, không là, ≥, ≤, có ghi, để trống; ví dụ «%(label)s có ghi».",
            text=text,
            label=named_field.label,
        )
    )


def _split_field(text: str, fields: Sequence[NamedField]) -> tuple[NamedField, str]:
    """The field whose label or code begins the text, the longest that does, and what follows."""
    folded = _fold_letters(text)
    starts = [
        (len(name), is_code, item)
        for item in fields
        for name, is_code in ((_fold_name(item.code), True), (_fold_name(item.label), False))
        if name and folded.startswith(name) and folded[len(name) : len(name) + 1] in ("", " ", "≥", "≤", ">", "<")
    ]
    if not starts:
        raise ConditionTextError(
            say(
                "Điều kiện «%(text)s» phải bắt đầu bằng nhãn hoặc mã của một trường: %(labels)s.",
                text=text,
                labels=", ".join(f"«{item.label or item.code}»" for item in fields),
            )
        )
    length, _is_code, longest = max(starts, key=lambda start: start[:2])
    return longest, text[length:].strip()


def _build_condition(text: str, named_field: NamedField, test: ConditionTest, rest: str) -> Condition:
    if test in _ALONE:
        if rest:
            raise ConditionTextError(say("Điều kiện «%(text)s» thừa «%(rest)s».", text=text, rest=rest))
        return Condition(named_field.code, test)
    if test in (ConditionTest.AT_LEAST, ConditionTest.AT_MOST):
        match = _TYPED_NUMBER.fullmatch(rest)
        number = parse_threshold(match["number"].replace(".", "")) if match else None
        if number is None:
            message = say("Điều kiện «%(text)s» phải so với một số từ 0, nhiều nhất ba chữ số lẻ, như 12,5.", text=text)
            raise ConditionTextError(message)
        return Condition(named_field.code, test, number=number)
    if named_field.is_flag:
        answer = _FLAGS.get(_fold_letters(rest))
        if answer is None or test is ConditionTest.NONE_OF:
            raise ConditionTextError(
                say("«%(label)s» chỉ so bằng «là có» hoặc «là không».", label=named_field.label or named_field.code)
            )
        return Condition(named_field.code, answer)
    options = tuple(
        _parse_option(part.strip(), text, named_field) for part in rest.split(BETWEEN_OPTIONS) if part.strip()
    )
    if not options:
        raise ConditionTextError(say("Điều kiện «%(text)s» chưa nêu lựa chọn.", text=text))
    return Condition(named_field.code, test, options=options)


def _parse_option(text: str, condition: str, named_field: NamedField) -> str:
    code = find_option_code(text, named_field.options)
    if code is None:
        raise ConditionTextError(
            say(
                "Điều kiện «%(condition)s»: «%(label)s» không có lựa chọn «%(text)s». Có: %(options)s.",
                condition=condition,
                label=named_field.label or named_field.code,
                text=text,
                options=", ".join(f"«{name}»" for name in named_field.options.values()) or "–",
            )
        )
    return code


def _format_condition(condition: Condition, named_field: NamedField | None, fields: Sequence[NamedField]) -> str:
    if named_field is not None:
        text = _join_condition(named_field.label, condition, dict(named_field.options))
        if named_field.is_percent and condition.test in (ConditionTest.AT_LEAST, ConditionTest.AT_MOST):
            text += " %"
        if _reads_as(text, condition, fields):
            return text
    return _join_condition(condition.field, condition, {})


def _reads_as(text: str, condition: Condition, fields: Sequence[NamedField]) -> bool:
    try:
        return parse_conditions(text, fields) == (condition,)
    except ConditionTextError:
        return False


def _join_condition(name: str, condition: Condition, labels: Mapping[str, str]) -> str:
    if condition.test in _ALONE:
        return f"{name} {_OPERATOR_TEXTS[condition.test]}"
    match condition.test:
        case ConditionTest.TRUE | ConditionTest.FALSE:
            answer = next(operator for operator, test in _FLAGS.items() if test is condition.test)
            return f"{name} là {answer}"
        case ConditionTest.AT_LEAST | ConditionTest.AT_MOST:
            return f"{name} {_OPERATOR_TEXTS[condition.test]} {write_threshold(condition.number)}"
    options = f" {BETWEEN_OPTIONS} ".join(labels.get(code, code) for code in condition.options)
    return f"{name} {_OPERATOR_TEXTS[condition.test]} {options}"


def _get_code(item: NamedField) -> str:
    return item.code


def _get_label(item: NamedField) -> str:
    return item.label


@lru_cache(maxsize=4096)  # the same options are looked through for each of them
def _fold_name(text: str) -> str:
    return _fold_letters(normalize_nfc(text).strip())


def _fold_letters(text: str) -> str:
    """In lower case, with as many letters as before."""
    return "".join(lower if len(lower := letter.lower()) == 1 else letter for letter in text)
