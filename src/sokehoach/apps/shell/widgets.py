"""Form controls that the product adds to Django's own."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Segmented(forms.RadioSelect):
    """A few short choices in one row of joined buttons."""

    template_name = "shell/widgets/segmented.html"


class Cards(forms.RadioSelect):
    """Choices of some weight, one under another, each with a note and, while it is open, its likelihood.

    `details` maps a value to (note, likelihood from 0 to 1, or None).
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
    """Check boxes that run on in rows."""

    template_name = "shell/widgets/checks.html"


class Day(forms.DateInput):
    """A date typed as dd/mm/yyyy: the browser's picker follows the machine's language, often English."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "numeric", "autocomplete": "off", "class": "control--day"}
        super().__init__({**defaults, **(attrs or {})}, format="%d/%m/%Y")


class WholeNumber(forms.TextInput):
    """Text, not type=number: a scroll wheel must not change a figure, and «-» and blank are answers too."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "numeric", "autocomplete": "off", "class": "control--number"}
        super().__init__({**defaults, **(attrs or {})})


class Decimal(forms.TextInput):
    """As WholeNumber, with a key for the comma."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {"inputmode": "decimal", "autocomplete": "off", "class": "control--number"}
        super().__init__({**defaults, **(attrs or {})})
