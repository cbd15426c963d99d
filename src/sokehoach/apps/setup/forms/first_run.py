"""Forms of the first run: the code that the server printed, the programme, the first administrator."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.adapters.programme_files.national_units import (
    EARLIEST_DAY,
    LIST_DATE,
    EarlierUnit,
    NationalUnit,
    list_communes,
)
from sokehoach.adapters.programme_files.scaffold import AgencyTemplate, NewProgramme
from sokehoach.adapters.programme_files.shipped import ShippedProgramme
from sokehoach.apps.accounts.forms import InviteForm
from sokehoach.apps.setup.forms.agencies import choose_area
from sokehoach.apps.shell.pii_filter import find_text_problem


class FirstRunCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã thiết lập"),
        max_length=40,
        help_text=_("12 chữ và số mà máy chủ in khi khởi động; gõ hoa hay thường, có gạch hay không đều được"),
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True}),
    )


class InstallationForm(forms.Form):
    installation = forms.CharField(
        label=_("Tên hệ thống"),
        max_length=120,
        help_text=_("ghi ở đầu trang và cuối thư, ví dụ «Sổ Kế hoạch của UBND tỉnh»; đổi sau được"),
    )


class FirstProgrammeForm(forms.Form):
    """One of the shipped programmes, or an archive of another one."""

    programme = forms.ChoiceField(
        label=_("Chương trình kèm phần mềm"), choices=(), required=False, widget=forms.RadioSelect
    )
    archive = forms.FileField(
        label=_("hoặc bộ dữ liệu của bạn"),
        required=False,
        help_text=_("thư mục của chương trình nén thành .zip, tối đa 90 KB; bộ lớn hơn: «sokehoach load THƯ_MỤC»"),
        widget=forms.FileInput({"accept": ".zip"}),
    )

    def __init__(self, *args: Any, shipped: list[ShippedProgramme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [(programme.code, programme.name) for programme in shipped]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("programme")) == bool(cleaned.get("archive")) and not self.errors:
            self.add_error("programme", _("Chọn một chương trình kèm phần mềm, hoặc một tệp .zip."))
        return cleaned


class UnitsForm(forms.Form):
    """A programme that begins with the units of a province."""

    name = forms.CharField(
        label=_("Tên chương trình"),
        max_length=200,
        help_text=_("như trong kế hoạch, ví dụ «Phòng, chống ma túy năm 2026»"),
    )
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=60, help_text=_("vài chữ, in cạnh các mục"))
    area = forms.ChoiceField(label=_("Tỉnh, thành phố"), choices=())
    year = forms.IntegerField(label=_("Năm bắt đầu"), min_value=LIST_DATE.year, max_value=2100)

    def __init__(self, *args: Any, provinces: Sequence[NationalUnit] | Sequence[EarlierUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provinces = provinces
        self.fields["area"].choices = [("", ""), *((unit.code, unit.name) for unit in provinces)]

    def clean_name(self) -> str:
        return self._check_text("name")

    def clean_short_name(self) -> str:
        return self._check_text("short_name")

    def _check_text(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if problem := find_text_problem(text):
            raise forms.ValidationError(problem)
        return text


class FirstUnitsForm(UnitsForm):
    """Of today; of one of its communes where that is named. `chosen_area`: once the form is valid."""

    unit = forms.CharField(
        label=_("Xã, phường, đặc khu"),
        required=False,
        max_length=100,
        help_text=_(
            "chỉ khi chương trình là của một xã, phường, đặc khu: gõ tên hoặc mã; của tỉnh, thành phố thì để trống"
        ),
    )
    field_order = ("name", "short_name", "year", "area", "unit")
    chosen_area: NationalUnit

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        province = next((unit for unit in self.provinces if unit.code == cleaned.get("area")), None)
        if isinstance(province, NationalUnit):
            self.chosen_area = province
            if typed := cleaned.get("unit"):
                try:
                    self.chosen_area = choose_area(typed, list_communes(province.code))
                except forms.ValidationError as error:
                    self.add_error("unit", error)
        return cleaned

    def build_programme(self, office: str) -> NewProgramme:
        """From the first day of the year, or that of the list of units."""
        typed, area = self.cleaned_data, self.chosen_area
        return NewProgramme(
            name=typed["name"],
            short_name=typed["short_name"],
            province=typed["area"],
            office=office,
            first_day=max(date(typed["year"], 1, 1), LIST_DATE),
            commune=area.code if area.province else "",
        )


class EarlierUnitsForm(UnitsForm):
    """The same with the units before 1 July 2025. `agencies`: those that every province had."""

    office = forms.ChoiceField(
        label=_("Cơ quan thường trực"),
        choices=(),
        help_text=_("nhận báo cáo, tổng hợp cho UBND tỉnh, thành phố; danh sách cơ quan sửa được sau"),
    )
    year = forms.IntegerField(
        label=_("Năm bắt đầu"), min_value=EARLIEST_DAY.year, max_value=LIST_DATE.year,
        help_text=_("chương trình bắt đầu từ 01/01 năm này; chương trình bắt đầu sau 30/6/2025 dùng danh mục mới"),
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: Sequence[AgencyTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [("", ""), *((agency.suffix, agency.name) for agency in agencies)]

    def build_programme(self) -> NewProgramme:
        typed = self.cleaned_data
        return NewProgramme(
            typed["name"], typed["short_name"], typed["area"], typed["office"], date(typed["year"], 1, 1)
        )


class FirstAdministratorForm(InviteForm):
    """Like an invitation, with the link opened at once instead of handed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["address"]
        self.fields["parts"].required = True
        self.fields["parts"].help_text = _(
            "chọn sẵn mọi vai trò không bảo mật, vì chỉ mời được người khác vào vai trò mà mình giữ; "
            "khi đã có đủ người, bỏ bớt"
        )
