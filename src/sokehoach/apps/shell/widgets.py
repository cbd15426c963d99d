"""Form controls beyond Django's own."""

from collections.abc import Mapping
from typing import Any

from django import forms


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


class Day(forms.DateInput):
    """A date typed as dd/mm/yyyy: the browser's picker would follow the machine's language, often English."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "numeric", "autocomplete": "off", "class": "control--day"}
        super().__init__({**defaults, **(attrs or {})}, format="%d/%m/%Y")


class WholeNumber(forms.TextInput):
    """A text input, not type=number: a scroll wheel must not change a figure, and «-» and blank are valid answers."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "numeric", "autocomplete": "off", "class": "control--number"}
        super().__init__({**defaults, **(attrs or {})})


class Decimal(forms.TextInput):
    """Like WholeNumber, with a key for the comma."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "decimal", "autocomplete": "off", "class": "control--number"}
        super().__init__({**defaults, **(attrs or {})})
