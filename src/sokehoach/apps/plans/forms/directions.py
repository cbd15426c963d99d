"""The form for a direction given at a meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.services.directions import MAX_LETTERS
from sokehoach.apps.shell import widgets


class DirectionForm(forms.Form):
    text = forms.CharField(
        label=_("Ý kiến chỉ đạo"),
        help_text=_("thành nhiệm vụ có người nhận và hạn"),
        max_length=MAX_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi ý kiến chỉ đạo.")},
    )
    lead = forms.TypedChoiceField(
        label=_("Giao cho"), coerce=int, error_messages={"required": _("Chọn đơn vị nhận việc.")}
    )
    due_on = forms.DateField(
        label=_("Hạn"),
        help_text=_("ngày/tháng/năm"),
        required=False,
        widget=widgets.Day,
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", _("— chọn —")), *((unit.pk, unit.name) for unit in units)]
