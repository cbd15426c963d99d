"""What a line must be to be kept. Forms ask beside the fields, services ask again: one text for both."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.catalogue import Register
from sokehoach.apps.registers.shelf.fields import CHOSEN, Field, Kind, Messages, Value, Values, closes_quarter
from sokehoach.apps.registers.shelf.selectors.choices import Choices
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.free_text import Guarded, NameLine
from sokehoach.domain.text.numbers import format_number

_SHOWN = 12  # choices that a sentence names; of more it says only where they stand


def check(register: Register, values: Values, *, unit: Unit, today: date, choices: Choices) -> Messages:
    """Sentences by field; nothing where the line may be kept. `values` leave out what could not be read."""
    messages: Messages = {}
    day = values.get("day")
    asked = _Asked(choices, unit, day if isinstance(day, date) else today)
    for field in register.fields:
        value = values.get(field.name)
        wrong = _check_value(field, value, asked) or _names_somebody(register, field, value, values)
        if wrong:
            messages[field.name] = [wrong]
    if "day" not in messages and isinstance(day, date) and (said := _check_day(day, unit, today)):
        messages["day"] = [said]
    sound = {name: value for name, value in values.items() if name not in messages}
    for name, sentences in register.check(sound).items():
        messages.setdefault(name, []).extend(sentences)
    return messages


class _Asked:
    """What the fields of one line are checked against."""

    def __init__(self, choices: Choices, unit: Unit, day: date) -> None:
        self.choices, self.unit, self.day = choices, unit, day


def _check_value(field: Field, value: Value, asked: _Asked) -> str | None:
    if value in (None, "", []):
        return say_missing(field) if field.required else None
    return _CHECKS[field.kind](field, value, asked)


def _names_somebody(register: Register, field: Field, value: Value, values: Values) -> str:
    """What the model's field will not write, said beside the form's."""
    if field.kind not in (Kind.TEXT, Kind.LONG) or not isinstance(value, str):
        return ""
    column = register.model._meta.get_field(field.name)
    if isinstance(column, NameLine):
        return guard.say_numbers(value)
    if not isinstance(column, Guarded):
        return ""
    with guard.naming(lambda: register.names(values) if register.names else ()):
        return guard.say(value)


def _check_words(field: Field, value: Value, asked: _Asked) -> str | None:
    if isinstance(value, str) and len(value) <= field.limit:
        return None
    return _("%(label)s dài tối đa %(most)s chữ cái.") % {
        "label": field.label,
        "most": format_number(field.limit),
    }


def _check_number(field: Field, value: Value, asked: _Asked) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= field.limit:
        return None
    return say_number(field)


def _check_is_day(field: Field, value: Value, asked: _Asked) -> str | None:
    return None if isinstance(value, date) else say_day(field)


def _check_quarter(field: Field, value: Value, asked: _Asked) -> str | None:
    return None if isinstance(value, date) and closes_quarter(value) else say_quarter(field)


def _check_flag(field: Field, value: Value, asked: _Asked) -> str | None:
    return None if isinstance(value, bool) else say_choice(field, asked.choices)


def _check_one(field: Field, value: Value, asked: _Asked) -> str | None:
    known = isinstance(value, str | UUID) and asked.choices.holds(field, value)
    return None if known else say_choice(field, asked.choices)


def _check_line(field: Field, value: Value, asked: _Asked) -> str | None:
    if said := _check_one(field, value, asked):
        return said
    if field.own and isinstance(value, UUID) and asked.choices.unit_of(field, value) != asked.unit.pk:
        return _("%(label)s này không phải của %(unit)s.") % {
            "label": field.label,
            "unit": asked.unit.short_name,
        }
    return None


def _check_several(field: Field, value: Value, asked: _Asked) -> str | None:
    if not isinstance(value, list) or len(set(value)) != len(value):
        return say_choice(field, asked.choices)
    each_one = _check_unit if field.kind is Kind.UNITS else _check_one
    return next((said for one in value if (said := each_one(field, one, asked))), None)


def _check_unit(field: Field, value: Value, asked: _Asked) -> str | None:
    """A unit that was merged away stands in no line of a later day."""
    unit = asked.choices.unit(value, asked.day) if isinstance(value, str) else None
    if unit is not None:
        sound = unit.pk in asked.choices.realm and (not field.levels or unit.level in field.levels)
        return None if sound else say_choice(field, asked.choices)
    gone = asked.choices.known_unit(value) if isinstance(value, str) else None
    if gone is None or gone.pk not in asked.choices.realm:
        return say_choice(field, asked.choices)
    return _say_unit_not_standing(gone, asked.day)


_CHECKS: Mapping[Kind, Callable[[Field, Value, _Asked], str | None]] = {
    Kind.TEXT: _check_words,
    Kind.LONG: _check_words,
    Kind.NUMBER: _check_number,
    Kind.MONEY: _check_number,
    Kind.YEAR: _check_number,
    Kind.DAY: _check_is_day,
    Kind.QUARTER: _check_quarter,
    Kind.FLAG: _check_flag,
    Kind.ONE: _check_one,
    Kind.MANY: _check_several,
    Kind.UNIT: _check_unit,
    Kind.UNITS: _check_several,
    Kind.LINE: _check_line,
    Kind.STAFF: _check_several,
}


def _check_day(day: date, unit: Unit, today: date) -> str | None:
    if day > today:
        return _("Ngày ở sau hôm nay, %(today)s. Sổ chỉ ghi việc đã làm.") % {"today": f"{today:%d/%m/%Y}"}
    if day < unit.valid_from:
        return _("Ngày ở trước khi có %(unit)s.") % {"unit": unit.short_name}
    if unit.valid_to is not None and day >= unit.valid_to:
        return _say_unit_not_standing(unit, day)
    return None


def _say_unit_not_standing(unit: Unit, day: date) -> str:
    if unit.valid_to is not None and day >= unit.valid_to:
        return _("%(unit)s không còn từ ngày %(day)s.") % {
            "unit": unit.name,
            "day": f"{unit.valid_to:%d/%m/%Y}",
        }
    return _("Ngày ở trước khi có %(unit)s.") % {"unit": unit.short_name}


def say_missing(field: Field) -> str:
    label = {"label": str(field.label).lower()}
    if field.kind in CHOSEN:
        return _("Chưa chọn %(label)s.") % label
    return _("Chưa ghi %(label)s.") % label


def say_number(field: Field) -> str:
    if field.kind is Kind.YEAR:
        return _("%(label)s phải là năm, ví dụ 2021.") % {"label": field.label}
    said = (
        _("%(label)s phải là số đồng, nguyên, từ 0 đến %(most)s.")
        if field.kind is Kind.MONEY
        else _("%(label)s phải là số nguyên từ 0 đến %(most)s.")
    )
    return said % {"label": field.label, "most": format_number(field.limit)}


def say_day(field: Field) -> str:
    return _("%(label)s viết theo ngày/tháng/năm, ví dụ 12/6/2021.") % {"label": field.label}


def say_quarter(field: Field) -> str:
    return _("%(label)s phải là một quý đã hết kỳ tính, ví dụ «quý II/2021».") % {"label": field.label}


def say_choice(field: Field, choices: Choices) -> str:
    names = list(choices.offered(field).values())
    if len(names) > _SHOWN:
        return _("%(label)s phải là một mục trong danh sách để chọn.") % {"label": field.label}
    return _("%(label)s phải là một trong: %(names)s.") % {"label": field.label, "names": "; ".join(names)}
