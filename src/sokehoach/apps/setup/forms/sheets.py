"""Forms of the pages that take a sheet with columns of its own into a draft."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.adapters.readers.xlsx.named_sheets import XLSFORM_SHEETS
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.pii_filter import find_text_problem
from sokehoach.apps.shell.sheet_forms import LONGEST_SHEET, SheetColumnsForm, SheetSourceForm


class UnitSheetForm(SheetSourceForm):
    """A list of units, which may also be a GeoJSON file."""

    file = forms.FileField(
        label=gettext_lazy("Tệp bảng tính hoặc GeoJSON"),
        required=False,
        help_text=gettext_lazy(
            ".xlsx, .xls, .csv: trang tính đầu tiên, cột tên gì cũng được; .geojson: mỗi hình một đơn vị, điểm giữa "
            "của hình là chỗ trên bản đồ ô, đường ranh không được giữ"
        ),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv,.geojson,.json"}),
    )


class OwnUnitsForm(UnitSheetForm):
    """A programme that begins with a list of units of its own."""

    name = forms.CharField(label=gettext_lazy("Tên chương trình"), max_length=200)
    short_name = forms.CharField(label=gettext_lazy("Tên ngắn"), max_length=60)
    area_code = forms.RegexField(r"^[\w.-]{1,20}$", label=gettext_lazy("Mã nơi tổng hợp"), max_length=20)
    area_name = forms.CharField(
        label=gettext_lazy("Nơi tổng hợp"),
        max_length=100,
        help_text=gettext_lazy(
            "tên đầy đủ, có cả tên cấp ở đầu; cơ quan thì có cả nơi đóng ở cuối, ví dụ «Sở Công Thương thành phố Huế»"
        ),
    )
    office = forms.CharField(
        label=gettext_lazy("Cơ quan thường trực"),
        max_length=100,
        help_text=gettext_lazy("nhận và tổng hợp báo cáo; cơ quan, phòng có trong bảng thì ghi đúng tên ấy"),
    )
    first_day = forms.DateField(
        label=gettext_lazy("Ngày bắt đầu"),
        widget=widgets.Day,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=gettext_lazy("ngày/tháng/năm"),
    )
    field_order = ("name", "short_name", "first_day", "area_code", "area_name", "office", "file", "text")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for field in ("name", "short_name", "area_name", "office"):
            if problem := find_text_problem(cleaned.get(field) or ""):
                self.add_error(field, problem)
        return cleaned


class MatchingForm(SheetColumnsForm):
    """The columns of a sheet for a draft; `form_names`: the forms of which one gets a cell for each row."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, form_names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if form_names:
            choices = [(code, f"{code}: {name}") for code, name in form_names.items()]
            self.fields["form"] = forms.ChoiceField(label=_("Thêm ô vào biểu"), choices=choices, required=False)


class XlsFormSourceForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp XLSForm"),
        help_text=gettext_lazy(
            ".xlsx hoặc .xls của KoboToolbox, ODK, SurveyCTO: có các trang survey, choices, settings"
        ),
        widget=forms.FileInput({"accept": ".xlsx,.xls"}),
        error_messages={
            "required": gettext_lazy("Chưa chọn tệp."),
            "empty": gettext_lazy("Tệp trống, không có gì để đọc."),
        },
    )


class XlsFormTakingForm(forms.Form):
    """`sheets`: those of the file as JSON, row by row; the page carries them along."""

    sheets = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SHEET, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=150)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_sheets(self) -> dict[str, list[list[str]]]:
        try:
            sheets = json.loads(self.cleaned_data["sheets"])
            return {
                str(name): [[str(value) for value in row] for row in rows]
                for name, rows in sheets.items()
                if name in XLSFORM_SHEETS
            }
        except (ValueError, AttributeError, TypeError, RecursionError):
            raise forms.ValidationError(_("Không đọc lại được tệp: hãy chọn tệp lần nữa.")) from None
