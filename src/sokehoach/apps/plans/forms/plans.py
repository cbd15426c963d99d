"""Choosing a plan's file."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.services.plans import LARGEST, OWN, too_large


class UploadPlan(forms.Form):
    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_("toàn văn đã ký: .docx, .pdf có chữ (không phải bản quét) hoặc .txt; tối đa 20 MB"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"}),
        error_messages={"required": _("Chọn tệp kế hoạch trước khi bấm «Đọc kế hoạch».")},
    )

    whose = forms.ChoiceField(
        label=_("Kế hoạch của ai"),
        help_text=_("của cấp trên thì chỉ để xem và đối chiếu"),
        required=False,
        choices=[
            ("", _("nhận theo phần đầu văn bản")),
            (OWN, _("của đơn vị mình")),
            *(
                (level, format_lazy(_("của cấp trên: {level}"), level=label))
                for level, label in Plan.Above.choices
            ),
        ],
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(too_large())
        return file
