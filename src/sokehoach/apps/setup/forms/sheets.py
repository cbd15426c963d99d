"""Forms of the pages that take a sheet with columns of its own into a draft."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sokehoach.adapters.readers.xlsx.named_sheets import XLSFORM_SHEETS
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.pii_filter import find_text_problem
from sokehoach.domain.programmes.sheet_columns import SheetField, name_column

_LONGEST = 3_000_000  # letters of a sheet that is pasted


class SheetSourceForm(forms.Form):
    """A file, or rows that are pasted."""

    file = forms.FileField(
        label=gettext_lazy("Tệp bảng tính"),
        required=False,
        help_text=gettext_lazy(".xlsx, .xls hoặc .csv; trang tính đầu tiên, cột tên gì cũng được"),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"}),
    )
    text = forms.CharField(
        label=gettext_lazy("hoặc dán từ Excel"),
        required=False,
        max_length=_LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "class": "source-text"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("file")) == bool((cleaned.get("text") or "").strip()):
            self.add_error("file", _("Chọn một tệp, hoặc dán các dòng vào ô dưới."))
        return cleaned


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


class MatchingForm(forms.Form):
    """Which row names the columns, and which column is which field.

    `heads`: the names of the columns. `head_rows`: the rows that may name them, from 0.
    """

    sheet = forms.CharField(widget=forms.HiddenInput, max_length=_LONGEST, strip=False)
    sheet_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=150)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    head_row = forms.TypedChoiceField(label=gettext_lazy("Dòng ghi tên cột"), coerce=int)

    def __init__(
        self,
        *args: Any,
        fields: Sequence[SheetField],
        heads: Sequence[str],
        head_rows: Sequence[int],
        form_names: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sheet_fields = fields
        self.fields["head_row"].choices = [(row, _("dòng %(n)s") % {"n": row + 1}) for row in head_rows]
        columns = [(str(column), name_column(column, head)) for column, head in enumerate(heads)]
        for field in fields:
            self.fields[f"c-{field.code}"] = forms.TypedChoiceField(
                label=capfirst(field.names[0]),
                choices=[("", _("– không có –")), *columns],
                required=field.is_required,
                coerce=int,
                empty_value=None,
                error_messages={"required": _("Chọn cột.")},
            )
        if form_names:
            choices = [(code, f"{code}: {name}") for code, name in form_names.items()]
            self.fields["form"] = forms.ChoiceField(label=_("Thêm ô vào biểu"), choices=choices, required=False)

    @property
    def columns(self) -> list[Any]:
        return [self[f"c-{field.code}"] for field in self.sheet_fields]

    def list_matching(self) -> dict[str, int]:
        """Field → column, of those that are choices."""
        choices = {field.code: self.cleaned_data.get(f"c-{field.code}") for field in self.sheet_fields}
        return {code: column for code, column in choices.items() if column is not None}


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

    sheets = forms.CharField(widget=forms.HiddenInput, max_length=_LONGEST, strip=False)
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
