"""The form in which an official edits a report outline."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.queries.outlines import FRAME, LINES, OutlineWording, get_wording
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.model_fields import build_form_field

_OWN_FRAME_FIELDS = ("symbol", "place", "authority", "filed")  # own to each unit that writes by it


class OutlineForm(forms.Form):
    """Edits title, frame and sections of an outline. `units`, `forms_known`: the choices as (code, name)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = build_form_field(ReportOutline, "title", help_text=_("tên kỳ được thêm vào sau"))
    body = forms.CharField(
        label=_("Mục và lời văn"),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "lang": "vi"}),
        max_length=200_000,
    )
    symbol = forms.RegexField(
        r"/[^\W\d_]+(?:-[^\W\d_]+)*", label=_("Ký hiệu"), help_text=_("như /BC-UBND"), max_length=60
    )
    place = forms.CharField(label=_("Địa danh"), max_length=100)
    authority = forms.CharField(
        label=_("Người ký"),
        help_text=_("quyền hạn, chức vụ; mỗi dòng một"),
        widget=forms.Textarea(attrs={"rows": 3, "lang": "vi"}),
        max_length=300,
    )
    addressees = forms.MultipleChoiceField(label=_("Kính gửi"), required=False, widget=widgets.Checks)
    copies = forms.CharField(
        label=_("Nơi nhận khác"),
        help_text=_("mỗi dòng một nơi"),
        widget=forms.Textarea(attrs={"rows": 4, "lang": "vi"}),
        max_length=2000,
        required=False,
    )
    filed = forms.CharField(label=_("Lưu"), help_text=_("như VT, LĐTBXH"), max_length=60)
    annexes = forms.MultipleChoiceField(label=_("Biểu kèm theo"), required=False, widget=widgets.Checks)

    def __init__(
        self,
        *args: Any,
        row: ReportOutline,
        version: int,
        units: list[tuple[str, str]],
        forms_known: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        current = get_wording(row)
        frame = {**current.frame, **{key: "\n".join(current.frame[key]) for key in LINES}}
        kwargs.setdefault("initial", {"title": current.title, "body": current.body, "version": version, **frame})
        super().__init__(*args, **kwargs)
        self.fields["addressees"].choices = units
        self.fields["annexes"].choices = forms_known
        self.fields["symbol"].error_messages["invalid"] = _(
            "Ký hiệu bắt đầu bằng «/», các phần nối bằng «-», như /BC-UBND."
        )

        if row.follows:
            del self.fields["body"]
        if row.writers != ReportOutline.Writers.ISSUER:
            for name in _OWN_FRAME_FIELDS:
                del self.fields[name]
        self.frame = current.frame

    @property
    def wording(self) -> OutlineWording:
        cleaned = self.cleaned_data
        frame = {key: cleaned[key] for key in FRAME if key in cleaned}
        lines = {
            key: [line.strip() for line in cleaned[key].splitlines() if line.strip()] for key in LINES if key in cleaned
        }
        return OutlineWording(cleaned["title"], {**self.frame, **frame, **lines}, cleaned.get("body", ""))
