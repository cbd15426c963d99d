"""Form fields that repeat a field of a model."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.shell import widgets


class DecimalField(forms.DecimalField):
    """A number that is typed in the notation of its form, which its widget reads."""

    widget = widgets.Decimal

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, localize=True)

    def to_python(self, value: Any) -> Any:
        with translation.override(settings.LANGUAGE_CODE):  # in which the widget gives it
            return super().to_python(value)


def build_form_field(model: type[models.Model], name: str, **overrides: Any) -> Any:
    """Builds the form field of a model's field, with its label, length, choices and requiredness.

    A form that is no ModelForm uses it, so that a service alone changes rows and no query validates a constraint.
    """
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    defaults: dict[str, Any] = {}
    if isinstance(field, models.DateField):
        defaults = {"widget": widgets.Day, "help_text": _("ngày/tháng/năm")}
    elif field.choices and not field.blank:
        defaults = {"initial": None}  # no empty choice
    form_field = field.formfield(**defaults | overrides)
    assert isinstance(form_field, forms.Field)
    return form_field
