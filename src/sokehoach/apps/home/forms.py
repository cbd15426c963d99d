"""Forms of the audit trail page and of the borders page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.home.queries.trail import TrailFilter
from sokehoach.apps.orgunits.models import Boundary
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.model_fields import build_form_field


class TrailForm(forms.Form):
    """Filters the trail; field names are query parameters. An invalid field shows its error and does not filter."""

    ve = forms.CharField(required=False, widget=forms.HiddenInput)
    nguoi = forms.CharField(required=False, widget=forms.HiddenInput)
    viec = forms.CharField(required=False)
    tim = forms.CharField(label=_("Tìm"), required=False, max_length=100, widget=forms.SearchInput)
    tu = forms.DateField(label=_("Từ ngày"), required=False, widget=widgets.Day)
    den = forms.DateField(label=_("Đến ngày"), required=False, widget=widgets.Day)

    def build_filter(self) -> TrailFilter:
        self.is_valid()
        cleaned = self.cleaned_data
        return TrailFilter(
            subject=cleaned.get("ve", ""), action=cleaned.get("viec", ""), actor=cleaned.get("nguoi", ""),
            day_from=cleaned.get("tu"), day_until=cleaned.get("den"), text=cleaned.get("tim", ""),
        )  # fmt: skip


class BoundariesForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp ranh giới"),
        help_text=_("GeoJSON, WGS 84, mỗi hình có thuộc tính «code» là mã đơn vị; tối đa 5 MB"),
        widget=forms.FileInput({"accept": ".geojson,.json"}),
        error_messages={"required": _("Chưa chọn tệp."), "empty": _("Tệp trống, không có gì để đọc.")},
    )
    since = build_form_field(
        Boundary, "valid_from", label=_("Có hiệu lực từ ngày"), help_text="",
        error_messages={"required": _("Ghi ngày ranh giới có hiệu lực.")},
    )  # fmt: skip
    source = build_form_field(
        Boundary, "source", help_text=_("in dưới mọi bản đồ vẽ bằng ranh giới này"),
        error_messages={"required": _("Ghi nguồn của ranh giới.")},
    )  # fmt: skip


class CountersignForm(forms.Form):
    text = forms.CharField(
        label=_("Bản niêm phong đã có chữ ký chứng kiến"),
        help_text=_("Dán nguyên văn tệp mà cơ quan chứng kiến trả lại."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        strip=False,
        max_length=20_000,
    )
