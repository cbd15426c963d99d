"""Typed text into a reply."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.apps.shell import widgets


class ReplyForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=60, help_text=_("ví dụ 27/UBND-VX"))
    replied_on = forms.DateField(label=_("Ngày trả lời"), help_text=_("ngày/tháng/năm"), widget=widgets.Day)
    remedy = forms.CharField(
        label=_("Nội dung trả lời"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("đã làm gì, khi nào xong; không ghi họ tên người"),
    )

    def __init__(self, visit: SupervisionVisit, data: Any = None) -> None:
        initial = {
            "version": visit.version,
            "number": visit.reply,
            "replied_on": visit.replied_on,
            "remedy": visit.remedy,
        }
        super().__init__(data, initial=initial)
