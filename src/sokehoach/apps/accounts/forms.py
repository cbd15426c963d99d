"""Forms to sign in, to change one's own account, and to administer accounts of a unit."""

import re
from datetime import date, timedelta

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import ApiToken, User
from sokehoach.apps.accounts.pages.offers import Offer
from sokehoach.apps.accounts.pages.tokens import TOKEN_ACTION_LABELS
from sokehoach.apps.accounts.queries.tokens import TokenOffer
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.model_fields import build_form_field
from sokehoach.domain.text import fold_accents

PASSWORD_HELP = _("ít nhất 12 ký tự; một câu vài tiếng dễ nhớ hơn, dán được từ trình quản lý mật khẩu")
# For account.js: a button beside the field shows the password.
SECRET_ATTRS = {"data-secret": "", "data-show": _("Hiện mật khẩu"), "data-hide": _("Giấu mật khẩu")}
_DESKS = (
    "vanthu", "vanphong", "ubnd", "uyban", "congan", "phong", "trungtam", "tramyte", "admin", "quantri", "test",
    "lanhdao", "chutich", "dungchung", "taikhoan", "baocao", "tonghop", "xa", "huyen", "thitran", "cq",
)  # fmt: skip


def _build_password_field(label: str, *, new: bool) -> forms.CharField:
    kind = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind, **SECRET_ATTRS})
    return forms.CharField(
        label=label, strip=False, max_length=200, widget=widget, help_text=PASSWORD_HELP if new else ""
    )


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username webauthn", "autocapitalize": "none"}),
    )
    password = _build_password_field(_("Mật khẩu"), new=False)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class ConfirmForm(forms.Form):
    """Confirms the user's identity by password or code."""

    password = forms.CharField(
        label=_("Mật khẩu"), strip=False, max_length=200, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", **SECRET_ATTRS}),
    )  # fmt: skip
    code = forms.CharField(
        label=_("hoặc mã xác thực"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip


class PasskeyForm(forms.Form):
    """Filled in by the browser (passkey.js)."""

    credential = forms.JSONField(widget=forms.HiddenInput)


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(label=_("Tên của khóa"), max_length=60, help_text=_("để nhận ra máy nào"))


class NewPasswordForm(forms.Form):
    new = _build_password_field(_("Mật khẩu mới"), new=True)

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]


class SheetPasswordForm(NewPasswordForm):
    """Sets a password with the code from the second administrator."""

    field_order = ("sheet_code", "new")
    sheet_code = forms.CharField(
        label=_("Mã 8 chữ số"), max_length=20, help_text=_("do người quản trị thứ hai đọc cho bạn"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip


class ChangePasswordForm(NewPasswordForm):
    field_order = ("old", "new")
    old = _build_password_field(_("Mật khẩu hiện nay"), new=False)


class GrantForm(forms.Form):
    part = forms.ChoiceField(label=_("Vai trò"), choices=())

    def __init__(self, *args, offer: Offer, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.fields["part"].choices = offer.choices

    def clean_part(self):
        return self.offer.parts[self.cleaned_data["part"]]


class InviteForm(forms.Form):
    full_name = build_form_field(User, "full_name")
    title = build_form_field(User, "title")
    username = forms.RegexField(
        r"^[a-z0-9._-]{3,60}$", label=_("Tên đăng nhập"), help_text=_("chữ thường không dấu, số, dấu chấm"),
        error_messages={"invalid": _("Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, số, dấu chấm, gạch.")},
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Đơn vị"), choices=())
    parts = forms.MultipleChoiceField(
        label=_("Vai trò"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )
    address = forms.EmailField(
        label=_("Gửi liên kết qua thư"),
        required=False,
        help_text=_("để trống: in phiếu trao tận tay; địa chỉ không được lưu"),
    )
    one_person = forms.BooleanField(label=_("Tài khoản này là của một người duy nhất"), required=False)

    def __init__(self, *args, offer: Offer, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.fields["unit"].choices = [(str(pk), unit.name) for pk, unit in offer.units.items()]
        self.fields["parts"].choices = offer.choices

    def clean_unit(self):
        return self.offer.units[int(self.cleaned_data["unit"])]

    def clean_parts(self):
        return [self.offer.parts[code] for code in self.cleaned_data["parts"]]

    def clean(self) -> dict:
        typed = super().clean() or {}
        shared = is_shared(typed.get("username", ""), typed.get("full_name", ""))
        if shared and not typed.get("one_person"):
            self.add_error(
                "one_person",
                _(
                    "Tên này giống tên một bộ phận. Mỗi tài khoản là của một người: hãy đặt theo tên người, hoặc đánh "
                    "dấu vào đây nếu đúng là tên của một người."
                ),
            )
        return typed


class TokenForm(forms.Form):
    """What a new token of the API may do; only what the account itself may do is offered."""

    name = build_form_field(ApiToken, "name", help_text=_("phần mềm nào dùng mã này, ví dụ: Power BI của phòng"))
    actions = forms.MultipleChoiceField(
        label=_("Việc được làm"), choices=(), widget=forms.CheckboxSelectMultiple, required=False
    )
    programme = forms.ChoiceField(label=_("Chương trình"), choices=(), required=False)
    unit = forms.ChoiceField(
        label=_("Đơn vị"), choices=(), required=False, help_text=_("đơn vị được chọn và các đơn vị bên dưới")
    )
    confidential = forms.BooleanField(label=_("Mở cả số liệu bảo mật mà tôi được xem"), required=False)
    networks = forms.CharField(
        label=_("Chỉ nhận từ địa chỉ mạng"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("mỗi dòng một địa chỉ IP hoặc một dải như 10.1.0.0/16; để trống thì nhận từ mọi nơi"),
    )
    expires_on = build_form_field(ApiToken, "expires_on")

    def __init__(self, *args, offer: TokenOffer, today: date, **kwargs) -> None:
        kwargs.setdefault("initial", {"expires_on": today + timedelta(days=90)})
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.fields["actions"].choices = [(str(action), TOKEN_ACTION_LABELS[action]) for action in offer.actions]
        self.fields["programme"].choices = [
            ("", _("mọi chương trình của tôi")), *((str(pk), row.short_name) for pk, row in offer.programmes.items()),
        ]  # fmt: skip
        self.fields["unit"].choices = [
            ("", _("mọi đơn vị của tôi")), *((str(pk), row.name) for pk, row in offer.units.items()),
        ]  # fmt: skip
        if not offer.confidential:
            del self.fields["confidential"]

    def clean_programme(self) -> Programme | None:
        typed = self.cleaned_data["programme"]
        return self.offer.programmes[int(typed)] if typed else None

    def clean_unit(self) -> Unit | None:
        typed = self.cleaned_data["unit"]
        return self.offer.units[int(typed)] if typed else None

    def clean_networks(self) -> list[str]:
        return self.cleaned_data["networks"].split()


class DepartureForm(forms.Form):
    on = build_form_field(User, "ends_on", required=True)
    heir = forms.ChoiceField(label=_("Bàn giao việc đang làm cho"), choices=())

    def __init__(self, *args, colleagues: dict[int, User], today: date, **kwargs) -> None:
        kwargs.setdefault("initial", {"on": today})
        super().__init__(*args, **kwargs)
        self.colleagues, self.today = colleagues, today
        self.fields["heir"].choices = [("", "")] + [(str(pk), str(user)) for pk, user in colleagues.items()]

    def clean_on(self) -> date:
        if self.cleaned_data["on"] < self.today:
            raise ValidationError(_("Ngày thôi dùng không được trước hôm nay."))
        return self.cleaned_data["on"]

    def clean_heir(self) -> User:
        return self.colleagues[int(self.cleaned_data["heir"])]


class RelinkForm(forms.Form):
    """Chooses how a new link reaches the person. `address`: the masked mail address, «» where there is none."""

    MAIL, SHEET = "mail", "sheet"
    way = forms.ChoiceField(label=_("Trao liên kết bằng cách nào"), choices=(), widget=forms.RadioSelect)
    factors_too = forms.BooleanField(
        label=_("Mất cả điện thoại và khóa: gỡ mọi cách xác thực hai bước (chỉ bằng phiếu in)"),
        required=False,
    )

    def __init__(self, *args, address: str, **kwargs) -> None:
        kwargs.setdefault("initial", {"way": self.MAIL if address else self.SHEET})
        super().__init__(*args, **kwargs)
        self.has_address = bool(address)
        mail = [(self.MAIL, gettext("gửi thư tới %(address)s") % {"address": address})] if address else []
        self.fields["way"].choices = [
            *mail,
            (self.SHEET, _("phiếu in, phải có người quản trị thứ hai duyệt")),
        ]

    def clean(self) -> dict:
        typed = super().clean() or {}
        if typed.get("factors_too") and typed.get("way") == self.MAIL:
            self.add_error("way", _("Gỡ xác thực hai bước thì phải lập phiếu in."))
        return typed


def is_shared(username: str, full_name: str) -> bool:
    """Whether a username or full name reads like that of an office rather than a person."""
    plain = re.sub(r"[^a-z]", "", fold_accents(username))
    first = fold_accents(full_name).split()[:1]
    return any(plain == desk or (len(desk) >= 4 and plain.startswith(desk)) for desk in _DESKS) or (
        bool(first) and re.sub(r"[^a-z]", "", fold_accents(full_name)).startswith(("vanthu", "ubnd", "phong", "uyban"))
        and first[0] in ("van", "ubnd", "phong", "uy")
    )  # fmt: skip
