"""What a line must be to be kept. Forms ask beside the fields, services ask again: one text for both."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import Field, Kind, Messages, Value, Values, names_of
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.text.numbers import format_number

type Options = Mapping[str, OptionSet]


def check(register: Register, values: Values, *, unit: Unit, today: date, options: Options) -> Messages:
    """Sentences by field; nothing where the line may be kept. `values` leave out what could not be read."""
    messages: Messages = {}
    for field in register.fields:
        if said := _check_value(field, values.get(field.name), options):
            messages[field.name] = [said]
    day = values.get("day")
    if "day" not in messages and isinstance(day, date) and (said := _check_day(day, unit, today)):
        messages["day"] = [said]
    sound = {name: value for name, value in values.items() if name not in messages}
    for name, sentences in register.check(sound).items():
        messages.setdefault(name, []).extend(sentences)
    return messages


def _check_value(field: Field, value: Value, options: Options) -> str | None:
    if value in (None, "", []):
        return say_missing(field) if field.required else None
    return _CHECKS[field.kind](field, value, options)


def _check_text(field: Field, value: Value, options: Options) -> str | None:
    if isinstance(value, str) and len(value) <= field.most:
        return None
    return _("%(label)s dài tối đa %(most)s chữ cái.") % {"label": field.label, "most": field.most}


def _check_number(field: Field, value: Value, options: Options) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= field.most:
        return None
    return say_number(field)


def _check_is_day(field: Field, value: Value, options: Options) -> str | None:
    return None if isinstance(value, date) else say_day(field)


def _check_one(field: Field, value: Value, options: Options) -> str | None:
    return None if value in names_of(options[field.option_set]) else say_choice(field, options)


def _check_many(field: Field, value: Value, options: Options) -> str | None:
    known = names_of(options[field.option_set])
    if isinstance(value, list) and len(set(value)) == len(value) and all(code in known for code in value):
        return None
    return say_choice(field, options)


_CHECKS: Mapping[Kind, Callable[[Field, Value, Options], str | None]] = {
    Kind.TEXT: _check_text,
    Kind.NUMBER: _check_number,
    Kind.DAY: _check_is_day,
    Kind.ONE: _check_one,
    Kind.MANY: _check_many,
}


def _check_day(day: date, unit: Unit, today: date) -> str | None:
    if day > today:
        return _("Ngày ở sau hôm nay, %(today)s. Sổ chỉ ghi việc đã làm.") % {"today": f"{today:%d/%m/%Y}"}
    if day < unit.valid_from:
        return _("Ngày ở trước khi có %(unit)s.") % {"unit": unit.short_name}
    return None


def say_missing(field: Field) -> str:
    label = {"label": str(field.label).lower()}
    if field.kind in (Kind.ONE, Kind.MANY):
        return _("Chưa chọn %(label)s.") % label
    return _("Chưa ghi %(label)s.") % label


def say_number(field: Field) -> str:
    return _("%(label)s phải là số nguyên từ 0 đến %(most)s.") % {
        "label": field.label,
        "most": format_number(field.most),
    }


def say_day(field: Field) -> str:
    return _("%(label)s viết theo ngày/tháng/năm, ví dụ 12/6/2021.") % {"label": field.label}


def say_choice(field: Field, options: Options) -> str:
    names = "; ".join(option.name for option in options[field.option_set].options)
    return _("%(label)s phải là một trong: %(names)s.") % {"label": field.label, "names": names}
