"""Form fields that repeat a field of a model."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.shell import widgets


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
