"""The kinds of value that a field of a register may have. No kind exists for a person's name, number or telephone."""

from enum import StrEnum


class FieldKind(StrEnum):
    TEXT = "text"  # one line
    LONG = "long"  # several lines
    DOMAIN = "domain"  # a domain name as DNS writes it, never a page or an account
    NUMBER = "number"  # whole number ≥ 0
    DECIMAL = "decimal"  # number ≥ 0 with at most three decimals
    PERCENT = "percent"  # from 0 to 100, with at most three decimals; sums of it mean nothing
    MONEY = "money"  # whole đồng ≥ 0
    YEAR = "year"  # calendar year: «2021», not a quantity
    DAY = "day"
    QUARTER = "quarter"  # where the exact day must stay unknown
    FLAG = "flag"  # yes or no
    ONE = "one"  # an option
    MANY = "many"  # at least one option, unless not required
    UNIT = "unit"  # a unit code
    UNITS = "units"
    LINE = "line"  # the id of an entry of another register
    STAFF = "staff"  # usernames


LIST_KINDS = (FieldKind.MANY, FieldKind.UNITS, FieldKind.STAFF)  # stored in tables of their own
CHOICE_KINDS = (
    FieldKind.ONE,
    FieldKind.MANY,
    FieldKind.UNIT,
    FieldKind.UNITS,
    FieldKind.LINE,
    FieldKind.STAFF,
    FieldKind.FLAG,
    FieldKind.QUARTER,
)
DECIMAL_KINDS = (FieldKind.DECIMAL, FieldKind.PERCENT)  # stored as thousandths
ADDED_KINDS = (FieldKind.NUMBER, FieldKind.MONEY, FieldKind.DECIMAL)
NUMBER_KINDS = (*ADDED_KINDS, FieldKind.PERCENT)
TEXT_KINDS = (FieldKind.TEXT, FieldKind.LONG)
LINE_KINDS = (FieldKind.TEXT, FieldKind.DOMAIN)
TITLE_KINDS = (*LINE_KINDS, FieldKind.ONE, FieldKind.UNIT, FieldKind.DAY, FieldKind.QUARTER)
NAMING_KINDS = (*TEXT_KINDS, FieldKind.DOMAIN, FieldKind.MONEY, FieldKind.DECIMAL)  # could hold a name or a number
OPTION_KINDS = (FieldKind.ONE, FieldKind.MANY)
LIMITS = {
    FieldKind.LONG: 2000,
    FieldKind.DOMAIN: 253,
    FieldKind.MONEY: 1_000_000_000_000,
    FieldKind.YEAR: 2100,
}  # else 300
# The most that a register of a programme may hold: a number of 8 digits is no telephone and no identity number.
LARGEST = {
    FieldKind.TEXT: 300,
    FieldKind.LONG: 2000,
    FieldKind.DOMAIN: 253,
    FieldKind.NUMBER: 10_000_000,
    FieldKind.DECIMAL: 10_000_000,
    FieldKind.PERCENT: 100,
    FieldKind.MONEY: 1_000_000_000_000,
    FieldKind.YEAR: 2100,
}
