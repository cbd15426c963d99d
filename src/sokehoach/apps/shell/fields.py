"""What the templates of a form field and of a form's errors are given."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from sokehoach.apps.shell.found import found


def field(bound: BoundField, quiet: bool = False) -> dict[str, Any]:
    """A control with its label above, the format beside the label and the error below.

    The error says what was typed, since the person may have moved on: «… Bạn đã gõ «1,5».»
    """
    widget = bound.field.widget
    errors = [str(error) for error in bound.errors]
    typed = bound.data if bound.form.is_bound else None
    said = isinstance(widget, forms.TextInput | forms.Textarea) and not isinstance(
        widget, forms.PasswordInput
    )
    words = typed if said and isinstance(typed, str) else ""
    named = found(bound.html_name, words)
    if errors and named is None and words.strip() and words not in errors[-1]:
        shown = Truncator(words.strip()).chars(40)
        errors[-1] = f"{errors[-1]} {_('Bạn đã gõ «%(typed)s».') % {'typed': shown}}"
    some_required = any(other.required for other in bound.form.fields.values())
    return {
        "field": bound,
        "errors": errors,
        "found": named,
        "quiet": quiet,
        "optional": some_required and not bound.field.required and not bound.help_text,
        "lone_check": isinstance(widget, forms.CheckboxInput),
        "group": widget.use_fieldset,
    }


def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    wrong = [bound for bound in form if bound.errors] if form.is_bound else []
    return {"form": form, "wrong": wrong}
