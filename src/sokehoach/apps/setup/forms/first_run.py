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
    programme = forms.ChoiceField(label=_("Chương trình"), choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, shipped: list[ShippedProgramme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [(programme.code, programme.name) for programme in shipped]


class FirstAdministratorForm(InviteForm):
    """Like an invitation, with the link opened at once instead of handed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["address"]
        self.fields["parts"].required = True
        self.fields["parts"].choices = self.offer.choices
        self.fields["parts"].help_text = _("chọn sẵn: quản trị tài khoản, nhập kế hoạch")
