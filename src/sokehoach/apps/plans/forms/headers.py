"""Forms to correct the header of a plan and to choose its upper plan."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.plans.models import Plan
from sokehoach.apps.shell import widgets


class HeaderForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    number = forms.CharField(label=_("Số, ký hiệu"), required=False, max_length=60)
    place = forms.CharField(label=_("Địa danh"), required=False, max_length=100)
    signed_on = forms.DateField(label=_("Ngày ký"), help_text=_("ngày/tháng/năm"), required=False, widget=widgets.Day)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=300)
    title = forms.CharField(label=_("Trích yếu"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))
    signer = forms.CharField(label=_("Người ký"), required=False, max_length=150)

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
