"""Checks the values of an entry. Forms and services use the same rules and messages."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_of_kind
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import (
    CHOICE_KINDS,
    TEXT_KINDS,
    FieldDefinition,
    FieldKind,
    Messages,
    Value,
    Values,
    is_quarter_end,
)
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.domain.messages import say as _
from sokehoach.domain.notation import write_day
from sokehoach.domain.periods.period import move_back_years
from sokehoach.domain.registers.decimal_numbers import has_at_most_places
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS
from sokehoach.domain.registers.websites import InvalidDomainError, parse_domain
from sokehoach.domain.text import format_number

_FIRST_YEAR = 1900
_MAX_NAMED_CHOICES = 12  # a message names at most so many choices


def find_entry_problems(
    register: RegisterDefinition, values: Values, *, unit: Unit, today: date, choices: Choices
) -> Messages:
    """Returns messages by field, none for a valid entry. `values` leaves out what could not be parsed."""
    messages: Messages = {}
    day = values.get("day")
    context = _EntryContext(choices, unit, day if isinstance(day, date) else today)
    for field in register.fields:
        value = values.get(field.name)
        message = _check_value(field, value, context) or _find_personal_data(register, field, value, values)
        if message:
            messages[field.name] = [message]
    if "day" not in messages and isinstance(day, date) and (day_message := _check_day(day, unit, today)):
        messages["day"] = [day_message]
    if "day" not in messages and register.retention_years and isinstance(day, date):
        start = move_back_years(today, register.retention_years)
        if day < start:
            messages["day"] = [
                _("Sổ giữ nội dung %(years)s năm: không ghi ngày trước %(start)s.")
                % {"years": register.retention_years, "start": write_day(start)}
            ]
    sound = {name: value for name, value in values.items() if name not in messages}
    messages |= _find_other_owners(register, sound, choices)
    sound = {name: value for name, value in sound.items() if name not in messages}
    for name, sentences in register.check(sound).items():
        messages.setdefault(name, []).extend(sentences)
    return messages


def _find_other_owners(register: RegisterDefinition, values: Values, choices: Choices) -> Messages:
    """Of two fields of which one breaks down the other: an option that belongs to another one than was chosen."""
    chosen_fields = [field for field in register.fields if field.kind is FieldKind.ONE and values.get(field.name)]
    if len(chosen_fields) < 2:
        return {}
    messages: Messages = {}
    for field in chosen_fields:
        wider_set = choices.get_wider_set(field.option_set)
        wider_fields = [other for other in chosen_fields if wider_set and other.option_set == wider_set]
        owner = choices.get_owner(field, values[field.name]) if wider_fields else ""
        if owner and owner not in {values[other.name] for other in wider_fields}:
            params = {"label": field.label, "wider": str(wider_fields[-1].label).lower()}
            messages[field.name] = [_("%(label)s này không thuộc %(wider)s đã chọn.") % params]
    return messages


class _EntryContext:
    """What the fields of one entry are checked against: choices, unit and day."""

    def __init__(self, choices: Choices, unit: Unit, day: date) -> None:
        self.choices, self.unit, self.day = choices, unit, day


def _check_value(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    is_blank = value in (None, "", [])
    is_asked_for = field.register and (field.required or not is_blank)
    if is_asked_for and (missing := context.choices.find_missing_register(field)):
        return _("%(label)s: phần mềm không có sổ «%(register)s».") % {"label": field.label, "register": missing}
    if is_blank:
        return format_missing_message(field) if field.required else None
    return _CHECKS[field.kind](field, value, context)


def _find_personal_data(register: RegisterDefinition, field: FieldDefinition, value: Value, values: Values) -> str:
    """Returns the message of the field's personal-data filter, to show beside the form field."""
    if field.kind not in TEXT_KINDS or not isinstance(value, str):
        return ""
    return register.storage.find_personal_data(register, field, value, values)


