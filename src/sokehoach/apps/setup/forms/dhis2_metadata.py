"""Forms of the page that makes a draft of a metadata export of DHIS2."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.adapters.programme_files.opening import MAX_FILES, MAX_TOTAL, is_programme_file
from sokehoach.apps.shell import widgets


class MetadataSourceForm(forms.Form):
    """`areas`: name by code of the units that the account may define programmes for."""

    file = forms.FileField(
        label=gettext_lazy("Tệp metadata.json"),
        help_text=gettext_lazy("ứng dụng Import/Export của DHIS2, Metadata export: có dataSets và organisationUnits"),
        widget=forms.FileInput({"accept": ".json,application/json"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp."),
            "empty": gettext_lazy("Tệp trống, không có gì để đọc."),
        },
    )
    code = forms.RegexField(
        r"\A[A-Za-z0-9_.-]+\Z",
        label=gettext_lazy("Mã chương trình"),
        max_length=40,
        help_text=gettext_lazy("ví dụ y_te_2026"),
    )
    area = forms.ChoiceField(label=gettext_lazy("Địa bàn tổng hợp ở đây"))
    unit = forms.CharField(
        label=gettext_lazy("Đơn vị tổng hợp trong tệp"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("mã hoặc UID; để trống: đơn vị cao nhất của tệp"),
    )
    first_day = forms.DateField(
        label=gettext_lazy("Ngày bắt đầu"),
        required=False,
        widget=widgets.Day,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=gettext_lazy("ngày/tháng/năm; để trống: như tệp ghi"),
    )

    def __init__(self, *args: Any, areas: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(code, f"{name} ({code})") for code, name in areas.items()]


class MetadataFilesForm(forms.Form):
    """`texts`: of the draft, by file, as JSON; the page carries them along."""

    texts = forms.CharField(widget=forms.HiddenInput, max_length=2 * MAX_TOTAL, strip=False)

    def clean_texts(self) -> dict[str, str]:
        try:
            files = {str(name): str(text) for name, text in json.loads(self.cleaned_data["texts"]).items()}
        except (ValueError, AttributeError, RecursionError):
            files = {}
        if not files or len(files) > MAX_FILES or not all(map(is_programme_file, files)):
            raise forms.ValidationError(_("Không đọc lại được tệp: hãy chọn tệp lần nữa."))
        return files
