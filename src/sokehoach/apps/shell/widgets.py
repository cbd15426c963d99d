"""Form controls beyond Django's own."""

import decimal
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms

from sokehoach.apps.shell.dates import is_english
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.page_language import get_notation
from sokehoach.domain.messages import join_messages
from sokehoach.domain.notation import Notation, read_day, read_number, write_day
from sokehoach.domain.text import format_number


class Segmented(forms.RadioSelect):
    """A few short choices in one row of joined buttons."""

    template_name = "shell/widgets/segmented.html"


class Cards(forms.RadioSelect):
    """Choices as cards, one under another, each with a note and, while the choice is open, its confidence.

    `details` maps a value to (note, confidence from 0 to 1, or None).
    """

    template_name = "shell/widgets/cards.html"
    option_template_name = "shell/widgets/card.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        details: Mapping[str, tuple[str, float | None]] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.details = details or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["note"], option["likelihood"] = self.details.get(str(value), ("", None))
        return option


class Checks(forms.CheckboxSelectMultiple):
    """Check boxes in a flowing row."""

    template_name = "shell/widgets/checks.html"


class _NotatedInput(forms.TextInput):
    """A text in the notation that its form carries; its value is the Vietnamese one, shown again as it was typed.

    `autocomplete` is off: a browser that keeps what was typed could put it into a page of the other language.
    """

    read: Callable[[str, Notation], str] = staticmethod(read_number)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        return self.read(typed, get_notation(data)) if isinstance(typed, str) else typed

    def format_value(self, value: Any) -> Any:
        return translate(value) if isinstance(value, str) else super().format_value(value)


class Day(_NotatedInput, forms.DateInput):
    """A date typed as dd/mm/yyyy, in English with the month in words or as ISO: the browser's picker would follow the
    machine's language.
    """

    read = staticmethod(read_day)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "numeric", "autocomplete": "off", "class": "control--day"}
        super().__init__({**defaults, **(attrs or {})}, format="%d/%m/%Y")

    def format_value(self, value: Any) -> Any:
        return super().format_value(write_day(value) if isinstance(value, date) else value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if is_english():
            context["widget"]["attrs"].pop("inputmode", None)  # a telephone's digits have no letters
        return context


class Days(Day):
    """Several days with «;» between them."""

    @staticmethod
    def read(typed: str, notation: Notation) -> str:
        return join_messages("; ", (read_day(part, notation) for part in typed.split(";") if part.strip()))


class WholeNumber(_NotatedInput):
    """A text input, not type=number: a scroll wheel must not change a figure, and «-» and blank are valid answers."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "numeric", "autocomplete": "off", "class": "control--number"}
        super().__init__({**defaults, **(attrs or {})})


class Decimal(_NotatedInput):
    """Like WholeNumber, with a key for the mark of decimals."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "decimal", "autocomplete": "off", "class": "control--number"}
        super().__init__({**defaults, **(attrs or {})})

    def format_value(self, value: Any) -> Any:
        return super().format_value(format_number(value) if isinstance(value, decimal.Decimal) else value)
