"""Forms to assign work and record its results, and the form for a direction given at a meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.adapters.readers.evidence_files import MAX_BYTES
from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Assignment, Duty
from sokehoach.apps.plans.services.assignments import EvidenceUpload
from sokehoach.apps.plans.services.directions import MAX_LETTERS
from sokehoach.apps.shell import widgets
from sokehoach.apps.shell.model_fields import build_form_field


class _Person(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    in_charge = forms.TypedChoiceField(label=_("Người phụ trách"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, staff: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_charge"].choices = [
            ("", _("chưa phân công")),
            *((user.pk, f"{user.full_name}, {user.title}" if user.title else user.full_name) for user in staff),
        ]


class WorkForm(_Person):
    period = forms.CharField(required=False, widget=forms.HiddenInput)
    state = build_form_field(Assignment, "state", widget=widgets.Segmented)
    result = build_form_field(Assignment, "result", help_text=_("bằng lời"), widget=forms.Textarea(attrs={"rows": 5}))
    upload = forms.FileField(
        label=_("Văn bản minh chứng"),
        help_text=_("PDF, DOCX, XLSX, tối đa 5 MB; không nhận ảnh; thông tin người soạn được gỡ bỏ"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx"}),
    )
    field_order = ("version", "period", "state", "result", "in_charge", "upload")

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [
            (state.value, assignment.name_state(state))
            for state in assignment.list_offered_states(str(self.initial["state"]))
        ]
        if assignment.is_request:
            self.fields["result"].label = _("Trả lời, kết quả")

    def clean_upload(self) -> EvidenceUpload | None:
        file = self.cleaned_data["upload"]
        if file is None:
            return None
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 5 MB. Hãy giảm cỡ tệp rồi tải lên lại."))
        return EvidenceUpload(file.name, file.read())


class AssignForm(_Person):
    unit = forms.TypedChoiceField(label=_("Đơn vị thực hiện"), coerce=int)
    due_on = build_form_field(Assignment, "due_on")
    field_order = ("version", "unit", "in_charge", "due_on")

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in units]


class DirectionForm(forms.Form):
    text = forms.CharField(
        label=_("Ý kiến chỉ đạo"),
        help_text=_("thành nhiệm vụ có người nhận và hạn"),
        max_length=MAX_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ghi ý kiến chỉ đạo.")},
    )
    lead = forms.TypedChoiceField(
        label=_("Giao cho"), coerce=int, error_messages={"required": _("Chọn đơn vị nhận việc.")}
    )
    due_on = build_form_field(Duty, "due_on")

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", _("— chọn —")), *((unit.pk, unit.name) for unit in units)]
