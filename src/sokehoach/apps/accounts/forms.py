"""Forms to sign in, to change one's own account, and to administer accounts of a unit."""

from collections.abc import Sequence
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
from sokehoach.apps.shell.fields import StaffNameField
from sokehoach.apps.shell.model_fields import build_form_field
from sokehoach.domain.staff.staff_list import MAX_LETTERS
from sokehoach.domain.staff.usernames import is_office_name

PASSWORD_HELP = _("ít nhất 12 ký tự; một câu vài tiếng dễ nhớ hơn, dán được từ trình quản lý mật khẩu")
CODE_LETTERS = 20  # of the code of a letter (services.invitations.generate_sheet_token)
# For account.js: a button beside the field shows the password.
SECRET_ATTRS = {"data-secret": "", "data-show": _("Hiện mật khẩu"), "data-hide": _("Giấu mật khẩu")}


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
    full_name = build_form_field(User, "full_name", form_class=StaffNameField)
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
        shared = is_office_name(typed.get("username", ""), typed.get("full_name", ""))
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
        label=_("Việc được làm"),
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một việc, trong những việc mà chính bạn được làm.")},
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


class StaffListForm(forms.Form):
    """A list of staff: a file, or the text of a table. What it holds: `domain.staff.staff_list`."""

    MAX_BYTES = 2 * 1024 * 1024
    file = forms.FileField(
        label=_("Tệp Excel hoặc CSV"),
        required=False,
        help_text=_(".xlsx, .xls hoặc .csv, tối đa 2 MB"),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.csv,.txt"}),
        error_messages={"empty": _("Tệp trống, không có gì để đọc.")},
    )
    table = forms.CharField(
        label=_("hoặc dán bảng từ Excel"),
        required=False,
        strip=False,
        help_text=_("dòng đầu là tên cột: Đơn vị, Họ và tên, Chức vụ, Tên đăng nhập, Vai trò"),
        widget=forms.Textarea({"rows": 8, "spellcheck": "false", "wrap": "off"}),
    )
    role = forms.ChoiceField(label=_("Vai trò của dòng để trống"), choices=(), required=False)
    allows_offices = forms.BooleanField(
        label=_("Mọi tên trong danh sách đều là của một người duy nhất"), required=False
    )

    def __init__(self, *args, role_names: Sequence[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", gettext("không chọn")), *((name, name) for name in role_names)]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > self.MAX_BYTES:
            raise ValidationError(_("Tệp lớn hơn 2 MB. Hãy chia thành nhiều tệp."))
        return file

    def clean_table(self) -> str:
        if len(self.cleaned_data["table"]) > MAX_LETTERS:
            raise ValidationError(_("Bảng quá dài. Hãy chia thành nhiều danh sách."))
        return self.cleaned_data["table"]

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned["table"].strip():
            self.add_error("file", _("Chọn một tệp hoặc dán bảng."))
        return cleaned


class CodeOfLetterForm(forms.Form):
    """The one-time code of a letter, typed from paper: capitals and missing hyphens do no harm."""

    code = forms.CharField(
        label=_("Mã trong giấy mời"),
        max_length=60,
        help_text=_("20 chữ và số, gõ có gạch hay không đều được"),
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True}),
    )

    def clean_code(self) -> str:
        signs = "".join(sign for sign in self.cleaned_data["code"].lower() if sign.isascii() and sign.isalnum())
        if len(signs) != CODE_LETTERS:
            raise ValidationError(_("Mã có 20 chữ và số. Hãy gõ lại như trong giấy mời."))
        return "-".join(signs[start : start + 4] for start in range(0, CODE_LETTERS, 4))


class DepartureForm(forms.Form):
    on = build_form_field(User, "ends_on", required=True)
    heir = forms.ChoiceField(label=_("Bàn giao việc đang làm cho"), choices=())

    def __init__(self, *args, colleagues: dict[int, User], today: date, needs_heir: bool = True, **kwargs) -> None:
        kwargs.setdefault("initial", {"on": today})
        super().__init__(*args, **kwargs)
        self.colleagues, self.today = colleagues, today
        nobody = "" if needs_heir else _("chưa giao cho ai")
        self.fields["heir"].required = needs_heir
        self.fields["heir"].choices = [("", nobody)] + [(str(pk), str(user)) for pk, user in colleagues.items()]

    def clean_on(self) -> date:
        if self.cleaned_data["on"] < self.today:
            raise ValidationError(_("Ngày thôi dùng không được trước hôm nay."))
        return self.cleaned_data["on"]

    def clean_heir(self) -> User | None:
        return self.colleagues[int(self.cleaned_data["heir"])] if self.cleaned_data["heir"] else None


class MoveForm(forms.Form):
    """Chooses who takes over the open work of the unit that a person leaves; nobody has to."""

    heir = forms.ChoiceField(label=_("Bàn giao việc đang làm cho"), choices=(), required=False)

    def __init__(self, *args, colleagues: dict[int, User], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = colleagues
        rows = [(str(pk), str(user)) for pk, user in colleagues.items()]
        self.fields["heir"].choices = [("", _("chưa giao cho ai")), *rows]

    def clean_heir(self) -> User | None:
        return self.colleagues[int(self.cleaned_data["heir"])] if self.cleaned_data["heir"] else None


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