def _check_text(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    if isinstance(value, str) and len(value) <= field.limit:
        return None
    return _("%(label)s dài tối đa %(most)s ký tự.") % {
        "label": field.label,
        "most": format_number(field.limit),
    }


def _check_domain(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    """One site has one name: lower case, as DNS writes it."""
    if message := _check_text(field, value, context):
        return message
    try:
        name = parse_domain(str(value))
    except InvalidDomainError as error:
        return str(error)
    return None if name == value else _("Viết là «%(name)s».") % {"name": name}


def _check_number(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= field.limit:
        return None
    return format_number_message(field)


def _check_decimal(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    if isinstance(value, Decimal) and 0 <= value <= field.limit and has_at_most_places(value):
        return None
    return format_number_message(field)


def _check_year(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    """«21» is no year: it would be stored beside those of «2021»."""
    is_year = isinstance(value, int) and value >= _FIRST_YEAR
    return _check_number(field, value, context) if is_year else format_number_message(field)


def _check_is_day(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    return None if isinstance(value, date) else format_day_message(field)


def _check_quarter(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    return None if isinstance(value, date) and is_quarter_end(value) else format_quarter_message(field)


def _check_flag(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    return None if isinstance(value, bool) else format_choice_message(field, context.choices)


def _check_option(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    if not isinstance(value, str | UUID) or not context.choices.holds(field, value):
        return format_choice_message(field, context.choices)
    last_day = context.choices.find_last_day(field, value, context.day)
    if last_day is None:
        return None
    return _("%(label)s: «%(name)s» chỉ dùng đến hết ngày %(day)s.") % {
        "label": field.label,
        "name": context.choices.name(field, value),
        "day": write_day(last_day),
    }


def _check_entry_reference(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    if isinstance(value, UUID) and (name := context.choices.find_voided(field, value)):
        return _("%(label)s: «%(name)s» đã gạch bỏ.") % {"label": field.label, "name": name}
    if message := _check_option(field, value, context):
        return message
    if field.same_unit and isinstance(value, UUID) and context.choices.unit_of(field, value) != context.unit.pk:
        return _("%(label)s này không phải của %(unit)s.") % {
            "label": field.label,
            "unit": context.unit.short_name,
        }
    return None


def _check_list(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    if not isinstance(value, list) or len(set(value)) != len(value):
        return format_choice_message(field, context.choices)
    check_member = _check_unit if field.kind is FieldKind.UNITS else _check_option
    return next((message for member in value if (message := check_member(field, member, context))), None)


def _check_unit(field: FieldDefinition, value: Value, context: _EntryContext) -> str | None:
    """A unit that has ended cannot be chosen for a later day."""
    unit = context.choices.unit(value, context.day) if isinstance(value, str) else None
    if unit is not None:
        is_choosable = unit.pk in context.choices.realm and (
            not field.level_kinds or is_of_kind(unit, field.level_kinds)
        )
        if is_choosable and field.own_area and unit.pk not in context.choices.list_area(context.unit):
            return _("%(label)s: %(unit)s không thuộc địa bàn của %(own)s.") % {
                "label": field.label,
                "unit": unit.short_name,
                "own": context.unit.short_name,
            }
        return None if is_choosable else format_choice_message(field, context.choices)
    last_version = context.choices.known_unit(value) if isinstance(value, str) else None
    if last_version is None or last_version.pk not in context.choices.realm:
        return format_choice_message(field, context.choices)
    return _format_unit_ended_message(last_version, context.day)


_CHECKS: Mapping[FieldKind, Callable[[FieldDefinition, Value, _EntryContext], str | None]] = {
    FieldKind.TEXT: _check_text,
    FieldKind.LONG: _check_text,
    FieldKind.DOMAIN: _check_domain,
    FieldKind.NUMBER: _check_number,
    FieldKind.DECIMAL: _check_decimal,
    FieldKind.PERCENT: _check_decimal,
    FieldKind.MONEY: _check_number,
    FieldKind.YEAR: _check_year,
    FieldKind.DAY: _check_is_day,
    FieldKind.QUARTER: _check_quarter,
    FieldKind.FLAG: _check_flag,
    FieldKind.ONE: _check_option,
    FieldKind.MANY: _check_list,
    FieldKind.UNIT: _check_unit,
    FieldKind.UNITS: _check_list,
    FieldKind.LINE: _check_entry_reference,
    FieldKind.STAFF: _check_list,
}


def _check_day(day: date, unit: Unit, today: date) -> str | None:
    if day > today:
        return _("Ngày ở sau hôm nay, %(today)s. Sổ chỉ ghi việc đã làm.") % {"today": write_day(today)}
    if day < unit.valid_from:
        return _("Ngày ở trước khi có %(unit)s.") % {"unit": unit.short_name}
    if unit.valid_to is not None and day >= unit.valid_to:
        return _format_unit_ended_message(unit, day)
    return None


def _format_unit_ended_message(unit: Unit, day: date) -> str:
    if unit.valid_to is not None and day >= unit.valid_to:
        return _("%(unit)s không còn từ ngày %(day)s.") % {
            "unit": unit.name,
            "day": write_day(unit.valid_to),
        }
    return _("Ngày ở trước khi có %(unit)s.") % {"unit": unit.short_name}


def format_missing_message(field: FieldDefinition) -> str:
    label = {"label": str(field.label).lower()}
    if field.kind in CHOICE_KINDS:
        return _("Chưa chọn %(label)s.") % label
    return _("Chưa ghi %(label)s.") % label


def format_number_message(field: FieldDefinition) -> str:
    if field.kind is FieldKind.YEAR:
        return _("%(label)s phải là năm, ví dụ 2021.") % {"label": field.label}
    template = _("%(label)s phải là số nguyên từ 0 đến %(most)s.")
    if field.kind is FieldKind.MONEY:
        template = _("%(label)s phải là số đồng, nguyên, từ 0 đến %(most)s.")
    elif field.kind in DECIMAL_KINDS:
        template = _("%(label)s phải là số từ 0 đến %(most)s, nhiều nhất ba chữ số sau dấu phẩy, như 12,5.")
    return template % {"label": field.label, "most": format_number(field.limit)}


def format_day_message(field: FieldDefinition) -> str:
    return _("%(label)s viết theo ngày/tháng/năm, ví dụ 12/6/2021.") % {"label": field.label}


def format_quarter_message(field: FieldDefinition) -> str:
    return _("%(label)s phải là một quý đã hết kỳ tính, ví dụ «quý II/2021».") % {"label": field.label}


def format_choice_message(field: FieldDefinition, choices: Choices) -> str:
    names = list(choices.offered(field).values())
    if len(names) > _MAX_NAMED_CHOICES:
        return _("%(label)s phải là một mục trong danh sách để chọn.") % {"label": field.label}
    return _("%(label)s phải là một trong: %(names)s.") % {"label": field.label, "names": "; ".join(names)}
