"""The form that decides on a day that had passed before the plan was entered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.plans.models import Assignment
from sokehoach.apps.plans.services.passed_days import PassedDayDecision
from sokehoach.apps.shell.model_fields import build_form_field


class PassedDayForm(forms.Form):
    code = forms.CharField(widget=forms.HiddenInput, max_length=20)
    passed_on = forms.DateField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("", _("— chọn —")), *PassedDayDecision.choices],
        error_messages={"required": _("Chọn một cách trong danh sách.")},
    )
    new_day = build_form_field(
        Assignment, "due_on", label=_("Hạn mới"), help_text=_("ngày/tháng/năm; chỉ khi đặt hạn mới")
    )
    result = forms.CharField(
        label=_("Kết quả"),
        help_text=_("đã làm gì, ở văn bản nào; chỉ khi đã làm xong"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
