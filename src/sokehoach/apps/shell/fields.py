"""Builds the template context of a form field and of a form's errors."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.pii_highlight import highlight_pii
from sokehoach.domain.messages import join_messages


class StaffNameField(forms.CharField):
    """The name of an official, as their account has it: no place in it is offered to be redacted."""


def build_field_context(bound: BoundField, quiet: bool = False) -> dict[str, Any]:
    """Builds a control with its label above, the format beside the label and the error below.

    The error quotes what was typed, since the user may have moved on: «… Bạn đã gõ «1,5».»
    """
    widget = bound.field.widget
    errors = [str(error) for error in bound.errors]
    typed = bound.data if bound.form.is_bound else None
    shows_text = isinstance(widget, forms.TextInput | forms.Textarea) and not isinstance(widget, forms.PasswordInput)
    typed_text = translate(typed) if shows_text and isinstance(typed, str) else ""
    is_of_account = isinstance(bound.field, StaffNameField | forms.EmailField)  # personal data that belong there
    highlight = None if is_of_account else highlight_pii(bound.html_name, typed_text)
    if errors and highlight is None and typed_text.strip() and typed_text not in errors[-1]:
        excerpt = Truncator(typed_text.strip()).chars(40)
        errors[-1] = join_messages(" ", (errors[-1], _("Bạn đã gõ «%(typed)s».") % {"typed": excerpt}))
    some_required = any(other.required for other in bound.form.fields.values())
    return {
        "field": bound,
        "errors": errors,
        "highlight": highlight,
        "quiet": quiet,
        "optional": some_required and not bound.field.required and not bound.help_text,
        "lone_check": isinstance(widget, forms.CheckboxInput),
        "group": widget.use_fieldset,
    }


def build_form_errors(form: forms.BaseForm) -> dict[str, Any]:
    wrong = [bound for bound in form if bound.errors] if form.is_bound else []
    return {"form": form, "wrong": wrong}
