"""Forms of the first run: the code that the server printed, the programme, the first administrator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.adapters.programme_files.shipped import ShippedProgramme
from sokehoach.apps.accounts.forms import InviteForm


class FirstRunCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã thiết lập"),
        max_length=40,
        help_text=_("12 chữ và số mà máy chủ in khi khởi động; gõ hoa hay thường, có gạch hay không đều được"),
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True}),
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


class FirstAdministratorForm(InviteForm):
    """Like an invitation, with the link opened at once instead of handed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["address"]
        self.fields["parts"].required = True
        self.fields["parts"].choices = self.offer.choices
        self.fields["parts"].help_text = _("chọn sẵn: quản trị tài khoản, nhập kế hoạch")
