"""Builds the form control of each kind of field, which parses typed text into a value."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.registers.core import rules
from sokehoach.apps.registers.core.fields import FLAGS, FieldDefinition, FieldKind
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.notation import write_day
from sokehoach.domain.registers.decimal_numbers import from_thousandths, has_at_most_places, to_thousandths
from sokehoach.domain.text import normalize_nfc, parse_typed_number

_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+")


class LineField(forms.CharField):
    """One line of text in NFC without unprintable characters, so that texts that look alike are equal."""

    def to_python(self, value: Any) -> str:
        return " ".join(normalize_nfc(_NOT_PRINTED.sub(" ", str(value or ""))).split())


class WholeNumberField(forms.Field):
    """Parses «1.234» or «1234» as an int; blank is None, 0 is 0."""

    widget: type[forms.TextInput] = widgets.WholeNumber
    default_error_messages = {"invalid": gettext_lazy("Viết một số nguyên, ví dụ 1.234.")}

    def to_python(self, value: Any) -> int | Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = self._convert(parse_typed_number(text))
        except ValueError:
            number = None
        if number is None:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return number

    def _convert(self, number: Decimal) -> int | Decimal | None:
        return int(number) if number == number.to_integral_value() else None


class DecimalNumberField(WholeNumberField):
    """Parses «1.234,5»; what has more decimals than a register stores is no number of it."""

    widget = widgets.Decimal

    def _convert(self, number: Decimal) -> Decimal | None:
        return from_thousandths(to_thousandths(number)) if has_at_most_places(number) else None


class LongField(forms.CharField):
    """Several lines of text in NFC, without unprintable characters and without blank lines at both ends."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        lines = str(value or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(" ".join(normalize_nfc(_NOT_PRINTED.sub(" ", line)).split()) for line in lines).strip()


def _build_text_control(field: FieldDefinition, choices: Choices) -> forms.Field:
    return LineField(widget=forms.TextInput({"autocomplete": "off", "maxlength": field.limit}))


def _build_long_text_control(field: FieldDefinition, choices: Choices) -> forms.Field:
    return LongField(widget=forms.Textarea({"rows": 4, "maxlength": field.limit}))


def _build_number_control(field: FieldDefinition, choices: Choices) -> forms.Field:
    return WholeNumberField(error_messages={"invalid": rules.format_number_message(field)})


def _build_decimal_control(field: FieldDefinition, choices: Choices) -> forms.Field:
    return DecimalNumberField(error_messages={"invalid": rules.format_number_message(field)})


def _build_day_control(field: FieldDefinition, choices: Choices) -> forms.Field:
    return forms.DateField(widget=widgets.Day, error_messages={"invalid": rules.format_day_message(field)})


def list_choices(field: FieldDefinition, choices: Choices) -> list[tuple[Any, str]]:
    """The choices as a form shows them: a closed option has its last day, since earlier entries may have it.

    A voided entry is offered where the entry that is changed has it.
    """
    return [
        (code, _format_choice(name, choices.find_last_day(field, code), is_voided=choices.is_voided(field, code)))
        for code, name in choices.offered(field).items()
    ]


def _format_choice(name: str, last_day: date | None, *, is_voided: bool) -> str:
    if is_voided:
        return _("%(name)s (đã gạch bỏ)") % {"name": name}
    return (
        name
        if last_day is None
        else _("%(name)s (đến hết %(day)s)") % {"name": name, "day": translate(write_day(last_day))}
    )


def _build_choice_control(coerce: Callable[[Any], Any]) -> Callable[[FieldDefinition, Choices], forms.Field]:
    def build_control(field: FieldDefinition, choices: Choices) -> forms.Field:
        return forms.TypedChoiceField(
            choices=[("", _("Chọn…")), *list_choices(field, choices)],
            coerce=coerce,
            empty_value=None,
            error_messages={"invalid_choice": rules.format_choice_message(field, choices)},
        )

    return build_control


class EntryChoiceField(forms.TypedChoiceField):
    """Takes the id of any entry: the rules say why one may not be chosen."""

    def valid_value(self, value: Any) -> bool:
        try:
            return bool(UUID(str(value)))
        except ValueError:
            return False


def _build_entry_control(field: FieldDefinition, choices: Choices) -> forms.Field:
    return EntryChoiceField(
        choices=[("", _("Chọn…")), *list_choices(field, choices)],
        coerce=UUID,
        empty_value=None,
        error_messages={"invalid_choice": rules.format_choice_message(field, choices)},
    )


def _build_multiple_choice_control(field: FieldDefinition, choices: Choices) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=list_choices(field, choices),
        widget=widgets.Checks,
        error_messages={"invalid_choice": rules.format_choice_message(field, choices)},
    )


CONTROLS: Mapping[FieldKind, Callable[[FieldDefinition, Choices], forms.Field]] = {
    FieldKind.TEXT: _build_text_control,
    FieldKind.LONG: _build_long_text_control,
    FieldKind.DOMAIN: _build_text_control,
    FieldKind.NUMBER: _build_number_control,
    FieldKind.DECIMAL: _build_decimal_control,
    FieldKind.PERCENT: _build_decimal_control,
    FieldKind.MONEY: _build_number_control,
    FieldKind.YEAR: _build_number_control,
    FieldKind.DAY: _build_day_control,
    FieldKind.QUARTER: _build_choice_control(date.fromisoformat),
    FieldKind.FLAG: _build_choice_control(FLAGS.__getitem__),
    FieldKind.ONE: _build_choice_control(str),
    FieldKind.MANY: _build_multiple_choice_control,
    FieldKind.UNIT: _build_choice_control(str),
    FieldKind.UNITS: _build_multiple_choice_control,
    FieldKind.LINE: _build_entry_control,
    FieldKind.STAFF: _build_multiple_choice_control,
}
