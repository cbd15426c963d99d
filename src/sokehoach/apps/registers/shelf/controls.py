"""The control of each kind of field: typed text into a value."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.apps.registers.shelf import rules
from sokehoach.apps.registers.shelf.fields import Field, Kind
from sokehoach.apps.registers.shelf.selectors.choices import FLAGS, Choices
from sokehoach.apps.shell import widgets
from sokehoach.domain.text.folding import nfc
from sokehoach.domain.text.numbers import parse_number

_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+")


class LineField(forms.CharField):
    """One line of composed letters, without what cannot be seen: two texts that look alike are alike."""

    def to_python(self, value: Any) -> str:
        return " ".join(nfc(_NOT_PRINTED.sub(" ", str(value or ""))).split())


class WholeNumberField(forms.Field):
    """«1.234» or «1234»; blank is None, 0 is 0."""

    widget = widgets.WholeNumber
    default_error_messages = {"invalid": gettext_lazy("Viết một số nguyên, ví dụ 1.234.")}

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            number = parse_number(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from None
        if number != number.to_integral_value():
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return int(number)


class LongField(forms.CharField):
    """Several lines of composed letters, without what cannot be seen and without blank lines at its ends."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        lines = str(value or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(" ".join(nfc(_NOT_PRINTED.sub(" ", line)).split()) for line in lines).strip()


def _text(field: Field, choices: Choices) -> forms.Field:
    return LineField(widget=forms.TextInput({"autocomplete": "off", "maxlength": field.limit}))


def _long(field: Field, choices: Choices) -> forms.Field:
    return LongField(widget=forms.Textarea({"rows": 4, "maxlength": field.limit}))


def _number(field: Field, choices: Choices) -> forms.Field:
    return WholeNumberField(error_messages={"invalid": rules.say_number(field)})


def _day(field: Field, choices: Choices) -> forms.Field:
    return forms.DateField(widget=widgets.Day, error_messages={"invalid": rules.say_day(field)})


def offered(field: Field, choices: Choices) -> list[tuple[Any, str]]:
    return [*choices.offered(field).items()]


def _one_of(coerce: Callable[[Any], Any]) -> Callable[[Field, Choices], forms.Field]:
    def made(field: Field, choices: Choices) -> forms.Field:
        return forms.TypedChoiceField(
            choices=[("", _("Chọn…")), *offered(field, choices)],
            coerce=coerce,
            empty_value=None,
            error_messages={"invalid_choice": rules.say_choice(field, choices)},
        )

    return made


def _several(field: Field, choices: Choices) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=offered(field, choices),
        widget=widgets.Checks,
        error_messages={"invalid_choice": rules.say_choice(field, choices)},
    )


CONTROLS: Mapping[Kind, Callable[[Field, Choices], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LONG: _long,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.YEAR: _number,
    Kind.DAY: _day,
    Kind.QUARTER: _one_of(date.fromisoformat),
    Kind.FLAG: _one_of(FLAGS.__getitem__),
    Kind.ONE: _one_of(str),
    Kind.MANY: _several,
    Kind.UNIT: _one_of(str),
    Kind.UNITS: _several,
    Kind.LINE: _one_of(UUID),
    Kind.STAFF: _several,
}
