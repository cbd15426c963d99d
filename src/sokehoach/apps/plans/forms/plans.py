"""Forms to import a plan, to correct its header and to choose its upper plan."""

import uuid
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.queries.parties import list_upper_authorities
from sokehoach.apps.plans.services.personal_data import MAX_LETTERS
from sokehoach.apps.plans.services.plans import MAX_BYTES, OWN_PLAN, format_too_large_message
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.model_fields import build_form_field

CONFIRMED_FIELD = "chinh-thuc"  # tokens of places that the user declares official
ASKED_FIELD = "da-hoi"  # sent by a form whose page has already asked about places
MAX_SENT_BACK = 4_000_000  # bytes of a file that the page returns; a larger one must be chosen again


def _list_issuer_choices() -> list[tuple[str, str | Promise]]:
    """Returns whose a plan may be: of the authorities above only those that the installation has."""
    return [
        ("", _("nhận theo phần đầu văn bản")),
        (OWN_PLAN, _("của đơn vị mình")),
        *(
            (authority.value, format_lazy(_("của cấp trên: {level}"), level=translate(authority.label_vi)))
            for authority in list_upper_authorities()
            if authority.value in Plan.UpperLevel.values
        ),
    ]


class UploadPlan(forms.Form):
    """Takes a file, or after a question about it the same file as the page returned it."""

    file = forms.FileField(
        required=False,
        label=_("Tệp kế hoạch"),
        help_text=_("toàn văn đã ký: .docx, .doc, .pdf hoặc .txt; tối đa 20 MB"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.pdf,.txt"}),
    )
    sent = forms.CharField(required=False, widget=forms.HiddenInput)
    sent_name = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)

    typed_text = forms.CharField(
        required=False,
        label=_("Lời văn của bản quét"),
        help_text=_("gõ, hoặc dán từ Word, phần mềm nhận chữ; mỗi mục, mỗi đoạn một dòng, giữ số mục như trên trang"),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        max_length=MAX_LETTERS,
        strip=False,
    )

    whose = forms.ChoiceField(
        label=_("Kế hoạch của ai"),
        help_text=_("của cấp trên thì chỉ để xem và đối chiếu"),
        required=False,
        choices=_list_issuer_choices,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(format_too_large_message())
        return file

    def clean(self):
        """Adds `name` and `data` of the file."""
        cleaned = super().clean() or {}
        if file := cleaned.get("file"):
            return {**cleaned, "name": file.name, "data": file.read()}
        try:
            data = b64decode(cleaned.get("sent", ""), validate=True)
        except ValueError:
            data = b""
        if not data and not self.errors:
            self.add_error("file", _("Chọn tệp kế hoạch trước khi bấm «Đọc kế hoạch»."))
        return {**cleaned, "name": cleaned.get("sent_name") or "ke-hoach", "data": data}


def encode_for_page(data: bytes) -> str:
    """Encodes the file for the page that asks about it, so that nothing is stored; «» where it is too large."""
    return b64encode(data).decode("ascii") if len(data) <= MAX_SENT_BACK else ""


class HeaderForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = build_form_field(Plan, "number")
    place = build_form_field(Plan, "place")
    signed_on = build_form_field(Plan, "signed_on")
    issuer = build_form_field(Plan, "issuer")
    title = build_form_field(Plan, "title", widget=forms.Textarea(attrs={"rows": 3}))
    signer = build_form_field(Plan, "signer")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(plan, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)


class UpperForm(forms.Form):
    upper = forms.ChoiceField(label=_("Kế hoạch cấp trên"), required=False)

    def __init__(self, *args: Any, among: Sequence[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upper"].choices = [
            ("", _("không có kế hoạch cấp trên trong phần mềm")),
            *((str(plan.pk), f"{plan.name}, {plan.issuer or plan.unit.name}: {plan.title}"[:160]) for plan in among),
        ]

    def clean_upper(self) -> uuid.UUID | None:
        plan_id = self.cleaned_data["upper"]
        return uuid.UUID(plan_id) if plan_id else None
