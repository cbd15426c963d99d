"""Forms for the owner of a target, the deadline of the units' own plans, the replaced plan and a draft."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.indicators.queries.elements import propose_indicator
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.plans.models import DemandAnswer, Duty, Item, Plan, Target
from sokehoach.apps.shell.model_fields import build_form_field
from sokehoach.domain.indicators.indicator import Indicator


class OwnerForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    owner = forms.TypedChoiceField(label=_("Chủ chỉ tiêu"), required=False, coerce=int, empty_value=None)
    due_on = build_form_field(Target, "due_on", help_text=_("ngày/tháng/năm; để trống nếu kế hoạch không nêu"))
    indicator = forms.ChoiceField(
        label=_("Đo bằng chỉ số"),
        help_text=_("không có chỉ số thì trang chỉ tiêu ghi «chưa đo»"),
        required=False,
    )

    def __init__(
        self, *args: Any, target: Target, units: Sequence[Unit], indicators: Mapping[str, Indicator], **kwargs: Any
    ) -> None:
        measured = target.indicator or propose_indicator(target.text, indicators)
        kwargs.setdefault(
            "initial",
            {
                "version": target.version,
                "owner": target.owner_id,
                "due_on": target.due_on,
                "indicator": measured,
            },
        )
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("chưa phân công")), *((unit.pk, unit.name) for unit in units)]
        self.fields["indicator"].choices = [
            ("", _("chưa có chỉ số")),
            *((indicator.uid, indicator.name) for indicator in indicators.values()),
        ]


class TaskLeadForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    lead = forms.ChoiceField(label=_("Chủ trì"))

    def __init__(self, *args: Any, task: Duty, units: Sequence[Unit], groups: Sequence[Group], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": task.version})
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [
            ("", _("— chọn —")),
            *((f"g:{group.pk}", group.name) for group in groups),
            *((f"u:{unit.pk}", unit.name) for unit in units),
        ]


class OwnPlansForm(forms.Form):
    by_day = build_form_field(Plan, "own_plans_by", help_text=_("ngày/tháng/năm; để trống nếu không đặt hạn"))


class ReplacesForm(forms.Form):
    earlier = forms.ChoiceField(label=_("Kế hoạch này thay thế, sửa đổi"), required=False)

    def __init__(self, *args: Any, among: Sequence[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earlier"].choices = [
            ("", _("không thay thế kế hoạch nào")),
            *((str(plan.pk), f"{plan.name}: {plan.title}"[:140]) for plan in among),
        ]

    def clean_earlier(self):
        plan_id = self.cleaned_data["earlier"]
        return uuid.UUID(plan_id) if plan_id else None


class DraftForm(forms.Form):
    text = forms.CharField(
        label=_("Dự thảo"),
        help_text=_("sửa trực tiếp tại đây; đề mục đánh số I., 1., a)"),
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 28, "class": "draft", "lang": "vi"}),
    )


class AnswerForm(forms.Form):
    """Chooses the items of the plan that answer a demand of the upper plan; none chosen means that nothing does."""

    upper = forms.UUIDField(widget=forms.HiddenInput)
    demand = build_form_field(DemandAnswer, "demand", widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    own = forms.MultipleChoiceField(
        label=_("Nội dung của kế hoạch này trả lời"),
        help_text=_("không chọn gì: chưa có nội dung nào trả lời"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = build_form_field(DemandAnswer, "note")

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own"].choices = [(item.code, f"{item.code}. {item.heading}") for item in items]
