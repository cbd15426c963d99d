"""The fields of a line: what a value is, and how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise

from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.text.numbers import format_number

# Options stand in it by their codes, several of them in the order of their set.
type Value = str | int | date | list[str] | None
type Values = Mapping[str, Value]
type Messages = dict[str, list[str]]


class Kind(StrEnum):
    TEXT = "text"  # one line
    NUMBER = "number"  # whole, from 0
    DAY = "day"
    ONE = "one"  # an option
    MANY = "many"  # at least one option, unless not required


@dataclass(frozen=True, slots=True)
class Field:
    """`most` is the number of letters of a text, or the greatest number."""

    name: str  # of the model's field
    label: str | Promise
    kind: Kind
    option_set: str = ""
    required: bool = True
    hint: str | Promise = ""
    most: int = 300


def show(field: Field, value: Value, options: Mapping[str, OptionSet]) -> str:
    """The value as a reader sees it, on the page, in the history and in Excel: «12/06/2021», «Việt; Mông»."""
    match value:
        case None:
            return ""
        case date():
            return f"{value:%d/%m/%Y}"
        case int():
            return format_number(value)
        case list():
            chosen = (each.name for each in options[field.option_set].options if each.code in value)
            return "; ".join(chosen)
    return names_of(options[field.option_set])[value] if field.kind is Kind.ONE else value


def names_of(option_set: OptionSet) -> dict[str, str]:
    return {option.code: option.name for option in option_set.options}
