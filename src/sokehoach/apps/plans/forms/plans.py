"""Choosing a plan's file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.plans.services.plans import LARGEST, too_large


class UploadPlan(forms.Form):
    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_("tệp .txt chứa toàn văn đã ký, tối đa 5 MB"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        error_messages={"required": _("Chọn tệp kế hoạch trước khi bấm «Đọc kế hoạch».")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(too_large())
        return file
