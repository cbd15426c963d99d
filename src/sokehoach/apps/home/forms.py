"""What is typed on the pages of the trail."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CountersignForm(forms.Form):
    text = forms.CharField(
        label=_("Bản niêm phong đã có chữ ký chứng kiến"),
        help_text=_("Dán nguyên văn tệp mà cơ quan chứng kiến trả lại."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        strip=False,
        max_length=20_000,
    )
